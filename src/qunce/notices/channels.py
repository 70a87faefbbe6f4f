"""What leaves the house: an e-mail, a call of whatever sends SMS here, or a file in the outbox.

Every message has a key that stays the same however often it is sent: as Message-ID of the e-mail,
as `key` and Idempotency-Key of the call, as name of the file. At least once: a worker that was
killed before it could say so sends the same message again, under the same key.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from smtplib import SMTPException, SMTPRecipientsRefused
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.utils.translation import gettext as _
from django.utils.translation import override

from qunce.notices.models import Notice
from qunce.notices.words import say

_SECONDS = 20
_BACKEND = "django.core.mail.backends.smtp.EmailBackend"


class Unreachable(Exception):
    """The channel did not take the message; later it may."""


@dataclass(frozen=True)
class Letter:
    """One person's notices of one batch."""

    key: str
    to: str
    notices: Sequence[Notice]

    @property
    def words(self) -> str:
        """A line for each thing that is told, with the numbers of the voices it is told of."""
        with override(settings.LANGUAGE_CODE):
            lines = [_("No. %(n)s: %(said)s") % line for line in _lines(self.notices)]
            foot = _("Look it up with the number and the code of your receipt. Do not answer here.")
        return "\n".join([*lines, "", foot])

    def as_dict(self) -> dict[str, Any]:
        told = [{"voice": n.to_id, "code": n.code, "params": n.params} for n in self.notices]
        return {"key": self.key, "to": self.to, "words": self.words, "notices": told}


def _lines(notices: Iterable[Notice]) -> list[dict[str, str]]:
    numbers: dict[str, list[int]] = defaultdict(list)
    for notice in notices:
        numbers[say(notice.code, notice.params)].append(notice.to_id)
    return [{"n": "、".join(map(str, sorted(ids))), "said": said} for said, ids in numbers.items()]


def hand_out(letter: Letter) -> None:
    """By the channel that fits the address. Unreachable is for later; nothing is lost."""
    if "@" in letter.to and settings.SMTP:
        _mail(letter)
    elif "@" not in letter.to and settings.SMS_URL:
        _call(letter)
    else:
        _put_into_the_outbox(letter)


def _mail(letter: Letter) -> None:
    with override(settings.LANGUAGE_CODE):
        subject = str(_("What became of what you said"))
    host = settings.MAIL_FROM.rpartition("@")[2]
    headers = {"Message-ID": f"<{letter.key}@{host}>", "Auto-Submitted": "auto-generated"}
    try:
        with get_connection(_BACKEND, timeout=_SECONDS, **settings.SMTP) as server:
            EmailMessage(
                subject,
                letter.words,
                settings.MAIL_FROM,
                [letter.to],
                connection=server,
                headers=headers,
            ).send()
    except (SMTPRecipientsRefused, ValueError):  # nobody is there, or that is no address
        _put_into_the_outbox(letter)
    except (SMTPException, OSError) as error:
        raise Unreachable(str(error)) from error


def _call(letter: Letter) -> None:
    """POST of the letter as JSON; any answer from 200 to 299 says that it was taken."""
    headers = {"Content-Type": "application/json", "Idempotency-Key": letter.key}
    if settings.SMS_TOKEN:
        headers["Authorization"] = f"Bearer {settings.SMS_TOKEN}"
    body = json.dumps(letter.as_dict(), ensure_ascii=False).encode()
    try:
        with urlopen(Request(settings.SMS_URL, body, headers), timeout=_SECONDS):
            return
    except HTTPError as error:
        error.close()  # it is the answer too
        raise Unreachable(str(error)) from error
    except (URLError, OSError) as error:
        raise Unreachable(str(error)) from error


def _put_into_the_outbox(letter: Letter) -> None:
    """Where no channel is set: a file for each message, for whatever sends here to pick up."""
    folder = Path(settings.VAR) / "outbox"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = folder / f".{letter.key}.json"
    draft.touch(mode=0o600)
    text = json.dumps(letter.as_dict(), ensure_ascii=False, indent=2)
    draft.write_text(text, encoding="utf-8")
    draft.rename(folder / f"{letter.key}.json")
