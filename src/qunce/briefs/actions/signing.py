"""A bulletin is handed in, signed with a number and frozen figures, and issued."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from qunce.briefs.actions.editing import refuse_unshown
from qunce.briefs.actions.keeping import locked, write
from qunce.briefs.models import Brief, Figure, Kind, Series, State
from qunce.briefs.queries.digest import digest_of
from qunce.briefs.queries.working import asked_of, asked_of_brief, query_of
from qunce.briefs.rules import may_sign
from qunce.common import now
from qunce.common.clock import today
from qunce.common.errors import Conflict, Refused
from qunce.matters.actions.limits import checked_words
from qunce.people.rules import Hat


@transaction.atomic
def hand_in(*, brief_id: int, hat: Hat) -> Brief:
    """To whoever signs; what is still empty is named."""
    brief = locked(brief_id, hat, State.DRAFT)
    _refuse_empty(brief)
    refuse_unshown(brief, _texts(brief))
    brief.state, brief.sent_back = State.REVIEW, ""
    brief.save(update_fields=["state", "sent_back"])
    write("brief.handed_in", brief, hat, edition=brief.edition)
    return brief


@transaction.atomic
def send_back(*, brief_id: int, why: str, hat: Hat) -> Brief:
    brief = locked(brief_id, hat, State.REVIEW)
    why = checked_words("why", why, 200).strip()
    if not why:
        raise Refused(_("Say what is to be changed."))
    brief.state, brief.sent_back = State.DRAFT, why
    brief.save(update_fields=["state", "sent_back"])
    write("brief.sent_back", brief, hat, edition=brief.edition)
    return brief


@transaction.atomic
def sign(*, brief_id: int, signed_by: str, hat: Hat, expected: int | None = None) -> Brief:
    """Gives the number, keeps the figures with their instant, and closes the text.

    `expected` is the number that the page showed; where another bulletin took it meanwhile,
    nothing is signed.
    """
    brief = locked(brief_id, hat, State.REVIEW)
    if not may_sign(hat, brief):
        raise Refused(
            _("Who drafted it does not sign it. Another person of the campaign office opens this "
              "page with their own account and signs."),
            code="own-draft",
        )  # fmt: skip
    brief.signed_by = checked_words("signed_by", signed_by, 40).strip()
    if not brief.signed_by:
        raise Refused(_("Name who signs it; the name stands on the paper."))
    if brief.to_on >= today():
        raise Refused(
            _("The period is not over and its figures would still change. Sign it from %(day)s on.")
            % {"day": (brief.to_on + timedelta(days=1)).isoformat()}
        )
    refuse_unshown(brief, _texts(brief))
    brief.number = _number(brief, brief.year, brief.is_extra, expected)
    if brief.kind == Kind.BULLETIN and not brief.is_extra:
        brief.total_number = _number(brief, 0, False)
    _keep_figures(brief)
    brief.state, brief.signed_at = State.SIGNED, now()
    brief.digest = digest_of(brief)
    brief.save(
        update_fields=["signed_by", "number", "total_number", "state", "signed_at", "digest"]
    )
    write("brief.signed", brief, hat, number=brief.number, year=brief.year, digest=brief.digest)
    return brief


@transaction.atomic
def issue(*, brief_id: int, hat: Hat, on: date | None = None) -> Brief:
    """From now on; a public one stands on the public pages."""
    brief = locked(brief_id, hat, State.SIGNED)
    on = on or today()
    assert brief.signed_at is not None
    if on > today() or on <= brief.to_on:
        raise Refused(_("The day it is issued lies after its period and not ahead."))
    brief.state, brief.issued_on = State.ISSUED, on
    brief.save(update_fields=["state", "issued_on"])
    write("brief.issued", brief, hat, number=brief.number, on=on.isoformat())
    return brief


def _number(brief: Brief, year: int, extra: bool, expected: int | None = None) -> int:
    """The next of its series, whose row is held: two hands get two numbers without a gap."""
    series, _made = Series.objects.select_for_update().get_or_create(
        campaign=brief.campaign, name=brief.name, year=year, is_extra=extra
    )
    if expected is not None and expected != series.last + 1:
        raise Conflict(
            _("Number %(n)d has been given meanwhile; the next one is %(next)d. Look once more and "
              "sign again.")
            % {"n": expected, "next": series.last + 1}
        )  # fmt: skip
    Series.objects.filter(pk=series.pk).update(last=F("last") + 1)
    return series.last + 1


def _keep_figures(brief: Brief) -> None:
    """Every number asked once more, at one instant, and kept with it."""
    asked = asked_of_brief(brief)
    figures = list(brief.figures.all())
    for figure in figures:
        query, own = query_of(figure), asked_of(figure, asked)
        figure.as_of, figure.calls, figure.version = asked.as_of, list(asked.calls), query.version
        figure.rows = query.ids(own) if query.moving else None
        figure.value = query.count(own) if figure.rows is None else len(figure.rows)
    Figure.objects.bulk_update(figures, ["as_of", "calls", "version", "rows", "value"])


def _refuse_empty(brief: Brief) -> None:
    articles = list(brief.articles.all())
    if not articles:
        raise Refused(_("There is no article in it yet."))
    for article in articles:
        if not article.text.strip():
            raise Refused(
                _("“%(title)s” is still empty; write it, or clear its title to leave it out.")
                % {"title": article.title}
            )


def _texts(brief: Brief) -> list[str]:
    return [brief.editor_note, *(article.text for article in brief.articles.all())]
