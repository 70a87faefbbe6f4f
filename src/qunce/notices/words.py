"""The sentences behind the codes of notices."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "voice.released": _("Your words can now be read on the square."),
    "voice.withheld": _(
        "Your words are kept off the square. The voice itself is kept, counted and followed."
    ),
    "voice.set_aside": _("Your voice will not be followed further."),
    "voice.put_back": _("Your voice is followed again."),
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
    "law": _("The law demands it."),
    "author": _("The author wished it."),
}


def say(code: str, params: Mapping[str, Any]) -> str:
    """What a notice says; a code without a sentence is a fault of ours and is shown as it is."""
    sentence = str(SENTENCES.get(code, code))
    reason = REASONS.get(str(params.get("reason", "")))
    return f"{sentence} {reason}" if reason else sentence
