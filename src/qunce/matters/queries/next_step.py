"""What a page says to its reader about the next step, where the list of acts alone would not."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from qunce.common import now
from qunce.matters.models import Matter
from qunce.matters.queries.doing import Doing
from qunce.matters.queries.saying import holder_of
from qunce.people import queries as people
from qunce.people.models import Tier
from qunce.people.rules import BILL_NEEDS, Hat
from qunce.procedure import Phase


@dataclass(frozen=True)
class Next:
    """`words` are empty where the acts say it all; `hides` are acts that would be refused now, and
    `first` is the one that moves it on."""

    words: str = ""
    hides: frozenset[str] = frozenset()
    first: str = ""


def next_step(matter: Matter, doings: list[Doing], hat: Hat) -> Next:
    if matter.phase == Phase.ENDED:
        return Next()
    own = _OWN.get((matter.procedure, matter.step))
    said = own(matter, doings, hat) if own else None
    return said or Next("" if doings else _nothing_for_you(matter))


def _nothing_for_you(matter: Matter) -> str:
    if matter.due_on is None:
        return _("Nothing for you to do now; it lies with %(who)s.") % {"who": holder_of(matter)}
    return _("Nothing for you to do now; it lies with %(who)s until %(on)s.") % {
        "who": holder_of(matter),
        "on": matter.due_on,
    }


def _before_it_is_moved(matter: Matter, doings: list[Doing], hat: Hat) -> Next | None:
    """Whether a bill can be handed in, and what it still wants (Local Organic Law 22)."""
    if hat.person_id != matter.author_id:
        return None
    congress = people.congress_of(matter.jurisdiction_id)
    session = people.session_open_at(congress.pk, now()) if congress else None
    if congress is None or session is None:
        return Next(
            _(
                "Bills are moved while the congress sits, and it does not sit now. Keep the "
                "draft, or hand it in as a suggestion at any time."
            ),
            frozenset({"submit"}),
        )
    until = date_format(localtime(session.bills_until), "Y-m-d H:i")
    if now() > session.bills_until:
        words = _(
            "Bills were taken until %(until)s. It can be handed in as a suggestion at any time."
        )
        return Next(words % {"until": until}, frozenset({"submit"}))
    return _signatures(matter, BILL_NEEDS[Tier(congress.tier)], until)


def _signatures(matter: Matter, needed: int, until: str) -> Next:
    signers = list(matter.signers.all())
    signed = 1 + sum(signer.confirmed_at is not None for signer in signers)
    waiting = sum(s.confirmed_at is None and s.declined_at is None for s in signers)
    known = {"n": signed, "needed": needed, "until": until, "waiting": waiting}
    if signed < needed and not waiting:
        words = _(
            "A bill needs %(needed)d deputies; with you there are %(n)d. Ask others to sign; bills "
            "are taken until %(until)s."
        )
        return Next(words % known, first="invite")
    if signed < needed:
        words = _(
            "%(n)d of the %(needed)d deputies that a bill needs have signed, you among them; "
            "%(waiting)d have not answered yet. Bills are taken until %(until)s."
        )
        return Next(words % known)
    if waiting:
        words = _(
            "%(n)d deputies have signed, which is enough; %(waiting)d have not answered yet, and "
            "it is handed in once they have. Bills are taken until %(until)s."
        )
        return Next(words % known)
    words = _("%(n)d deputies have signed; hand it in until %(until)s.")
    return Next(words % known, first="submit")


def _on_the_duty_list(matter: Matter, doings: list[Doing], hat: Hat) -> Next | None:
    """Whether a community may send it back (rule 23)."""
    if not any(doing.act.code == "refuse_duty" for doing in doings) or matter.place is None:
        return None
    known = {"duty": matter.duty or _("none was named")}
    if matter.duty and matter.duty in matter.place.listed_duties:
        words = _(
            "It was given to you under “%(duty)s”, which stands on your published duty list: see "
            "to it, or pass it up with what you tried."
        )
        return Next(words % known, frozenset({"refuse_duty"}))
    words = _(
        "It was given to you under “%(duty)s”, which does not stand on your published duty list: "
        "you may see to it, or send it back, and nobody holds that against you."
    )
    return Next(words % known)


def _waiting_for_departments(matter: Matter, doings: list[Doing], hat: Hat) -> Next | None:
    """The town rates once all have answered."""
    if not any(doing.act.code == "rate_units" for doing in doings):
        return None
    open_ones = [part for part in matter.assignments.all() if part.phase == Phase.OPEN]
    if not open_ones:
        words = _("All have answered. Rate who came; the authors then hear.")
        return Next(words, first="rate_units")
    words = _("Waiting for: %(units)s. Once all have answered, rate who came.")
    units = "、".join(part.unit.name for part in open_ones)
    return Next(words % {"units": units}, frozenset({"rate_units"}))


_Say = Callable[[Matter, list[Doing], Hat], Next | None]
_OWN: Mapping[tuple[str, str], _Say] = {
    ("bill", "draft"): _before_it_is_moved,
    ("bill", "cosigning"): _before_it_is_moved,
    ("grid-report", "community"): _on_the_duty_list,
    ("grid-report", "joint"): _waiting_for_departments,
}
