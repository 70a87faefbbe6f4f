"""A campaign's command page and the giving of its tasks: CPU milliseconds, PostgreSQL's included.

    python -m bench.campaigns

97 units are given six actions in one step, six more with three co-units each, then eight; the
command page is asked for cold (every row is drawn), when nothing changed, and when one task moved.
Then six actions are given with as many co-units as there may be, and all of it with 1,000 units.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from bench.cpu import own_database, spent
from bench.figures import keep, note

if TYPE_CHECKING:
    from django.test import Client

    from qunce.campaigns.models import Campaign

UNITS, MANY, SIX, ACTIONS, HELPERS, TIMES = 97, 1_000, 6, 20, 3, 50
GIVE_S, COLD_MS, WARM_MS, QUERIES, ROWS = 3, 150, 40, 12, 60
HOME = "/desk/campaign/"


def main() -> int:
    from django.core.management import call_command

    own_database()
    call_command("collectstatic", interactive=False, verbosity=0)
    office = _office()
    missed = [_small(office), _most_helped(office), _large(office)]
    keep("campaigns")
    return int(any(missed))


def _office() -> Any:
    from qunce.people import queries
    from qunce.people.models import Person, Post, Role, Unit, UnitKind
    from qunce.places.models import Jurisdiction

    place = Jurisdiction.objects.create(code="990000", name="示例市")
    unit = Unit.objects.create(
        jurisdiction=place, code="A01", name="活动办公室", kind=UnitKind.PARTY
    )
    person = Person.objects.create(username="office", name="office", password="!")
    Post.objects.create(person=person, unit=unit, role=Role.OFFICE, since_on=date(2020, 1, 1))
    return queries.hat_of(person)


def _campaign(office: Any, slug: str, units: int) -> "Campaign":
    """In the second of three phases; its units stand in seven counties."""
    from qunce.campaigns import actions
    from qunce.campaigns.actions import NewPhase
    from qunce.common.clock import today
    from qunce.people.models import Unit, UnitKind
    from qunce.places.models import Area

    counties = [
        Area.objects.get_or_create(
            jurisdiction_id=office.jurisdiction_id,
            code=f"9901{n:02}",
            defaults={"name": f"第{n}县", "level": "county"},
        )[0]
        for n in range(7)
    ]
    made = Unit.objects.bulk_create(
        Unit(
            jurisdiction_id=office.jurisdiction_id,
            code=f"{slug[:1]}{n:04}",
            name=f"示例市第{n}局",
            short=f"市{n}局",
            kind=UnitKind.DEPARTMENT,
            area=counties[n % 7],
        )
        for n in range(units)
    )
    day = today()
    campaign = actions.open_campaign(
        office=Unit.objects.get(pk=office.unit_id),
        slug=slug,
        title="解放思想大讨论",
        slogan="",
        about="",
        topics=[],
        phases=[
            NewPhase("宣传发动", "", day - timedelta(days=30), day - timedelta(days=11)),
            NewPhase("组织实施", "", day - timedelta(days=10), day + timedelta(days=30)),
        ],
        call_title="献一计",
    )
    actions.take_in(campaign_id=campaign.pk, unit_ids=[u.pk for u in made], hat=office)
    return campaign


def _asked(campaign: "Campaign", office: Any, n: int, helpers: int = 0) -> list[int]:
    from qunce.campaigns import actions
    from qunce.campaigns.actions import NewAction
    from qunce.common.clock import today

    units = campaign.participations.order_by("pk").values_list("pk", flat=True)[:helpers]
    new = [
        NewAction(f"规定动作{at}", today() + timedelta(days=at), 2, co_units=tuple(units))
        for at in range(n)
    ]
    return [actions.ask(campaign_id=campaign.pk, new=each, hat=office).pk for each in new]


def _give(campaign: "Campaign", ids: list[int], office: Any) -> float:
    from qunce.campaigns import actions

    begin = spent()
    actions.give(campaign_id=campaign.pk, action_ids=ids, hat=office)
    return (spent() - begin).total


def _small(office: Any) -> bool:
    """The real campaign: 97 units."""
    campaign = _campaign(office, "small", UNITS)
    seconds = _give(campaign, _asked(campaign, office, SIX), office)
    print(f"{UNITS} × {SIX} tasks given in one step {seconds:.2f} CPU s")
    note(f"{UNITS} units × {SIX} tasks given in one step", seconds, "CPU s", most=GIVE_S)
    helped = _give(campaign, _asked(campaign, office, SIX, HELPERS), office)
    print(f"the same with {HELPERS} co-units each {helped:.2f} CPU s")
    note(f"the same with {HELPERS} co-units each", helped, "CPU s", most=GIVE_S)
    _give(campaign, _asked(campaign, office, ACTIONS - 2 * SIX), office)
    _scatter()
    client = _client(office)
    cold, warm, moved, queries = _page(client, HOME)
    shape = f"the command page at {UNITS} × {ACTIONS}"
    note(f"{shape}, every row drawn", cold, "CPU ms", most=COLD_MS)
    note(f"{shape}, nothing changed", warm, "CPU ms", most=WARM_MS)
    note(f"{shape}, one task moved", moved, "CPU ms", most=COLD_MS)
    note(f"{shape}, questions to the database", queries, most=QUERIES)
    return max(seconds, helped) > GIVE_S or cold > COLD_MS or warm > WARM_MS or queries > QUERIES


def _most_helped(office: Any) -> bool:
    """As many co-units as one action may have, in a campaign that is put away again."""
    from qunce.campaigns.actions.helping import MOST

    campaign = _campaign(office, "helped", UNITS)
    seconds = _give(campaign, _asked(campaign, office, SIX, MOST), office)
    what = f"{UNITS} units × {SIX} tasks with {MOST} co-units each given in one step"
    print(f"{what} {seconds:.2f} CPU s")
    note(what, seconds, "CPU s", most=GIVE_S)
    type(campaign).objects.filter(slug="helped").update(issued_at=None)
    return seconds > GIVE_S


def _large(office: Any) -> bool:
    """A province's: 1,000 units open on counties; a county's first sixty are one page."""
    campaign = _campaign(office, "large", MANY)
    seconds = _give(campaign, _asked(campaign, office, ACTIONS), office)
    print(f"{MANY:,} × {ACTIONS} tasks given in one step {seconds:.1f} CPU s")
    note(f"{MANY:,} units × {ACTIONS} tasks given in one step", seconds, "CPU s")
    _scatter()
    type(campaign).objects.filter(slug="small").update(issued_at=None)
    client = _client(office)
    opened, opened_warm, _moved, queries = _page(client, HOME)
    area = campaign.participations.values_list("area", flat=True).first()
    cold, warm, _moved, _queries = _page(client, f"{HOME}?area={area}")
    rows = client.get(f"{HOME}?area={area}").content.count(b'<tr><th scope="row">')
    shape = f"the command page at {MANY:,} × {ACTIONS}"
    note(f"{shape}, by county", opened, "CPU ms", most=COLD_MS)
    note(f"{shape}, by county, nothing changed", opened_warm, "CPU ms")
    note(f"{shape}, a county, every row drawn", cold, "CPU ms", most=COLD_MS)
    note(f"{shape}, a county, nothing changed", warm, "CPU ms")
    note(f"{shape}, rows of a county", rows, most=ROWS)
    return max(opened, cold) > COLD_MS or queries > QUERIES or rows > ROWS


def _scatter() -> None:
    """A third done, some looked at, some late: as a campaign stands in its middle."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("""
            UPDATE matters_matter SET
                step = CASE WHEN id % 3 = 0 THEN 'done' WHEN id % 7 = 0 THEN 'looked_at'
                       ELSE step END,
                phase = CASE WHEN id % 3 = 0 THEN 'ended' ELSE phase END,
                ended_at = CASE WHEN id % 3 = 0 THEN now() ELSE NULL END,
                due_on = CASE WHEN id % 11 = 0 THEN due_on - 30 ELSE due_on END
            WHERE procedure = 'campaign-task'
        """)
        cursor.execute("ANALYZE matters_matter, campaigns_task, campaigns_participation")


def _client(office: Any) -> "Client":
    from django.test import Client

    from qunce.people.models import Person

    client = Client(HTTP_HOST="localhost")
    client.force_login(Person.objects.get(pk=office.person_id))
    return client


def _page(client: "Client", url: str) -> tuple[float, float, float, int]:
    """Cold, warm, and after one task of the page moved; and how often the database is asked."""
    from django.db import connection

    from qunce.campaigns.queries.command import forget as forget_sums
    from qunce.campaigns.templatetags.command import forget

    def ask() -> None:
        assert client.get(url).status_code == 200

    def move() -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE matters_matter SET due_on = due_on + 1 WHERE id ="
                " (SELECT max(matter_id) FROM campaigns_task)"
            )
        forget_sums()

    ask()
    forget()
    asked: list[str] = []

    def hear(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        asked.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(hear):
        ask()
    cold = _each(ask, forget)
    warm = _each(ask)
    moved = _each(ask, move)
    print(f"{url:24} cold {cold:6.1f}  warm {warm:6.1f}  one moved {moved:6.1f} CPU ms,"
          f" {len(asked)} queries")  # fmt: skip
    return cold, warm, moved, len(asked)


def _each(deed: Callable[[], None], before: Callable[[], None] | None = None) -> float:
    begin = spent()
    for _time in range(TIMES):
        if before:
            before()
        deed()
    return (spent() - begin).total / TIMES * 1000


if __name__ == "__main__":
    raise SystemExit(main())
