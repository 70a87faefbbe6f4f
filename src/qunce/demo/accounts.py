"""Who can enter the made-up city. The password is public: there is nothing real behind it."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from qunce.demo.city import DEPUTIES
from qunce.people.models import Role

PASSWORD = "qunce-demo-2026"


@dataclass(frozen=True)
class Account:
    """`unit` is the unit's short name; `welcome` says what this person finds inside."""

    username: str
    name: str
    role: str
    unit: str
    as_what: Any
    welcome: Any


ACCOUNTS = (
    Account(
        "office",
        "孟知微",
        Role.OFFICE,
        "市委宣传部",
        _("As the campaign office"),
        _("reads every voice, imports, releases, corrects the themes"),
    ),
    Account(
        "unit",
        "雷响",
        Role.UNIT,
        "市住建局",
        _("As a unit"),
        _("sees what is shown, never who said it"),
    ),
    Account(
        "deputy",
        DEPUTIES[0].name,
        Role.DEPUTY,
        "霁州区人大",
        _("As a deputy"),
        _("hears what people in the own area say"),
    ),
)
