"""Finding words without spaces: every character and every pair of neighbours is a token.

One or two characters are found by the index alone; of longer words the index finds texts with
all pairs, and the text itself decides.
"""

import re
import unicodedata
from dataclasses import dataclass

_RUN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+|[^\W_]+")
# PostgreSQL refuses a lexeme above 2,046 bytes; nobody looks for a longer word than this.
_LONGEST = 40


def fold(text: str) -> str:
    """The form in which texts are compared; the same as SQL's lower(normalize(text, NFKC))."""
    return unicodedata.normalize("NFKC", text).lower()


def tokens(text: str) -> set[str]:
    """All tokens of a text.

    >>> sorted(tokens("停车难 B12"))
    ['b12', '停', '停车', '车', '车难', '难']
    """
    found: set[str] = set()
    for run in _RUN.findall(fold(text)):
        if _is_cjk(run):
            found.update(run)
            found.update(run[i : i + 2] for i in range(len(run) - 1))
        else:
            found.update(run[i : i + _LONGEST] for i in range(0, len(run), _LONGEST))
    return found


# A tsvector holds 1 MB (PostgreSQL 18, limits of text search); 100,000 rare characters may make
# more. What is over goes unindexed: the text itself stays whole.
_MOST_BYTES = 1_000_000


def vector(text: str) -> str:
    """The tokens as PostgreSQL reads a tsvector; letters and digits only, so none is quoted."""
    return " ".join(tokens(text))


@dataclass(frozen=True)
class Query:
    """What was asked for: `tsquery` for the index, `words` to be found in the text itself."""

    tsquery: str
    words: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        return not self.tsquery


def parse(asked: str) -> Query:
    """Words apart by white space must all occur.

    >>> parse("停车 收费难")
    Query(tsquery="'停车' & '收费' & '费难'", words=('收费难',))
    """
    terms: list[str] = []
    recheck: list[str] = []
    for word in fold(asked[:200]).split():
        runs = _RUN.findall(word)
        for run in runs:
            terms += _terms(run)
        if runs and not _is_exact(word, runs):
            recheck.append(word)
    return Query(" & ".join(dict.fromkeys(terms)), tuple(recheck))


def _terms(run: str) -> list[str]:
    if not _is_cjk(run):
        return [f"'{run[:_LONGEST]}':*"]
    pairs = [run[i : i + 2] for i in range(len(run) - 1)] or [run]
    return [f"'{p}'" for p in pairs]


def _is_exact(word: str, runs: list[str]) -> bool:
    """Whether the index alone decides: one run of one or two Chinese characters."""
    return len(runs) == 1 and runs[0] == word and _is_cjk(word) and len(word) <= 2


def _is_cjk(run: str) -> bool:
    return ord(run[0]) >= 0x3400 and not run[0].isdigit() and bool(_CJK.match(run[0]))


_CJK = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
