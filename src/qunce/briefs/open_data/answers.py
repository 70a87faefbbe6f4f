"""Answers and promises, so far as their review opened them to everybody."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qunce.briefs.open_data.columns import IN_VOICES, Column, DataSet, few
from qunce.matters.models import Promise
from qunce.matters.queries import public
from qunce.matters.queries.public import Done, Narrowed
from qunce.places.models import Jurisdiction


def answers() -> Iterator[Done]:
    """Page by page, the newest first; what is confidential or under review is not among them."""
    for place in _places():
        before = None
        while rows := public.done(place, Narrowed(), before):
            yield from rows[: public.SIZE]
            if len(rows) <= public.SIZE:
                break
            before = rows[public.SIZE - 1].pk


def promises() -> Iterator[tuple[Done, Promise, bool]]:
    for row in answers():
        for promise, broken in row.promises:
            yield row, promise, broken


def _places() -> list[int]:
    return list(Jurisdiction.objects.order_by("pk").values_list("pk", flat=True))


def _size() -> int:
    return sum(public.total(public.tallies(place)).opened for place in _places())


_HOW = {
    "full": _("in full"),
    "summary": _("summary"),
    "redacted": _("with omissions"),
}
_SIGNED = _("the answer, as it was signed")

ANSWERS = DataSet(
    code="answers",
    title=_("Answers"),
    about=_("What was asked and what the unit answered, so far as the review of openness opened "
            "it. What is confidential, and what still waits for its review, is not here."),
    rows=answers,
    size=_size,
    columns=(
        Column("answer_number", _("Answer number"), _("its place is /done/#a and this number"),
               _("given when it was drafted"), lambda d: d.pk, width=10),
        Column("number", _("Number of the matter"), _("as it stands on its papers; empty for kinds "
               "that are not numbered"), _("given when it was begun"), lambda d: d.matter.number,
               width=20),
        Column("kind", _("Kind"), _("by which procedure it was worked on"), _("the matter"),
               lambda d: d.kind, width=16),
        Column("title", _("What was asked"), _("title of the matter; empty where the screen holds "
               "it back"), _("the matter"), lambda d: d.matter.title, width=40),
        Column("unit", _("Unit"), _("that answers"), _SIGNED, lambda d: d.unit, width=24),
        Column("answered_on", _("Answered on"), _("the day it was signed"), _SIGNED,
               lambda d: timezone.localdate(d.at).isoformat(), unit=_("date")),
        Column("result", _("Result"), _("how far what was asked is done"), _SIGNED,
               lambda d: d.result, width=16),
        Column("how", _("How open"), _("in full, as a summary, or with omissions"),
               _("the review of openness"), lambda d: str(_HOW[d.how]), width=12),
        Column("text", _("Answer"), _("its words; empty where the screen holds them back"),
               _SIGNED, lambda d: d.text, width=80),
        Column("voices", _("Voices"), _("how many asked for it; empty below five"),
               _("the matter"), lambda d: few(d.voices), unit=IN_VOICES),
    ),
)  # fmt: skip
PROMISES = DataSet(
    code="promises",
    title=_("Promises"),
    about=_("What units promised in answers that are open in full, by which day, and what came of "
            "it. Whether one is kept is judged by its first day."),
    rows=promises,
    columns=(
        Column("answer_number", _("Answer number"), _("the answer it stands in"),
               _("given when it was drafted"), lambda p: p[0].pk, width=10),
        Column("unit", _("Unit"), _("that promised"), _SIGNED, lambda p: p[0].unit, width=24),
        Column("promise", _("Promise"), _("what is to be done"), _SIGNED,
               lambda p: p[1].what, width=60),
        Column("first_due_on", _("Promised for"), _("first day by which it was promised"), _SIGNED,
               lambda p: p[1].first_due_on.isoformat(), unit=_("date")),
        Column("state", _("State"), _("running, kept, or not possible"),
               _("settled by the unit, looked at by the office"),
               lambda p: p[1].get_state_display(), width=16),
        Column("settled_on", _("Settled on"), _("empty while it runs"),
               _("settled by the unit, looked at by the office"),
               lambda p: p[1].settled_on.isoformat() if p[1].settled_on else "", unit=_("date")),
        Column("broken", _("Not kept"), _("1 where the first day went by, or it was not possible"),
               _("worked out when the file is made"), lambda p: int(p[2]), width=8),
    ),
)  # fmt: skip
