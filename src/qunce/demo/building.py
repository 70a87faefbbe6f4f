"""Building the made-up city through the rooms' own actions, step by step.

Every step looks first whether it was done, so a build that was interrupted can go on.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date

from django.db import connection

from qunce.campaigns.models import Campaign
from qunce.common.clock import today
from qunce.common.postgres.settling import settle
from qunce.demo import bulletins, closing, golden, plan, rounds, supervision, topics
from qunce.demo import funnel as sending
from qunce.demo.calendar import WEEKS_SINCE, in_the_middle
from qunce.demo.founding import SLUG, City, found, founded
from qunce.demo.funnel import Funnel
from qunce.demo.hearing import Say, hear, index, read
from qunce.demo.suggestions import live
from qunce.people.queries import congress_of
from qunce.voices.models import Voice

Beside = Callable[[str], AbstractContextManager[None]]
SUGGESTIONS = 120  # of the deputies, over three years


def is_built() -> bool:
    return Campaign.objects.filter(slug=SLUG, corpus__readings__finished_at__isnull=False).exists()


def build(
    *,
    ideas: int,
    seed: int,
    say: Say,
    beside: Beside | None = None,
    funnel: Funnel | None = None,
) -> Campaign:
    """Make the city; `say(step, share)` hears how far each step is (0–1).

    With a `funnel` its units send ideas of their own, which are screened and selected.

    `beside(part)` has another process do that part of `PARTS` while its block runs; without it
    one step follows the other.
    """

    @contextmanager
    def here(part: str) -> Iterator[None]:
        PARTS[part](seed, say)
        yield

    beside = beside or here
    say("city", 0)
    city = found(WEEKS_SINCE if funnel else 0)
    say("city", 1)
    with beside("years"), in_the_middle(city.campaign):
        hear(city.campaign, city.office, ideas, seed, say, daily=bool(funnel))
        if funnel:
            _send(city, funnel, seed, say)
        with beside("search"):
            read(city.campaign, city.office, say)
    with in_the_middle(city.campaign):
        _take_up(founded(), funnel, say)
        middle = today()
    if funnel:
        _close(founded(), middle, say)
    return city.campaign


def _years(seed: int, say: Say) -> None:
    """What deputies, offices and units did before the campaign's ideas, and beside them."""
    with _alone("years"):
        city = founded()
        say("suggestions", 0)
        place = congress_of(city.office.jurisdiction_id)
        assert place is not None
        live(
            term=place.terms.get(),
            units=city.units,
            deputy_office=city.deputies_office,
            n=SUGGESTIONS,
            seed=seed,
            say=lambda share: say("suggestions", share),
        )
        say("plan", 0)
        with in_the_middle(city.campaign):
            plan.plan(city.campaign, office=city.office, units=city.units)
        say("plan", 1)


def _search(_seed: int, say: Say) -> None:
    with _alone("search"):
        index(founded().campaign, say)


PARTS: dict[str, Callable[[int, Say], None]] = {"years": _years, "search": _search}


@contextmanager
def _alone(part: str) -> Iterator[None]:
    """A build that was killed may have left this part running: that one ends first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtext('demo.building'), hashtext(%s))", [part])
        try:
            yield
        finally:
            cursor.execute(
                "SELECT pg_advisory_unlock(hashtext('demo.building'), hashtext(%s))", [part]
            )


def _send(city: City, funnel: Funnel, seed: int, say: Say) -> None:
    say("sent", 0)
    sending.send(city.campaign, office=city.office, units=city.units, how=funnel, seed=seed)
    say("sent", 1)


def _take_up(city: City, funnel: Funnel | None, say: Say) -> None:
    """What is made of the ideas, once they were read."""
    campaign, office, units = city.campaign, city.office, city.units
    assert campaign.corpus_id is not None
    say("golden", 0)
    golden.take_up(corpus_id=campaign.corpus_id, units=units, office=office)
    settle(Voice)  # most of its rows were written a second time
    say("golden", 1)
    say("rounds", 0)
    rounds.hold(call=campaign.calls.order_by("pk")[0], units=units, office=office)
    say("rounds", 1)
    if funnel:
        say("funnel", 0)
        sending.select(campaign, office=office, units=units, how=funnel)
        say("funnel", 1)
    say("supervision", 0)
    supervision.supervise(campaign, office=office, units=units)
    say("supervision", 0.7)
    topics.live(campaign, office=office, units=units, full=bool(funnel))
    say("supervision", 1)
    say("bulletins", 0)
    bulletins.issue(campaign, office)
    say("bulletins", 1)


def _close(city: City, middle: date, say: Say) -> None:
    say("closing", 0)
    closing.close(
        city.campaign,
        office=city.office,
        units=city.units,
        since=middle,
        say=lambda share: say("closing", share),
    )
    say("closing", 1)
