"""Signing in: who it is, and when the door stays shut for a while."""

from datetime import timedelta

from django.contrib.auth import authenticate
from django.utils.translation import gettext as _

from qunce.common import limits
from qunce.common.errors import Refused, TooMany
from qunce.people.models import Person

# GB/T 22239-2019 §8.1.4 asks for a limit; 5 failures and 30 minutes are the usual values.
TRIES = 5
LOCKED = timedelta(minutes=30)


def check(*, account: str, password: str, address: str) -> Person:
    """The person of this account.

    Every try is counted before the password is looked at, so that many at once are not more.
    The answer is the same for an unknown account and for a wrong password.
    """
    who = f"{account.strip().lower()}/{address}"
    if limits.used("lock", who, within=LOCKED):
        raise _locked()
    tries = limits.count("enter", who, within=LOCKED)
    if tries > TRIES:
        raise _locked()
    person = authenticate(username=account.strip(), password=password)
    if not isinstance(person, Person):
        if tries == TRIES:
            limits.count("lock", who, within=LOCKED)
            limits.clear("enter", who)
            raise _locked()
        raise Refused(
            _(
                "Account and password do not fit together. After five failures this account is "
                "locked for 30 minutes at this address."
            ),
            code="wrong-password",
        )
    limits.clear("enter", who)
    return person


def _locked() -> TooMany:
    return TooMany(
        _(
            "There were five failures, so this account is locked for 30 minutes at this address. "
            "If you have forgotten the password, ask the office that runs this site."
        ),
        code="locked",
    )
