"""A campaign with units that take part and actions that are asked of them."""

from datetime import timedelta
from typing import Any

from qunce.campaigns import actions
from qunce.campaigns.actions import NewAction
from qunce.campaigns.models import Action, Campaign, Participation, Task
from qunce.common import now
from qunce.common.clock import today
from qunce.people.models import Unit, UnitKind
from qunce.people.rules import Hat
from qunce.places.models import Area
from qunce.voices.models import Import
from tests.factories.campaigns import make_campaign
from tests.factories.people import make_hat, make_jurisdiction, make_unit


def make_office(name: str = "office") -> Hat:
    return make_hat(name)


def make_county(code: str = "990121", name: str = "望禾县", level: str = "county") -> Unit:
    """A county's government, in an area of its own."""
    place = make_jurisdiction()
    city = Area.objects.get_or_create(
        jurisdiction=place, code="990100", defaults={"name": "示例市", "level": "city"}
    )[0]
    area = Area.objects.get_or_create(
        jurisdiction=place, code=code, defaults={"name": name, "level": level, "parent": city}
    )[0]
    kind = UnitKind.ZONE if level == "zone" else UnitKind.COUNTY
    return make_unit(code=f"C{code[-2:]}", name=name, short=name, kind=kind, area=area)


def make_bureaus(n: int) -> list[Unit]:
    return [make_unit(code=f"B{i:03d}", name=f"示例市第{i}局", short=f"市{i}局") for i in range(n)]


def make_action(campaign: Campaign, hat: Hat, title: str = "集中学习", **fields: object) -> Action:
    fields = {"due_on": today() + timedelta(days=5), "phase": 2, **fields}
    return actions.ask(
        campaign_id=campaign.pk,
        hat=hat,
        own=fields.pop("own", None),  # type: ignore[arg-type]
        new=NewAction(title=title, **fields),  # type: ignore[arg-type]
    )


def make_plan(hat: Hat, units: int = 2, asked: int = 2, slug: str = "ideas") -> Campaign:
    """Issued, with so many bureaus and so many required actions; nothing is given yet."""
    campaign = make_campaign(slug)
    bureaus = make_bureaus(units)
    actions.take_in(campaign_id=campaign.pk, unit_ids=[u.pk for u in bureaus], hat=hat)
    for n in range(asked):
        make_action(campaign, hat, f"规定动作{n}")
    return campaign


def give_all(campaign: Campaign, hat: Hat) -> list[Task]:
    ids = list(campaign.actions.values_list("pk", flat=True))
    actions.give(campaign_id=campaign.pk, action_ids=ids, hat=hat)
    return list(Task.objects.filter(action__campaign=campaign).order_by("pk"))


def make_member(participation: Participation, name: str, role: str = "unit") -> Hat:
    return make_hat(name, role, participation.unit)


def make_batch(campaign: Campaign, unit: Unit, **fields: Any) -> Import:
    """Ideas that a unit collected and the office imported for it."""
    fields = {"state": "done", "stored": 300, "known": 8, **fields}
    return Import.objects.create(
        call=campaign.calls.get(),
        unit=unit,
        file_name="望禾县金点子.xlsx",
        path="/nowhere",
        sha256="0" * 64,
        size=1,
        made_at=now(),
        **fields,
    )
