"""Fields that most people leave empty are folded away until they are wanted."""

import re

from django import forms

FOLDED = re.compile(r"(unit|promise)_[2-9]|share_")


class Folding(forms.Form):
    @property
    def first_fields(self) -> list[forms.BoundField]:
        return [field for field in self.visible_fields() if not FOLDED.match(field.name)]

    @property
    def folded_fields(self) -> list[forms.BoundField]:
        return [field for field in self.visible_fields() if FOLDED.match(field.name)]

    @property
    def is_unfolded(self) -> bool:
        return any(field.value() or field.errors for field in self.folded_fields)
