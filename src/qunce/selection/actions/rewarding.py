"""What the selected are given, and a draw among those who took part where it is switched on."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from hashlib import sha256

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from qunce.common import now
from qunce.common.errors import Conflict, Refused
from qunce.people.rules import Hat
from qunce.selection.actions.moving import by, locked, run_by, told, write
from qunce.selection.engine import drawn
from qunce.selection.models import Award, Candidate, Lottery, Prize, Round, Stage, State
from qunce.selection.queries.tickets import seed_of, tickets
from qunce.voices.screen import codes

MOST_PRIZES = 500
# Cards have sixteen digits or more, identity numbers fifteen or eighteen; vouchers are shorter.
_ACCOUNT = re.compile(r"(?:\d[ -]?){15}")


@dataclass(frozen=True)
class NewAward:
    """Paid outside: kept are the day and the number of the voucher, and no account."""

    prize: str
    amount: Decimal | None = None
    paid_on: date | None = None
    reference: str = ""


@transaction.atomic
def award(*, candidate_id: int, new: NewAward, hat: Hat) -> Award:
    """After the notice, for what was selected; given again, the same award is corrected."""
    round_id = Candidate.objects.values_list("round", flat=True).get(pk=candidate_id)
    round_ = locked(round_id, at=[Stage.SELECTED])
    run_by(round_, hat)
    candidate = round_.candidates.select_related("round").get(pk=candidate_id)
    _check(candidate, new)
    made, fresh = Award.objects.update_or_create(
        candidate=candidate,
        defaults={
            "prize": new.prize,
            "amount": new.amount,
            "paid_on": new.paid_on,
            "reference": new.reference.strip(),
        },
    )
    write(candidate, "awarded", by(hat), prize=new.prize, amount=str(new.amount or ""))
    if fresh:
        told(candidate, "selection.awarded", prize=str(Prize(new.prize).label))
    return made


def _check(candidate: Candidate, new: NewAward) -> None:
    if candidate.state != State.SELECTED:
        raise Refused(_("Only what was selected is rewarded."))
    if new.prize not in Prize.values:
        raise Refused(_("Choose which award it is."))
    if new.amount is not None and not 0 < new.amount < 10_000_000:
        raise Refused(_("The amount is more than nothing, in yuan."))
    if len(new.reference) > 40 or _ACCOUNT.search(new.reference) or codes(new.reference):
        raise Refused(
            _(
                "The reference is the number of a voucher, at most 40 signs. Accounts, cards, "
                "telephone and identity numbers are not kept here."
            )
        )


@transaction.atomic
def announce_draw(*, round_id: int, prizes: int, hat: Hat) -> Lottery:
    """Only where it is switched on, after the notice, once; one ticket for each browser.

    Tickets and prizes are fixed and public from here on, before the seed exists.
    """
    round_ = _to_draw(round_id, hat)
    if Lottery.objects.filter(round=round_).exists():
        raise Conflict(_("The draw is announced already, and is not announced again."))
    if not 1 <= prizes <= MOST_PRIZES:
        raise Refused(_("Say how many prizes there are, at most %(n)d.") % {"n": MOST_PRIZES})
    among = tickets(round_)
    if not among:
        raise Refused(_("There is no ticket: nobody took part in this call by a browser."))
    made = Lottery.objects.create(round=round_, prizes=prizes, tickets=among, announced_at=now())
    listed = sha256("\n".join(map(str, among)).encode()).hexdigest()
    write(round_, "draw_announced", by(hat), prizes=prizes, tickets=len(among), list_sha256=listed)
    return made


@transaction.atomic
def draw_lots(*, round_id: int, hat: Hat) -> Lottery:
    """What was announced is drawn, once.

    The seed is the root of the first checkpoint signed after that: nobody chose it.
    """
    round_ = _to_draw(round_id, hat)
    lottery = Lottery.objects.select_for_update().filter(round=round_).first()
    if lottery is None:
        raise Refused(_("Announce the draw first: how many prizes, among which tickets."))
    if lottery.at:
        raise Conflict(_("Lots were drawn already, and are not drawn again."))
    lottery.seed = _seed(lottery)
    lottery.drawn = drawn(lottery.tickets, seed=lottery.seed, purpose="lottery")[: lottery.prizes]
    lottery.at = now()
    lottery.save(update_fields=["seed", "drawn", "at"])
    many = len(lottery.tickets)
    write(round_, "lots_drawn", by(hat), seed=lottery.seed, tickets=many, drawn=lottery.drawn)
    return lottery


def _to_draw(round_id: int, hat: Hat) -> Round:
    round_ = locked(round_id, at=[Stage.SELECTED])
    run_by(round_, hat)
    if not settings.LOTTERY:
        raise Refused(_("Draws are switched off here (QUNCE_LOTTERY)."))
    return round_


def _seed(lottery: Lottery) -> str:
    found = seed_of(lottery)
    if found is None:
        raise Refused(_("The seed comes with the next signing of the record; try in a minute."))
    return found
