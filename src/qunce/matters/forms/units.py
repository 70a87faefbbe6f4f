"""Which units take part, and how: alone, as lead with others, or each for its own share."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from qunce.matters.actions import Part
from qunce.matters.forms.fields import Words, one_of
from qunce.matters.models import Mode
from qunce.matters.queries.choices import Choices

# More than four units in one matter is a case for a meeting, not for a form.
MOST = 4
WAYS = [
    (Mode.SOLE.value, _("one unit alone")),
    (Mode.LEAD.value, _("the first leads, the others give opinions")),
    (Mode.SPLIT.value, _("each answers its own share")),
    (Mode.MULTI_LEAD.value, _("several leads, each for its share")),
]


def one(offered: Choices) -> dict[str, forms.Field]:
    return {"unit_1": one_of(_("To which unit"), offered)}


def several(offered: Choices) -> dict[str, forms.Field]:
    found: dict[str, forms.Field] = {
        "ways": forms.ChoiceField(
            label=_("How they share it"),
            choices=WAYS,
            widget=forms.RadioSelect,
            initial=Mode.SOLE.value,
        )
    }
    for n in range(1, MOST + 1):
        label = _("Unit %(n)d") % {"n": n}
        found[f"unit_{n}"] = one_of(label, offered, required=n == 1)
        found[f"share_{n}"] = Words(_("Its share"), required=False, max_length=200)
    return found


def read(known: Mapping[str, Any]) -> tuple[Part, ...]:
    """The first has the mode that was chosen; after a lead come its co-units."""
    way = known.get("ways", Mode.SOLE.value)
    rest = Mode.CO.value if way in {Mode.SOLE, Mode.LEAD} else way
    chosen = [n for n in range(1, MOST + 1) if known.get(f"unit_{n}")]
    return tuple(
        Part(known[f"unit_{n}"], way if n == chosen[0] else rest, known.get(f"share_{n}", ""))
        for n in chosen
    )
