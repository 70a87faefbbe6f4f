"""Filters and decisions at the desk."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from qunce.ui.forms import Select
from qunce.voices.models import Channel, Fate, Showing
from qunce.voices.queries.topics import TopicLine
from qunce.voices.reasons import ERASE, SET_ASIDE


def _any(label: Any, choices: Any) -> forms.ChoiceField:
    every = [("", _("all")), *choices]
    return forms.ChoiceField(label=label, required=False, choices=every, widget=Select)


class FilterForm(forms.Form):
    q = forms.CharField(
        label=_("Words in the text"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    fate = _any(_("What became of it"), Fate.choices)
    showing = _any(_("On the square"), Showing.choices)
    channel = _any(_("How it came"), Channel.choices)
    # A number that is none of these finds nothing: an address that was kept may be of a topic
    # that was taken out.
    topic = forms.IntegerField(label=_("Idea topic"), required=False, widget=Select)

    def __init__(self, *args: Any, topics: Sequence[TopicLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if topics:
            self.fields["topic"].widget.choices = [("", _("all")), *_by_call(topics)]
        else:
            del self.fields["topic"]


def _by_call(topics: Sequence[TopicLine]) -> list[tuple[Any, Any]]:
    """Each topic with its ideas; under the names of their calls where there are several."""
    of_calls = [
        (call, [(line.topic.pk, f"{line.topic.title} · {line.ideas:,}") for line in lines])
        for call, lines in groupby(topics, lambda line: line.topic.call.title)
    ]
    return of_calls[0][1] if len(of_calls) == 1 else list(of_calls)


class SetAsideForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Why it will not be followed"),
        choices=[("", _("Please choose")), *SET_ASIDE.items()],
        help_text=_("The author reads the reason on the receipt's page."),
        error_messages={"required": _("Please choose a reason; the author is told it.")},
    )


class EraseForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Why the words are erased"),
        choices=[("", _("Please choose")), *ERASE.items()],
        error_messages={"required": _("Please choose a reason; it stands in the record.")},
    )
    sure = forms.BooleanField(
        label=_("I have read the voice and know that its words cannot be brought back."),
        error_messages={"required": _("Please tick this, or go back.")},
    )
