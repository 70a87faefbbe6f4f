"""The words of candidates and the voices behind them, whatever kind they are."""

from collections.abc import Iterable
from dataclasses import dataclass

from qunce.matters.models import Carried, Matter
from qunce.matters.queries.themes import voices_of as voices_of_theme
from qunce.reading.models import Family, Placement, Theme
from qunce.selection.models import Candidate, Kind
from qunce.voices.models import Fate, Voice
from qunce.voices.models import Kind as VoiceKind


@dataclass(frozen=True)
class Subject:
    """A candidate's title and words as readers see them: never who said it, nor where."""

    title: str
    text: str
    # Whether the title is its own, and not the beginning of the text.
    headed: bool = True


_GONE = Subject("", "")


def subjects(candidates: Iterable[Candidate]) -> dict[int, Subject]:
    """By candidate; one query for each kind there is."""
    found: dict[int, Subject] = {}
    every = list(candidates)
    for kind, read in _READ.items():
        rows = [one for one in every if one.kind == kind]
        said = read([one.subject_id for one in rows]) if rows else {}
        found |= {one.pk: said.get(one.subject_id, _GONE) for one in rows}
    return found


def _voices(ids: list[int]) -> dict[int, Subject]:
    rows = Voice.objects.filter(pk__in=ids).values_list("pk", "title", "text")
    return {pk: Subject(title or _headline(text), text, bool(title)) for pk, title, text in rows}


def _families(ids: list[int]) -> dict[int, Subject]:
    rows = Family.objects.filter(pk__in=ids).values_list(
        "pk", "representative__title", "representative__text"
    )
    return {pk: Subject(title or _headline(text), text, bool(title)) for pk, title, text in rows}


def _themes(ids: list[int]) -> dict[int, Subject]:
    rows = Theme.objects.filter(pk__in=ids)
    return {row.pk: Subject(str(row), "、".join(row.keywords)) for row in rows}


def _matters(ids: list[int]) -> dict[int, Subject]:
    rows = Matter.objects.filter(pk__in=ids)
    return {
        row.pk: Subject(
            row.title, "\n".join(filter(None, [row.situation, row.analysis, *row.requests]))
        )
        for row in rows
    }


_READ = {
    Kind.VOICE: _voices,
    Kind.FAMILY: _families,
    Kind.THEME: _themes,
    Kind.MATTER: _matters,
}


def of_kind(kind: Kind, pk: int) -> Subject | None:
    """The title and words of one thing that may become a candidate."""
    return _READ[kind]([pk]).get(pk)


def _headline(text: str) -> str:
    line = " ".join(text[:120].split())
    return line if len(line) <= 40 else f"{line[:39]}…"


def voices_behind(candidate: Candidate) -> list[int]:
    """Every voice whose author is told, in order; supports of a voice with it."""
    subject = candidate.subject_id
    if candidate.kind == Kind.VOICE:
        # Without the kind no index is used (60 ms among 150,000 voices), nor with an OR.
        found = Voice.objects.filter(supports=subject, kind=VoiceKind.SUPPORT)
        supports = found.values_list("pk", flat=True)
        return _live([subject, *supports])
    if candidate.kind == Kind.FAMILY:
        return _live(Placement.objects.filter(family=subject).values_list("voice", flat=True))
    if candidate.kind == Kind.THEME:
        return voices_of_theme(subject)
    carried = Carried.objects.filter(matter=subject, until=None)
    return _live(carried.values_list("voice", flat=True))


def _live(ids: Iterable[int]) -> list[int]:
    found = Voice.objects.filter(pk__in=list(ids)).exclude(fate=Fate.WITHDRAWN)
    return list(found.order_by("pk").values_list("pk", flat=True))


def withdrawn(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Those whose author has taken the voice back, or whose words were erased."""
    of_voices = {one.subject_id: one for one in candidates if one.kind == Kind.VOICE}
    gone = Voice.objects.filter(pk__in=of_voices).exclude(erased_at=None)
    gone = gone | Voice.objects.filter(pk__in=of_voices, fate=Fate.WITHDRAWN)
    return [of_voices[pk] for pk in gone.values_list("pk", flat=True)]
