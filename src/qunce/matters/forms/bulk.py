"""What is the same for many matters at once: the units, or the words of a reminder."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from qunce.matters.actions import Given, Part
from qunce.matters.forms.fields import Words, one_of
from qunce.matters.forms.units import MOST
from qunce.matters.models import Mode
from qunce.matters.queries.choices import Choices
from qunce.matters.queries.urges import URGE

_CO = tuple(f"co_{n}" for n in range(1, MOST))


class BulkForm(forms.Form):
    def __init__(self, act: str, units: Choices, data: Any = None) -> None:
        super().__init__(data)
        if act == URGE:
            hint = _("Every holder reads it in the inbox and on the timeline.")
            self.fields["words"] = Words(_("What you remind of"), 2, max_length=500, help_text=hint)
            return
        self.fields["unit"] = one_of(_("To which unit"), units)
        for n, name in enumerate(_CO, 1):
            label = _("Co-unit %(n)d, if any") % {"n": n}
            self.fields[name] = one_of(label, units, required=False)

    def clean(self) -> dict[str, Any]:
        """A unit has one part in a matter; said here, not once for each of forty."""
        known = super().clean() or {}
        seen = {known.get("unit")}
        for name in _CO:
            if (chosen := known.get(name)) and chosen in seen:
                self.add_error(name, _("A unit is named twice; each has one part."))
            seen.add(chosen)
        return known

    def given(self) -> Given:
        known = self.cleaned_data
        if "words" in known:
            return Given(text=known["words"])
        helping = tuple(Part(known[name], Mode.CO.value) for name in _CO if known.get(name))
        mode = Mode.LEAD if helping else Mode.SOLE
        return Given(units=(Part(known["unit"], mode.value), *helping))

    def chosen(self) -> list[tuple[Any, str]]:
        """The units as the list shows them, each with what it is asked for."""
        found = [(self.fields[name], self.cleaned_data.get(name)) for name in ("unit", *_CO)
                 if name in self.fields]  # fmt: skip
        return [(f.label, str(dict(f.choices)[pk])) for f, pk in found if pk]  # type: ignore[attr-defined]
