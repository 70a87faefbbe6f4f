"""HTML that cannot forget to escape: text becomes markup only through `tag`."""

from collections.abc import Iterable
from html import escape
from typing import TypeAlias


class Markup(str):
    """Text that is HTML already."""

    __slots__ = ()


Part: TypeAlias = "str | Markup | Iterable[Part]"


def tag(name: str, *parts: Part, **attributes: str) -> Markup:
    """An element; parts that are not Markup are escaped, `class_` stands for class."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value)}"'
        for key, value in attributes.items()
    )
    return Markup(f"<{name}{written}>{joined(*parts)}</{name}>")


def joined(*parts: Part) -> Markup:
    return Markup("".join(map(_one, parts)))


def _one(part: Part) -> str:
    if isinstance(part, Markup):
        return part
    if isinstance(part, str):
        return escape(part)
    return "".join(map(_one, part))


def table(head: Iterable[str], rows: Iterable[Iterable[Part]], **attributes: str) -> Markup:
    """The first cell of each row names it."""
    return tag(
        "table",
        tag("thead", tag("tr", [tag("th", cell, scope="col") for cell in head])),
        tag("tbody", [_row(row) for row in rows]),
        **attributes,
    )


def _row(cells: Iterable[Part]) -> Markup:
    first, *others = cells
    return tag("tr", tag("th", first, scope="row"), [tag("td", cell) for cell in others])
