"""What is typed to open an account."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class InviteForm(forms.Form):
    name = forms.CharField(label=pgettext_lazy("of a person", "Name"), max_length=60)
    username = forms.CharField(
        label=_("Account"),
        max_length=40,
        help_text=_("Small letters, digits, dots or hyphens, such as li.ming."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
