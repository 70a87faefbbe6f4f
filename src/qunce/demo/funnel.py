"""The funnel of a real campaign, with its numbers: what units send, what passes, what is selected.

Counties and city units send 2,388 ideas, 1,384 pass their first screening and are scored; the
development zone holds a round of its own, 187 to 20. The numbers are those published of one city's
campaign in 2021; everything else is made up.
"""

import csv
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import accumulate, islice
from pathlib import Path

from django.conf import settings

from qunce.campaigns.models import Campaign
from qunce.common.clock import moved_to, today
from qunce.demo.calendar import days_ago
from qunce.demo.suggestions.staff import Staff
from qunce.demo.writing import write
from qunce.people.models import Unit, UnitKind
from qunce.people.rules import Hat
from qunce.selection import actions
from qunce.selection.actions import NewAward, NewCandidate, NewRound
from qunce.selection.engine import lot
from qunce.selection.models import Kind, QuotaBy, Review, Round, State
from qunce.selection.queries.results import lines, results
from qunce.selection.rules import FAR_APART
from qunce.voices.actions import importing
from qunce.voices.models import Import, ImportState, Voice

CITY_ROUND, ZONE_ROUND = "全市金点子评选", "开发区金点子评选"
_SHORTEST = 60  # characters; what a unit sends has been looked at before
_REASONS = (
    ("no_proposal", "来信说清了问题，但没有提出办法。欢迎补充具体做法后再次提出。"),
    ("in_place", "所提办法已经在实施，进展可在“您说我办”查看。"),
    ("not_new", "同一办法已由本单位另一条点子完整提出，合并参评。"),
    ("not_feasible", "按现行规定暂时做不到，有关依据已在单位内公布。"),
    ("not_ours", "所提事项不属于本市职权，已告知受理渠道。"),
)


@dataclass(frozen=True)
class Funnel:
    """How many of what; a test makes a small one."""

    sent: int = 2_388
    passed: int = 1_384
    first_county: int = 308
    city_units: int = 68
    seats: int = 100
    reviewers: int = 40
    zone: tuple[int, int] = (187, 20)


def send(campaign: Campaign, *, office: Hat, units: dict[str, Unit], how: Funnel, seed: int) -> int:
    """Each sender's spreadsheet, imported under its name; returns how many ideas came in."""
    texts = _texts(seed)
    shares = {**_shares(units, how), _zone(units): how.zone[0]}
    with moved_to(days_ago(20)):
        return sum(
            _import(campaign, unit, list(islice(texts, n)), office) for unit, n in shares.items()
        )


