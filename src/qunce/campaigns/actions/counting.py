"""The burden ledger: what is sent to units besides tasks is counted before it is sent."""

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from qunce.campaigns.actions.keeping import locked, write
from qunce.campaigns.models import Campaign, Demand
from qunce.common.clock import today
from qunce.common.errors import Refused
from qunce.matters.actions.limits import checked_words
from qunce.people.rules import Hat


@transaction.atomic
def send(
    *, campaign_id: int, kind: str, title: str, hat: Hat, unit_ids: Collection[int] | None = None
) -> Demand:
    """A form, a notice or a meeting goes to these units (or all that take part); it is counted.

    The same sending twice on one day is one: a double click counts nothing twice.
    """
    campaign = locked(campaign_id, hat)
    title = checked_words("demand", title, 80).strip()
    if not title:
        raise Refused(_("Give it a title."))
    if kind not in set(Demand.Kind) - {Demand.Kind.TASKS}:
        raise Refused(_("Say what is sent: a form, a notice or a meeting."))
    units = _units(campaign, unit_ids)
    same = campaign.demands.filter(kind=kind, title=title, on=today())
    if earlier := next(
        (d for d in same if set(d.units.values_list("pk", flat=True)) == units), None
    ):
        return earlier
    demand = Demand.objects.create(
        campaign=campaign, kind=kind, title=title, on=today(), by_id=hat.person_id
    )
    demand.units.set(units)
    write("campaign.demand_sent", campaign, demand, hat, kind=kind, units=len(units))
    return demand


def _units(campaign: Campaign, ids: Collection[int] | None) -> set[int]:
    taking_part = set(campaign.participations.values_list("unit", flat=True))
    wanted = taking_part if ids is None else set(ids)
    if not wanted or wanted - taking_part:
        raise Refused(_("Choose among the units that take part."))
    return wanted
