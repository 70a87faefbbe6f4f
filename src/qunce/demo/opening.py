"""The made-up offices decide what of an answer everybody may read, as real ones do."""

import re
from datetime import timedelta

from qunce.common.clock import now
from qunce.matters import actions
from qunce.matters.actions import Given
from qunce.matters.models import Publication
from qunce.matters.queries import reviews
from qunce.people.rules import Hat

# The law leaves them twenty working days; these take a week.
_WAITS = timedelta(days=7)
# What is said before the answer begins.
_OPENING = re.compile("答复(?:如下)?。")
_SUMMED_UP = 11  # every eleventh is wide enough for a summary


def open_up(office: Hat, *, at_once: bool = False) -> None:
    """Decide every review that waits with this office, but for the newest ones."""
    waiting = reviews.waiting(office.jurisdiction_id).filter(holder_role=office.role)
    for review in waiting if at_once else waiting.filter(begun_at__lt=now() - _WAITS):
        act, given = _decision(review, office)
        actions.review(publication_id=review.pk, act=act, hat=office, given=given)


def _decision(review: Publication, office: Hat) -> tuple[str, Given]:
    page = reviews.page(review, office)
    if review.matter.confidential:
        return "keep", Given(reason_code="UNFIT", reason="代表要求保密。")
    if page.is_stopped:
        return "redact", Given(text=page.covered, reason_code="PRIVACY")
    if review.pk % _SUMMED_UP == 0:
        said = _OPENING.split(page.answers[0].text, maxsplit=1)[-1]
        text = f"{said.split('。')[0]}。其余内容见承办单位的答复函。"
        return "summary", Given(text=text, reason_code="SUMMARY")
    return "full", Given()
