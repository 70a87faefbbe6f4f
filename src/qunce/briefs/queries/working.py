"""A figure worked out: now while it is a draft, as of the instant it was kept once it is signed."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from qunce.briefs.figures import QUERIES, Asked, Query
from qunce.briefs.figures.counting import Of
from qunce.briefs.models import Brief, Figure
from qunce.campaigns.models import Publicity, Visit
from qunce.campaigns.queries import call_ids
from qunce.common import now
from qunce.matters.models import Matter, Promise
from qunce.voices.models import Voice

_MODELS: dict[Of, Any] = {
    Of.VOICES: Voice,
    Of.MATTERS: Matter,
    Of.PROMISES: Promise,
    Of.VISITS: Visit,
    Of.PUBLICITY: Publicity,
}


@dataclass(frozen=True)
class Recomputed:
    """`kept` is what the paper says; `again` what the same question gives today."""

    kept: int
    again: int
    moving: bool

    @property
    def is_same(self) -> bool:
        return self.kept == self.again


def query_of(figure: Figure) -> Query:
    return QUERIES[figure.code]


def asked_of_brief(brief: Brief, as_of: datetime | None = None) -> Asked:
    campaign = brief.campaign
    return Asked(
        campaign=campaign.pk,
        jurisdiction=campaign.jurisdiction_id,
        calls=call_ids(campaign),
        corpus=campaign.corpus_id,
        from_on=brief.from_on,
        to_on=brief.to_on,
        as_of=as_of or now(),
    )


def asked_of(figure: Figure, asked: Asked) -> Asked:
    """With its own narrowing, and as it was asked when the number was kept."""
    own = replace(asked, area=figure.area_id, theme=figure.theme_id)
    return replace(own, as_of=figure.as_of, calls=tuple(figure.calls)) if figure.as_of else own


def value_of(figure: Figure, asked: Asked) -> int:
    if figure.value is not None:
        return figure.value
    return query_of(figure).count(asked_of(figure, asked))


def recompute(figure: Figure) -> Recomputed:
    """Ask again what was kept; of what moves, count the rows that were kept with it."""
    assert figure.value is not None
    asked = asked_of(figure, asked_of_brief(figure.brief))
    query = query_of(figure)
    if query.moving:
        found = _MODELS[query.of].objects.filter(pk__in=figure.rows or ()).count()
        return Recomputed(figure.value, found, moving=True)
    return Recomputed(figure.value, query.count(asked), moving=False)


def behind(figure: Figure) -> QuerySet[Any]:
    """The rows of a figure, the newest first."""
    query = query_of(figure)
    if figure.rows is not None:
        found: QuerySet[Any] = _MODELS[query.of].objects.filter(pk__in=figure.rows)
    else:
        found = query.rows(asked_of(figure, asked_of_brief(figure.brief)))
    return found.order_by("-pk")
