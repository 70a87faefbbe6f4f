"""The scores close, the list is published, and what stands the notice is selected."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from qunce import profiles, workdays
from qunce.common import now
from qunce.common.clock import today
from qunce.common.errors import Conflict, Refused
from qunce.matters.actions import LONGEST_TITLE, NewMatter, begin
from qunce.matters.models import Matter
from qunce.people.rules import Hat
from qunce.places.queries import calendar
from qunce.selection import rules
from qunce.selection.actions.moving import (
    by,
    drop,
    drop_withdrawn,
    locked,
    move_to,
    run_by,
    said,
    told,
    write,
)
from qunce.selection.engine import Seat
from qunce.selection.models import Appeal, Candidate, Kind, Objection, Round, Severity, Stage, State
from qunce.selection.queries import results as found_in
from qunce.selection.queries.moving_up import next_up
from qunce.selection.queries.reading import in_scoring
from qunce.selection.queries.results import Results
from qunce.selection.queries.subjects import subjects, voices_behind
from qunce.voices.models import Fate, Voice

_NUMBERS = ("raw", "corrected", "doubt", "spread")


@transaction.atomic
def close_scoring(*, round_id: int, hat: Hat) -> Round:
    """Compute the round. Refused while something has too few scores, or is not talked over."""
    round_ = locked(round_id, at=[Stage.SCORING])
    run_by(round_, hat)
    drop_withdrawn(round_)
    _no_open_appeal(round_)
    found = found_in.results(found_in.lines(round_))
    scored = list(in_scoring(round_))
    _enough(found, scored)
    assert found is not None
    _talked_over(found, [one for one in scored if one.state == State.PASSED])
    competing = _rank(round_, found, scored)
    Severity.objects.bulk_create(
        Severity(reviewer_id=who, points=points, scored=n)
        for who, (points, n) in found.severity.items()
    )
    panel = [one.pk for one in scored]
    move_to(round_, Stage.SHORTLIST, hat, competing=competing, scored=panel)
    return round_


def _enough(found: Results | None, scored: list[Candidate]) -> None:
    few = [
        one.number
        for one in scored
        if found is None or one.pk not in found.of or found.of[one.pk].scores < rules.FEWEST_SCORES
    ]
    if few or not scored:
        raise Refused(
            _("%(n)d candidates have fewer than %(least)d scores; the first is no. %(first)s.")
            % {"n": len(few), "least": rules.FEWEST_SCORES, "first": min(few, default="—")}
        )


def _talked_over(found: Results, competing: Iterable[Candidate]) -> None:
    apart = [c.number for c in competing if found.of[c.pk].spread > rules.FAR_APART and not c.talk]
    if apart:
        raise Refused(
            _(
                "The scores of %(n)d candidates are more than %(points)d points apart; have the "
                "reviewers talk them over first. The first is no. %(first)d."
            )
            % {"n": len(apart), "points": rules.FAR_APART, "first": apart[0]}
        )


def _rank(round_: Round, found: Results, scored: list[Candidate]) -> list[int]:
    """Write each candidate's numbers beside it; returns what competes, best first."""
    order = found.ranked([c.pk for c in scored if c.state == State.PASSED], round_.seed)
    place = {pk: n for n, pk in enumerate(order, 1)}
    for one in scored:
        result = found.of[one.pk]
        for name in _NUMBERS:
            setattr(one, name, round(getattr(result, name), 6))
        one.place = place.get(one.pk)
    Candidate.objects.bulk_update(scored, [*_NUMBERS, "place"], batch_size=500)
    return order


@transaction.atomic
def bring_back(*, round_id: int, candidate_id: int, hat: Hat) -> Candidate:
    """A rejected one whose second reading reached the line competes after all."""
    round_ = locked(round_id, at=[Stage.SHORTLIST])
    run_by(round_, hat)
    candidate = round_.candidates.select_related("round").filter(pk=candidate_id).first()
    if candidate is None or candidate.pk not in found_wrong(round_):
        raise Refused(_("Only what was read again and reached the line comes back."))
    candidate.state, candidate.reason, candidate.words, candidate.dropped_at = (
        State.PASSED,
        "",
        "",
        "",
    )
    candidate.save(update_fields=["state", "reason", "words", "dropped_at"])
    write(candidate, "brought_back", by(hat))
    told(candidate, "selection.brought_back")
    return candidate


def found_wrong(round_: Round) -> list[int]:
    """Of the re-read, those that reached the line of the list as it would be now."""
    found = found_in.results(found_in.lines(round_))
    if found is None:
        return []
    listed = [seat.candidate for seat in drafted(round_, found) if not seat.by_quota]
    reread = round_.candidates.filter(reread=True, state=State.DROPPED)
    return found_in.missed(found, listed, reread.values_list("pk", flat=True))


def drafted(round_: Round, found: Results) -> list[Seat[int]]:
    try:
        return found_in.drafted(round_, found)
    except ValueError:
        raise Refused(
            _("The minimum seats of all groups are more than the seats of the round.")
        ) from None


@transaction.atomic
def publish(*, round_id: int, hat: Hat) -> Round:
    """The list stands, everybody may object for five working days; the rest is told why not."""
    round_ = locked(round_id, at=[Stage.SHORTLIST])
    run_by(round_, hat)
    drop_withdrawn(round_)
    found = found_in.results(found_in.lines(round_))
    assert found is not None
    _count_missed(round_, found)
    listed = _list(round_, found)
    _notice(round_)
    round_.save(update_fields=["reread", "missed", "notice_on", "notice_ends_on"])
    ends_on = str(round_.notice_ends_on)
    move_to(round_, Stage.NOTICE, hat, listed=listed, ends_on=ends_on, missed=round_.missed)
    return round_


