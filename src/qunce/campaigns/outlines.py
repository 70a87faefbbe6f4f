"""Usual sets of required actions to begin a plan with; each is only a beginning and is edited."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Asked:
    """`phase` is counted from 1; a campaign with fewer phases takes its last one."""

    title: Any
    about: Any
    phase: int
    needs_evidence: bool = False


@dataclass(frozen=True)
class Outline:
    code: str
    title: Any
    actions: tuple[Asked, ...]


# What notices call 六个一; which six they are differs from place to place, so they are edited.
SIX_ONES = Outline(
    "six-ones",
    _("The “six ones”"),
    (
        Asked(_("One round of study"), _("Read together; note what follows for the work."), 1),
        Asked(_("One study of a topic"), _("Take one question to where it arises."), 2),
        Asked(_("One batch of ideas"), _("Collect ideas of staff and the public."), 2, True),
        Asked(_("One discussion"), _("Discuss what was found; note viewpoints, not names."), 2),
        Asked(_("One list of what is solved"), _("Say what was asked and what was done."), 2, True),
        Asked(_("One report of results"), _("On two pages: what changed, what is left."), 3),
    ),
)  # fmt: skip
OUTLINES = {outline.code: outline for outline in (SIX_ONES,)}
