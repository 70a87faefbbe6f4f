"""Whose account a session names: Django's own rules, asked by SQL that is made once."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.db.models import QuerySet

from qunce.common.compiled import compiled
from qunce.people.models import Person


class Accounts(ModelBackend):
    def get_user(self, user_id: Any) -> Person | None:
        """None where the account is gone or was closed."""
        person = next(iter(_with_number(user_id)), None)
        return person if person and self.user_can_authenticate(person) else None


@compiled
def _with_number(person_id: int) -> QuerySet[Person]:
    return Person.objects.filter(pk=person_id)
