"""Who can enter the made-up city. The password is public: there is nothing real behind it."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from qunce.people.models import Role

PASSWORD = "qunce-demo-2026"


# The congress' own office, which keeps its seats and hands suggestions over.
DEPUTIES_OFFICE = "市人大代表工委"
# Who drafts a bulletin does not sign it: this colleague does.
OFFICE_HEAD = "office-head"
# Leads the first supervision group; the post comes with the group.
SUPERVISOR = "supervisor"
# Deputies who can enter; the first of a delegation each, so that several can sign together.
DEPUTY_ACCOUNTS = {"纪素筠": "deputy", "苗映秋": "deputy-2", "殷小满": "deputy-3"}


@dataclass(frozen=True)
class Account:
    """`unit` is the unit's short name; `welcome` says what this person finds inside.

    `also` is a second role at the same unit. A deputy's post comes from the seat.
    """

    username: str
    name: str
    role: str
    unit: str
    as_what: Any
    welcome: Any
    also: str = ""


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
        OFFICE_HEAD,
        "沈知远",
        Role.OFFICE,
        "市委宣传部",
        _("As the head of that office"),
        _("signs the bulletins that a colleague drafted"),
    ),
    Account(
        "deputy-office",
        "沙静水",
        Role.DEPUTY_OFFICE,
        DEPUTIES_OFFICE,
        _("As the deputies' office"),
        _("keeps the congress and, in session, sits in its secretariat too"),
        also=Role.SECRETARIAT,
    ),
    Account(
        "government-office",
        "郭行远",
        Role.GOVERNMENT_OFFICE,
        "市政府办",
        _("As the government office"),
        _("reads what everybody may read, for the whole city"),
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
        "unit-head",
        "房正言",
        Role.UNIT_HEAD,
        "市住建局",
        _("As the head of that unit"),
        _("signs for it, and sees no more than it does"),
    ),
    Account(
        "reviewer",
        "温如故",
        Role.REVIEWER,
        "市委党校",
        _("As a reviewer"),
        _("scores golden ideas, and does not see whose they are"),
    ),
    Account(
        "deputy",
        "纪素筠",
        Role.DEPUTY,
        "霁州代表团",
        _("As a deputy"),
        _("hears what people in the own area say"),
    ),
    Account(
        SUPERVISOR,
        "闻守拙",
        Role.SUPERVISOR,
        "第一督导组",
        _("As a supervision group"),
        _("visits its units, and closes what it found once it is mended"),
    ),
)
