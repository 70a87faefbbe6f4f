"""How a review of openness is decided: in full, as a summary, with omissions, or not."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qunce.matters.actions import Given
from qunce.matters.forms.fields import Words
from qunce.matters.queries.reviews import ReviewPage
from qunce.matters.reasons import NOT_OPEN
from qunce.procedure import Act, Need
from qunce.voices.marks import pieces


class ReviewForm(forms.Form):
    """Exactly what the act needs. What the screen would hide again is refused here, in words."""

    def __init__(self, act: Act, page: ReviewPage, data: Any = None) -> None:
        super().__init__(data, auto_id=f"id_{act.code}_%s")
        self.act, self.page = act, page
        if Need.TEXT in act.needs:
            start = page.covered if act.code == "redact" else ""
            hint = gettext_lazy("Everybody reads it instead of the answer.")
            label = gettext_lazy("The text for the public")
            self.fields["text"] = Words(label, 6, initial=start, help_text=hint)
        if Need.REASON_CODE in act.needs:
            listed: Any = [("", gettext_lazy("Please choose")), *NOT_OPEN.items()]
            label = gettext_lazy("Kind of reason")
            self.fields["reason_code"] = forms.ChoiceField(label=label, choices=listed)
        if Need.REASON in act.needs:
            self.fields["reason"] = Words(gettext_lazy("Reason"), 3)

    def clean(self) -> dict[str, Any]:
        known = super().clean() or {}
        if self.act.code == "full" and self.page.is_stopped:
            self.add_error(
                None,
                _(
                    "The screen stops at the marked places, so the whole answer would stay hidden; "
                    "leave them out, or write a summary."
                ),
            )
        return known

    def clean_text(self) -> str:
        text = str(self.cleaned_data["text"])
        if stopped := [piece for piece in pieces(text) if piece.why]:
            raise forms.ValidationError(
                _("The screen stops at “%(text)s” (%(why)s); leave it out here too.")
                % {"text": stopped[0].text, "why": stopped[0].why}
            )
        return text

    def given(self) -> Given:
        known = {name: str(text) for name, text in self.cleaned_data.items()}
        return Given(**known)  # type: ignore[arg-type]
