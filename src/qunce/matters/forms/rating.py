"""How the author of a carried voice rates the answer."""

from typing import Any

from django import forms

from qunce.matters.actions import NewRating
from qunce.matters.forms.needs import rating_fields, read_rating


class RateForm(forms.Form):
    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields.update(rating_fields())

    def rating(self) -> NewRating:
        return read_rating(self.cleaned_data)
