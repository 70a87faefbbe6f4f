"""The independent voices of a reading, in the order the engine works in."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Heard:
    """One position for each independent voice.

    `rows[position]` is its row, `position_of[row]` leads every understandable row to the
    position that speaks for it, `weights[position]` counts the rows it speaks for.
    """

    rows: list[int]
    position_of: dict[int, int]
    weights: NDArray[np.int64]

    def spoken_for(self) -> list[list[int]]:
        """The rows of each position, its own among them."""
        rows: list[list[int]] = [[] for _ in self.rows]
        for row, position in self.position_of.items():
            rows[position].append(row)
        return rows
