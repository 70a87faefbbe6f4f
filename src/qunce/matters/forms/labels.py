"""What a text is called where an act asks for one: by the act, so that nobody has to guess."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from qunce.matters.queries.doing import Doing

_TRIED = _("What was tried so far")
_DONE = _("What was done; the author reads it")
_TEXTS: dict[str, Any] = {
    "answer_on_the_spot": _("What was answered"),
    "conclude": _("What was agreed"),
    "escalate": _TRIED,
    "give": _("What your unit did"),
    "give_opinion": _("The opinion"),
    "log": _("What your unit did so far"),
    "plan": _("The plan: what, who, and by when"),
    "rate_units": _DONE,
    "report": _("The report"),
    "result": _DONE,
    "solve": _DONE,
    "to_community": _("Line of the duty list"),
    "to_county": _TRIED,
    "vote": _("The vote: for, against, abstained"),
}
_HINTS: dict[str, Any] = {
    "to_community": _("As it stands on the published list; what is on it cannot be sent back."),
}
_CONTACTS: dict[str, Any] = {"visit": _("What kind of visit")}


def text(doing: Doing) -> Any:
    return _TEXTS.get(doing.act.code, _("Text"))


def hint(doing: Doing) -> Any:
    return _HINTS.get(doing.act.code, "")


def contact(doing: Doing) -> Any:
    return _CONTACTS.get(doing.act.code, _("How you spoke with the author"))
