"""A campaign with units, a supervision group that looks at some of them, and who is in it."""

from dataclasses import dataclass
from datetime import timedelta

from qunce.campaigns import actions
from qunce.campaigns.actions import NewFinding, NewVisit
from qunce.campaigns.models import Campaign, Participation, SupervisionGroup, Visit
from qunce.common.clock import today
from qunce.people.models import Person, Role, Unit
from qunce.people.queries import hats_of
from qunce.people.rules import Hat
from tests.factories.campaigns import make_campaign
from tests.factories.matters import Cast, make_cast
from tests.factories.people import make_hat, make_unit


@dataclass(frozen=True)
class Supervision:
    """The first group looks at the cast's first unit, the second at its second."""

    cast: Cast
    campaign: Campaign
    group: SupervisionGroup
    other_group: SupervisionGroup
    unit: Participation
    other_unit: Participation
    free_unit: Participation
    supervisor: Hat
    other_supervisor: Hat

    @property
    def office(self) -> Hat:
        return self.cast.office


def make_supervision(cast: Cast | None = None, slug: str = "ideas") -> Supervision:
    cast, campaign = cast or make_cast(), make_campaign(slug)
    units = [cast.unit, cast.co_unit, cast.other_unit]
    actions.take_in(campaign_id=campaign.pk, unit_ids=units, hat=cast.office)
    taken = {p.unit_id: p for p in campaign.participations.all()}
    groups = actions.set_up_groups(
        campaign_id=campaign.pk, names=["第一督导组", "第二督导组"], hat=cast.office
    )
    for group, unit in zip(groups, units, strict=False):
        actions.give_units(group_id=group.pk, participation_ids=[taken[unit].pk], hat=cast.office)
    made = [Participation.objects.get(pk=taken[unit].pk) for unit in units]
    return Supervision(
        cast,
        campaign,
        *groups,
        *made,
        supervisor=make_member(groups[0], "supervisor", cast.office),
        other_supervisor=make_member(groups[1], "other-supervisor", cast.office),
    )


def make_member(group: SupervisionGroup, name: str, office: Hat, unit: Unit | None = None) -> Hat:
    """Somebody from a unit that is not looked at, added to a group; the hat of the group."""
    home = unit or make_unit(code="Z09", name="市委巡察办")
    make_hat(name, Role.UNIT, home)
    person = actions.join_group(group_id=group.pk, username=name, hat=office)
    return group_hat(person)


def group_hat(person: Person) -> Hat:
    return next(hat for hat in hats_of(person) if hat.role == Role.SUPERVISOR)


FINDING = NewFinding(
    title="问题台账没有明确责任人和时限",
    text="查阅资料时发现，征集到的意见建议已登记，但台账中没有写明承办人和完成时间。",
    severity="general",
    wishes=("补齐台账", "明确责任人和时限"),
)


def new_visit(*findings: NewFinding, days_ago: int = 0, **fields: str) -> NewVisit:
    return NewVisit(
        on=today() - timedelta(days=days_ago),
        ways=("report", "papers"),
        observations="听取了工作汇报，查阅了学习记录和建议台账。",
        findings=findings,
        **fields,
    )


def make_visit(made: Supervision, *findings: NewFinding, days_ago: int = 0) -> Visit:
    return actions.write_visit(
        participation_id=made.unit.pk,
        new=new_visit(*findings, days_ago=days_ago),
        hat=made.supervisor,
    )
