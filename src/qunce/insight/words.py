"""Texts cut into words once: flat arrays of word numbers, with the breaks kept.

A break (punctuation, end of line) is word 0, so words that stand side by side in the arrays
stood side by side in the text.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import repeat

import numpy as np
import rjieba
from numpy.typing import NDArray

from qunce.insight.counting import evenly
from qunce.insight.dictionary import MASKED, STEM, Dictionary
from qunce.insight.folding import SCRIPT, Codes, Folded, fold, spelled
from qunce.insight.kernel import kernel
from qunce.insight.vocabulary import ASKING, STOP_WORDS

BREAK = ""
# A word that the dictionary, learned from part of a large corpus, does not have.
UNKNOWN = "\u25a1"
HEADING_WORDS = 40
# So many characters jieba cuts; of a larger corpus they teach the dictionary for all of it.
TAUGHT = 3_000_000
_BATCH = 2_000_000
Ints = NDArray[np.int32]
Longs = NDArray[np.int64]
Tick = Callable[[float], None]

_SAYS = re.compile(r"[^\W_]")
_DIGITS = re.compile(r"[\d零〇一二三四五六七八九十百千万亿两.,%:]+")
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
_MASKED = re.compile(rf"(?<![a-z])[a-z]\d{{0,3}}[{MASKED}]")


class _Index(dict[str, int]):
    """Word to number, growing; anything without a letter or digit is a break."""

    def __missing__(self, word: str) -> int:
        self[word] = number = len(self) if _SAYS.search(word) else 0
        return number

    def numbers(self, words: Sequence[str]) -> Ints:
        return np.fromiter(map(self.__getitem__, words), np.int32, len(words))


@dataclass(frozen=True)
class Cut:
    """A corpus in words: text i is `ids[starts[i]:starts[i + 1]]`, breaks are 0.

    The first `heads[i]` of them are its heading: a short first line with more below it. `at` is
    where each word begins in its own text.
    """

    words: tuple[str, ...]
    ids: Ints
    starts: Longs
    heads: Longs
    at: Ints

    def __len__(self) -> int:
        return len(self.starts) - 1

    def of(self, row: int) -> Ints:
        return self.ids[self.starts[row] : self.starts[row + 1]]

    def owners(self) -> Longs:
        """The text of each position in `ids`."""
        return np.repeat(np.arange(len(self)), np.diff(self.starts))


def cut(texts: Sequence[str], *, tick: Tick | None = None) -> Cut:
    """Cut texts into words; word numbers follow the order of the words, not of the texts.

    More than `TAUGHT` characters are cut by the dictionary of an even sample of the texts.

    >>> found = cut(["路灯坏了，公交"])
    >>> [found.words[number] for number in found.of(0)], found.at.tolist()
    (['路灯', '坏', '了', '', '公交'], [0, 2, 3, 4, 5])
    """
    return cut_as(texts, taught_by(texts), tick)


@dataclass(frozen=True)
class Taught:
    """The words that jieba found, 0 for none, and how often it found each."""

    words: tuple[str, ...]
    uses: Longs

    @cached_property
    def dictionary(self) -> tuple[tuple[str, ...], Dictionary]:
        """All words by number, the unknown one last, and the dictionary that finds them."""
        words = (*self.words, UNKNOWN)
        uses = np.append(self.uses, 0)
        return words, Dictionary.of(words, uses, unknown=len(words) - 1)


def taught_by(texts: Sequence[str]) -> Taught | None:
    """What cuts these texts; None where they have so few characters that jieba cuts them all."""
    return teach(texts) if sum(map(len, texts)) > TAUGHT else None


def cut_as(texts: Sequence[str], taught: Taught | None, tick: Tick | None = None) -> Cut:
    """Cut texts as others were cut: by what these taught, or by jieba."""
    return by_dictionary(texts, taught, tick) if taught else by_jieba(texts, tick)


def teach(texts: Sequence[str]) -> Taught:
    """What an even sample of `TAUGHT` characters of the texts teaches a dictionary."""
    total = max(sum(map(len, texts)), 1)
    sample = evenly(len(texts), max(1, len(texts) * TAUGHT // total))
    found = by_jieba([texts[row] for row in sample.tolist()])
    return Taught(found.words, np.bincount(found.ids, minlength=len(found.words)))


class Vocabulary(dict[str, int]):
    """Words by their number in what was learned; other words and breaks are -1."""

    def numbers(self, words: Sequence[str]) -> Ints:
        return np.fromiter(map(self.get, words, repeat(-1)), np.int32, len(words))


def cut_known(texts: Sequence[str], vocabulary: Vocabulary) -> Cut:
    """Cut texts by jieba into the words of a vocabulary: ids are its numbers, `words` is empty."""
    parts = [_part(folded, *_jieba(folded, vocabulary)) for folded in _batches(texts, None)]
    return _together((), parts)


def by_jieba(texts: Sequence[str], tick: Tick | None = None) -> Cut:
    """Each text by itself, however many there are."""
    index = _Index({BREAK: 0})
    parts = [_part(folded, *_jieba(folded, index)) for folded in _batches(texts, tick)]
    return _in_word_order(index, _together((BREAK,), parts))


def by_dictionary(texts: Sequence[str], taught: Taught, tick: Tick | None = None) -> Cut:
    """Each text by itself, by the most probable path through the words that were taught."""
    words, dictionary = taught.dictionary
    parts = [_part(folded, *dictionary.cut(folded)) for folded in _batches(texts, tick)]
    return _together(words, parts)


def _batches(texts: Sequence[str], tick: Tick | None) -> Iterator[Folded]:
    """Texts folded, so many at a time as fill a batch."""
    start = size = 0
    for position, text in enumerate(texts, start=1):
        size += len(text)
        if size >= _BATCH or position == len(texts):
            yield fold(texts[start:position])
            start, size = position, 0
            if tick:
                tick(position / len(texts))


def _jieba(folded: Folded, index: _Index | Vocabulary) -> tuple[Ints, Ints, Longs]:
    """Word numbers, where each begins in the folded codes, and where each text starts."""
    numbers, lengths = [np.empty(0, np.int32)], [np.zeros(1, np.int32)]
    for row in range(len(folded)):
        words = rjieba.cut(_MASKED.sub(_unspoken, folded[row]))
        numbers.append(index.numbers(words))
        lengths.append(np.fromiter(map(len, words), np.int32, len(words)))
    ids = np.concatenate(numbers)
    begins = np.cumsum(np.concatenate(lengths), dtype=np.int32)[: len(ids)]
    ids, begins = _whole_runs(ids, begins, folded, index)
    return ids, begins, np.searchsorted(begins, folded.starts)


def _unspoken(masked: re.Match[str]) -> str:
    """'a市', 'a3区': a masked place tells nothing, and its letters glue to the next word."""
    return "，" * len(masked.group())


def _whole_runs(
    ids: Ints, begins: Ints, folded: Folded, index: _Index | Vocabulary
) -> tuple[Ints, Ints]:
    """Where jieba took letters of another script singly, their run is one word, its first letters.

    Endings are many in Uyghur or Mongolian; the first letters are mostly the same.
    """
    script = folded.kinds() == SCRIPT
    if not script.any():
        return ids, begins
    goes_on = script.copy()
    goes_on[1:] &= script[:-1]
    goes_on[folded.starts[:-1][folded.starts[:-1] < len(script)]] = False
    kept = ~goes_on[begins]
    ids, begins = ids[kept], begins[kept]
    ends = np.append(begins[1:], len(script))
    runs = np.flatnonzero(script[begins]).tolist()
    stems = [folded.codes[begins[at] : min(begins[at] + STEM, ends[at])] for at in runs]
    ids[runs] = index.numbers([spelled(stem) for stem in stems])
    return ids, begins


def _part(folded: Folded, ids: Ints, begins: Ints, starts: Longs) -> Cut:
    heads = _headings(folded.codes, begins, starts)
    return Cut((BREAK,), ids, starts, heads, folded.origin[begins])


def _together(words: tuple[str, ...], parts: Sequence[Cut]) -> Cut:
    if not parts:
        nothing = np.empty(0, np.int32)
        return Cut(words, nothing, np.zeros(1, np.int64), np.empty(0, np.int64), nothing)
    sizes = np.concatenate([np.diff(part.starts) for part in parts])
    return Cut(
        words,
        np.concatenate([part.ids for part in parts]),
        np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes)]),
        np.concatenate([part.heads for part in parts]),
        np.concatenate([part.at for part in parts]),
    )


def _in_word_order(index: _Index, texts: Cut) -> Cut:
    known = sorted(word for word, number in index.items() if number)
    renumber = np.zeros(len(index), np.int32)
    for position, word in enumerate(known, start=1):
        renumber[index[word]] = position
    return replace(texts, words=(BREAK, *known), ids=renumber[texts.ids])


@kernel
def _headings(codes: Codes, begins: Ints, starts: Longs) -> Longs:
    """How many words stand in a first line that is short and has more below it; else 0."""
    heads = np.zeros(len(starts) - 1, np.int64)
    for text in range(len(starts) - 1):
        first, stop = starts[text], starts[text + 1]
        line_end = first
        while line_end < min(stop, first + HEADING_WORDS) and not _ends_line(
            codes, begins[line_end]
        ):
            line_end += 1
        if line_end >= min(stop, first + HEADING_WORDS):
            continue
        for at in range(line_end, min(stop, line_end + HEADING_WORDS)):
            if codes[begins[at]] > 32:
                heads[text] = line_end - first
    return heads


@kernel
def _ends_line(codes: Codes, at: int) -> bool:
    return bool(
        codes[at] == 10 or (codes[at] == 13 and at + 1 < len(codes) and codes[at + 1] == 10)
    )


def is_content(word: str) -> bool:
    """Whether a word can carry a theme: no function word, question, number or single letter."""
    if not word or word in STOP_WORDS or _DIGITS.fullmatch(word) or ASKING.search(word):
        return False
    return len(word) > 1 or not _HAN.match(word)


def content_mask(words: Iterable[str]) -> NDArray[np.bool_]:
    return np.fromiter(map(is_content, words), np.bool_)
