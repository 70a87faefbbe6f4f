"""The steps of a reading: how far along each is, and what it is called."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Step:
    """Where in the whole it begins and ends, in percent of the time."""

    begin: int
    end: int
    label: str | Promise


# Shares of the CPU time of 20,000 and of 150,000 voices.
STEPS = {
    "fetch": Step(0, 3, _("Fetching the voices")),
    "text": Step(3, 6, _("Making the texts comparable")),
    "families": Step(6, 25, _("Finding the same texts")),
    "words": Step(25, 35, _("Cutting sentences into words")),
    "vectors": Step(35, 55, _("Learning which words belong together")),
    "themes": Step(55, 65, _("Finding themes")),
    "points": Step(65, 80, _("Telling apart the points of one text")),
    "names": Step(80, 84, _("Naming the themes")),
    "coverage": Step(84, 88, _("Choosing what to read first")),
    "draft": Step(88, 96, _("Writing it down")),
    "switch": Step(96, 100, _("Showing it")),
}


def percent(step: str, share: float) -> int:
    found = STEPS[step]
    return round(found.begin + (found.end - found.begin) * share)


def label(step: str) -> str:
    return str(STEPS[step].label) if step in STEPS else ""
