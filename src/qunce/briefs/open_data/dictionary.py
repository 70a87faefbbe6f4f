"""The data dictionary: every column of every file, out of what writes the columns."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from qunce.briefs.open_data.columns import Column, DataSet

_HERE = _("the definition that writes the column")


def dictionary_of(sets: Sequence[DataSet]) -> DataSet:
    def rows() -> Iterator[tuple[DataSet, Column]]:
        for one in (*sets, itself):
            yield from ((one, column) for column in one.columns)

    itself = DataSet(
        code="dictionary",
        title=_("Data dictionary"),
        about=_("Every column of every file: its name in both languages, what it means, its unit "
                "and where it comes from."),
        rows=rows,
        size=lambda: sum(1 for _row in rows()),
        columns=(
            Column("file", _("File"), _("in which the column stands"), _HERE, lambda r: r[0].code),
            Column("code", _("Code"), _("heads the column in CSV and JSON"), _HERE,
                   lambda r: r[1].code, width=18),
            Column("name_zh", _("Name in Chinese"), _("heads the column in Excel"), _HERE,
                   lambda r: in_language("zh-hans", r[1].title), width=18),
            Column("name_en", _("Name in English"), _("heads the column in Excel"), _HERE,
                   lambda r: in_language("en", r[1].title), width=20),
            *(Column(name, title, about, _HERE, partial(_say, name), width=50)
              for name, title, about in (
                ("meaning", _("Meaning"), _("what stands in it")),
                ("unit", _("Unit of measure"), _("of its numbers or dates; empty for words")),
                ("source", _("Source"), _("who or what it comes from")),
            )),
        ),
    )  # fmt: skip
    return itself


def _say(name: str, row: tuple[DataSet, Column]) -> str:
    return str(getattr(row[1], name))


def in_language(language: str, said: Any) -> str:
    with translation.override(language):
        return str(said)
