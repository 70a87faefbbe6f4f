"""What is typed about a bulletin. What fits, the actions say."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from qunce.briefs.figures import QUERIES
from qunce.briefs.models import LONGEST_NAME, Brief, Kind, Secrecy
from qunce.common.clock import today
from qunce.places.models import Area
from qunce.places.queries import areas_to_choose


class Day(forms.DateField):
    def __init__(self, label: Any, **options: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(label=label, widget=widget, **options)


class DraftForm(forms.Form):
    """Last week is what a bulletin is mostly about."""

    name = forms.CharField(label=_("Name at the head"), max_length=LONGEST_NAME)
    kind = forms.ChoiceField(label=_("Kind"), choices=Kind.choices)
    from_on = Day(_("First day"))
    to_on = Day(_("Last day"))
    secrecy = forms.ChoiceField(label=_("Who may read it"), choices=Secrecy.choices)
    is_extra = forms.BooleanField(label=_("An extra, numbered by itself"), required=False)

    def __init__(self, data: Any = None, *, name: str = "") -> None:
        yesterday = today() - timedelta(days=1)
        super().__init__(
            data,
            initial={
                "name": name,
                "from_on": yesterday - timedelta(days=6),
                "to_on": yesterday,
                "secrecy": Secrecy.INTERNAL,
            },
        )


class EditForm(forms.Form):
    """What stands around the articles; those are fields of the page itself."""

    edition = forms.IntegerField(widget=forms.HiddenInput)
    editor_note = forms.CharField(
        label=_("Editor's note"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    secrecy = forms.ChoiceField(label=_("Who may read it"), choices=Secrecy.choices)
    to_report = forms.CharField(label=_("To report to (报)"), max_length=200, required=False)
    to_send = forms.CharField(label=_("To send to (送)"), max_length=200, required=False)
    to_distribute = forms.CharField(
        label=_("To distribute to (发)"), max_length=200, required=False
    )
    copies = forms.IntegerField(
        label=_("Copies printed"), min_value=0, max_value=100_000, required=False
    )

    def __init__(self, brief: Brief, data: Any = None) -> None:
        super().__init__(data, initial={name: getattr(brief, name) for name in self.base_fields})

    def clean_copies(self) -> int:
        return self.cleaned_data["copies"] or 0


class FigureForm(forms.Form):
    code = forms.ChoiceField(
        label=_("Figure"),
        choices=[(q.code, q.title) for q in QUERIES.values() if q.code != "theme"],
    )
    area = forms.ModelChoiceField(
        Area.objects.none(),
        label=_("Of one area alone"),
        required=False,
        empty_label=_("the whole place"),
    )

    def __init__(self, jurisdiction_id: int, data: Any = None) -> None:
        super().__init__(data)
        area = self.fields["area"]
        assert isinstance(area, forms.ModelChoiceField)
        area.queryset = areas_to_choose(jurisdiction_id)


class SignForm(forms.Form):
    """`expected` is the number that the page showed when somebody decided to sign."""

    signed_by = forms.CharField(label=_("Signed by"), max_length=40)
    expected = forms.IntegerField(widget=forms.HiddenInput)


class SendBackForm(forms.Form):
    why = forms.CharField(label=_("What is to be changed"), max_length=200)


class IssueForm(forms.Form):
    on = Day(_("Date on the paper"))
