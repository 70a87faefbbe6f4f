"""What the home page tells each post: what is to do now, and how the sums stand."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from qunce.campaigns import queries as campaigns
from qunce.campaigns.models import Campaign
from qunce.campaigns.queries import PhaseCard
from qunce.common.models import Job
from qunce.people import queries as people
from qunce.people.rules import Hat
from qunce.places.models import Area, Level
from qunce.places.queries import below
from qunce.reading import queries as readings
from qunce.reading.queries import Ledger, ThemeCard
from qunce.voices import queries as voices
from qunce.voices.models import Fate
from qunce.voices.queries import Counts, Line
from qunce.voices.queries.desk import AreaCounts, counts_in, shown_in
from qunce.voices.queries.imports import running

# As many as a person reads on one screen of a telephone before scrolling on.
THEMES = 12


@dataclass(frozen=True)
class Duty:
    """Something to do now; a `count` of 0 is done."""

    label: str
    count: int
    url: str
    icon: str


@dataclass(frozen=True)
class Term:
    """One number of an equation."""

    label: str
    count: int


@dataclass(frozen=True)
class OfficeHome:
    campaign: Campaign
    phases: list[PhaseCard]
    counts: Counts
    duties: list[Duty]
    terms: list[Term]
    ledger: Ledger | None
    reading: Job | None


@dataclass(frozen=True)
class AreaHome:
    """For units and deputies: numbers of their area, and words only where they are shown."""

    campaign: Campaign
    phases: list[PhaseCard]
    area: Area | None
    counts: AreaCounts
    terms: list[Term]
    voices: list[Line]
    themes: list[ThemeCard]


def office_home(campaign: Campaign) -> OfficeHome:
    call_ids = campaigns.call_ids(campaign)
    counts = voices.counts(call_ids)
    ledger = readings.ledger(campaign.corpus_id) if campaign.corpus_id else None
    return OfficeHome(
        campaign=campaign,
        phases=campaigns.phases_of(campaign),
        counts=counts,
        duties=list(_duties(campaign, call_ids, counts, ledger)),
        terms=_terms(counts.fates),
        ledger=ledger,
        reading=readings.progress(campaign.corpus_id) if campaign.corpus_id else None,
    )


def _duties(
    campaign: Campaign, call_ids: tuple[int, ...], counts: Counts, ledger: Ledger | None
) -> Iterator[Duty]:
    n = counts.queued
    label = ngettext("voice waits for release", "voices wait for release", n)
    yield Duty(label, n, reverse("voices_desk:queue"), "eye")
    n = running(call_ids)
    label = ngettext("import is running", "imports are running", n)
    yield Duty(label, n, reverse("voices_desk:imports"), "file-spreadsheet")
    if ledger:
        url = f"/desk/reading/{campaign.corpus_id}/"
        label = _("arrived since the last reading")
        yield Duty(label, ledger.waiting, url, "inbox")
        yield Duty(_("undecided: a person can place them"), ledger.undecided, url, "help-circle")


def area_home(campaign: Campaign, hat: Hat, *, themes: bool) -> AreaHome:
    call_ids = campaigns.call_ids(campaign)
    area = area_of(hat)
    area_ids = below(area) if area else None
    counts = counts_in(call_ids, area_ids)
    shown = []
    if themes and campaign.corpus_id:
        shown = readings.themes(campaign.corpus_id, public=True)[:THEMES]
    return AreaHome(
        campaign=campaign,
        phases=campaigns.phases_of(campaign),
        area=area,
        counts=counts,
        terms=_terms(counts.fates),
        voices=shown_in(call_ids, area_ids, most=10),
        themes=shown,
    )


def area_of(hat: Hat) -> Area | None:
    """The area a post works for; None is the whole jurisdiction, with what names no area."""
    area = people.area_of(hat)
    return None if area is None or area.level == Level.CITY else area


def _terms(fates: dict[str, int]) -> list[Term]:
    return [Term(str(Fate(code).label), count) for code, count in fates.items()]
