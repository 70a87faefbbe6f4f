"""What is typed where a task is reported and looked at."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from qunce.campaigns.files import ACCEPTED
from qunce.campaigns.queries.evidence import MOST, Candidate
from qunce.matters.forms.fields import Day, Words


class ReportForm(forms.Form):
    """Records of the system come first; a file only where nothing else shows it."""

    shown = forms.MultipleChoiceField(
        label=_("What shows it"), required=False, widget=forms.CheckboxSelectMultiple
    )
    words = Words(_("What was done"), 5, help_text=_("A few sentences are enough."))
    file = forms.FileField(
        label=_("A file, only if nothing in the system shows it"),
        required=False,
        help_text=_("PDF, Word, Excel, PowerPoint, JPG or PNG, up to 20 MB."),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )

    def __init__(
        self, candidates: Sequence[Candidate], data: Any = None, files: Any = None
    ) -> None:
        super().__init__(data, files)
        shown = self.fields["shown"]
        assert isinstance(shown, forms.MultipleChoiceField)
        shown.choices = [(c.key, _label(c)) for c in candidates]
        shown.help_text = _(
            "Of each kind the %(n)d newest stand here; name older ones in your words."
        ) % {"n": MOST}
        if not candidates:
            del self.fields["shown"]


def _label(candidate: Candidate) -> str:
    counted = "" if candidate.count is None else _(" · %(n)d pieces") % {"n": candidate.count}
    return f"{candidate.kind_name}：{candidate.name}{counted}"


class SendBackForm(forms.Form):
    reason = Words(_("What is missing"), 3, max_length=500)
    due_on = Day(_("To be added by"))
