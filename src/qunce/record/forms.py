"""What somebody brings to have it checked."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from qunce.record.receipts import LARGEST


class ReceiptForm(forms.Form):
    """A receipt as a file or as text; the file counts if there are both."""

    file = forms.FileField(
        label=_("Receipt file"),
        required=False,
        allow_empty_file=True,
        help_text=_("The file ending in .json that you saved from the receipt page."),
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
    )
    pasted = forms.CharField(
        label=_("Or the text of the file"),
        required=False,
        strip=True,
        help_text=_("Open the file, copy all of it, and paste it here."),
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        file = cleaned.get("file")
        if file and file.size > LARGEST:
            raise ValidationError(
                _("This file is larger than any receipt, so it was not read. Choose the receipt.")
            )
        brought = file.read() if file else cleaned.get("pasted", "")
        if not brought and not self.errors:
            raise ValidationError(_("There is nothing to check yet. Choose a file or paste it."))
        return {**cleaned, "brought": brought}
