"""Eligibility and the first screening: pass on, or drop with words that the author reads."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from qunce.common.errors import Conflict, NotAllowed, Refused
from qunce.people.rules import Hat
from qunce.record import actions as record
from qunce.selection import rules
from qunce.selection.actions.moving import (
    by,
    drop,
    drop_withdrawn,
    line,
    locked,
    move_to,
    run_by,
    said,
)
from qunce.selection.models import Candidate, Round, Stage, State
from qunce.selection.reasons import CHOSEN

_OPEN = (Stage.ELIGIBILITY, Stage.SCREENING)


@transaction.atomic
def begin_screening(*, round_id: int, hat: Hat) -> Round:
    """The candidates are together; from now on the units look at theirs."""
    round_ = locked(round_id, at=[Stage.ELIGIBILITY])
    run_by(round_, hat)
    drop_withdrawn(round_)
    waiting = round_.candidates.filter(state=State.WAITING).count()
    if not waiting:
        raise Refused(_("There is no candidate yet; add some first."))
    move_to(round_, Stage.SCREENING, hat, waiting=waiting)
    return round_


@transaction.atomic
def pass_on(*, round_id: int, candidate_ids: Sequence[int], hat: Hat) -> int:
    """The units' screening lets these go on to the reviewers; all of them or none."""
    round_ = locked(round_id, at=[Stage.SCREENING])
    rows = _waiting(round_, candidate_ids, hat)
    Candidate.objects.filter(pk__in=[row.pk for row in rows]).update(state=State.PASSED)
    record.write_many(line(row, "passed_on", by(hat)) for row in rows)
    return len(rows)


@transaction.atomic
def turn_down(
    *, round_id: int, candidate_ids: Sequence[int], reason: str, words: str, hat: Hat
) -> int:
    """Not taken further, all of them or none; each author reads the reason and the words."""
    round_ = locked(round_id, at=_OPEN)
    if reason not in CHOSEN:
        raise Refused(_("Please choose a reason; the author is told it."), code="no-reason")
    kept = said(words, missing=_("Write a sentence for the author: why, and what would help."))
    rows = _waiting(round_, candidate_ids, hat)
    for row in rows:
        drop(row, stage=round_.stage, reason=reason, words=kept, actor=by(hat))
    return len(rows)


def _waiting(round_: Round, ids: Sequence[int], hat: Hat) -> list[Candidate]:
    wanted = sorted(set(ids))
    rows = list(round_.candidates.filter(pk__in=wanted).select_related("round").order_by("pk"))
    if not rows or len(rows) < len(wanted):
        raise Refused(_("Choose at least one candidate of this round."))
    if not all(rules.may_screen(hat, row, round_) for row in rows):
        raise NotAllowed(_("These candidates are for another unit to look at."))
    if gone := sum(row.state != State.WAITING for row in rows):
        raise Conflict(
            _("Somebody was quicker: %(n)d of these were decided already. Nothing was changed.")
            % {"n": gone}
        )
    return rows
