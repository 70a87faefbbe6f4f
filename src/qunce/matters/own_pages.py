"""Kinds with a page of their own in the room of their people, by the name of its address.

The address takes the matter's id. The acts named are done there and nowhere else: that page asks
for more than the procedure knows of.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class OwnPage:
    address: str
    label: Any
    acts: frozenset[str] = frozenset()


OWN_PAGES = {
    "campaign-task": OwnPage(
        "campaigns:of_matter", _("To the page of this task"), frozenset({"report", "co_units"})
    ),
    "finding": OwnPage("supervision:of_matter", _("To the visit it was found at")),
}
