"""A draft out of the facts of a period, in one step."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from qunce.briefs.actions.composing import Composed, bulletin, report
from qunce.briefs.actions.keeping import permit, write
from qunce.briefs.figures import QUERIES
from qunce.briefs.models import Article, Brief, Figure, Kind, Secrecy
from qunce.briefs.queries.working import asked_of_brief
from qunce.campaigns.models import Campaign
from qunce.common import now
from qunce.common.clock import today
from qunce.common.errors import Refused
from qunce.matters.actions.limits import checked_words
from qunce.people.rules import Hat


@dataclass(frozen=True)
class NewBrief:
    """`name` stands red at its head; the period is inclusive."""

    name: str
    from_on: date
    to_on: date
    kind: Kind = Kind.BULLETIN
    secrecy: Secrecy = Secrecy.INTERNAL
    is_extra: bool = False


@transaction.atomic
def draft(*, campaign_id: int, new: NewBrief, hat: Hat) -> Brief:
    """Figures, themes with people's own words, what units did, what is late: to be edited."""
    campaign = Campaign.objects.filter(pk=campaign_id, issued_at__isnull=False).first()
    if campaign is None:
        raise Refused(_("There is no such campaign."))
    permit(hat, campaign.jurisdiction_id)
    brief = Brief.objects.create(campaign=campaign, **_fields(campaign, new, hat))
    asked = asked_of_brief(brief)
    compose = bulletin if new.kind == Kind.BULLETIN else report
    _store(brief, compose(campaign, asked))
    write("brief.drafted", brief, hat, kind=brief.kind)
    return brief


def _fields(campaign: Campaign, new: NewBrief, hat: Hat) -> dict[str, object]:
    name = checked_words("name", new.name, 40).strip()
    if not name:
        raise Refused(_("Give it a name; it stands red at the head."))
    if new.to_on < new.from_on:
        raise Refused(_("The period ends before it begins."))
    if new.from_on > today():
        raise Refused(_("The period has not begun; there are no facts of it yet."))
    return {
        "kind": new.kind,
        "name": name,
        "year": new.to_on.year,
        "is_extra": new.is_extra,
        "unit": campaign.office,
        "from_on": new.from_on,
        "to_on": new.to_on,
        "secrecy": new.secrecy,
        "drafted_by_id": hat.person_id,
        "drafted_at": now(),
    }


def _store(brief: Brief, composed: Composed) -> None:
    Article.objects.bulk_create(
        Article(brief=brief, order=order, title=title, text=text)
        for order, (title, text) in enumerate(composed.articles, 1)
    )
    add_figures(brief, composed.codes)
    Figure.objects.bulk_create(
        Figure(
            brief=brief,
            key=f"theme-{one.theme}",
            code="theme",
            version=QUERIES["theme"].version,
            theme_id=one.theme,
            title=one.title,
        )
        for one in composed.themes
    )


def add_figures(brief: Brief, codes: Sequence[str]) -> None:
    Figure.objects.bulk_create(
        Figure(brief=brief, key=code, code=code, version=QUERIES[code].version) for code in codes
    )
