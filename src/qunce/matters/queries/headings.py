"""What the three parts of a matter are called: those of a bill by law (代表法 2025 Art. 15)."""

from typing import Any

from django.utils.translation import gettext_lazy as _

Headings = tuple[Any, Any, Any]
_OF_A_SUGGESTION = (_("The situation"), _("Why it is so"), _("What is asked for"))
_OF_PEOPLE = (*_OF_A_SUGGESTION[:2], _("What people ask for"))
_BY_KIND: dict[str, Headings] = {
    "bill": (_("Subject (案由)"), _("Grounds (案据)"), _("Proposal (方案)")),
    "citizens-voice": _OF_PEOPLE,
    "grid-report": _OF_PEOPLE,
    "key-supervision": (
        _("Which suggestions it is about"),
        _("Why these"),
        _("What is to be reached"),
    ),
}


def headings(procedure: str) -> Headings:
    return _BY_KIND.get(procedure, _OF_A_SUGGESTION)
