"""What is typed to come in."""

from django import forms
from django.utils.translation import gettext_lazy as _


class EntranceForm(forms.Form):
    account = forms.CharField(
        label=_("Account"),
        max_length=60,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
