"""Supervision groups: who is in them, which units they look at, and when."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from qunce.campaigns.actions.keeping import locked, write
from qunce.campaigns.models import Campaign, Participation, SupervisionGroup, Turn
from qunce.campaigns.queries.members import own_units
from qunce.campaigns.rules import is_of_group, may_run
from qunce.common.clock import today
from qunce.common.errors import NotAllowed, Refused
from qunce.people import actions as people
from qunce.people.models import Person, Role, UnitKind
from qunce.people.rules import Hat


@dataclass(frozen=True)
class NewTurn:
    participation: int
    phase: int
    on: date | None


@transaction.atomic
def set_up_groups(*, campaign_id: int, names: Sequence[str], hat: Hat) -> list[SupervisionGroup]:
    """Groups of these names, numbered on from those there are."""
    campaign = locked(campaign_id, hat)
    known = list(campaign.supervision_groups.select_related("unit"))
    if taken := {name for name in names if name in {g.unit.name for g in known}}:
        raise Refused(_("There is a group “%(name)s” already.") % {"name": min(taken)})
    last = max((group.number for group in known), default=0)
    return [_set_up(campaign, n, name, hat) for n, name in enumerate(names, last + 1)]


def _set_up(campaign: Campaign, number: int, name: str, hat: Hat) -> SupervisionGroup:
    code = f"SG{campaign.pk}-{number}"
    new = people.NewUnit(code=code, name=name, kind=UnitKind.SUPERVISION)
    units = people.set_up_units(jurisdiction=campaign.jurisdiction, units=[new])
    group = SupervisionGroup.objects.create(campaign=campaign, number=number, unit=units[code])
    write("supervision.group_set_up", campaign, group, hat, number=number)
    return group


@transaction.atomic
def join_group(*, group_id: int, username: str, hat: Hat) -> Person:
    """Somebody with an account becomes a member; not where their own unit is looked at."""
    group = _locked_group(group_id, hat)
    person = Person.objects.filter(username=username.strip(), is_active=True).first()
    if person is None:
        raise Refused(
            _("There is no account “%(name)s”. Have it opened first, then add it here.")
            % {"name": username.strip()},
            code="no-account",
        )
    _refuse_own(group, [person.pk], group.unit.supervised.filter(campaign=group.campaign))
    people.give_post(person=person, unit=group.unit, role=Role.SUPERVISOR, since_on=today())
    write("supervision.member_joined", group.campaign, group, hat, person=person.pk)
    return person


@transaction.atomic
def invite_member(*, group_id: int, username: str, name: str, hat: Hat) -> tuple[Person, str]:
    """A new account in the group, and the password of its first entry, told once."""
    _locked_group(group_id, hat)
    person, password = people.invite(username=username, name=name, hat=hat)
    return join_group(group_id=group_id, username=person.username, hat=hat), password


@transaction.atomic
def leave_group(*, group_id: int, person_id: int, hat: Hat) -> None:
    """The post ends with yesterday, so that the account sees nothing of the group from now on."""
    group = _locked_group(group_id, hat)
    person = Person.objects.filter(pk=person_id, posts__unit=group.unit).first()
    if person is None:
        raise Refused(_("This person is not in the group."))
    yesterday = today() - timedelta(days=1)
    people.end_post(person=person, unit=group.unit, role=Role.SUPERVISOR, last_on=yesterday)
    write("supervision.member_left", group.campaign, group, hat, person=person.pk)


@transaction.atomic
def give_units(*, group_id: int, participation_ids: Iterable[int], hat: Hat) -> list[Participation]:
    """These units are looked at by this group; all of them, or none and a sentence why."""
    group = _locked_group(group_id, hat)
    found = Participation.objects.select_for_update(of=("self",)).filter(campaign=group.campaign)
    wanted = set(participation_ids)
    chosen = list(found.filter(pk__in=wanted).select_related("unit", "group").order_by("pk"))
    if len(chosen) != len(wanted):
        raise Refused(_("Some of these units do not take part; nothing was changed."))
    _refuse_second_group(group, chosen)
    _refuse_own(group, _members(group), chosen)
    for one in chosen:
        one.group = group.unit
        one.save(update_fields=["group"])
    units = [one.unit_id for one in chosen]
    write("supervision.units_given", group.campaign, group, hat, units=units)
    return chosen


@transaction.atomic
def take_unit(*, group_id: int, participation_id: int, hat: Hat) -> None:
    """A unit leaves its group. What the group found there stays with the group."""
    group = _locked_group(group_id, hat)
    found = Participation.objects.select_for_update(of=("self",))
    one = found.filter(pk=participation_id, group=group.unit).first()
    if one is None:
        raise Refused(_("This group does not look at this unit."))
    one.group = None
    one.save(update_fields=["group"])
    one.turns.filter(on__gte=today()).delete()
    write("supervision.unit_taken", group.campaign, group, hat, unit=one.unit_id)


@transaction.atomic
def plan_turns(*, group_id: int, turns: Iterable[NewTurn], hat: Hat) -> int:
    """The group's rota: the day on which it means to be at each unit; no day takes a line out.

    The group plans it itself, or the office does. Days lie inside their phase.
    """
    group = _opened(group_id)
    if not (may_run(hat, group.campaign.jurisdiction_id) or is_of_group(hat, group.unit_id)):
        raise NotAllowed(_("The group itself or the campaign office plans its visits."))
    phases = {phase.pk: phase for phase in group.campaign.phases.all()}
    mine = set(group.unit.supervised.filter(campaign=group.campaign).values_list("pk", flat=True))
    done = 0
    for turn in turns:
        phase = phases.get(turn.phase)
        if turn.participation not in mine or phase is None:
            raise Refused(_("This group does not look at this unit."))
        if turn.on and not phase.starts_on <= turn.on <= phase.ends_on:
            raise Refused(
                _("%(on)s is not in the phase “%(phase)s” (%(first)s to %(last)s).")
                % {"on": turn.on, "phase": phase, "first": phase.starts_on, "last": phase.ends_on}
            )
        done += _plan(turn)
    if done:
        write("supervision.rota_planned", group.campaign, group, hat, lines=done)
    return done


def _plan(turn: NewTurn) -> bool:
    """Whether it changed anything."""
    line = Turn.objects.filter(participation=turn.participation, phase=turn.phase)
    if turn.on is None:
        return bool(line.delete()[0])
    if line.filter(on=turn.on).exists():
        return False
    Turn.objects.update_or_create(
        participation_id=turn.participation, phase_id=turn.phase, defaults={"on": turn.on}
    )
    return True


def _opened(group_id: int) -> SupervisionGroup:
    found = SupervisionGroup.objects.select_related("campaign__jurisdiction", "unit")
    group = found.select_for_update(of=("self",)).filter(pk=group_id).first()
    if group is None:
        raise Refused(_("There is no such group."))
    return group


def _locked_group(group_id: int, hat: Hat) -> SupervisionGroup:
    """For the office alone. The campaign is locked too: its groups share its units out."""
    group = _opened(group_id)
    locked(group.campaign_id, hat)
    return group


def _members(group: SupervisionGroup) -> list[int]:
    posts = group.unit.posts.filter(role=Role.SUPERVISOR)
    return [p.person_id for p in posts if p.until_on is None or p.until_on >= today()]


def _refuse_second_group(group: SupervisionGroup, chosen: Iterable[Participation]) -> None:
    for one in chosen:
        if one.group and one.group_id != group.unit_id:
            raise Refused(
                _("“%(unit)s” is looked at by “%(group)s”; take it out there first.")
                % {"unit": one.unit, "group": one.group},
                code="in-another-group",
            )


def _refuse_own(
    group: SupervisionGroup, people_ids: Iterable[int], chosen: Iterable[Participation]
) -> None:
    """Nobody supervises the unit they work for, in whichever of their posts (rule 20)."""
    units = {one.unit_id for one in chosen}
    if own := own_units(people_ids, units):
        person, unit = own[0]
        raise Refused(
            _("%(person)s works for “%(unit)s” and cannot supervise it; choose another group.")
            % {"person": person, "unit": unit},
            code="own-unit",
        )
