"""What is in the system already that can show a task was done: nobody types the same fact twice."""

from collections.abc import Iterator
from dataclasses import dataclass

from qunce.campaigns.models import Shown, Task
from qunce.matters.models import Answer
from qunce.voices.models import Import, ImportState

# Of each kind; the form says so.
MOST = 20


@dataclass(frozen=True)
class Candidate:
    """A record by (kind, id), with the name and the count it would be shown by."""

    kind: Shown
    ref: int
    name: str
    count: int | None = None

    @property
    def key(self) -> str:
        return f"{self.kind.value}-{self.ref}"

    @property
    def kind_name(self) -> str:
        return str(self.kind.label)


def candidates(task: Task) -> list[Candidate]:
    """Of this task's unit, since the campaign began; what is shown already is left out."""
    known = {(e.kind, e.ref) for e in task.evidence.all()}
    found = [*_batches(task), *_answered(task)]
    return [c for c in found if (c.kind, c.ref) not in known]


def _batches(task: Task) -> Iterator[Candidate]:
    """Batches of ideas that this unit sent to the campaign's calls."""
    sent = Import.objects.filter(
        unit=task.participation.unit_id,
        call__campaigns=task.action.campaign_id,
        state=ImportState.DONE,
    )
    for source in sent.order_by("-pk")[:MOST]:
        yield Candidate(Shown.IMPORT, source.pk, source.file_name, source.stored + source.known)


def _answered(task: Task) -> Iterator[Candidate]:
    """Matters that this unit answered in the campaign's time, the newest first."""
    signed = (
        Answer.objects.filter(
            unit=task.participation.unit_id,
            signed_at__date__gte=task.action.campaign.starts_on,
        )
        .order_by("-matter", "-signed_at")
        .distinct("matter")
        .values_list("matter", "matter__title", "matter__number")
    )
    for pk, title, number in signed[:MOST]:
        yield Candidate(Shown.MATTER, pk, " ".join(filter(None, [number, title])))
