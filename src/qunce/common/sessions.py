"""Where sessions are kept: Django's own table, asked by SQL that is made once.

Every page of the desk begins with it, and the making of its SQL was half of the asking.
"""

from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import QuerySet

from qunce.common.clock import now
from qunce.common.compiled import compiled


class SessionStore(db.SessionStore):
    """The session of a key as long as it has not expired."""

    def _get_session_from_db(self) -> Session | None:
        # The day it ends is looked at here: no instant can stand in SQL that is made once.
        for session in _with_key(str(self.session_key)):
            if session.expire_date > now():
                return session
        self._session_key: Any = None
        return None


@compiled
def _with_key(key: str) -> QuerySet[Session]:
    return Session.objects.filter(session_key=key)
