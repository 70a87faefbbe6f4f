"""The file, and what its columns are."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from qunce.people.models import Unit
from qunce.sheets import Columns
from qunce.voices.models import Call
from qunce.voices.rows import ROLES

ROLE_LABELS = {
    "text": _("The words themselves"),
    "title": _("Title"),
    "time": _("When it was said"),
    "place": _("Where it is about"),
    "topic": _("Topic of the call"),
    "id": _("Number in the list"),
    "consent": _("Whether the author agrees to publication"),
}


class FileForm(forms.Form):
    call = forms.ModelChoiceField(
        label=_("Which call it belongs to"), queryset=Call.objects.none(), empty_label=None
    )
    unit = forms.ModelChoiceField(
        label=_("Which unit sends it"),
        queryset=Unit.objects.none(),
        required=False,
        empty_label=_("No unit: people said it themselves"),
    )
    file = forms.FileField(
        label=_("Spreadsheet"),
        allow_empty_file=True,
        help_text=_(
            "Excel (.xlsx, .xls) or CSV, up to 300 MB. Nothing is stored yet: you see "
            "first what was recognised."
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.csv,.txt,.tsv"}),
        error_messages={"required": _("Please choose a file.")},
    )

    def __init__(
        self, *args: Any, calls: Sequence[Call], senders: QuerySet[Unit], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        unit = self.fields["unit"]
        assert isinstance(unit, forms.ModelChoiceField)
        unit.queryset = senders
        field = self.fields["call"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Call.objects.filter(pk__in=[c.pk for c in calls]).order_by("-opens_at")
        field.initial = calls[0].pk if calls else None
        if len(calls) == 1:
            field.widget = forms.HiddenInput()


class ColumnsForm(forms.Form):
    """One choice for each role; the guess is chosen and says why."""

    def __init__(self, *args: Any, columns: Columns, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        never = {c.index for c in columns.refused}
        names = [(str(i), name) for i, name in enumerate(columns.names) if i not in never]
        for role in ROLES:
            guess = columns.roles.get(role)
            self.fields[role] = forms.ChoiceField(
                label=ROLE_LABELS[role],
                choices=[("", _("Not in this table")), *names],
                required=role == "text",
                initial=str(guess.index) if guess else "",
                help_text=guess.reason.words(language) if guess else "",
                error_messages={"required": _("Please say which column holds the words.")},
            )
        self.fields["agreed"] = forms.ChoiceField(
            label=_("Did the authors agree that their words are shown in public?"),
            choices=[
                ("no", _("No, or nobody asked them: only the office reads the words")),
                ("yes", _("Yes: the words may be shown; a screen for personal data looks first")),
            ],
            widget=forms.RadioSelect,
            help_text=_("Rows in which the table itself says so keep what it says."),
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        chosen = [cleaned[role] for role in ROLES if cleaned.get(role)]
        if len(chosen) != len(set(chosen)):
            raise ValidationError(
                _("The same column was chosen twice. Each column can be one thing only.")
            )
        return cleaned

    def mapping(self) -> dict[str, int]:
        """The position of the column of each role that was chosen."""
        return {r: int(self.cleaned_data[r]) for r in ROLES if self.cleaned_data.get(r)}
