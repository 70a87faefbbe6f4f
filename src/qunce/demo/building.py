"""Building the made-up city through the rooms' own actions, step by step.

Every step looks first whether it was done, so a build that was interrupted can go on.
"""

import csv
import hashlib
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from qunce.campaigns import actions as campaigns
from qunce.campaigns.models import Campaign
from qunce.common import jobs
from qunce.common.clock import moved_to, today
from qunce.common.postgres.settling import settle
from qunce.demo import bulletins, city, congress, golden, plan, rounds, supervision, topics
from qunce.demo.accounts import ACCOUNTS, DEPUTIES_OFFICE, PASSWORD, Account
from qunce.demo.suggestions import live
from qunce.demo.writing import Idea, write
from qunce.people import actions as people
from qunce.people.models import Person, Role, Unit, UnitKind
from qunce.people.queries import congress_of, hat_of
from qunce.people.rules import Hat
from qunce.places import actions as places
from qunce.places.models import Area, Jurisdiction, Level
from qunce.reading import actions as reading
from qunce.voices.actions import importing, index_import
from qunce.voices.models import Import, ImportState, Voice

SLUG = "same-heart"
SUGGESTIONS = 120  # of the deputies, over three years
# The day in the made-up calendar that is shown as today: the middle of the second phase.
_MIDDLE = date(2026, 11, 23)
# Their posts come with the seat and with the supervision group.
LATER = frozenset({Role.DEPUTY, Role.SUPERVISOR})
Say = Callable[[str, float], None]


# The congress' own office is not one of the campaign's 97 units.
CONGRESS = ("R001", "示例市人民代表大会常务委员会代表工作委员会", DEPUTIES_OFFICE, "示例市")


def is_built() -> bool:
    return Campaign.objects.filter(slug=SLUG, corpus__readings__finished_at__isnull=False).exists()


def build(*, ideas: int, seed: int, say: Say) -> Campaign:
    """Make the city; `say(step, share)` hears how far each step is (0–1)."""
    say("city", 0)
    year = congress.last_year()
    with moved_to(_founding(year)):
        hat, deputies_office, units = _found(year)
    say("city", 1)
    _suggestions(units, deputies_office, seed, say)
    campaign = _campaign(units)
    say("plan", 0)
    plan.plan(campaign, office=hat, units=units)
    say("plan", 1)
    _voices(campaign, hat, ideas, seed, say)
    _read(campaign, hat, say)
    assert campaign.corpus_id is not None
    say("golden", 0)
    golden.take_up(corpus_id=campaign.corpus_id, units=units, office=hat)
    settle(Voice)  # most of its rows were written a second time
    say("golden", 1)
    say("rounds", 0)
    rounds.hold(call=campaign.calls.order_by("pk")[0], units=units, office=hat)
    say("rounds", 1)
    say("supervision", 0)
    supervision.supervise(campaign, office=hat, units=units)
    say("supervision", 0.7)
    topics.live(campaign, office=hat, units=units)
    say("supervision", 1)
    say("bulletins", 0)
    bulletins.issue(campaign, hat)
    say("bulletins", 1)
    return campaign


def _founding(year: int) -> datetime:
    """A month before the term began, so that the record begins with the beginning."""
    first = congress.opening(year - congress.SESSIONS + 1)
    return _local(datetime.combine(first - timedelta(days=30), time(9)))


def _found(year: int) -> tuple[Hat, Hat, dict[str, Unit]]:
    """The place, its units, its accounts and its congress: who runs the campaign, who assigns."""
    jurisdiction = places.found(code=city.AREAS[0].code, name=city.AREAS[0].name)
    areas = places.draw(jurisdiction=jurisdiction, places=_places())
    units = _units(jurisdiction, areas)
    persons = {a.username: _appoint(a, units) for a in ACCOUNTS if a.role not in LATER}
    deputies_office = _hat(persons["deputy-office"])
    congress.build(
        office=units[DEPUTIES_OFFICE],
        areas={a.name: a for a in areas.values() if a.level in (Level.COUNTY, Level.ZONE)},
        hat=deputies_office,
        year=year,
    )
    return _hat(persons["office"]), deputies_office, units


def _suggestions(units: dict[str, Unit], hat: Hat, seed: int, say: Say) -> None:
    """Three years of them, fewer in a small city made for a test."""
    say("suggestions", 0)
    place = congress_of(hat.jurisdiction_id)
    assert place is not None
    live(
        term=place.terms.get(),
        units=units,
        deputy_office=hat,
        n=SUGGESTIONS,
        seed=seed,
        say=lambda share: say("suggestions", share),
    )


def _places() -> Iterator[places.Place]:
    for area in city.AREAS:
        yield places.Place(area.code, area.name, area.level, area.parent or "")


