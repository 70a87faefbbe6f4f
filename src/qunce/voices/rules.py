"""Who may do what with a voice."""

from datetime import datetime

from qunce.people.rules import Hat, is_office
from qunce.voices.models import Call, Channel, Fate, Showing, Voice


def is_open(call: Call, at: datetime) -> bool:
    return call.opens_at <= at <= call.closes_at


def may_take_down(hat: Hat | None, call: Call) -> bool:
    """Enter what came on paper, by telephone or in a meeting; also import."""
    return is_office(hat, call.jurisdiction_id)


def may_ask(hat: Hat | None, call: Call) -> bool:
    """Say what a call asks about: its topics."""
    return is_office(hat, call.jurisdiction_id)


def may_decide(hat: Hat | None, voice: Voice) -> bool:
    """Release, withhold, set aside, erase."""
    return is_office(hat, voice.jurisdiction_id)


def may_print_receipt(hat: Hat | None, voice: Voice) -> bool:
    """Hand out a receipt for whoever has no screen to read it on.

    Not of what came by the web: there the author holds the code, and nobody else may have it.
    """
    return is_office(hat, voice.jurisdiction_id) and voice.channel != Channel.WEB


def may_be_supported(voice: Voice) -> bool:
    return voice.showing == Showing.SHOWN and voice.fate != Fate.WITHDRAWN
