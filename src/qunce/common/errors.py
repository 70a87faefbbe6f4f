"""What can go wrong, as a tree. Each message says what happened, why, and what to do next.

Problem
├── NotAllowed      this person may not do this here
├── Refused         the request breaks a rule; nothing was changed
├── Conflict        another hand was quicker; look again
├── TooLarge        more was sent than is taken here; nothing of it was read
└── TooMany         a limit was reached; later is fine
"""

from typing import Any


class Problem(Exception):
    """A failure that a person can be told about.

    `code` is stable and for programs; `message` is a translated sentence for people.
    """

    code = "problem"
    status = 400

    def __init__(self, message: Any, *, code: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.code = code or self.code


class NotAllowed(Problem):
    code = "not-allowed"
    status = 403


class Refused(Problem):
    code = "refused"
    status = 400


class Conflict(Problem):
    code = "conflict"
    status = 409


class TooLarge(Problem):
    code = "too-large"
    status = 413


class TooMany(Problem):
    code = "too-many"
    status = 429
