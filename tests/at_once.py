"""Several hands at the same moment, each with a connection of its own."""

from collections.abc import Callable, Iterable
from threading import Barrier, Thread
from typing import Any

from django.db import connections


def at_once(act: Callable[..., Any], each: Iterable[tuple[Any, ...]]) -> list[Any]:
    """What `act` gives for each of these arguments; all begin when the last one is ready."""
    hands = list(each)
    gate, got, failed = Barrier(len(hands)), [None] * len(hands), list[BaseException]()

    def run(n: int) -> None:
        gate.wait()
        try:
            got[n] = act(*hands[n])
        except BaseException as error:
            failed.append(error)
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=[n]) for n in range(len(hands))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise failed[0]
    return got
