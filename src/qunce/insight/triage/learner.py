"""The learner: fit on past assignments, say a unit or abstain, and say why."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from qunce.insight.place import as_bytes
from qunce.insight.triage import calibration, solver
from qunce.insight.triage.features import Features, shown

Floats = NDArray[np.float64]
Longs = NDArray[np.int64]

VERSION = 1
# Trust in descent, counting and duties while nothing has been measured: of the order that
# calibration finds on 495 labelled messages (bench/triage.py).
UNMEASURED = (2.0, 0.5, 8.0)
# Below this chance an uncalibrated triage says nothing.
UNSURE = 0.5
WORDS_SHOWN = 8


@dataclass(frozen=True)
class Explanation:
    """The words that spoke for a unit and against it, strongest first, with their weight.

    `unit` is the likeliest unit even where `predict` abstains; `sure` says whether it would not.
    """

    unit: str
    chance: float
    sure: bool
    words_for: tuple[tuple[str, float], ...]
    words_against: tuple[tuple[str, float], ...]


class Triage:
    """Suggests the unit of a text; a person decides.

    `duties` maps a unit to what it publishes about its work, `doubt` is the share of texts about
    which nothing is said (the least sure ones, measured on unseen texts), or `least` the chance
    below which nothing is said, whatever share that is.

    >>> triage = Triage(duties={"城管局": "路灯 市容 违建", "教育局": "学校 招生 教师"}, least=0.6)
    >>> triage = triage.fit(["小区路灯坏了", "孩子上学难"], ["城管局", "教育局"])
    >>> triage.predict(["路灯又不亮", "学校招生名额", "喂"])
    ['城管局', '教育局', None]
    """

    def __init__(
        self,
        *,
        duties: Mapping[str, str] | None = None,
        doubt: float = 0.1,
        least: float | None = None,
        seed: int = 0,
    ) -> None:
        self.duties = duties
        self.doubt = doubt
        self.least = least
        self.seed = seed

    def fit(
        self, texts: Sequence[str], units: Sequence[str], *, background: Sequence[str] = ()
    ) -> Self:
        """Learn from past assignments; the order of the pairs does not matter.

        `background` are texts without a unit: they teach how rare words are. ValueError if there
        is neither an assignment nor a duty, or if texts and units differ in number.
        """
        pairs = self._checked(texts, units)
        duties = dict(sorted((self.duties or {}).items()))
        self.units_ = tuple(sorted({unit for _, unit in pairs} | set(duties)))
        given = [text for text, _ in pairs]
        self.features_ = Features().fit([*sorted(background), *given, *duties.values()])
        numbers = np.array([self.units_.index(unit) for _, unit in pairs], np.int64)
        rows = self.features_.transform(given)
        self.duty_ = self._duty_weights(duties)
        self.cost_ = solver.costs(numbers, len(self.units_))
        self.weights_, self.sums_ = self._learned(rows, numbers)
        self._calibrate(rows, numbers)
        return self

    def partial_fit(self, texts: Sequence[str], units: Sequence[str]) -> Self:
        """Learn more assignments, one after the other, a few milliseconds each.

        Words and units not met before are taken up. Calibration stays as it was at `fit`.
        """
        if not hasattr(self, "units_"):
            return self.fit(texts, units)
        if len(texts) != len(units):
            raise ValueError(f"{len(texts)} texts but {len(units)} units")
        self.features_.learn(texts)
        for unit in units:
            self._take_up(unit)
        rows = self.features_.transform(texts)
        self._grow(rows.shape[1])
        for row, unit in enumerate(units):
            self._one_more(rows[row], self.units_.index(unit))
        return self

    def predict(self, texts: Sequence[str]) -> list[str | None]:
        """The likeliest unit of each text, None where the triage is not sure."""
        rows = self.features_.transform(texts)
        found = self._chances(rows)
        return [
            self.units_[int(best)] if sure else None
            for best, sure in zip(found.argmax(axis=1), self._sure(rows, found), strict=True)
        ]

    def predict_proba(self, texts: Sequence[str]) -> Floats:
        """Chances (n, units) in the order of `units_`; rows sum to 1."""
        return self._chances(self.features_.transform(texts))

    def explain(self, text: str) -> Explanation:
        """The likeliest unit, and the words that speak for it and against it."""
        row = self.features_.transform([text])
        found = self._chances(row)
        best = int(found[0].argmax())
        weights = self._weights()[:-1]
        pull = row.data * (weights[row.indices, best] - weights[row.indices].mean(axis=1))
        total = self._by_word(row.indices, pull)
        ranked = sorted(total.items(), key=lambda item: (-abs(item[1]), item[0]))
        return Explanation(
            self.units_[best],
            float(found[0, best]),
            bool(self._sure(row, found)[0]),
            tuple(item for item in ranked if item[1] > 0)[:WORDS_SHOWN],
            tuple(item for item in ranked if item[1] < 0)[:WORDS_SHOWN],
        )

    def save(self, path: Path | str) -> None:
        """Write an .npz of arrays and JSON; nothing in it is executed when it is loaded.

        It holds words of the texts and the published duties, never a text.
        """
        settings = {"duties": self.duties, "doubt": self.doubt, "least": self.least}
        notes = {
            "version": VERSION,
            "settings": {**settings, "seed": self.seed},
            "units": self.units_,
            "terms": list(self.features_.terms_),
            "texts": self.features_.texts_,
            "calibrated": self.calibrated_,
            "threshold": self.threshold_,
        }
        arrays = {name: getattr(self, name + "_") for name in _ARRAYS}
        with Path(path).open("wb") as out:
            np.savez(out, notes=as_bytes(notes), idf=self.features_.idf_, **arrays)

    @classmethod
    def load(cls, path: Path | str) -> Self:
        """Read what `save` wrote; ValueError if it is of another version."""
        with np.load(Path(path), allow_pickle=False) as arrays:
            notes = json.loads(arrays["notes"].tobytes())
            if notes["version"] != VERSION:
                raise ValueError(f"saved by version {notes['version']}, this is {VERSION}")
            found = cls(**notes["settings"])
            found.units_ = tuple(notes["units"])
            found.calibrated_, found.threshold_ = notes["calibrated"], notes["threshold"]
            found.features_ = Features()
            found.features_.texts_ = notes["texts"]
            found.features_.terms_ = {term: at for at, term in enumerate(notes["terms"])}
            found.features_.idf_ = arrays["idf"]
            for name in _ARRAYS:
                setattr(found, name + "_", arrays[name])
            return found

    def _checked(self, texts: Sequence[str], units: Sequence[str]) -> list[tuple[str, str]]:
        if len(texts) != len(units):
            raise ValueError(f"{len(texts)} texts but {len(units)} units")
        if not texts and not self.duties:
            raise ValueError("nothing to learn from: give past assignments or the units' duties")
        return sorted(zip(texts, units, strict=True))

    def _duty_weights(self, duties: Mapping[str, str]) -> Floats:
        found = np.zeros((len(self.features_.terms_), len(self.units_)))
        for unit, row in zip(duties, self.features_.transform(list(duties.values())), strict=True):
            found[row.indices, self.units_.index(unit)] = row.data
        return found

    def _learned(self, rows: sparse.csr_matrix, numbers: Longs) -> tuple[Floats, Floats]:
        if not len(numbers):
            width, units = self.duty_.shape
            return np.zeros((width + 1, units)), np.zeros((width, units))
        weights = solver.against_the_rest(rows, numbers, self.cost_, seed=self.seed)
        return weights, solver.summed(rows, numbers, len(self.units_))

    def _views(self, rows: sparse.csr_matrix, weights: Floats, sums: Floats) -> Floats:
        counted = solver.by_counting(sums)
        return np.stack([rows @ weights[:-1] + weights[-1], rows @ counted, rows @ self.duty_])

    def _calibrate(self, rows: sparse.csr_matrix, numbers: Longs) -> None:
        own = np.bincount(numbers, minlength=len(self.units_))
        self.calibrated_ = bool(
            len(numbers) >= calibration.CALIBRATED_FROM and min(own[own > 0]) > 1
        )
        self.trust_, self.threshold_ = np.array(UNMEASURED), UNSURE
        if self.calibrated_:
            unseen = self._unseen(rows, numbers)
            self.trust_ = calibration.trust(unseen, numbers)
            sure = calibration.chances(np.tensordot(self.trust_, unseen, 1)).max(axis=1)
            self.threshold_ = float(np.quantile(sure, self.doubt))
        if self.least is not None:
            self.threshold_ = self.least

    def _unseen(self, rows: sparse.csr_matrix, numbers: Longs) -> Floats:
        """Scores (views, n, units) of each text by learners that were not shown it."""
        found = np.zeros((len(UNMEASURED), len(numbers), len(self.units_)))
        fold = calibration.folds(numbers)
        for part in range(calibration.FOLDS):
            seen, out = np.flatnonzero(fold != part), np.flatnonzero(fold == part)
            found[:, out] = self._views(rows[out], *self._learned(rows[seen], numbers[seen]))
        return found

    def _weights(self) -> Floats:
        """All views as one: weights (terms + 1, units), the last row the bias."""
        descent, counting, duty = self.trust_
        found: Floats = descent * self.weights_
        found[:-1] += counting * solver.by_counting(self.sums_) + duty * self.duty_
        return found

    def _chances(self, rows: sparse.csr_matrix) -> Floats:
        views = self._views(rows, self.weights_, self.sums_)
        return calibration.chances(np.tensordot(self.trust_, views, 1))

    def _sure(self, rows: sparse.csr_matrix, found: Floats) -> NDArray[np.bool_]:
        known = np.diff(rows.indptr) > 0
        sure: NDArray[np.bool_] = known & (found.max(axis=1) >= self.threshold_)
        return sure

    def _by_word(self, columns: NDArray[np.int32], pull: Floats) -> dict[str, float]:
        spelled = self.features_.spelled(columns)
        total: dict[str, float] = {}
        for term, value in zip(spelled, pull.tolist(), strict=True):
            word = shown(term)
            total[word] = total.get(word, 0.0) + value
        return total

    def _take_up(self, unit: str) -> None:
        """A unit not met before stands last until the next `fit`."""
        if unit in self.units_:
            return
        self.units_ = (*self.units_, unit)
        self.weights_, self.sums_, self.duty_ = (
            np.pad(matrix, ((0, 0), (0, 1))) for matrix in (self.weights_, self.sums_, self.duty_)
        )
        self.weights_[-1, -1] = -1
        self.cost_ = np.append(self.cost_, max(self.cost_))

    def _grow(self, width: int) -> None:
        more = width - len(self.sums_)
        if more:
            bias = self.weights_[-1:]
            blank = np.zeros((more, len(self.units_)))
            self.weights_ = np.vstack([self.weights_[:-1], blank, bias])
            self.sums_, self.duty_ = np.vstack([self.sums_, blank]), np.vstack([self.duty_, blank])

    def _one_more(self, row: sparse.csr_matrix, unit: int) -> None:
        solver.one_more(self.weights_, row.indices, row.data, unit, self.cost_)
        self.sums_[row.indices, unit] += row.data


_ARRAYS = ("weights", "sums", "duty", "cost", "trust")
