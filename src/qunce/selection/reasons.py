"""Why a candidate is not taken further. The author reads the reason and the words beside it."""

from django.utils.translation import gettext_lazy as _

# Codes that a person chooses.
CHOSEN = {
    "no_proposal": _("names a problem, and proposes nothing that could be done"),
    "in_place": _("what it proposes is already done or decided"),
    "not_ours": _("belongs to another place or another procedure"),
    "not_feasible": _("cannot be done by law or with the means at hand"),
    "not_new": _("is contained in another candidate of this round"),
    "not_eligible": _("does not meet the published conditions"),
}
# Codes that follow from an act.
RULED = {
    "below_line": _("other candidates were rated higher and the seats are taken"),
    "objection": _("an objection to it was found right"),
    "withdrawn": _("its author has withdrawn it"),
}
REASONS = {**CHOSEN, **RULED}


def reason_words(code: str) -> str:
    return str(REASONS.get(code, code))
