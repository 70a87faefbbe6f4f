"""A line of the inventory, typed on a phone; a contest and what is sent to it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from qunce.campaigns.actions import NewPublicity
from qunce.campaigns.models import Contest, Publicity
from qunce.common.clock import today
from qunce.matters.forms.fields import Day, Words
from qunce.places.models import Area


class PublicityForm(forms.Form):
    kind = forms.ChoiceField(label=_("What it is"), choices=Publicity.Kind.choices)
    place = Words(_("Where"), max_length=120, help_text=_("A street, a line, a screen, a paper."))
    area = forms.TypedChoiceField(label=_("County"), coerce=int, empty_value=None, required=False)
    count = forms.IntegerField(label=_("How many"), min_value=1, max_value=9_999_999, initial=1)
    since_on = Day(_("From"))
    until_on = Day(_("Until"), required=False)

    def __init__(self, areas: list[Area], data: Any = None) -> None:
        super().__init__(data, initial={"since_on": today()})
        field = self.fields["area"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [("", _("the city itself")), *((a.pk, a.name) for a in areas)]

    def new(self) -> NewPublicity:
        return NewPublicity(**self.cleaned_data)


class ContestForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind"), choices=Contest.Kind.choices)
    title = Words(_("Title"), max_length=80)
    closes_on = Day(_("Entries until"))


class EntryForm(forms.Form):
    title = Words(_("Title"), max_length=80)
    text = Words(_("Text"), 8)
