"""What to read first: "read these 200 and you have heard 90 %"."""

from bisect import bisect_left
from dataclasses import dataclass

from qunce.reading.models import Reading


@dataclass(frozen=True)
class Coverage:
    """Voice ids in the order to read, and the share of independent voices heard after each."""

    order: tuple[int, ...] = ()
    share: tuple[float, ...] = ()

    def heard(self, read: int) -> float:
        """The share heard after reading the first `read`."""
        at = min(read, len(self.share))
        return self.share[at - 1] if at > 0 else 0.0

    def needed(self, share: float) -> int | None:
        """How many must be read to hear this share; None if the order ends before."""
        at = bisect_left(self.share, share)
        return at + 1 if at < len(self.share) else None

    @property
    def steps(self) -> list[tuple[int, float]]:
        """A few points of the curve, for a sentence or a table."""
        wanted = [n for n in (10, 20, 50, 100, 200, 500, 1_000) if n < len(self.share)]
        return [(n, self.heard(n)) for n in [*wanted, len(self.share)] if n]


def coverage(corpus_id: int) -> Coverage:
    found = Reading.objects.filter(corpus=corpus_id).exclude(finished_at=None).order_by("-pk")
    return coverage_of(found.only("order", "share").first())


def coverage_of(reading: Reading | None) -> Coverage:
    return Coverage(tuple(reading.order), tuple(reading.share)) if reading else Coverage()
