"""Reasons by their codes, in the words of the desk; the author reads a fuller sentence."""

from django.utils.translation import gettext_lazy as _

SET_ASIDE = {
    "no_request": _("holds nothing that somebody could act on"),
    "not_understandable": _("cannot be understood"),
    "advertising": _("advertising"),
    "personal_case": _("a personal case that goes its own way (office in charge, petition, court)"),
    "elsewhere": _("not for the offices here to decide"),
}
WITHHOLD = {
    "personal": _("personal details"),
    "named_person": _("names a person"),
    "unlawful": _("unlawful to publish"),
    "other": _("another reason"),
}
ERASE = {
    "author": _("the author asked for it"),
    "third_person": _("it holds details of another person, who asked for it"),
    "law": _("the law requires it"),
}
# What the first screen stopped at.
SCREEN = {
    "phone": _("mobile number"),
    "landline": _("telephone number"),
    "id_number": _("identity card number"),
    "bank_card": _("bank card number"),
    "plate": _("number plate"),
    "email": _("e-mail address"),
    "account": _("account of a person"),
    "address": _("door number"),
    "name": _("name of a person"),
    "link": _("link"),
    "unlawful": _("offer that the law forbids"),
}
REFUSED_ROW = {
    "no_text": _("There is no text in this row."),
    "too_long": _("The text is longer than 100,000 characters. Please divide it into two rows."),
    "title_too_long": _("The title is longer than 200 characters. Please shorten it."),
    "place_too_long": _("The place is longer than 100 characters. Please shorten it."),
    "time_unreadable": _("The time cannot be read. Please write it like 2026-03-01 09:30."),
}
EVENTS = {
    "voice.received": _("received"),
    "voice.released": _("released for the square"),
    "voice.withheld": _("kept off the square"),
    "voice.set_aside": _("set aside"),
    "voice.waiting": _("taken up again"),
    "voice.withdrawn": _("withdrawn by its author"),
    "voice.erased": _("words erased"),
    "voice.carried": _("carried by a matter"),
    "voice.answered": _("answered"),
}


def words_for(code: str) -> str:
    """A reason as the timeline says it; the code itself if nobody gave it words."""
    for known in (SET_ASIDE, WITHHOLD, ERASE):
        if code in known:
            return str(known[code])
    return code
