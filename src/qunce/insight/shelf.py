"""Originals in flat arrays: added one by one, saved as they are, loaded without being read.

A shelf has room for a stated number of originals and finds those that share a whole key, a band
of their sketch or a run of characters with another key.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Self, TypeVar

import numpy as np
from numpy.typing import NDArray

from qunce.insight import meeting
from qunce.insight.meeting import Entries, Met, Tags, Units
from qunce.insight.originals import ENCODING, Asked, Left, Original, Sketched
from qunce.insight.signatures import BANDS, WIDTH, words_of_bands
from qunce.insight.sketches import Hashes, Longs, Signatures

T = TypeVar("T", bound=np.generic)

# Runs for which a shelf has chains, for each original. Of 300 characters 37 are kept.
RUNS = 32
ERASED = -1
NO_FAMILY = -1


@dataclass(eq=False)
class Shelf:
    """Originals 0 to `used`. These arrays are all there is: saved as they are, loaded as a map.

    Room for originals and for chains is fixed; `text`, `themes` and `runs` grow.
    """

    rows: Longs
    families: Entries
    text: Units
    text_starts: Longs
    themes: Entries
    theme_starts: Longs
    runs: Tags
    run_starts: Longs
    sketches: Signatures
    wholes: Hashes
    band_heads: Entries
    band_nexts: Entries
    whole_heads: Entries
    whole_nexts: Entries
    run_heads: Entries
    run_nexts: Entries

    @classmethod
    def with_room(cls, room: int) -> Self:
        slots = _power(room)
        shelf = cls(
            rows=np.empty(room, np.int64),
            families=np.empty(room, np.int32),
            text=np.empty(0, np.uint16),
            text_starts=np.zeros(room + 1, np.int64),
            themes=np.empty(0, np.int32),
            theme_starts=np.zeros(room + 1, np.int64),
            runs=np.empty(0, np.uint32),
            run_starts=np.zeros(room + 1, np.int64),
            sketches=np.empty((room, WIDTH), np.uint16),
            wholes=np.empty(room, np.uint64),
            band_heads=np.zeros((BANDS, slots), np.int32),
            band_nexts=np.empty((room, BANDS), np.int32),
            whole_heads=np.zeros(slots, np.int32),
            whole_nexts=np.empty(room, np.int32),
            run_heads=np.zeros(_power(room * RUNS), np.int32),
            run_nexts=np.empty(0, np.int32),
        )
        shelf.used = 0
        return shelf

    def __post_init__(self) -> None:
        self.used = len(self.rows)
        self.words = words_of_bands(self.sketches)

    def __len__(self) -> int:
        return self.used

    @property
    def is_full(self) -> bool:
        """Whether there is no room, or so many runs that their chains would grow long."""
        long_chains = self.run_starts[self.used] > 4 * len(self.run_heads)
        return self.used == len(self.rows) or bool(long_chains)

    def key(self, at: int) -> str:
        units = self.text[self.text_starts[at] : self.text_starts[at + 1]]
        return units.tobytes().decode(ENCODING, "surrogatepass")

    def original(self, at: int) -> Original | None:
        """What stands there; None if it was erased."""
        row = int(self.rows[at])
        if row == ERASED:
            return None
        family = int(self.families[at])
        themes = self.themes[self.theme_starts[at] : self.theme_starts[at + 1]]
        known = None if family == NO_FAMILY else family
        return Original(row, self.key(at), known, tuple(themes.tolist()))

    def extend(self, originals: Sequence[Original]) -> None:
        """Add originals for which there is room, in their order."""
        sketched = Sketched.of([original.key for original in originals])
        first, last = self.used, self.used + len(originals)
        self.rows[first:last] = [original.row for original in originals]
        self.families[first:last] = [
            NO_FAMILY if original.family is None else original.family for original in originals
        ]
        self.sketches[first:last] = sketched.sketches
        self.wholes[first:last] = sketched.wholes
        themes = [theme for original in originals for theme in original.themes]
        themes_each = np.fromiter((len(one.themes) for one in originals), np.int64, len(originals))
        self.text = _put(self.text, self.text_starts, first, sketched.units, sketched.lengths)
        self.themes = _put(
            self.themes, self.theme_starts, first, np.array(themes, np.int32), themes_each
        )
        self.runs = _put(self.runs, self.run_starts, first, sketched.runs, sketched.sizes)
        self._link(first, last)

    def _link(self, first: int, last: int) -> None:
        run, end = int(self.run_starts[first]), int(self.run_starts[last])
        if len(self.run_nexts) < len(self.runs):
            self.run_nexts = np.concatenate(
                (self.run_nexts, np.empty(len(self.runs) - len(self.run_nexts), np.int32))
            )
        meeting.link_bands(self.words[:last], self.band_heads, self.band_nexts, first)
        meeting.link(self.wholes[:last], self.whole_heads, self.whole_nexts, first)
        meeting.link(self.runs[:end], self.run_heads, self.run_nexts, run)
        self.used = last

    def same(self, asked: Asked) -> int | None:
        """Where an original has the key that is asked for."""
        met = meeting.meet_wholes(
            asked.whole, self.wholes, self.whole_heads, self.whole_nexts, self.rows
        )
        return next((at for at in met.tolist() if self.key(at) == asked.key), None)

    def alike(self, asked: Asked, left: Left, least: int) -> Met:
        """Who shares a band and agrees in `least` values of the sketch."""
        return meeting.meet_bands(
            asked.words,
            self.words,
            self.band_heads,
            self.band_nexts,
            self.rows,
            left.bands,
            least,
        )

    def holding(self, asked: Asked, left: Left, *, longer_than: int, least: int) -> Met:
        """Who is longer than so many units and has `least` of the runs."""
        return meeting.meet_runs(
            asked.runs,
            self.runs[: self.run_starts[self.used]],
            self.run_starts[: self.used + 1],
            self.run_heads,
            self.run_nexts,
            self.rows,
            self.text_starts,
            left.runs,
            longer_than,
            least,
        )

    def erase(self, rows: Longs) -> None:
        """Overwrite all that is known of the originals of these rows."""
        for at in np.flatnonzero(np.isin(self.rows[: self.used], rows)).tolist():
            self.text[self.text_starts[at] : self.text_starts[at + 1]] = 0
            self.runs[self.run_starts[at] : self.run_starts[at + 1]] = 0
            self.sketches[at] = 0
            self.wholes[at] = 0
            self.rows[at] = ERASED

    @classmethod
    def joined(cls, shelves: Sequence["Shelf"]) -> Self:
        """One shelf with all that was not erased, in the same order."""
        kept = [np.flatnonzero(shelf.rows[: shelf.used] != ERASED) for shelf in shelves]
        whole = cls.with_room(sum(map(len, kept)))
        for shelf, at in zip(shelves, kept, strict=True):
            whole._take(shelf, at)
        whole._link(0, len(whole.rows))
        return whole

    def _take(self, other: "Shelf", at: Longs) -> None:
        first, last = self.used, self.used + len(at)
        self.rows[first:last] = other.rows[at]
        self.families[first:last] = other.families[at]
        self.sketches[first:last] = other.sketches[at]
        self.wholes[first:last] = other.wholes[at]
        text = _those(other.text, other.text_starts[: other.used + 1], at)
        themes = _those(other.themes, other.theme_starts[: other.used + 1], at)
        runs = _those(other.runs, other.run_starts[: other.used + 1], at)
        self.text = _put(self.text, self.text_starts, first, *text)
        self.themes = _put(self.themes, self.theme_starts, first, *themes)
        self.runs = _put(self.runs, self.run_starts, first, *runs)
        self.used = last

    def save(self, folder: Path) -> None:
        """One .npy for each array, without the room that is not used."""
        for field in fields(self):
            np.save(folder / f"{field.name}.npy", self._used(field.name), allow_pickle=False)

    def _used(self, name: str) -> NDArray[np.generic]:
        array: NDArray[np.generic] = getattr(self, name)
        if name in _GROWING:
            return array[: getattr(self, _GROWING[name])[self.used]]
        if name.endswith("_heads"):
            return array
        return array[: self.used + name.endswith("_starts")]

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Map what `save` wrote. Changes stay in memory; the files are not touched."""
        return cls(
            **{
                field.name: np.asarray(
                    np.load(folder / f"{field.name}.npy", mmap_mode="c", allow_pickle=False)
                )
                for field in fields(cls)
            }
        )


