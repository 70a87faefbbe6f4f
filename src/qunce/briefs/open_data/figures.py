"""Numbers of campaigns: totals are exact, parts below five are merged."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Sum
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from qunce.briefs.open_data.columns import IN_VOICES, SMALL, Column, DataSet, areas_of
from qunce.briefs.open_data.voices import themes_of
from qunce.campaigns import queries as campaigns
from qunce.campaigns.models import Campaign, Publicity
from qunce.campaigns.queries.publicity import inventory
from qunce.places.models import Area, Level
from qunce.reading import queries as reading
from qunce.reading.queries import ThemeCard
from qunce.voices import queries as voices
from qunce.voices.models import Voice
from qunce.voices.queries import Counts

_COUNTIES = (Level.COUNTY, Level.ZONE)


@dataclass(frozen=True)
class Heard:
    campaign: str
    card: ThemeCard
    above: str


def themes() -> Iterator[Heard]:
    for campaign in campaigns.issued():
        if campaign.corpus_id is None:
            continue
        for top in reading.themes(campaign.corpus_id, public=True):
            yield Heard(campaign.title, top, "")
            yield from (Heard(campaign.title, card, top.title) for card in top.children)


@dataclass(frozen=True)
class Place:
    campaign: str
    code: str
    name: str
    voices: int


def areas() -> Iterator[Place]:
    for campaign in campaigns.issued():
        for (code, name), n in _merged(_by_county(campaign)):
            yield Place(campaign.title, code, name, n)


def _by_county(campaign: Campaign) -> Counter[tuple[str, str]]:
    known = areas_of(campaign.jurisdiction_id)
    found = Voice.objects.filter(call__in=campaigns.call_ids(campaign)).order_by()
    counted: Counter[tuple[str, str]] = Counter()
    for pk, n in found.values_list("area").annotate(n=Count("pk")):
        county = _county(known.get(pk or 0), known)
        key = (county.code, county.name) if county else ("", gettext("no county named"))
        counted[key] += n
    return counted


def _county(area: Area | None, known: dict[int, Area]) -> Area | None:
    while area and area.level not in _COUNTIES:
        area = known.get(area.parent_id or 0)
    return area


def _merged(counted: Counter[tuple[str, str]]) -> list[tuple[tuple[str, str], int]]:
    """Small ones together, with the next larger where they make fewer than five together.

    Otherwise the total minus the others would tell their number.
    """
    ordered = sorted(counted.items(), key=lambda one: (-one[1], one[0]))
    kept = [one for one in ordered if one[1] >= SMALL]
    small = [one for one in ordered if one[1] < SMALL]
    while small and kept and sum(n for _key, n in small) < SMALL:
        small.append(kept.pop())
    together = sum(n for _key, n in small)
    return kept + ([(("", gettext("other areas together")), together)] if together >= SMALL else [])


@dataclass(frozen=True)
class Sums:
    campaign: Campaign
    counts: Counts
    units: int
    themes: int


def sums() -> Iterator[Sums]:
    for campaign in campaigns.issued():
        counts = voices.counts(campaigns.call_ids(campaign))
        yield Sums(campaign, counts, campaign.participations.count(), len(themes_of(campaign)))


def publicity() -> Iterator[tuple[str, str, int]]:
    names = dict(Publicity.Kind.choices)
    for campaign in campaigns.issued():
        found = inventory(campaign.pk).order_by("kind").values_list("kind")
        for kind, n in found.annotate(n=Sum("count")):
            yield campaign.title, str(names[kind]), n


def _fate(code: str, title: Any, meaning: Any) -> Column:
    return Column(code, title, meaning, _("counted when the file is made"),
                  lambda s: s.counts.fates[code], unit=IN_VOICES)  # fmt: skip


_CAMPAIGN = Column("campaign", _("Campaign"), _("its title"), _("the plan of the campaign"),
                   lambda row: row.campaign, width=24)  # fmt: skip
_READING = _("the reading, corrected by people")

THEMES = DataSet(
    code="themes",
    title=_("Themes"),
    about=_("What the voices are about, and how many speak of each. A voice with several points "
            "counts in each of their themes, and once in the theme above them."),
    rows=themes,
    columns=(
        _CAMPAIGN,
        Column("theme_number", _("Theme number"), _("its page is /t/ and this number; empty for "
               "small themes together"), _READING, lambda t: t.card.id or None, width=10),
        Column("theme", _("Theme"), _("name of the theme"), _READING,
               lambda t: t.card.title, width=30),
        Column("theme_above", _("Broader theme"), _("name of the theme above it; empty at the top"),
               _READING, lambda t: t.above, width=30),
        Column("voices", _("Voices"), _("how many speak of it, shown or not; themes below five "
               "stand together"), _READING, lambda t: t.card.size, unit=IN_VOICES),
        Column("keywords", _("Keywords"), _("words that are said there more than elsewhere"),
               _READING, lambda t: "、".join(t.card.keywords), width=40),
    ),
)  # fmt: skip
AREAS = DataSet(
    code="areas",
    title=_("Voices by area"),
    about=_("How many voices each county or zone sent, shown or not. Areas below five stand "
            "together, so that no number points at somebody."),
    rows=areas,
    columns=(
        _CAMPAIGN,
        Column("area_code", _("Area code"), _("code of the area, in the manner of GB/T 2260"),
               _("the list of areas"), lambda p: p.code),
        Column("area", _("Area"), _("county or zone"), _("the list of areas"),
               lambda p: p.name, width=20),
        Column("voices", _("Voices"), _("how many were received from there"),
               _("counted when the file is made"), lambda p: p.voices, unit=IN_VOICES),
    ),
)  # fmt: skip
CAMPAIGNS = DataSet(
    code="campaigns",
    title=_("Campaigns in numbers"),
    about=_("Every campaign with its days and sums. Each voice has one fate, so the fates add up "
            "to what was received."),
    rows=sums,
    columns=(
        Column("campaign", _("Campaign"), _("its title"), _("the plan of the campaign"),
               lambda s: s.campaign.title, width=24),
        Column("office", _("Office"), _("which unit runs it"), _("the plan of the campaign"),
               lambda s: s.campaign.office.name, width=24),
        Column("starts_on", _("Starts on"), _("first day of the campaign"),
               _("the plan of the campaign"), lambda s: s.campaign.starts_on.isoformat(),
               unit=_("date")),
        Column("ends_on", _("Ends on"), _("last day of the campaign"),
               _("the plan of the campaign"), lambda s: s.campaign.ends_on.isoformat(),
               unit=_("date")),
        Column("units", _("Units"), _("how many take part"), _("the plan of the campaign"),
               lambda s: s.units, unit=pgettext_lazy("unit of count", "units")),
        Column("received", _("Received"), _("every voice, shown or not"),
               _("counted when the file is made"), lambda s: s.counts.received, unit=IN_VOICES),
        Column("ideas", _("Ideas"), _("in the author's own words"),
               _("counted when the file is made"), lambda s: s.counts.ideas, unit=IN_VOICES),
        Column("supports", _("I mean the same"), _("voices that support another one"),
               _("counted when the file is made"), lambda s: s.counts.supports, unit=IN_VOICES),
        Column("shown", _("Shown"), _("that everybody can read"),
               _("counted when the file is made"), lambda s: s.counts.shown, unit=IN_VOICES),
        _fate("waiting", _("Waiting"), _("not yet decided what becomes of them")),
        _fate("carried", _("In hand"), _("carried by a matter that is worked on")),
        _fate("answered", _("Answered"), _("whose authors have an answer")),
        _fate("set_aside", _("Set aside"), _("with a reason that the author reads")),
        _fate("withdrawn", _("Withdrawn"), _("taken back by the author")),
        Column("themes", _("Themes"), _("of five voices and more"), _READING,
               lambda s: s.themes, unit=pgettext_lazy("unit of count", "themes")),
    ),
)  # fmt: skip
PUBLICITY = DataSet(
    code="publicity",
    title=_("Publicity of campaigns"),
    about=_("How many posters, buses, screens and so on made each campaign known."),
    rows=publicity,
    columns=(
        Column("campaign", _("Campaign"), _("its title"), _("the plan of the campaign"),
               lambda row: row[0], width=24),
        Column("kind", _("What it is"), _("kind of publicity"), _("entered by the units"),
               lambda row: row[1], width=20),
        Column("count", _("How many"), _("in all places together"), _("entered by the units"),
               lambda row: row[2], unit=_("pieces")),
    ),
)  # fmt: skip