def _units(jurisdiction: Jurisdiction, areas: dict[str, Area]) -> dict[str, Unit]:
    """The units by their short names."""
    by_name = {a.name: a for a in areas.values()}
    code, name, short, area = CONGRESS
    made = people.set_up_units(
        jurisdiction=jurisdiction,
        units=[
            *(
                people.NewUnit(u.code, u.name, u.kind, u.short, u.duties, areas.get(u.area))
                for u in city.UNITS
            ),
            people.NewUnit(code, name, UnitKind.CONGRESS, short, "", by_name[area]),
        ],
    )
    return {u.short: u for u in made.values()}


def _appoint(account: Account, units: dict[str, Unit]) -> Person:
    unit, since_on = units[account.unit], today()
    person = people.appoint(
        username=account.username,
        name=account.name,
        password=PASSWORD,
        unit=unit,
        role=account.role,
        since_on=since_on,
    )
    if account.also:
        people.give_post(person=person, unit=unit, role=account.also, since_on=since_on)
    return person


def _hat(person: Person) -> Hat:
    hat = hat_of(person)
    assert hat is not None
    return hat


def _campaign(units: dict[str, Unit]) -> Campaign:
    shift = _shift()
    made = city.CAMPAIGN
    return campaigns.open_campaign(
        office=units["市委宣传部"],
        slug=SLUG,
        title=made.title,
        slogan=made.slogan,
        about=made.phases[1].purpose,
        topics=[t.title for t in city.TOPICS],
        phases=[
            campaigns.NewPhase(p.name, p.purpose, p.starts_on + shift, p.ends_on + shift)
            for p in made.phases
        ],
        call_title="我为示例市献一计",
    )


def _shift() -> timedelta:
    """Whole weeks that bring the made-up calendar to the present."""
    return timedelta(weeks=(today() - _MIDDLE).days // 7)


def _voices(campaign: Campaign, hat: Hat, ideas: int, seed: int, say: Say) -> None:
    path, sha256 = _write_file(ideas, seed, say)
    call = campaign.calls.get()
    source = Import.objects.filter(call=call, sha256=sha256).first()
    if source is None:
        source = importing.take_file(
            call=call, name="小程序征集导出.csv", path=path, sha256=sha256, hat=hat
        )
    if source.state != ImportState.DONE:
        job = importing.start(
            import_id=source.pk,
            columns=None if source.next_row else source.columns,
            consent=True,
            hat=hat,
            here=True,
        )
        say("voices", 0)
        with jobs.heard_by(lambda j: say("voices", j.percent / 100)):
            importing.run(job)
    say("search", 0)
    index_import(source.pk)
    say("search", 1)


def _write_file(ideas: int, seed: int, say: Say) -> tuple[Path, str]:
    """The export of a mini-program, as an office would get it, and the truth beside it."""
    folder = Path(settings.VAR) / "demo"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"ideas-{ideas}-{seed}-{_shift().days}.csv"
    if not path.exists():
        draft = path.with_suffix(".draft")
        with draft.open("w", encoding="utf-8-sig", newline="") as file:
            out = csv.writer(file)
            out.writerow(["编号", "标题", "建议内容", "所在地", "提交时间", "同意公开"])
            with path.with_name(f"truth-{ideas}-{seed}.csv").open(
                "w", encoding="utf-8", newline=""
            ) as beside:
                truth = csv.writer(beside)
                truth.writerow(["number", "kind", "theme", "themes", "copy_of"])
                for n, idea in enumerate(write(ideas, seed=seed), 1):
                    out.writerow(_row(n, idea))
                    truth.writerow(_truth(n, idea))
                    if n % 1000 == 0:
                        say("writing", n / ideas)
        draft.rename(path)
    say("writing", 1)
    return path, hashlib.sha256(path.read_bytes()).hexdigest()


def _row(n: int, idea: Idea) -> list[str]:
    area = city.BY_CODE.get(idea.area)
    said_at = min(_local(idea.said_at) + _shift(), timezone.localtime())
    agreed = "否" if n % 10 == 7 else "是"  # one in ten does not want to be shown
    when = said_at.strftime("%Y-%m-%d %H:%M:%S")
    return [f"{n:06d}", idea.title, idea.text, area.name if area else "", when, agreed]


def _truth(n: int, idea: Idea) -> list[object]:
    source = "" if idea.copy_of is None else idea.copy_of + 1
    return [f"{n:06d}", idea.kind, idea.theme, " ".join(idea.themes), source]


def _local(at: datetime) -> datetime:
    return timezone.make_aware(at) if timezone.is_naive(at) else timezone.localtime(at)


def _read(campaign: Campaign, hat: Hat, say: Say) -> None:
    corpus = campaign.corpus
    assert corpus is not None
    if corpus.readings.filter(finished_at__isnull=False).exists():
        return
    say("reading", 0)
    job = reading.start_reading(corpus.pk, hat, task="")
    with jobs.heard_by(lambda j: say("reading", j.percent / 100)):
        reading.read(job)
