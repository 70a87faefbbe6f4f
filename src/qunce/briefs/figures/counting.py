"""The questions themselves. Each returns the ids of the rows behind a number.

What is on record for good (a voice received, an answer signed) is asked anew at any time and must
give the same. What moves (a theme after another reading, a date that was put off) is `moving`:
its rows are kept with the number.

A question that comes to mean something else gets a new version, so that old papers are not
compared with it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from qunce.briefs.figures.asked import Asked
from qunce.campaigns.models import Publicity, Severity, Task, Visit
from qunce.matters.models import Answer, Carried, Matter, Promise, PromiseState
from qunce.places.models import Area
from qunce.places.queries import below
from qunce.procedure import Phase
from qunce.reading.models import Placement
from qunce.reading.queries import leaves_of
from qunce.selection.models import Candidate, State
from qunce.voices.models import Kind, Showing, Voice

# What a campaign's voices become; suggestions of deputies have papers of their own.
KINDS = ("golden-idea", "citizens-voice")


class Of(Enum):
    """What the rows behind a number are, and so how they are listed."""

    VOICES = "voices"
    MATTERS = "matters"
    PROMISES = "promises"
    VISITS = "visits"
    PUBLICITY = "publicity"


@dataclass(frozen=True)
class Query:
    code: str
    version: int
    title: Any
    of: Of
    rows: Callable[[Asked], QuerySet[Any]]
    moving: bool = False
    by_area: bool = False
    # The field that is added up, where the number is not how many rows there are.
    summed: str = ""

    def count(self, asked: Asked) -> int:
        if self.summed:
            return self.rows(asked).aggregate(n=Sum(self.summed))["n"] or 0
        return self.rows(asked).count()

    def ids(self, asked: Asked) -> list[int]:
        return list(self.rows(asked).order_by("pk").values_list("pk", flat=True))


def _received(asked: Asked) -> QuerySet[Voice]:
    """By the day it was said; what was imported after the number was kept is not in it."""
    found = Voice.objects.filter(
        call__in=asked.calls,
        received_at__lte=asked.as_of,
        said_at__date__range=(asked.from_on, asked.to_on),
    )
    return found if asked.area is None else found.filter(area__in=_in(asked.area))


def _in(area_id: int) -> list[int]:
    return below(Area.objects.get(pk=area_id))


def _until(asked: Asked) -> QuerySet[Voice]:
    return Voice.objects.filter(
        call__in=asked.calls, received_at__lte=asked.as_of, said_at__date__lte=asked.to_on
    )


def _shown(asked: Asked) -> QuerySet[Voice]:
    return _received(asked).filter(showing=Showing.SHOWN)


def _of_theme(asked: Asked) -> QuerySet[Voice]:
    """Voices whose main point or another one belongs to a theme, copies and supports with them."""
    if asked.theme is None:
        return Voice.objects.none()
    leaves = leaves_of(asked.theme)
    placed = Placement.objects.filter(Q(theme__in=leaves) | Q(also__overlap=leaves))
    placed = placed.filter(voice=OuterRef("pk"), corpus=asked.corpus)
    return _received(asked).filter(Exists(placed))


def _matters(asked: Asked) -> QuerySet[Matter]:
    return Matter.objects.filter(
        jurisdiction=asked.jurisdiction, procedure__in=KINDS, confidential=False
    )


def _taken_up(asked: Asked) -> QuerySet[Matter]:
    return _matters(asked).filter(
        begun_at__lte=asked.as_of, begun_at__date__range=(asked.from_on, asked.to_on)
    )


def _answered(asked: Asked) -> QuerySet[Matter]:
    """Each once, however many units signed."""
    signed = Answer.objects.filter(
        matter=OuterRef("pk"),
        signed_at__lte=asked.as_of,
        signed_at__date__range=(asked.from_on, asked.to_on),
    )
    return _matters(asked).filter(Exists(signed))


def _answered_voices(asked: Asked) -> QuerySet[Voice]:
    """Carried by a matter when its answer was signed."""
    carried = Carried.objects.filter(
        Q(until=None) | Q(until__gt=F("matter__answers__signed_at")),
        voice=OuterRef("pk"),
        since__lte=F("matter__answers__signed_at"),
        matter__in=_matters(asked),
        matter__answers__signed_at__lte=asked.as_of,
        matter__answers__signed_at__date__range=(asked.from_on, asked.to_on),
    )
    return Voice.objects.filter(Exists(carried), call__in=asked.calls)


def _promised(asked: Asked) -> QuerySet[Promise]:
    return Promise.objects.filter(
        matter__in=_matters(asked),
        answer__signed_at__lte=asked.as_of,
        answer__signed_at__date__range=(asked.from_on, asked.to_on),
    )


def _kept(asked: Asked) -> QuerySet[Promise]:
    return Promise.objects.filter(
        matter__in=_matters(asked),
        state=PromiseState.KEPT,
        settled_on__range=(asked.from_on, asked.to_on),
    )


def _tasks(asked: Asked) -> QuerySet[Matter]:
    tasks = Task.objects.filter(matter=OuterRef("pk"), action__campaign=asked.campaign)
    return Matter.objects.filter(Exists(tasks), begun_at__lte=asked.as_of)


def _tasks_done(asked: Asked) -> QuerySet[Matter]:
    return _tasks(asked).filter(
        step="done",
        ended_at__lte=asked.as_of,
        ended_at__date__range=(asked.from_on, asked.to_on),
    )


def _tasks_owed(asked: Asked) -> QuerySet[Matter]:
    """Open when the period was over, by what had happened until then."""
    begun = _tasks(asked).filter(begun_at__date__lte=asked.to_on)
    return begun.filter(Q(ended_at=None) | Q(ended_at__date__gt=asked.to_on))


def _findings(asked: Asked) -> QuerySet[Matter]:
    return Matter.objects.filter(
        jurisdiction=asked.jurisdiction,
        procedure="finding",
        begun_at__lte=asked.as_of,
        begun_at__date__range=(asked.from_on, asked.to_on),
    )


def _findings_of(weight: Severity) -> Callable[[Asked], QuerySet[Matter]]:
    return lambda asked: _findings(asked).filter(evidence__severity=weight.value)


def _findings_closed(asked: Asked) -> QuerySet[Matter]:
    """Mended and accepted in the period, whenever they were found."""
    return Matter.objects.filter(
        jurisdiction=asked.jurisdiction,
        procedure="finding",
        step="closed",
        ended_at__lte=asked.as_of,
        ended_at__date__range=(asked.from_on, asked.to_on),
    )


def _visits(asked: Asked) -> QuerySet[Visit]:
    """By the day of the visit; what was written down after the number was kept is not in it."""
    return Visit.objects.filter(
        participation__campaign=asked.campaign,
        written_at__lte=asked.as_of,
        on__range=(asked.from_on, asked.to_on),
    )


def _publicity(asked: Asked) -> QuerySet[Publicity]:
    """Lines entered in the period; struck out later, one still counted when it was asked."""
    stood = Q(struck_at=None) | Q(struck_at__gt=asked.as_of)
    return Publicity.objects.filter(
        stood,
        campaign=asked.campaign,
        at__lte=asked.as_of,
        at__date__range=(asked.from_on, asked.to_on),
    )


def _selected(asked: Asked) -> QuerySet[Matter]:
    """What rounds that ended in the period made golden ideas, after the notice."""
    chosen = Candidate.objects.filter(
        matter=OuterRef("pk"),
        state=State.SELECTED,
        round__jurisdiction=asked.jurisdiction,
        round__ended_at__lte=asked.as_of,
        round__ended_at__date__range=(asked.from_on, asked.to_on),
    )
    return Matter.objects.filter(Exists(chosen), confidential=False)


def _overdue(asked: Asked) -> QuerySet[Matter]:
    """Matters, not whoever holds them: open, and their day is over by the end of the period."""
    open_ = Q(procedure__in=(*KINDS, "finding")) | Exists(
        Task.objects.filter(matter=OuterRef("pk"), action__campaign=asked.campaign)
    )
    return Matter.objects.filter(
        open_,
        jurisdiction=asked.jurisdiction,
        confidential=False,
        phase=Phase.OPEN.value,
        due_on__lt=asked.to_on + timedelta(days=1),
    )


_ALL = (
    Query("received", 1, _("voices received"), Of.VOICES, _received, by_area=True),
    Query(
        "ideas", 1, _("ideas among them"), Of.VOICES,
        lambda a: _received(a).filter(kind=Kind.IDEA), by_area=True,
    ),
    Query(
        "supports", 1, _("“I mean the same” among them"), Of.VOICES,
        lambda a: _received(a).filter(kind=Kind.SUPPORT), by_area=True,
    ),
    Query("until", 1, _("voices received since the beginning"), Of.VOICES, _until),
    Query("shown", 1, _("voices everybody can read"), Of.VOICES, _shown, moving=True),
    Query("theme", 1, _("voices of a theme"), Of.VOICES, _of_theme, moving=True),
    Query("taken_up", 1, _("matters taken up"), Of.MATTERS, _taken_up),
    Query("answered", 1, _("matters answered"), Of.MATTERS, _answered),
    Query("answered_voices", 1, _("voices answered with them"), Of.VOICES, _answered_voices),
    Query("promised", 1, _("promises made"), Of.PROMISES, _promised),
    Query("kept", 1, _("promises kept"), Of.PROMISES, _kept),
    Query("tasks_done", 1, _("tasks done"), Of.MATTERS, _tasks_done),
    Query("tasks_owed", 1, _("tasks still owed"), Of.MATTERS, _tasks_owed),
    Query("findings", 1, _("findings of supervision"), Of.MATTERS, _findings),
    Query(
        "findings_hint", 1, _("reminders among them"), Of.MATTERS, _findings_of(Severity.HINT),
    ),
    Query(
        "findings_general", 1, _("general findings among them"), Of.MATTERS,
        _findings_of(Severity.GENERAL),
    ),
    Query(
        "findings_serious", 1, _("serious findings among them"), Of.MATTERS,
        _findings_of(Severity.SERIOUS),
    ),
    Query("findings_closed", 1, _("findings mended and closed"), Of.MATTERS, _findings_closed),
    Query("visits", 1, _("visits of supervision"), Of.VISITS, _visits),
    Query("publicity", 1, _("publicity entered"), Of.PUBLICITY, _publicity, summed="count"),
    Query("selected", 1, _("ideas selected"), Of.MATTERS, _selected),
    Query("overdue", 1, _("matters overdue"), Of.MATTERS, _overdue, moving=True),
    Query(
        "overdue_findings", 1, _("findings among them"), Of.MATTERS,
        lambda a: _overdue(a).filter(procedure="finding"), moving=True,
    ),
)  # fmt: skip
QUERIES: Mapping[str, Query] = {query.code: query for query in _ALL}
