"""Who reads which candidate: as many each, nobody's own, drawn from a seed."""

from collections import deque
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from qunce.insight.panels.drawing import lot

Own = TypeVar("Own", int, str)
Who = TypeVar("Who", int, str)


@dataclass(frozen=True)
class Shares(Generic[Own, Who]):
    """`readers` of each candidate, in order; `loads` by reviewer.

    `even` says whether loads differ by one at most. Where they do not, the exclusions are the
    cause: no other sharing out would be more even.
    """

    readers: Mapping[Own, tuple[Who, ...]]
    loads: Mapping[Who, int]

    @property
    def even(self) -> bool:
        return max(self.loads.values()) - min(self.loads.values()) <= 1


def share_out(
    candidates: Iterable[Own],
    reviewers: Iterable[Who],
    *,
    each: int,
    seed: str,
    excluded: Collection[tuple[Own, Who]] = (),
) -> Shares[Own, Who]:
    """`each` reviewers for every candidate, none from an `excluded` pair, loads as even as can be.

    Raises ValueError where there are no candidates, or too few reviewers may read one of them.

    >>> shares = share_out([1, 2, 3], "ABCD", each=2, seed="2026", excluded={(1, "A")})
    >>> shares.readers[1], shares.loads
    (('B', 'D'), {'A': 2, 'B': 2, 'C': 1, 'D': 1})
    """
    owners: list[Own] = sorted(set(candidates))
    judges: list[Who] = sorted(set(reviewers))
    if not owners or not judges:
        raise ValueError("there is nothing to share out: name candidates and reviewers")
    table: _Table[Own, Who] = _Table(judges, frozenset(excluded))
    for own in sorted(owners, key=lambda name: lot(seed, "candidate", name)):
        table.give(own, each, seed)
    table.even_out(seed)
    readers = {own: tuple(sorted(table.readers[own])) for own in owners}
    return Shares(readers, {who: len(table.held[who]) for who in judges})


class _Table(Generic[Own, Who]):
    """A sharing out under way."""

    def __init__(self, judges: Sequence[Who], barred: frozenset[tuple[Own, Who]]) -> None:
        self.judges: Sequence[Who] = judges
        self.barred: frozenset[tuple[Own, Who]] = barred
        self.readers: dict[Own, set[Who]] = {}
        self.held: dict[Who, set[Own]] = {who: set() for who in judges}

    def give(self, own: Own, each: int, seed: str) -> None:
        """To those who may read it and hold least; equal ones by lot."""
        free = [who for who in self.judges if (own, who) not in self.barred]
        if len(free) < each:
            raise ValueError(
                f"candidate {own}: {len(free)} reviewers may read it, {each} are needed"
            )
        free.sort(key=lambda who: (len(self.held[who]), lot(seed, own, who)))
        self.readers[own] = set(free[:each])
        for who in free[:each]:
            self.held[who].add(own)

    def even_out(self, seed: str) -> None:
        """Hand candidates on from who holds most to who holds least, until nobody is two above.

        Handing on along shortest chains ends in the least uneven sharing there is: loads are a
        flow with convex costs, and without such a chain none is cheaper.
        """
        while True:
            chain = next((c for who in self._heavy(seed) if (c := self._chain(who, seed))), None)
            if chain is None:
                return
            for giver, own, taker in chain:
                self.held[giver].discard(own)
                self.held[taker].add(own)
                self.readers[own].discard(giver)
                self.readers[own].add(taker)

    def _heavy(self, seed: str) -> list[Who]:
        least = min(len(own) for own in self.held.values())
        heavy = [who for who in self.judges if len(self.held[who]) > least + 1]
        return sorted(heavy, key=lambda who: (-len(self.held[who]), lot(seed, who)))

    def _chain(self, start: Who, seed: str) -> list[tuple[Who, Own, Who]] | None:
        """The shortest chain of hand-overs to somebody who holds two fewer."""
        goal = len(self.held[start]) - 2
        came: dict[Who, tuple[Who, Own]] = {}
        waiting = deque([start])
        while waiting:
            giver = waiting.popleft()
            for own in sorted(self.held[giver], key=lambda name: lot(seed, "hand", name)):
                for taker in self._takers(own, came, start):
                    came[taker] = (giver, own)
                    if len(self.held[taker]) <= goal:
                        return _walked(came, start, taker)
                    waiting.append(taker)
        return None

    def _takers(self, own: Own, came: Mapping[Who, object], start: Who) -> list[Who]:
        return [
            who
            for who in self.judges
            if who != start
            and who not in came
            and who not in self.readers[own]
            and (own, who) not in self.barred
        ]


def _walked(
    came: Mapping[Who, tuple[Who, Own]], start: Who, end: Who
) -> list[tuple[Who, Own, Who]]:
    chain, taker = [], end
    while taker != start:
        giver, own = came[taker]
        chain.append((giver, own, taker))
        taker = giver
    return chain
