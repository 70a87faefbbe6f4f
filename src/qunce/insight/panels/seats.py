"""Places on a shortlist, shared so that small units and minority themes keep theirs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Own = TypeVar("Own", int, str)


@dataclass(frozen=True)
class Seat(Generic[Own]):
    """A candidate on the list; `by_quota` where rank alone would not have brought it there."""

    candidate: Own
    by_quota: bool


def seats_of(sizes: Mapping[str, int], seats: int, *, minimum: int = 0) -> dict[str, int]:
    """Seats of each group in proportion to its size (Sainte-Laguë 1910), `minimum` for each first.

    No group gets more seats than it has candidates. Equal claims go to the smaller group, then by
    name. Raises ValueError if the minimum seats are more than there are.

    >>> seats_of({"north": 60, "south": 30, "isle": 2}, 10, minimum=1)
    {'isle': 1, 'north': 6, 'south': 3}
    """
    given = {name: min(minimum, size) for name, size in sorted(sizes.items())}
    if sum(given.values()) > seats:
        raise ValueError(
            f"{minimum} for each of {len(sizes)} groups are {sum(given.values())} seats, "
            f"and there are {seats}"
        )
    for _ in range(min(seats, sum(sizes.values())) - sum(given.values())):
        open_ = [name for name, size in sizes.items() if given[name] < size]
        claims = {name: sizes[name] / (2 * given[name] + 1) for name in open_}
        given[max(sorted(open_, key=lambda n: (sizes[n], n)), key=claims.__getitem__)] += 1
    return given


def shortlist(
    ranked: Sequence[Own],
    groups: Mapping[Own, str],
    seats: int,
    *,
    minimum: int = 0,
    proportional: bool = False,
) -> list[Seat[Own]]:
    """The first `seats` of `ranked` (best first), with each group's quota kept; best first.

    With `minimum`, the best so many of each group are in whatever their rank, and the others follow
    by rank. `proportional` gives every group its share instead, and its best fill it. Raises
    ValueError as `seats_of` does.

    >>> groups = {1: "city", 2: "city", 3: "city", 4: "isle"}
    >>> [seat.candidate for seat in shortlist([1, 2, 3, 4], groups, 2, minimum=1)]
    [1, 4]
    """
    sizes: dict[str, int] = {}
    for own in ranked:
        sizes[groups[own]] = sizes.get(groups[own], 0) + 1
    shares = seats_of(
        sizes, seats if proportional else _least(sizes, seats, minimum), minimum=minimum
    )
    chosen: set[Own] = set()
    for own in ranked:
        if shares[groups[own]] > 0:
            shares[groups[own]] -= 1
            chosen.add(own)
    for own in ranked:
        if len(chosen) < seats:
            chosen.add(own)
    by_rank = set(ranked[:seats])
    return [Seat(own, own not in by_rank) for own in ranked if own in chosen]


def _least(sizes: Mapping[str, int], seats: int, minimum: int) -> int:
    """As many seats as the minimum takes; `seats` where that is too many, to be refused there."""
    return min(seats, sum(min(minimum, size) for size in sizes.values()))
