"""Every environment variable that Qunce reads, in one table.

`docs/settings.md` shows the same table; a test compares the two.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True)
class Setting:
    name: str
    default: str
    meaning: str


SETTINGS = (
    Setting("QUNCE_VAR", "./var", "Folder for everything that is written: database, files, keys."),
    Setting(
        "QUNCE_DATABASE_URL",
        "",
        "Your PostgreSQL (14 or newer) as the application's role; empty: the embedded server.",
    ),
    Setting(
        "QUNCE_OWNER_DATABASE_URL",
        "",
        "The same database as the role that owns the tables; only migrations use it. "
        "Empty: the application's role.",
    ),
    Setting("QUNCE_SECRET", "", "Secret for signatures and contacts; empty: made once in var."),
    Setting("QUNCE_HOSTS", "localhost,127.0.0.1", "Host names that the site answers to."),
    Setting("QUNCE_PORT", "8000", "Port of the door."),
    Setting("QUNCE_WEB_PROCESSES", "2", "Web server processes."),
    Setting("QUNCE_HTTPS", "no", "yes: cookies only over https, and browsers are told to stay."),
    Setting("QUNCE_PROXIES", "0", "How many trusted proxies stand before the web server."),
    Setting("QUNCE_DEBUG", "no", "yes: Django's debug pages. Never on a public machine."),
    Setting(
        "QUNCE_DEMO", "no", "yes: the door shows how to enter the demo city. `qunce run --demo`."
    ),
    Setting(
        "QUNCE_SUBMISSIONS_PER_MINUTE",
        "120",
        "Voices that one address may hand in per minute; a street may share one address.",
    ),
    Setting(
        "QUNCE_LOTTERY",
        "no",
        "yes: an office may draw lots among those who took part, after a round of selection.",
    ),
    Setting("QUNCE_CONTACT_DAYS", "180", "Days after which a contact that was left is erased."),
    Setting(
        "QUNCE_SMTP",
        "",
        "Mail server for those who left an e-mail: `smtp://user:password@host:25`, "
        "`smtp+starttls://…:587` or `smtps://…:465`; empty: a file in `var/outbox`.",
    ),
    Setting("QUNCE_MAIL_FROM", "qunce@localhost", "Sender of these e-mails."),
    Setting(
        "QUNCE_SMS_URL",
        "",
        "Address that takes messages for telephone numbers, see below; empty: a file in "
        "`var/outbox`.",
    ),
    Setting("QUNCE_SMS_TOKEN", "", "Sent along as `Authorization: Bearer …`, if set."),
    Setting("QUNCE_TIME_ZONE", "Asia/Shanghai", "Where the jurisdiction lives."),
    Setting("QUNCE_SAMPLES", "", "Folder of real samples that tests and benches read, if any."),
)
_DEFAULTS = {s.name: s.default for s in SETTINGS}


def read(name: str, environment: Mapping[str, str] | None = None) -> str:
    return (environment or os.environ).get(name, "") or _DEFAULTS[name]


def read_flag(name: str) -> bool:
    return read(name).lower() in {"yes", "true", "1", "on"}


def var() -> Path:
    path = Path(read("QUNCE_VAR"))
    return path if path.is_absolute() else (ROOT / path).resolve()
