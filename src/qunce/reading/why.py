"""The engine's reasons in words: why a voice stands where it stands."""

import re

from django.utils.translation import gettext as _

_NUMBER = re.compile(r"of (\d+)$|in (\d+)$|supports:(\d+)$")


def original(reason: str) -> int | None:
    """The number of the voice that a reason names, if it names one."""
    found = _NUMBER.search(reason)
    return int(next(filter(None, found.groups()))) if found else None


def words(reason: str) -> str:
    """A sentence for a reason's code; empty where the code says no more than the outcome."""
    code = re.split(r"[: ]", reason, maxsplit=1)[0]
    near = re.search(r":(\d\.\d+)", reason)
    share = {"share": round(100 * float(near.group(1))) if near else 0}
    match code:
        case "theme":
            return _("Its words are near those of the theme (%(share)d of 100).") % share
        case "points":
            return _("Some of its sentences are clearly about the theme.")
        case "kept":
            return _("It was there already in a theme that people shaped.")
        case "exact":
            return _("The same words as another voice, apart from spaces and punctuation.")
        case "near":
            return _("An edited copy of another voice (%(share)d of 100 characters agree).") % share
        case "contained":
            return _("Nearly all of it stands in another voice.")
        case "supports":
            return _("It supports another voice and stands where that one stands.")
        case "other":
            return _("It speaks of something that too few speak of.")
        case "closest":
            return _("It is near a theme and not near enough.")
    return ""
