"""A round computed again from the record: its marks, its seed, its list."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from qunce.record.queries import bodies
from qunce.selection.models import Candidate, Round
from qunce.selection.queries.results import Results, lines_on_record, results, seats

# Of a point: more than another processor's arithmetic can make of the same scores.
_SAME = 1e-4


def differences(round_: Round) -> Iterator[tuple[int, str]]:
    """Where what is stored does not follow from the entries: candidate (0: the round) and words."""
    found = results(lines_on_record(round_))
    if found is None or not (closing := _body(round_, "selection.shortlist")):
        yield 0, _("has no scores or no closing on record")
        return
    if _body(round_, "selection.scoring").get("seed") != round_.seed:
        yield 0, _("has another seed than was recorded")
    yield from _numbers(round_, found)
    if notice := _body(round_, "selection.notice"):
        yield from _list(round_, found, closing["competing"], notice["listed"])


def _body(round_: Round, verb: str) -> dict[str, Any]:
    return next((body for _pk, body in bodies(verb, "round", [round_.pk])), {})


def _numbers(round_: Round, found: Results) -> Iterator[tuple[int, str]]:
    for one in round_.candidates.exclude(corrected=None).order_by("pk"):
        again = found.of.get(one.pk)
        assert one.raw is not None
        assert one.corrected is not None
        if again is None or abs(again.raw - one.raw) + abs(again.corrected - one.corrected) > _SAME:
            yield one.pk, _("has other scores than follow from the record")


def _list(
    round_: Round, found: Results, competing: list[int], listed: list[int]
) -> Iterator[tuple[int, str]]:
    """What competed at the closing, and what came back or was withdrawn before the notice."""
    ids = list(round_.candidates.values_list("pk", flat=True))
    back = [pk for pk, _body in bodies("selection.brought_back", "candidate", ids)]
    gone = {
        pk
        for pk, body in bodies("selection.dropped", "candidate", ids)
        if body["stage"] == "shortlist" and body["reason"] == "withdrawn"
    }
    among = [pk for pk in [*competing, *back] if pk not in gone]
    rows = Candidate.objects.filter(pk__in=among)
    again = {seat.candidate for seat in seats(round_, found.ranked(among, round_.seed), rows)}
    for pk in sorted(again ^ set(listed)):
        yield pk, _("is on the published list where the record says it is not, or the reverse")
