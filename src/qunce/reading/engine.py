"""The one door to the engine: rows become voices here, and keys become themes."""

import json
import re
import shutil
import threading
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from django.conf import settings
from numpy.typing import NDArray

from qunce import insight
from qunce.insight import Assignment, Channel, Hint, Outcome, Says, Seed, Understanding

if TYPE_CHECKING:
    from qunce.insight import (
        Burst,
        Emerging,
        Explanation,
        Placer,
        Trend,
        Triage,
        bursts,
        emerging,
        look,
        trends,
    )

__all__ = [
    "Assignment",
    "Burst",
    "Channel",
    "Emerging",
    "Explanation",
    "Hint",
    "Model",
    "Outcome",
    "Placed",
    "Says",
    "Seed",
    "Trend",
    "Triage",
    "Understanding",
    "bursts",
    "emerging",
    "look",
    "read",
    "trends",
]

Longs = NDArray[np.int64]
Beat = Callable[[str, float], None]

# What engines before version 4 saved instead of a folder.
OLDER = "placer.npz"
# "near:0.82 of 17", "contained in 17", "exact of 17": the row of the text it copies.
_OF_ROW = re.compile(r"(?<= of | in )\d+$")


def __getattr__(name: str) -> object:
    """What needs compiled code is loaded when it is first used: most processes never use it."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(insight, name)


def read(
    texts: Sequence[str], *, seeds: Sequence[Seed], beat: Beat, corpus_id: int
) -> Understanding:
    """Read texts. Whatever `beat` raises ends the reading.

    What its stages found stays until `drop_stages`: the same texts read again begin there.
    """
    return insight.read(texts, seeds=seeds, progress=beat, keep=_stages(corpus_id))


def drop_stages(corpus_id: int) -> None:
    """Remove what an unfinished reading kept; it can tell the texts' words."""
    shutil.rmtree(_stages(corpus_id), ignore_errors=True)


def reason_for(assignment: Assignment, voices: Sequence[int] | Longs) -> str:
    """The engine's reason, with the voice's number where the engine names a row."""
    return _OF_ROW.sub(lambda row: str(voices[int(row.group())]), assignment.reason)


def original_of(assignment: Assignment, voices: Sequence[int]) -> int | None:
    """The voice whose text this one copies."""
    if assignment.outcome != Outcome.DUPLICATE:
        return None
    row = _OF_ROW.search(assignment.reason)
    return voices[int(row.group())] if row else None


@dataclass(frozen=True)
class Placed:
    """What the model makes of one voice that arrived later."""

    outcome: Outcome
    themes: tuple[int, ...]
    original: int | None
    reason: str
    points: tuple[tuple[int, int], ...]


class Model:
    """What a reading leaves on disk so that later voices are placed at once.

    A folder for each reading: the engine's placer, the voices of its rows, the themes of its keys.
    What arrived since is added in the memory of each process that places, from the placements
    (`learned_upto` is the last of them); it is saved only when something is forgotten.
    """

    def __init__(
        self,
        placer: "Placer",
        voices: Iterable[int],
        themes: Mapping[int, int],
        learned_upto: int = 0,
        read: int | None = None,
    ) -> None:
        self.placer = placer
        self.voices = array("q", voices)
        self.themes = dict(themes)
        self.learned_upto = learned_upto
        self._read = len(self.voices) if read is None else read
        self._later = set(self.voices[self._read :])

    def meet(self, voice_id: int, text: str) -> Placed:
        """Place a voice and remember it, so that the next one can be found to copy it."""
        (found,) = self.placer.place([text])
        self._add(voice_id, text, found)
        return self._placed(found)

    def learn(self, voice_id: int, text: str, themes: Iterable[int]) -> None:
        """Remember a voice that was placed elsewhere and is no copy."""
        if not self._knows(voice_id):
            keys = {theme: key for key, theme in self.themes.items()}
            own = tuple(keys[theme] for theme in themes if theme in keys)
            self._add(voice_id, text, Assignment(Outcome.THEME, own))

    def _add(self, voice_id: int, text: str, found: Assignment) -> None:
        if self.placer.add(len(self.voices), text, found):
            self.voices.append(voice_id)
            self._later.add(voice_id)

    def _knows(self, voice_id: int) -> bool:
        at = bisect_left(self.voices, voice_id, hi=self._read)
        read = at < self._read and self.voices[at] == voice_id
        return read or voice_id in self._later

    def _placed(self, found: Assignment) -> Placed:
        return Placed(
            outcome=found.outcome,
            themes=tuple(self.themes[key] for key in found.themes),
            original=original_of(found, self.voices),
            reason=reason_for(found, self.voices),
            points=found.points,
        )

    def forget(self, voice_ids: Iterable[int]) -> None:
        """Erase what is remembered of the words of these voices."""
        wanted = np.fromiter(voice_ids, np.int64)
        known = np.array(self.voices, np.int64)
        self.placer.forget(np.flatnonzero(np.isin(known, wanted)).tolist())

    def save(self, corpus_id: int, reading_id: int) -> None:
        draft = folder(corpus_id, reading_id).with_suffix(".draft")
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(parents=True)
        self.placer.save(draft / "placer")
        np.save(draft / "voices.npy", np.array(self.voices, np.int64), allow_pickle=False)
        notes = {
            "themes": list(self.themes.items()),
            "learned_upto": self.learned_upto,
            "read": self._read,
        }
        (draft / "notes.json").write_text(json.dumps(notes))
        final = folder(corpus_id, reading_id)
        shutil.rmtree(final, ignore_errors=True)
        draft.rename(final)


def load(corpus_id: int, reading_id: int) -> Model:
    """The model of a reading; FileNotFoundError if this machine does not have it.

    ValueError if an older engine saved it.
    """
    where = folder(corpus_id, reading_id)
    # Another process may have written it anew, without words that were erased.
    return _load(where, where.stat().st_ctime_ns)


# Threads of one process share the model that they add to: who places or forgets holds this.
at_a_time = threading.Lock()


def unload() -> None:
    """Let go of what is in memory: something was added there that was not stored."""
    _load.cache_clear()


# What a worker has looked at of a model stays in its memory; it keeps the last one.
@lru_cache(maxsize=1)
def _load(where: Path, _written: int) -> Model:
    if (where / OLDER).exists():
        raise ValueError("saved by an older engine")
    placer = insight.Placer.load(where / "placer")
    notes = json.loads((where / "notes.json").read_text())
    voices = np.load(where / "voices.npy", allow_pickle=False).tolist()
    return Model(placer, voices, dict(notes["themes"]), notes["learned_upto"], notes["read"])


def forget_others(corpus_id: int, reading_id: int) -> None:
    """Remove the models of earlier readings and of those that did not end."""
    kept = folder(corpus_id, reading_id)
    for other in kept.parent.iterdir():
        if other != kept:
            shutil.rmtree(other, ignore_errors=True)


def _stages(corpus_id: int) -> Path:
    return Path(settings.VAR) / "readings" / str(corpus_id) / "stages"


def folder(corpus_id: int, reading_id: int) -> Path:
    return Path(settings.VAR) / "readings" / str(corpus_id) / str(reading_id)
