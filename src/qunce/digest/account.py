"""What a digest holds: the spreadsheet as it was gathered, and how it was understood."""

from dataclasses import dataclass
from pathlib import Path

from qunce.digest.gather import Gathered
from qunce.insight import Understanding


@dataclass(frozen=True)
class Digest:
    """A reading of a spreadsheet. Rows inside `understanding` are positions in `voices`."""

    gathered: Gathered
    understanding: Understanding
    files: tuple[Path, ...] = ()

    def row(self, position: int) -> int:
        """The row of the file, as a person sees it."""
        return self.gathered.voices[position].row
