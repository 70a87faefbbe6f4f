"""The one door to the engine: rows become voices here, and keys become themes."""

import json
import re
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from django.conf import settings
from numpy.typing import NDArray

from qunce import insight
from qunce.insight import (
    Assignment,
    Burst,
    Channel,
    Emerging,
    Hint,
    Outcome,
    Placer,
    Says,
    Seed,
    Trend,
    Understanding,
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
    "Hint",
    "Model",
    "Outcome",
    "Placed",
    "Says",
    "Seed",
    "Trend",
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


def read(texts: Sequence[str], *, seeds: Sequence[Seed], beat: Beat) -> Understanding:
    """Read texts. Whatever `beat` raises ends the reading; nothing is kept of it then."""
    return insight.read(texts, seeds=seeds, progress=beat)


def reason_for(assignment: Assignment, voices: Sequence[int] | Longs) -> str:
    """The engine's reason, with the voice's number where the engine names a row."""
    return _OF_ROW.sub(lambda row: str(voices[int(row.group())]), assignment.reason)


def original_of(assignment: Assignment, voices: Sequence[int] | Longs) -> int | None:
    """The voice whose text this one copies."""
    if assignment.outcome != Outcome.DUPLICATE:
        return None
    row = _OF_ROW.search(assignment.reason)
    return int(voices[int(row.group())]) if row else None


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
    """

    def __init__(self, placer: Placer, voices: Longs, themes: Mapping[int, int]) -> None:
        self.placer = placer
        self.voices = voices
        self.themes = dict(themes)

    def place(self, texts: Sequence[str]) -> list[Placed]:
        return [self._placed(found) for found in self.placer.place(texts)]

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
        self.placer.forget(np.flatnonzero(np.isin(self.voices, wanted)).tolist())

    def save(self, corpus_id: int, reading_id: int) -> None:
        draft = folder(corpus_id, reading_id).with_suffix(".draft")
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(parents=True)
        self.placer.save(draft / "placer")
        np.save(draft / "voices.npy", self.voices, allow_pickle=False)
        (draft / "themes.json").write_text(json.dumps(list(self.themes.items())))
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


# What a worker has looked at of a model stays in its memory; it keeps the last one.
@lru_cache(maxsize=1)
def _load(where: Path, _written: int) -> Model:
    if (where / OLDER).exists():
        raise ValueError("saved by an older engine")
    return Model(
        Placer.load(where / "placer"),
        np.load(where / "voices.npy", allow_pickle=False),
        dict(json.loads((where / "themes.json").read_text())),
    )


def forget_others(corpus_id: int, reading_id: int) -> None:
    """Remove the models of earlier readings and of those that did not end."""
    kept = folder(corpus_id, reading_id)
    for other in kept.parent.iterdir():
        if other != kept:
            shutil.rmtree(other, ignore_errors=True)


def folder(corpus_id: int, reading_id: int) -> Path:
    return Path(settings.VAR) / "readings" / str(corpus_id) / str(reading_id)
