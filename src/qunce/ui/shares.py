"""A whole cut into its parts, for the bar that shows them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

# The bar's own width in its picture; slices are measured in it.
WIDTH = 1000


@dataclass(frozen=True)
class Part:
    label: str
    count: int
    tone: str = "plain"
    url: str = ""


@dataclass(frozen=True)
class Slice:
    part: Part
    start: float
    width: float
    share: float


def cut(parts: Sequence[Part]) -> Iterator[Slice]:
    whole = sum(part.count for part in parts) or 1
    before = 0
    for part in parts:
        share = part.count / whole
        yield Slice(part, round(before / whole * WIDTH, 2), round(share * WIDTH, 2), share)
        before += part.count
