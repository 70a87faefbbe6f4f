"""A unit reports a task done and shows it; the office takes it or sends it back."""

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from qunce.campaigns.actions.keeping import write
from qunce.campaigns.files import Upload
from qunce.campaigns.models import Evidence, Shown, StoredFile, Task
from qunce.campaigns.queries.evidence import Candidate, candidates
from qunce.campaigns.rules import may_report
from qunce.common import now
from qunce.common.errors import NotAllowed, Refused
from qunce.matters import actions as matters
from qunce.matters.actions import Given
from qunce.people.rules import Hat


@transaction.atomic
def report(
    *,
    task_id: int,
    words: str,
    hat: Hat,
    shown: Collection[str] = (),
    upload: Upload | None = None,
) -> Task:
    """It is done, in a few words, and this shows it: keys of what is in the system, or a file.

    Refused where the action asks for evidence and nothing is shown. All of it or nothing.
    """
    task = _locked(task_id)
    if not may_report(hat, task.participation.unit_id):
        raise NotAllowed(_("The unit that owes this task reports it."))
    _show(task, shown, hat)
    if upload:
        _store(task, upload, hat)
    if task.action.needs_evidence and not task.evidence.exists():
        raise Refused(
            _("Choose what shows that it is done: a record in the system, or else a file."),
            code="needs-evidence",
        )
    matters.act_on_matter(matter_id=task.matter_id, act="report", hat=hat, given=Given(text=words))
    return task


@transaction.atomic
def accept(*, task_id: int, hat: Hat) -> Task:
    task = _locked(task_id)
    matters.act_on_matter(matter_id=task.matter_id, act="accept", hat=hat)
    return task


@transaction.atomic
def send_back(*, task_id: int, reason: str, due_on: date, hat: Hat) -> Task:
    """With what is missing and a new day."""
    task = _locked(task_id)
    matters.act_on_matter(
        matter_id=task.matter_id,
        act="send_back",
        hat=hat,
        given=Given(reason=reason, due_on=due_on),
    )
    return task


def _locked(task_id: int) -> Task:
    found = Task.objects.select_related("action__campaign", "participation", "matter")
    task = found.select_for_update(of=("self",)).filter(pk=task_id).first()
    if task is None:
        raise Refused(_("There is no such task."))
    return task


def _show(task: Task, keys: Collection[str], hat: Hat) -> None:
    """What was shown with an earlier report stays and need not be chosen again."""
    known = {f"{e.kind}-{e.ref}" for e in task.evidence.all()}
    offered = {c.key: c for c in candidates(task)}
    for key in sorted(set(keys) - known):
        if key not in offered:
            raise Refused(_("This record is not your unit's, or it is no longer there."))
        _add(task, offered[key], hat)


def _store(task: Task, upload: Upload, hat: Hat) -> None:
    file, made = StoredFile.objects.get_or_create(
        task=task,
        sha256=upload.sha256,
        defaults={"name": upload.name, "size": upload.size, "by_id": hat.person_id, "at": now()},
    )
    if made:
        _add(task, Candidate(Shown.FILE, file.pk, upload.name), hat)


def _add(task: Task, candidate: Candidate, hat: Hat) -> None:
    Evidence.objects.create(
        task=task,
        kind=candidate.kind,
        ref=candidate.ref,
        name=candidate.name,
        count=candidate.count,
        by_id=hat.person_id,
        at=now(),
    )
    campaign = task.action.campaign
    write("campaign.shown", campaign, task, hat, kind=candidate.kind.value, ref=candidate.ref)
