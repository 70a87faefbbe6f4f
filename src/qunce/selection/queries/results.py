"""What the scores of a round say: computed anew from rows or from the record, the same."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from qunce.record.queries import bodies
from qunce.selection import rules
from qunce.selection.engine import Agreement, Panel, Seat, agreement, lot, shortlist
from qunce.selection.models import Candidate, QuotaBy, QuotaRule, Review, Round, Stage, State
from qunce.selection.queries.reading import in_scoring


@dataclass(frozen=True)
class Line:
    """One reader's score for one candidate."""

    candidate: int
    reviewer: int
    score: float


@dataclass(frozen=True)
class Result:
    """Of one candidate: the plain mean and, beside it, the mean without severities."""

    candidate: int
    raw: float
    corrected: float
    doubt: float
    spread: float
    scores: int


@dataclass(frozen=True)
class Results:
    """`severity` by reviewer: how many points below the others, and from how many scores."""

    of: dict[int, Result]
    severity: dict[int, tuple[float, int]]
    agreement: Agreement
    parts: int

    def ranked(self, candidates: Iterable[int], seed: str) -> list[int]:
        """Best first; equal ones by the plain mean, then by lot."""
        return sorted(
            (one for one in candidates if one in self.of), key=lambda one: self._key(one, seed)
        )

    def _key(self, one: int, seed: str) -> tuple[float, float, str]:
        # Rounded: a millionth of a point is arithmetic, not worth.
        found = self.of[one]
        return -round(found.corrected, 6), -round(found.raw, 6), lot(seed, "tie", one)


def lines(round_: Round) -> list[Line]:
    """Of what is being scored; once the scores closed, of what was scored then."""
    among = in_scoring(round_)
    if round_.stage != Stage.SCORING:
        among = round_.candidates.exclude(corrected=None)
    rows = Review.objects.filter(candidate__in=among).exclude(score=None)
    return [
        Line(own, who, score)
        for own, who, score in rows.values_list("candidate", "reviewer", "score")
        if score is not None
    ]


def lines_on_record(round_: Round) -> list[Line]:
    """The same from the entries alone: the last marks of each reader for each candidate."""
    closing = next((b for _pk, b in bodies("selection.shortlist", "round", [round_.pk])), {})
    weights = list(round_.criteria.values_list("weight", flat=True))
    last: dict[tuple[int, int], Sequence[int]] = {}
    for own, body in bodies("selection.scored", "candidate", closing.get("scored", ())):
        last[own, body["reviewer"]] = body["marks"]
    return [Line(own, who, rules.weighted(m, weights)) for (own, who), m in last.items()]


def results(given: Sequence[Line]) -> Results | None:
    """None before there is a score."""
    if not given:
        return None
    columns = (
        [line.candidate for line in given],
        [line.reviewer for line in given],
        [line.score for line in given],
    )
    panel = Panel().fit(*columns)
    severity = zip(panel.reviewers_, panel.severity_, panel.scored_, strict=True)
    return Results(
        of={row.candidate: row for row in _each(panel)},
        severity={int(str(who)): (float(points), int(n)) for who, points, n in severity},
        agreement=agreement(*columns, limit=rules.FAR_APART),
        parts=panel.groups_,
    )


def _each(panel: Panel) -> Iterator[Result]:
    for n, candidate in enumerate(panel.candidates_):
        yield Result(
            candidate=int(str(candidate)),
            raw=float(panel.raw_[n]),
            corrected=float(panel.corrected_[n]),
            doubt=float(panel.error_[n]),
            spread=float(panel.spread_[n]),
            scores=int(panel.counts_[n]),
        )


def seats(round_: Round, ranked: Sequence[int], among: Iterable[Candidate]) -> list[Seat[int]]:
    """The shortlist by rank and quota. Raises ValueError where the quota is more than the seats."""
    if round_.quota_by == QuotaBy.NOTHING:
        return [Seat(one, False) for one in ranked[: round_.seats]]
    return shortlist(
        ranked,
        {one.pk: group_of(round_, one) for one in among},
        round_.seats,
        minimum=round_.quota_seats,
        proportional=round_.quota_rule == QuotaRule.PROPORTIONAL,
    )


def drafted(round_: Round, found: Results) -> list[Seat[int]]:
    """The shortlist as it would be now. Raises ValueError as `seats`."""
    competing = running(round_)
    ranked = found.ranked([one.pk for one in competing], round_.seed)
    return seats(round_, ranked, competing)


def group_of(round_: Round, candidate: Candidate) -> str:
    """The group whose seats it takes."""
    if round_.quota_by == QuotaBy.UNIT:
        return str(candidate.unit_id or "")
    return candidate.strand


def running(round_: Round) -> list[Candidate]:
    """What competes for the seats: passed on, or listed since."""
    found = round_.candidates.filter(state__in=[State.PASSED, State.LISTED, State.SELECTED])
    return list(found.order_by("pk"))


def missed(found: Results, listed: Sequence[int], reread: Iterable[int]) -> list[int]:
    """The re-read rejected ones that reached the line: as good as the last that got in by rank."""
    line = min((found.of[one].corrected for one in listed), default=float("inf"))
    return [one for one in reread if one in found.of and found.of[one].corrected >= line]
