"""What is typed on the square."""

import unicodedata
from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from qunce.campaigns.models import Campaign
from qunce.places.models import Area
from qunce.places.queries import areas_to_choose
from qunce.voices.models import IdeaTopic

# The counter under the field shows it; no attribute cuts what is pasted.
LONGEST = 100_000


class Words(forms.CharField):
    """Text as it was typed. NUL, which no database keeps, is dropped instead of refused."""

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).replace("\x00", "")


class SayForm(forms.Form):
    text = Words(
        label=gettext_lazy("My idea"),
        help_text=gettext_lazy(
            "What is it about, what is not good, and what would you do? One idea at a time is best."
        ),
        error_messages={
            "required": gettext_lazy("There is no text yet. Please write what you want to say.")
        },
        widget=forms.Textarea(attrs={"rows": 7, "data-count": LONGEST}),
    )
    area = forms.TypedChoiceField(
        label=gettext_lazy("Where"),
        required=False,
        coerce=int,
        empty_value=None,
        error_messages={"invalid_choice": gettext_lazy("Please choose a place from the list.")},
    )
    place = Words(
        label=gettext_lazy("More exactly"),
        required=False,
        max_length=100,
        help_text=gettext_lazy(
            "A street, a neighbourhood or a village, as you call it. Please give no house number."
        ),
    )
    topic = forms.TypedChoiceField(
        label=gettext_lazy("Topic"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=gettext_lazy("What is asked about in particular. Anything else is as welcome."),
        error_messages={"invalid_choice": gettext_lazy("Please choose a topic from the list.")},
    )
    contact = Words(label=gettext_lazy("How to reach you"), required=False, max_length=100)
    consent = forms.BooleanField(
        label=gettext_lazy("My words may be shown in public"),
        required=False,
        help_text=gettext_lazy(
            "If you tick this, your words appear on this site, without your contact. If they may "
            "hold a telephone number, a name or an address, somebody from the office looks at "
            "them first. If you do not tick it, only the office reads them. Either way they are "
            "taken up and answered just the same."
        ),
    )
    once = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, campaign: Campaign, topics: Sequence[IdeaTopic] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        area = self.fields["area"]
        assert isinstance(area, forms.TypedChoiceField)
        area.choices = area_choices(campaign.jurisdiction_id)
        self._topics = {topic.pk: topic for topic in topics}
        self._offer_topics()
        self.fields["contact"].help_text = contact_words()
        self.fields["text"].widget.attrs |= {
            "hx-post": reverse("square:similar", args=[campaign.slug]),
            "hx-trigger": "input changed delay:400ms",
            "hx-target": "#similar",
            "hx-params": "text",
            "hx-sync": "this:replace",
        }

    def _offer_topics(self) -> None:
        if not self._topics:
            del self.fields["topic"]
            return
        topic = self.fields["topic"]
        assert isinstance(topic, forms.TypedChoiceField)
        none = ("", _("Something else, or leave it open"))
        topic.choices = [none, *((pk, one.title) for pk, one in self._topics.items())]

    def the_topic(self) -> IdeaTopic | None:
        return self._topics.get(self.cleaned_data.get("topic") or 0)

    def the_area(self) -> Area | None:
        chosen = self.cleaned_data["area"]
        return Area.objects.get(pk=chosen) if chosen else None


def contact_words() -> str:
    days = settings.CONTACT_DAYS
    return ngettext(
        "A telephone number or an e-mail, only if you want to be asked back. It is encrypted, "
        "never shown, and deleted after %(days)d day.",
        "A telephone number or an e-mail, only if you want to be asked back. It is encrypted, "
        "never shown, and deleted after %(days)d days.",
        days,
    ) % {"days": days}


def area_choices(jurisdiction_id: int) -> list[Any]:
    """Counties as groups: first the county itself, for who knows no more, then its towns."""
    groups: dict[int, tuple[str, list[tuple[int, str]]]] = {}
    for area in areas_to_choose(jurisdiction_id):
        parent = area.parent if area.parent_id in groups else None
        if parent is None:
            whole = _("%(name)s, place not certain") % {"name": area.name}
            groups[area.pk] = (area.name, [(area.pk, whole)])
        else:
            groups[parent.pk][1].append((area.pk, area.name))
    return [("", _("Choose, or leave it open")), *groups.values()]


class LookUpForm(forms.Form):
    receipt = Words(
        label=gettext_lazy("Receipt number"),
        max_length=60,
        help_text=gettext_lazy(
            "As it stands on your receipt, such as 128-K7M3-9XRT-2PQB-W5ND. Capitals, blanks and "
            "hyphens do not matter."
        ),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )

    def clean_receipt(self) -> str:
        return tidy(self.cleaned_data["receipt"])


def tidy(typed: str) -> str:
    """A receipt number in the form in which it was printed, however it was typed.

    The code has always 16 signs; what stands before it is the number.

    >>> tidy("１２8 k7m3 9xrt 2pqb w5nd")
    '128-K7M3-9XRT-2PQB-W5ND'
    """
    signs = "".join(c for c in unicodedata.normalize("NFKC", typed).upper() if c.isalnum())
    code = signs[-16:]
    return f"{signs[:-16]}-" + "-".join(code[i : i + 4] for i in range(0, len(code), 4))