def _count_missed(round_: Round, found: Results) -> None:
    """Of all that were read again, whatever became of them since, how many reached the line."""
    listed = [seat.candidate for seat in drafted(round_, found) if not seat.by_quota]
    again = list(round_.candidates.filter(reread=True).values_list("pk", flat=True))
    round_.reread, round_.missed = len(again), len(found_in.missed(found, listed, again))


def _list(round_: Round, found: Results) -> list[int]:
    seats = {seat.candidate: seat for seat in drafted(round_, found)}
    competing = found_in.running(round_)
    order = found.ranked([one.pk for one in competing], round_.seed)
    place = {pk: n for n, pk in enumerate(order, 1)}
    for one in competing:
        one.round, one.place = round_, place[one.pk]
        if seat := seats.get(one.pk):
            one.state, one.by_quota = State.LISTED, seat.by_quota
            one.save(update_fields=["state", "by_quota", "place"])
            told(one, "selection.listed")
            continue
        one.save(update_fields=["place"])
        words = _("It came %(place)d of %(n)d; %(seats)d could be taken.") % {
            "place": one.place,
            "n": len(order),
            "seats": len(seats),
        }
        drop(one, stage=Stage.SHORTLIST, reason="below_line", words=words)
    return list(seats)


def _notice(round_: Round) -> None:
    term = profiles.load(round_.jurisdiction.profile).terms["public_notice"]
    end = workdays.count(today(), term.length, calendar(round_.jurisdiction_id))
    round_.notice_on, round_.notice_ends_on = today(), end.on


def notice_anew(round_: Round) -> None:
    """The list has grown: everybody has the whole time again."""
    _notice(round_)
    round_.save(update_fields=["notice_on", "notice_ends_on"])


@transaction.atomic
def move_up(*, round_id: int, candidate_id: int, words: str, hat: Hat) -> Candidate:
    """The next in rank, within the quotas, takes an empty seat; its author is told why.

    `candidate_id` is the one that the page showed; where another is next by now, nothing is done.
    The list has grown, so everybody has the whole time again to object.
    """
    round_ = locked(round_id, at=[Stage.NOTICE])
    run_by(round_, hat)
    why = said(words, missing=_("Say why the seat is filled; the author and everybody read it."))
    found = next_up(round_)
    if found.candidate is None or not found.empty:
        raise Refused(_("No seat is empty, or nobody is left who could take it."))
    if found.candidate.pk != candidate_id:
        raise Conflict(_("Another candidate is next by now. Look once more."))
    candidate = found.candidate
    candidate.round, candidate.state, candidate.moved_up = round_, State.LISTED, True
    candidate.by_quota, candidate.reason, candidate.dropped_at = found.by_quota, "", ""
    candidate.words = why
    candidate.save(update_fields=["state", "moved_up", "by_quota", "reason", "dropped_at", "words"])
    notice_anew(round_)
    write(candidate, "moved_up", by(hat), place=candidate.place, by_quota=found.by_quota)
    told(candidate, "selection.moved_up", words=why)
    return candidate


@transaction.atomic
def select(*, round_id: int, hat: Hat) -> Round:
    """What stood the notice becomes golden ideas; severities end with the round."""
    round_ = locked(round_id, at=[Stage.NOTICE])
    run_by(round_, hat)
    assert round_.notice_ends_on
    if today() <= round_.notice_ends_on:
        raise Refused(
            _("The notice stands until %(day)s, that day included; select after it.")
            % {"day": round_.notice_ends_on}
        )
    if Objection.objects.filter(candidate__round=round_, granted=None).exists():
        raise Refused(_("An objection is not decided yet."))
    _no_open_appeal(round_)
    drop_withdrawn(round_)
    made = [_become(one, hat) for one in round_.candidates.filter(state=State.LISTED)]
    Severity.objects.filter(reviewer__round=round_).delete()
    round_.ended_at = now()
    round_.save(update_fields=["ended_at"])
    move_to(round_, Stage.SELECTED, hat, selected=made)
    return round_


def _no_open_appeal(round_: Round) -> None:
    if n := Appeal.objects.filter(candidate__round=round_, granted=None).count():
        raise Refused(_("%(n)d appeals are not decided yet.") % {"n": n})


def _become(candidate: Candidate, hat: Hat) -> int:
    candidate.matter = _matter(candidate, hat)
    candidate.state = State.SELECTED
    candidate.save(update_fields=["matter", "state"])
    write(candidate, "selected", by(hat), matter=candidate.matter.pk)
    told(candidate, "selection.selected")
    return candidate.pk


def _matter(candidate: Candidate, hat: Hat) -> Matter:
    """What is a matter already stays it; else a golden idea that carries the voices that wait."""
    if candidate.kind == Kind.MATTER:
        return Matter.objects.get(pk=candidate.subject_id)
    subject = subjects([candidate])[candidate.pk]
    evidence = {"kind": candidate.kind, "id": candidate.subject_id, "name": subject.title}
    waiting = Voice.objects.filter(pk__in=voices_behind(candidate), fate=Fate.WAITING)
    return begin(
        procedure="golden-idea",
        new=NewMatter(title=_headed(subject.title) or str(candidate), evidence=evidence),
        hat=hat,
        voices=list(waiting.values_list("pk", flat=True)),
    )


def _headed(title: str) -> str:
    """A voice's title may be longer than a matter's, which shows that it was shortened: the whole
    stands in what the matter grew from, and on its page."""
    return title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 1]}…"
