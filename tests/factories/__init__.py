"""Things to test with, by keyword; each makes what it needs."""

from tests.factories.campaigns import make_campaign
from tests.factories.people import make_clerk, make_hat, make_jurisdiction, make_unit
from tests.factories.voices import make_call, make_voice

__all__ = [
    "make_call",
    "make_campaign",
    "make_clerk",
    "make_hat",
    "make_jurisdiction",
    "make_unit",
    "make_voice",
]