# Which starts say how much of an array is used.
_GROWING = {
    "text": "text_starts",
    "themes": "theme_starts",
    "runs": "run_starts",
    "run_nexts": "run_starts",
}


def _power(size: int) -> int:
    """The least power of two that is not smaller, 16 at least."""
    return 1 << max(4, (size - 1).bit_length())


def _put(
    array: NDArray[T], starts: Longs, first: int, more: NDArray[T], sizes: Longs
) -> NDArray[T]:
    """The array with `more` behind what `starts[first]` says is used; it doubles when it must."""
    begin = int(starts[first])
    end = begin + len(more)
    if end > len(array):
        spare = np.empty(max(end, 2 * len(array)) - len(array), array.dtype)
        array = np.concatenate((array, spare))
    array[begin:end] = more
    starts[first + 1 : first + 1 + len(sizes)] = begin + np.cumsum(sizes)
    return array


def _those(array: NDArray[T], starts: Longs, at: Longs) -> tuple[NDArray[T], Longs]:
    """The parts of an array that belong to some originals, and the size of each."""
    sizes = np.diff(starts)[at]
    if len(at) and at[-1] - at[0] + 1 == len(at):
        return array[starts[at[0]] : starts[at[-1] + 1]], sizes
    kept = np.zeros(len(starts) - 1, np.bool_)
    kept[at] = True
    used = np.diff(starts)
    return array[: starts[-1]][np.repeat(kept, used)], sizes
