"""Several hands at the same moment, each with a connection of its own."""

from collections.abc import Callable, Iterable
from threading import Barrier, Thread
from typing import Any

from django.db import connections

from qunce.common.errors import Problem
from qunce.record.models import Entry


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


WON = "won"


def said(*acts: Callable[[], Any]) -> list[str]:
    """What each hand hears: that it won, or a sentence."""

    def one(act: Callable[[], Any]) -> str:
        try:
            act()
        except Problem as problem:
            return str(problem.message).strip() or "refused without a word"
        return WON

    return at_once(one, [(act,) for act in acts])


def one_wins(*acts: Callable[[], Any]) -> str:
    """The sentence that the other one got."""
    heard = said(*acts)
    assert heard.count(WON) == 1, heard
    other = next(words for words in heard if words != WON)
    assert other.endswith(("。", "."))
    return other


def written(verb: str) -> int:
    """Entries of this verb."""
    return Entry.objects.filter(verb=verb).count()
