"""Remember an answer for a few seconds, for counts that every visitor asks for."""

import time
from collections.abc import Callable, Hashable
from functools import wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")
_MOST = 2_000


def for_seconds(seconds: float) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Each process asks at most once within `seconds` for the same arguments."""

    def declare(ask: Callable[P, T]) -> Callable[P, T]:
        known: dict[Hashable, tuple[float, T]] = {}

        @wraps(ask)
        def remembered(*args: P.args, **kwargs: P.kwargs) -> T:
            key = (args, tuple(sorted(kwargs.items())))
            at = time.monotonic()
            if (found := known.get(key)) and found[0] > at:
                return found[1]
            if len(known) > _MOST:
                known.clear()
            answer = ask(*args, **kwargs)
            known[key] = (at + seconds, answer)
            return answer

        remembered.forget = known.clear  # type: ignore[attr-defined]
        return remembered

    return declare
