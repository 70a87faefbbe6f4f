"""Voices that everybody may read: the words, never the person, the place only so near."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qunce.briefs.open_data.columns import IN_VOICES, Column, DataSet, areas_of, lifted
from qunce.campaigns import queries as campaigns
from qunce.campaigns.models import Campaign
from qunce.common.memo import for_seconds
from qunce.places.models import Area
from qunce.reading import queries as reading
from qunce.reading.models import Placement
from qunce.reading.queries import ThemeCard
from qunce.voices.models import Kind, Showing, Voice
from qunce.voices.queries import support_counts

# So many are in memory at a time.
CHUNK = 1_000


@dataclass(frozen=True)
class Told:
    pk: int
    title: str
    text: str
    said_at: datetime
    campaign: str
    area: Area | None
    theme: ThemeCard | None
    above: str
    supports: int


@dataclass(frozen=True)
class _Frame:
    """What the voices of a campaign share."""

    campaign: Campaign
    areas: dict[int, Area]
    stands: dict[int, int | None]
    themes: dict[int, tuple[ThemeCard, str]]


def shown(campaign: Campaign) -> QuerySet[Voice]:
    """Only of authors who agreed to be shown, and released; "I mean the same" is a number."""
    return Voice.objects.filter(
        call__in=campaigns.call_ids(campaign),
        showing=Showing.SHOWN,
        consent=True,
        erased_at=None,
        kind=Kind.IDEA,
    )


def rows() -> Iterator[Told]:
    for campaign in campaigns.issued():
        frame, last = _frame(campaign), 0
        while chunk := list(shown(campaign).filter(pk__gt=last).order_by("pk")[:CHUNK]):
            yield from _told(chunk, frame)
            last = chunk[-1].pk


def _frame(campaign: Campaign) -> _Frame:
    areas = areas_of(campaign.jurisdiction_id)
    counted = shown(campaign).exclude(area=None).order_by().values_list("area")
    counts = {pk: n for pk, n in counted.annotate(n=Count("pk")) if pk in areas}
    parents = {pk: a.parent_id if a.parent_id in areas else None for pk, a in areas.items()}
    stands = lifted(counts, parents)
    return _Frame(campaign, areas, stands, themes_of(campaign))


def themes_of(campaign: Campaign) -> dict[int, tuple[ThemeCard, str]]:
    """Public themes by number, each with the name of the one above it."""
    if campaign.corpus_id is None:
        return {}
    cards = reading.themes(campaign.corpus_id, public=True)
    found = {card.id: (card, "") for card in cards if card.id}
    return found | {c.id: (c, top.title) for top in cards for c in top.children if c.id}


def _told(chunk: Sequence[Voice], frame: _Frame) -> Iterator[Told]:
    numbers = [voice.pk for voice in chunk]
    placed = Placement.objects.filter(corpus=frame.campaign.corpus_id, voice__in=numbers)
    themes = dict(placed.values_list("voice", "theme"))
    supports = support_counts(numbers)
    for voice in chunk:
        stands = frame.stands.get(voice.area_id or 0)
        theme, above = frame.themes.get(themes.get(voice.pk) or 0, (None, ""))
        yield Told(
            pk=voice.pk,
            title=voice.title,
            text=voice.text,
            said_at=voice.said_at,
            campaign=frame.campaign.title,
            area=frame.areas.get(stands) if stands else None,
            theme=theme,
            above=above,
            supports=supports.get(voice.pk, 0),
        )


@for_seconds(60)
def _size() -> int:
    return sum(shown(campaign).count() for campaign in campaigns.issued())


VOICES = DataSet(
    code="voices",
    title=_("Voices that are shown"),
    about=_("What people said, in their own words, of those who agreed to show it. No name, no "
            "mark, no contact; nothing that tells which voices come from the same person."),
    rows=rows,
    size=_size,
    columns=(
        Column("number", _("Voice number"), _("its page is /v/ and this number"),
               _("given when it was received"), lambda v: v.pk, width=10),
        Column("campaign", _("Campaign"), _("to whose call it was said"),
               _("the call"), lambda v: v.campaign, width=24),
        Column("said_on", _("Said on"), _("the day it was said"), _("the author, or the sheet it "
               "was imported from"), lambda v: timezone.localdate(v.said_at).isoformat(),
               unit=_("date")),
        Column("area_code", _("Area code"), _("code of the area, in the manner of GB/T 2260"),
               _("the list of areas"), lambda v: v.area.code if v.area else ""),
        Column("area", _("Area"), _("where it is about; of an area with fewer than five shown "
               "voices the next larger one; empty if none was named"),
               _("chosen by the author"), lambda v: v.area.name if v.area else ""),
        Column("theme_number", _("Theme number"), _("of the theme it belongs to; empty where the "
               "theme is small or not decided"), _("the reading, corrected by people"),
               lambda v: v.theme.id if v.theme else None, width=10),
        Column("theme", _("Theme"), _("name of the theme"), _("the reading, corrected by people"),
               lambda v: v.theme.title if v.theme else "", width=24),
        Column("theme_above", _("Broader theme"), _("name of the theme above it"),
               _("the reading, corrected by people"), lambda v: v.above, width=24),
        Column("title", _("Title"), _("as the author gave it; mostly empty"), _("the author"),
               lambda v: v.title, width=24),
        Column("text", _("Words"), _("exactly as they were said"), _("the author"),
               lambda v: v.text, width=80),
        Column("supports", _("I mean the same"), _("how many others said that they mean the same"),
               _("counted once for each browser"), lambda v: v.supports, unit=IN_VOICES),
    ),
)  # fmt: skip