def select(campaign: Campaign, *, office: Hat, units: dict[str, Unit], how: Funnel) -> None:
    """Both rounds, from the candidates to what became a golden idea; once for a city."""
    staff = Staff(units, today() - timedelta(days=90))
    zone = _zone(units)
    if not Round.objects.filter(title=CITY_ROUND).exists():
        senders = list(_shares(units, how))
        new = NewRound(CITY_ROUND, how.seats, each=4, quota_by=QuotaBy.UNIT, quota_seats=1)
        _hold(campaign, new, senders, how.passed, how.reviewers, staff, office)
    if not Round.objects.filter(title=ZONE_ROUND).exists():
        new = NewRound(ZONE_ROUND, how.zone[1], each=3)
        _hold(campaign, new, [zone], how.zone[0] * 3 // 5, 6, staff, office)


def _zone(units: dict[str, Unit]) -> Unit:
    return next(unit for unit in units.values() if unit.kind == UnitKind.ZONE)


def _shares(units: dict[str, Unit], how: Funnel) -> dict[Unit, int]:
    """The first county sends most; the others share the rest as evenly as it goes."""
    counties = [u for u in units.values() if u.kind == UnitKind.COUNTY]
    others = [u for u in units.values() if u.kind not in {UnitKind.COUNTY, UnitKind.ZONE}]
    senders = [u for u in others if u.kind != UnitKind.CONGRESS][: how.city_units]
    first, *rest = [*counties, *senders]
    left = how.sent - how.first_county
    return {first: how.first_county, **dict(zip(rest, _even(left, len(rest)), strict=True))}


def _even(n: int, parts: int) -> list[int]:
    """`n` in whole parts that differ by one at most."""
    return [(k + 1) * n // parts - k * n // parts for k in range(parts)]


def _texts(seed: int) -> Iterator[str]:
    """Other texts than those of the mini-program, long enough to have been looked at."""
    for idea in write(1_000_000, seed=seed + 1):
        if idea.kind in {"plain", "many"} and len(idea.text) >= _SHORTEST:
            yield idea.text


def _import(campaign: Campaign, unit: Unit, texts: Sequence[str], office: Hat) -> int:
    path = _sheet(unit, texts)
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    call = campaign.calls.order_by("pk")[0]
    source = Import.objects.filter(call=call, sha256=sha256).first()
    if source is None:
        name = f"{unit.short}金点子汇总.csv"
        source = importing.take_file(
            call=call, name=name, path=path, sha256=sha256, hat=office, unit=unit
        )
    if source.state != ImportState.DONE:
        columns = None if source.next_row else source.columns
        job = importing.start(
            import_id=source.pk, columns=columns, consent=True, hat=office, here=True
        )
        importing.run(job)
    return len(texts)


def _sheet(unit: Unit, texts: Sequence[str]) -> Path:
    path = Path(settings.VAR) / "demo" / f"sent-{unit.code}.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file)
        out.writerow(["编号", "建议内容"])
        out.writerows([f"{unit.code}-{n:03d}", text] for n, text in enumerate(texts, 1))
    return path


def _hold(
    campaign: Campaign,
    new: NewRound,
    senders: Sequence[Unit],
    passed: int,
    reviewers: int,
    staff: Staff,
    office: Hat,
) -> None:
    """From the list of candidates to the selected; the notice alone takes a week."""
    call = campaign.calls.order_by("pk")[0]
    with moved_to(days_ago(19)):
        found = actions.set_up(new=NewRound(**{**vars(new), "call": call.pk}), hat=office)
        _enter(found, call.pk, senders, office)
        readers = _readers(staff, reviewers)
        people = [hat.person_id for hat in readers]
        actions.name_reviewers(round_id=found.pk, person_ids=people, hat=office)
        actions.begin_screening(round_id=found.pk, hat=office)
    with moved_to(days_ago(16)):
        _screen(found, senders, passed, staff)
        actions.open_scoring(round_id=found.pk, hat=office)
    with moved_to(days_ago(12)):
        _score(found, readers)
    with moved_to(days_ago(11)):
        _talk_over(found, office)
        actions.close_scoring(round_id=found.pk, hat=office)
        actions.publish(round_id=found.pk, hat=office)
    with moved_to(days_ago(1)):
        actions.select(round_id=found.pk, hat=office)
        chosen = found.candidates.filter(state=State.SELECTED).order_by("place")
        for prize, candidate in zip(("first", "second", "third"), chosen, strict=False):
            actions.award(candidate_id=candidate.pk, new=NewAward(prize), hat=office)


def _enter(found: Round, call_id: int, senders: Sequence[Unit], office: Hat) -> None:
    rows = Voice.objects.filter(call=call_id, source__unit__in=senders).order_by("pk")
    news = [NewCandidate(Kind.VOICE, *row) for row in rows.values_list("pk", "source__unit")]
    actions.add_candidates(round_id=found.pk, news=news, hat=office)


def _readers(staff: Staff, n: int) -> list[Hat]:
    shorts = [s for s, u in staff.units.items() if u.kind not in {UnitKind.ZONE, UnitKind.CONGRESS}]
    return [staff.reviewer(short) for short in shorts[::-1][:n]]


def _screen(found: Round, senders: Sequence[Unit], passed: int, staff: Staff) -> None:
    """Each sender keeps its share of what may pass, by lot; the others read why not."""
    counts = [found.candidates.filter(screener=unit).count() for unit in senders]
    kept = [at * passed // sum(counts) for at in accumulate(counts, initial=0)]
    for unit, first, end in zip(senders, kept, kept[1:], strict=False):
        own = list(found.candidates.filter(screener=unit).values_list("pk", flat=True))
        own.sort(key=lambda pk: lot("demo", "screened", pk))
        hat = staff.handler(unit.short)
        if keep := own[: end - first]:
            actions.pass_on(round_id=found.pk, candidate_ids=keep, hat=hat)
        for n, (reason, words) in enumerate(_REASONS):
            if out := own[end - first :][n :: len(_REASONS)]:
                actions.turn_down(
                    round_id=found.pk, candidate_ids=out, reason=reason, words=words, hat=hat
                )


def _score(found: Round, readers: Sequence[Hat]) -> None:
    """Worth differs by 8 points or so, readers' severity by as much, and each mark by chance."""
    hats = {hat.person_id: hat for hat in readers}
    rows = Review.objects.filter(reviewer__round=found).order_by("pk")
    for candidate, reader, person in rows.values_list("candidate", "reviewer", "reviewer__person"):
        marks = [_mark(candidate, reader, one) for one in range(4)]
        actions.score(round_id=found.pk, candidate_id=candidate, marks=marks, hat=hats[person])


def _mark(candidate: int, reader: int, criterion: int) -> int:
    def drawn(spread: int, *what: object) -> int:
        """The sum of three lots: most near the middle, few far out."""
        return sum(int(lot("demo", n, *what)[:4], 16) % spread for n in range(3)) - 3 * spread // 2

    whole = 74 + drawn(16, "worth", candidate) + drawn(14, "severity", reader)
    return min(max(whole + drawn(12, candidate, reader, criterion), 20), 100)


def _talk_over(found: Round, office: Hat) -> None:
    found.refresh_from_db()
    computed = results(lines(found))
    assert computed is not None
    for pk, result in computed.of.items():
        if result.spread > FAR_APART:
            actions.talk_over(
                round_id=found.pk,
                candidate_id=pk,
                words="评审之间交换了意见：一方看重做法新，一方担心经费；各自维持评分。",
                hat=office,
            )
