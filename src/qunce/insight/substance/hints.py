"""Hints: frozen values over spans of the text, nothing of the text itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

Span = tuple[int, int]


class Says(StrEnum):
    """What a text seems to hold. A hint to a reader, never a verdict, and never about a person."""

    SITUATION = "situation"
    REASON = "reason"
    PROPOSAL = "proposal"
    PLACE = "place"
    ADDRESSEE = "addressee"
    TOO_SHORT = "too_short"
    SLOGAN = "slogan"
    ADVERTISING = "advertising"
    PERSONAL_CASE = "personal_case"


class Channel(StrEnum):
    """Where a personal case is heard (信访工作条例 2022, Art. 31, sends each to its own way)."""

    COURT = "court"  # 司法程序
    DISCIPLINE = "discipline"  # 纪检监察, 12388
    LABOUR = "labour"  # 劳动监察、劳动仲裁, 12333
    POLICE = "police"  # 公安, 110
    PETITION = "petition"  # 信访
    HOTLINE = "hotline"  # 12345


@dataclass(frozen=True)
class Hint:
    """One thing a text seems to hold and the spans [start, stop) of the words that say so."""

    says: Says
    spans: tuple[Span, ...]
    channel: Channel | None = None

    def quotes(self, text: str) -> tuple[str, ...]:
        """The words, verbatim."""
        return tuple(text[start:stop] for start, stop in self.spans)


@dataclass(frozen=True)
class Substance:
    """The hints of one text, at most one of each sort, in the order of `Says`."""

    hints: tuple[Hint, ...]

    def says(self, what: Says) -> bool:
        return any(hint.says is what for hint in self.hints)

    def hint(self, what: Says) -> Hint | None:
        return next((hint for hint in self.hints if hint.says is what), None)

    @property
    def channel(self) -> Channel | None:
        found: Sequence[Hint] = [hint for hint in self.hints if hint.channel]
        return found[0].channel if found else None
