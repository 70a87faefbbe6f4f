"""The sentences behind the codes of notices."""

import re
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

# Not every matter has a number, and brackets around none look like a fault.
_NOTHING = re.compile(r" ?\(\)|（）")
SENTENCES = {
    "voice.released": _("Your words can now be read on the square."),
    "voice.withheld": _(
        "Your words are kept off the square. The voice itself is kept, counted and followed."
    ),
    "voice.set_aside": _("Your voice will not be followed further."),
    "voice.put_back": _("Your voice is followed again."),
    "matter.assigned": _(
        "Your point is part of “%(title)s” (%(number)s). %(unit)s is to answer it by %(due)s."
    ),
    "matter.taken_up": _("Your point is part of “%(title)s” and is being followed."),
    "matter.answered": _(
        "%(unit)s has answered “%(title)s” (%(number)s); the answer stands below."
    ),
    "matter.reopened": _("“%(title)s” (%(number)s) is being handled again."),
    "matter.moved": _("“%(title)s” is now at the step “%(step)s”."),
    "matter.promise_kept": _("What %(unit)s promised is done: %(what)s"),
    "matter.promise_impossible": _(
        "What %(unit)s promised cannot be done: %(what)s The reason: %(why)s"
    ),
    "matter.handed_over": _("“%(title)s” belongs to %(place)s, where it is handled from now on."),
    "matter.let_go": _("Your voice was taken out of “%(title)s” and waits by itself again."),
    "selection.dropped": _("In “%(round)s” it is not taken further. %(words)s"),
    "selection.listed": _("In “%(round)s” it is on the list that everybody may now object to."),
    "selection.moved_up": _(
        "In “%(round)s” it moved up to an empty seat and is on the list that everybody may now "
        "object to. %(words)s"
    ),
    "selection.selected": _("In “%(round)s” it was selected; an office works on it from now on."),
    "selection.brought_back": _("In “%(round)s” it was read again and goes on after all."),
    "selection.appeal_granted": _("Your appeal in “%(round)s” was granted. %(words)s"),
    "selection.appeal_kept": _("Your appeal in “%(round)s” was not granted. %(words)s"),
    "selection.awarded": _("In “%(round)s” it was awarded: %(prize)s."),
    "voice.erased": _("Your words were erased by a decision; number and fate stay."),
}
REASONS = {
    "personal": _("They hold personal data, such as a telephone number or an address."),
    "named_person": _("They name a person who did not agree to that."),
    "unlawful": _("The law does not allow them to be published."),
    "other": _("The office can tell you the reason."),
    "no_request": _("It holds no question, request or proposal that somebody could take up."),
    "not_understandable": _("It could not be understood."),
    "advertising": _("It is advertising."),
    "personal_case": _(
        "It is about a case of your own. The 12345 hotline or the letters and visits office "
        "follow such cases; please turn to them."
    ),
    "elsewhere": _("It belongs to a place or an office outside this call."),
    "not_taken_up": _("The matter it was part of is not taken up."),
    "no_proposal": _("It names a problem, and proposes nothing that could be done."),
    "in_place": _("What it proposes is already done or decided."),
    "not_ours": _("It belongs to another place or another procedure."),
    "not_feasible": _("It cannot be done by law or with the means at hand."),
    "not_new": _("It is contained in another candidate of this round."),
    "not_eligible": _("It does not meet the published conditions."),
    "below_line": _("Others were rated higher, and the seats are taken."),
    "objection": _("An objection to it was found right."),
    "withdrawn": _("It was withdrawn."),
    "law": _("The law demands it."),
    "author": _("The author wished it."),
}


def say(code: str, params: Mapping[str, Any]) -> str:
    """What a notice says; a code without a sentence is a fault of ours and is shown as it is."""
    sentence = _filled(str(SENTENCES.get(code, code)), params)
    reason = REASONS.get(str(params.get("reason", "")), "")
    return " ".join(str(said) for said in (sentence, reason, params.get("because")) if said)


def _filled(sentence: str, params: Mapping[str, Any]) -> str:
    """The sentence with what belongs into it; a part that is missing is left empty.

    A matter whose title is empty is confidential.
    """
    if params.get("title") == "":
        params = {**params, "title": _("a matter that is kept confidential")}
    filled = sentence % defaultdict(str, params) if "%(" in sentence else sentence
    return _NOTHING.sub("", filled)
