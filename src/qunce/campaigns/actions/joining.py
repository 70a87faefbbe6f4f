"""Units take part in a campaign, or no longer."""

from collections.abc import Iterable, Iterator

from django.db import transaction
from django.utils.translation import gettext as _

from qunce.campaigns.actions.keeping import locked, write
from qunce.campaigns.models import Campaign, Part, Participation
from qunce.campaigns.queries.helping import helps_now
from qunce.campaigns.rules import may_report
from qunce.common import now
from qunce.common.errors import NotAllowed, Refused
from qunce.matters.actions.limits import checked_words
from qunce.people.models import Unit, UnitKind
from qunce.people.rules import Hat
from qunce.places.models import Area, Level

_PARTS = {Level.COUNTY: Part.COUNTY, Level.ZONE: Part.ZONE}


@transaction.atomic
def take_in(*, campaign_id: int, unit_ids: Iterable[int], hat: Hat) -> list[Participation]:
    """These units take part; whoever does already stays as they are. All of them or none."""
    campaign = locked(campaign_id, hat)
    wanted = set(unit_ids)
    units = list(Unit.objects.filter(pk__in=wanted, jurisdiction=campaign.jurisdiction_id))
    _refuse_strangers(wanted, units)
    known = set(campaign.participations.filter(unit__in=wanted).values_list("unit", flat=True))
    areas = {a.pk: a for a in Area.objects.filter(jurisdiction=campaign.jurisdiction_id)}
    new = [u for u in sorted(units, key=lambda u: u.code) if u.pk not in known]
    joined = Participation.objects.bulk_create(_joining(campaign, new, areas))
    if joined:
        write("campaign.units_joined", campaign, campaign, hat, units=[u.pk for u in new])
    return joined


@transaction.atomic
def write_plan(*, participation_id: int, plan: str, hat: Hat) -> Participation:
    """A unit's own plan (实施方案) in a few sentences; an empty one takes it back."""
    found = Participation.objects.select_for_update(of=("self",)).select_related("campaign")
    own = found.filter(pk=participation_id).first()
    if own is None or not may_report(hat, own.unit_id):
        raise NotAllowed(_("A unit that takes part writes its own plan."))
    own.plan = checked_words("plan", plan, 2_000).strip()
    own.save(update_fields=["plan"])
    write("campaign.plan_written", own.campaign, own, hat, characters=len(own.plan))
    return own


@transaction.atomic
def let_go(*, participation_id: int, hat: Hat) -> None:
    """A unit that owes nothing here takes part no longer, and helps with nothing that is planned.

    One that was given tasks, or part in another's, stays.
    """
    found = Participation.objects.filter(pk=participation_id).first()
    if found is None:
        raise Refused(_("This unit does not take part."))
    campaign = locked(found.campaign_id, hat)
    if found.tasks.exists() or found.own_actions.exists():
        raise Refused(_("This unit was given tasks; drop those that are open, the rest stays."))
    if helps_now(found):
        raise Refused(
            _("This unit helps with tasks of others; take it out of those actions first."),
            code="helps",
        )
    helped = sorted(found.helps_with.values_list("pk", flat=True))
    write("campaign.unit_left", campaign, campaign, hat, unit=found.unit_id, helped=helped)
    found.delete()


def _refuse_strangers(wanted: set[int], units: list[Unit]) -> None:
    if missing := len(wanted) - len(units):
        raise Refused(
            _("%(n)d of these units do not exist here; nothing was changed.") % {"n": missing},
            code="no-such-unit",
        )
    if group := next((u for u in units if u.kind == UnitKind.SUPERVISION), None):
        raise Refused(
            _("“%(unit)s” is a supervision group; it takes no part itself.") % {"unit": group}
        )


def _joining(
    campaign: Campaign, units: Iterable[Unit], areas: dict[int, Area]
) -> Iterator[Participation]:
    for unit in units:
        area = _counts_in(unit, areas)
        yield Participation(
            campaign=campaign,
            unit=unit,
            part=_PARTS[Level(area.level)] if area else Part.CITY,
            area=area,
            since=now(),
        )


def _counts_in(unit: Unit, areas: dict[int, Area]) -> Area | None:
    """The county or zone that the unit's own area lies in."""
    area = areas.get(unit.area_id or 0)
    while area and area.level not in _PARTS:
        area = areas.get(area.parent_id or 0)
    return area
