"""A group was at a unit: what it saw, and what it found. It looks at work, never at opinions."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from qunce.campaigns.actions.keeping import write
from qunce.campaigns.models import Finding, Participation, Phase, Severity, Visit, Way
from qunce.campaigns.queries.helping import own_help, tasks_of
from qunce.campaigns.queries.members import own_units
from qunce.campaigns.queries.visits import is_finding_open, phase_at
from qunce.campaigns.rules import is_of_group
from qunce.common import now
from qunce.common.clock import today
from qunce.common.errors import NotAllowed, Refused
from qunce.matters import actions as matters
from qunce.matters.actions import NewMatter
from qunce.matters.models import Matter
from qunce.people.rules import Hat
from qunce.proof import commit, new_salt


@dataclass(frozen=True)
class NewFinding:
    """`wishes` says what is to be mended, one thing each; `task` is one of the unit's own."""

    title: str
    text: str
    severity: str
    wishes: tuple[str, ...] = ()
    task: int | None = None


@dataclass(frozen=True)
class NewVisit:
    on: date
    ways: tuple[str, ...]
    observations: str
    praise: str = ""
    advice: str = ""
    because: str = ""
    findings: Sequence[NewFinding] = ()


@transaction.atomic
def write_visit(*, participation_id: int, new: NewVisit, hat: Hat) -> Visit:
    """The visit and a matter for each finding, which the unit answers or objects to.

    A second visit in a phase needs an open finding or a reason (减负). Two who write at once wait
    for each other, and the second of them is such a second visit.
    """
    one = _locked(participation_id)
    _permit(one, hat)
    phase = _phase(one, new)
    _check(one, phase, new)
    _check_tasks(one, {found.task for found in new.findings if found.task}, hat)
    visit = _store(one, phase, new, hat)
    begun = matters.begin_many(
        procedure="finding", news=[_matter(visit, f) for f in new.findings], hat=hat
    )
    Finding.objects.bulk_create(
        Finding(visit=visit, matter=matter, task_id=found.task)
        for matter, found in zip(begun, new.findings, strict=True)
    )
    _record(visit, begun, new, hat)
    return visit


def _locked(participation_id: int) -> Participation:
    found = Participation.objects.select_for_update(of=("self",)).select_related(
        "campaign", "unit", "group__supervision_group"
    )
    one = found.filter(pk=participation_id).first()
    if one is None:
        raise Refused(_("This unit does not take part."))
    return one


def _permit(one: Participation, hat: Hat) -> None:
    if not is_of_group(hat, one.group_id):
        raise NotAllowed(_("The supervision group that looks at this unit writes its visits."))
    if own := own_units([hat.person_id], [one.unit_id]):
        person, unit = own[0]
        raise NotAllowed(
            _("%(person)s works for “%(unit)s” and cannot supervise it; choose another group.")
            % {"person": person, "unit": unit}
        )


def _phase(one: Participation, new: NewVisit) -> Phase:
    if new.on > today():
        raise Refused(_("A visit is written down when it has been; this day is still to come."))
    phase = phase_at(one.campaign, new.on)
    if phase is None:
        raise Refused(
            _("The campaign runs from %(first)s to %(last)s; the visit lies outside.")
            % {"first": one.campaign.starts_on, "last": one.campaign.ends_on}
        )
    return phase


def _check(one: Participation, phase: Phase, new: NewVisit) -> None:
    if not new.ways or set(new.ways) - set(Way.values):
        raise Refused(_("Say in which ways the group looked."))
    if not new.observations.strip():
        raise Refused(_("Say what the group saw."))
    if any(f.severity not in Severity.values or not f.title.strip() for f in new.findings):
        raise Refused(_("Each finding has a title and a severity."))
    if one.visits.filter(on=new.on).exists():
        raise Refused(_("A visit of this day is written down already."), code="written-already")
    again = one.visits.filter(phase=phase).exists()
    if again and not new.because.strip() and not is_finding_open(one.pk):
        raise Refused(
            _(
                "The group was at “%(unit)s” in this phase already and no finding is open there. "
                "Come again only for a reason, and say which."
            )
            % {"unit": one.unit},
            code="second-visit",
        )


def _check_tasks(one: Participation, named: Set[int], hat: Hat) -> None:
    """Nobody finds something in a task with which a unit of their own helps.

    Whoever names co-units locks the matter too, so that none can come in between.
    """
    if not named:
        return
    tasks = tasks_of(one.pk).filter(pk__in=named)
    found = list(Matter.objects.filter(task__in=tasks).order_by("pk").select_for_update())
    if len(found) < len(named):
        raise Refused(_("A finding is about a task of the unit that was visited."))
    if own := [task for task in own_help(one, hat.person_id) if task.pk in named]:
        # Refused, not forbidden: what was typed about other tasks stays on the sheet.
        raise Refused(
            _(
                "A unit at which you hold a post helps with “%(task)s”; leave it to another "
                "member of the group."
            )
            % {"task": own[0].action},
            code="own-help",
        )


def _store(one: Participation, phase: Phase, new: NewVisit, hat: Hat) -> Visit:
    assert one.group is not None
    return Visit.objects.create(
        participation=one,
        phase=phase,
        group=one.group.supervision_group,
        on=new.on,
        ways=[way for way in Way.values if way in new.ways],
        observations=new.observations.strip(),
        praise=new.praise.strip(),
        advice=new.advice.strip(),
        because=new.because.strip(),
        salt=new_salt(),
        by_id=hat.person_id,
        written_at=now(),
    )


def _matter(visit: Visit, found: NewFinding) -> NewMatter:
    return NewMatter(
        title=found.title,
        situation=found.text,
        requests=found.wishes,
        evidence={"kind": "visit", "id": visit.pk, "severity": found.severity},
        lies_with=visit.participation.unit_id,
        group=visit.group.unit_id,
    )


def _record(visit: Visit, begun: Sequence[Matter], new: NewVisit, hat: Hat) -> None:
    one = visit.participation
    words = "\n".join([visit.observations, visit.praise, visit.advice, visit.because])
    write(
        "visit.written",
        one.campaign,
        visit,
        hat,
        unit=one.unit_id,
        phase=visit.phase_id,
        on=visit.on.isoformat(),
        findings=[matter.pk for matter in begun],
        tasks=[found.task or 0 for found in new.findings],
        text=commit(bytes(visit.salt), words),
    )
