"""What is the same for many matters at once: the unit, or the words of a reminder."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from qunce.matters.actions import Given, Part
from qunce.matters.forms.fields import Words, one_of
from qunce.matters.queries.choices import Choices
from qunce.matters.queries.urges import URGE


class BulkForm(forms.Form):
    def __init__(self, act: str, units: Choices, data: Any = None) -> None:
        super().__init__(data)
        if act == URGE:
            hint = _("Every holder reads it in the inbox and on the timeline.")
            self.fields["words"] = Words(_("What you remind of"), 2, max_length=500, help_text=hint)
        else:
            self.fields["unit"] = one_of(_("To which unit"), units)

    def given(self) -> Given:
        known = self.cleaned_data
        if "words" in known:
            return Given(text=known["words"])
        return Given(units=(Part(known["unit"]),))
