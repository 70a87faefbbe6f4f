"""What everybody may read of a round: its rules, its list, what was objected and answered."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from qunce.common.compiled import compiled
from qunce.matters.models import Matter
from qunce.reading.models import Family
from qunce.selection.models import Candidate, Kind, Objection, Round, Stage, State
from qunce.selection.queries.pages import steps
from qunce.selection.queries.subjects import Subject, subjects
from qunce.voices.models import Showing, Voice

OPEN_STAGES = (Stage.NOTICE, Stage.SELECTED)


@dataclass(frozen=True)
class PublicLine:
    """`subject` is None where the author did not agree that the words are shown."""

    candidate: Candidate
    subject: Subject | None
    objections: list[Objection]


@dataclass(frozen=True)
class PublicRound:
    round: Round
    lines: list[PublicLine]
    struck: list[PublicLine]
    steps: list[dict[str, str]]
    candidates: int


def published(round_id: int) -> Round | None:
    return Round.objects.filter(pk=round_id, stage__in=OPEN_STAGES).first()


def rounds_published() -> QuerySet[Round]:
    return Round.objects.filter(stage__in=OPEN_STAGES).order_by("-notice_on", "-pk")


def public_round(round_: Round) -> PublicRound:
    every = round_.candidates.select_related("unit", "award").order_by("place")
    rows = list(every.filter(state__in=[State.LISTED, State.SELECTED]))
    struck = list(every.filter(state=State.DROPPED, reason="objection"))
    return PublicRound(
        round_, _lines(rows), _lines(struck), steps(round_), round_.candidates.count()
    )


def public_line(candidate_id: int) -> PublicLine | None:
    found = Candidate.objects.select_related("round", "unit").filter(
        pk=candidate_id, round__stage=Stage.NOTICE, state=State.LISTED
    )
    return next(iter(_lines(list(found))), None)


def _lines(rows: Sequence[Candidate]) -> list[PublicLine]:
    words, shown = subjects(rows), _shown(rows)
    said: dict[int, list[Objection]] = {}
    for one in Objection.objects.filter(candidate__in=rows).exclude(granted=None).order_by("pk"):
        said.setdefault(one.candidate_id, []).append(one)
    return [
        PublicLine(row, words[row.pk] if row.pk in shown else None, said.get(row.pk, []))
        for row in rows
    ]


def _shown(rows: Sequence[Candidate]) -> set[int]:
    """Those whose words the square may show."""
    of = {kind: [row.subject_id for row in rows if row.kind == kind] for kind in Kind}
    voices = Voice.objects.filter(pk__in=of[Kind.VOICE], showing=Showing.SHOWN)
    families = Family.objects.filter(pk__in=of[Kind.FAMILY], representative__showing=Showing.SHOWN)
    matters = Matter.objects.filter(pk__in=of[Kind.MATTER], confidential=False)
    fine = {
        Kind.VOICE: set(voices.values_list("pk", flat=True)),
        Kind.FAMILY: set(families.values_list("pk", flat=True)),
        Kind.THEME: set(of[Kind.THEME]),
        Kind.MATTER: set(matters.values_list("pk", flat=True)),
    }
    return {row.pk for row in rows if row.subject_id in fine[Kind(row.kind)]}


def appealable(voice_id: int) -> list[Candidate]:
    """Candidates of this voice that were dropped and against which it may still appeal."""
    from qunce.selection.rules import is_appeal_open

    return [row for row in _dropped(voice_id) if is_appeal_open(row, row.round.stage)]


@compiled
def _dropped(voice_id: int) -> QuerySet[Candidate]:
    rows = Candidate.objects.filter(kind=Kind.VOICE, subject_id=voice_id, state=State.DROPPED)
    return rows.select_related("round").exclude(appeals__voice=voice_id)
