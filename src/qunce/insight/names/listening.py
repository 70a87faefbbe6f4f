"""What the voices of each theme say: phrases, counted once a voice."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Self

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from qunce.insight.kernel import kernel
from qunce.insight.names.shape import may_stand, shape
from qunce.insight.pairing import room, slot
from qunce.insight.vectors import HEADING
from qunce.insight.words import Cut

LONGEST = 4
# Voices read for the names of all themes together and of one theme; the fewest to say a phrase.
READ, READ_OF_ONE, FEWEST = 30_000, 200, 2
# One mention in so many has other neighbours than the rest: then a phrase moves freely.
FREE = 3
_BITS = 15

Longs = NDArray[np.int64]
Doubles = NDArray[np.float64]
Phrase = tuple[str, ...]


@dataclass(frozen=True)
class Spoken:
    """Phrases and how much the voices read in each leaf say them.

    `counts` (phrases × leaves) and `voices` (leaves), where a mention in a heading counts
    `HEADING` times; `people` (phrases × leaves): the voices that say it, each counted once;
    `freedom` (phrases): how freely a phrase moves between surroundings, 0 to 1.
    """

    phrases: tuple[Phrase, ...]
    counts: sparse.csc_matrix
    people: sparse.csc_matrix
    voices: Doubles
    freedom: Doubles

    @cached_property
    def total(self) -> Doubles:
        return np.asarray(self.counts.sum(axis=1)).ravel()

    @cached_property
    def words(self) -> NDArray[np.bool_]:
        """Which phrases are single words of two characters or more."""
        return np.array([len(own) == 1 and len(own[0]) > 1 for own in self.phrases], np.bool_)

    @cached_property
    def forms(self) -> Doubles:
        """How much each phrase looks like a heading."""
        return np.array([shape(own) for own in self.phrases])

    @cached_property
    def parts(self) -> Longs:
        """(phrases, LONGEST): where each word of two characters or more is a phrase by itself, -1
        where it is none; -2 where there is no such word.
        """
        row_of = {own[0]: row for row, own in enumerate(self.phrases) if len(own) == 1}
        found = np.full((len(self.phrases), LONGEST), -2)
        for row, own in enumerate(self.phrases):
            for place, word in enumerate(own):
                if len(word) > 1:
                    found[row, place] = row_of.get(word, -1)
        return found

    def joined(self, groups: Sequence[Sequence[int]]) -> "Spoken":
        """The same with one column for each group of leaves."""
        member = np.zeros((len(self.voices), len(groups)))
        for number, group in enumerate(groups):
            member[list(group), number] = 1
        joining = sparse.csc_matrix(member)
        counts, people = ((one @ joining).tocsc() for one in (self.counts, self.people))
        return replace(self, counts=counts, people=people, voices=self.voices @ member)

    def spread(self, rows: Longs, group: Sequence[int]) -> Doubles:
        """How evenly the leaves of a group say each phrase, 0 to 1 (perplexity of their shares)."""
        shares = self.counts[rows][:, list(group)].toarray() / self.voices[list(group)]
        shares /= np.maximum(shares.sum(axis=1, keepdims=True), 1e-12)
        logs = np.log(np.where(shares > 0, shares, 1.0))
        even: Doubles = np.exp(-(shares * logs).sum(axis=1)) / len(group)
        return even

    def told_apart(self, leaf: int) -> tuple[Longs, Doubles, Doubles]:
        """Phrases of a leaf, the share of it that says them, how much more than elsewhere (log).

        Two unheard voices are added to the leaf, so that a phrase of two people is not a name.
        """
        column = self.counts[:, [leaf]].tocoo()
        own = column.data
        here = own / (self.voices[leaf] + 2 * HEADING)
        others = self.total[column.row] - own
        elsewhere = (others + 1) / (self.voices.sum() - self.voices[leaf] + HEADING)
        lift = np.maximum(np.log(here / elsewhere), 0)
        said = self.said_by(column.row, leaf) >= min(FEWEST, self.voices[leaf])
        return column.row[said].astype(np.int64), here[said], lift[said]

    def said_by(self, rows: Longs, leaf: int) -> Longs:
        """How many of the voices read in a leaf say each of these phrases."""
        people: Longs = self.people[rows, leaf].toarray().ravel()
        return people


def listen(texts: Cut, leaves: Sequence[Longs]) -> Spoken:
    """Phrases of the first voices of each leaf; `leaves` are rows, the most typical first."""
    most = max(20, min(READ_OF_ONE, READ // max(len(leaves), 1)))
    read = [rows[:most] for rows in leaves]
    rows = np.concatenate([*read, np.empty(0, np.int64)])
    leaf_of = np.repeat(np.arange(len(read)), [len(own) for own in read])
    heard = _Heard.of([_with_a_break(texts, int(row)) for row in rows], texts.heads[rows])
    roles = _Roles.of(texts, heard.ids)
    grams = _Mentions.all(heard, roles)
    distinct, numbers, uses = np.unique(grams.code, return_inverse=True, return_counts=True)
    common = uses >= FEWEST
    keep = common[numbers]
    place = (np.cumsum(common) - 1)[numbers[keep]]
    shape = (int(common.sum()), len(read))
    where = (place, leaf_of[grams.voice[keep]])
    counts = sparse.csc_matrix((grams.weight[keep], where), shape)
    people = sparse.csc_matrix((np.ones(len(place), np.int64), where), shape)
    weighed = np.bincount(leaf_of, weights=heard.full, minlength=len(read)).astype(np.float64)
    return Spoken(
        tuple(_spell(int(code), roles.words) for code in distinct[common]),
        counts,
        people,
        weighed,
        _freedom(numbers, grams)[common],
    )


def _with_a_break(texts: Cut, row: int) -> NDArray[np.int32]:
    return np.append(texts.of(row), 0).astype(np.int32)


def _freedom(numbers: Longs, grams: "_Mentions") -> Doubles:
    """By phrase: 1 where every third mention stands in surroundings of its own, less below that."""
    varied = np.minimum(_varied(numbers, grams.left), _varied(numbers, grams.right))
    free: Doubles = np.minimum(varied * FREE, 1.0)
    return free


def _varied(numbers: Longs, beside: Longs) -> Doubles:
    """For each phrase, its different neighbours per mention; each break is one of its own."""
    total = np.bincount(numbers)
    breaks = np.bincount(numbers, weights=beside == 0)
    spoken = beside > 0
    width = int(beside.max(initial=0)) + 1
    met = np.sort(numbers[spoken] * width + beside[spoken])
    different = met[np.diff(met, prepend=-1) != 0] // width
    varied: Doubles = (breaks + np.bincount(different, minlength=len(total))) / total
    return varied


@dataclass(frozen=True)
class _Heard:
    """The voices read, one after another: word numbers, whose they are, what a mention counts."""

    ids: NDArray[np.int32]
    voice: Longs
    weight: NDArray[np.float32]
    full: NDArray[np.float32]

    @classmethod
    def of(cls, pieces: Sequence[NDArray[np.int32]], heads: Longs) -> Self:
        sizes = np.fromiter(map(len, pieces), np.int64, len(pieces))
        place = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        voice = np.repeat(np.arange(len(pieces)), sizes)
        weight = np.where(place < heads[voice], HEADING, 1).astype(np.float32)
        full = np.where(heads > 0, HEADING, 1).astype(np.float32)
        return cls(np.concatenate([*pieces, np.empty(0, np.int32)]), voice, weight, full)


@dataclass(frozen=True)
class _Roles:
    """By word number: may it stand inside a name, end one, and its dense number (0 for none)."""

    inner: NDArray[np.bool_]
    last: NDArray[np.bool_]
    dense: Longs
    words: tuple[str, ...]

    @classmethod
    def of(cls, texts: Cut, ids: NDArray[np.int32]) -> Self:
        uses = np.bincount(ids, minlength=len(texts.words))
        inner, last = np.zeros((2, len(texts.words)), np.bool_)
        dense = np.zeros(len(texts.words), np.int64)
        words = [""]
        for number in np.argsort(-uses, kind="stable").tolist():
            if uses[number] < FEWEST or len(words) >= 2**_BITS:
                break
            inner[number], last[number] = may_stand(texts.words[number])
            if inner[number] or last[number]:
                dense[number] = len(words)
                words.append(texts.words[number])
        return cls(inner, last, dense, tuple(words))


@dataclass(frozen=True)
class _Mentions:
    """First mentions: the code of a phrase, the voice, its weight, the words beside it."""

    code: Longs
    voice: Longs
    weight: NDArray[np.float32]
    left: Longs
    right: Longs

    @classmethod
    def all(cls, heard: _Heard, roles: _Roles) -> Self:
        found = [_mentions(heard, size, roles) for size in range(1, LONGEST + 1)]
        return cls(*(np.concatenate(column) for column in zip(*found, strict=True)))


def _mentions(
    heard: _Heard, size: int, roles: _Roles
) -> tuple[Longs, Longs, NDArray[np.float32], Longs, Longs]:
    """Headings come first in a voice, so the first mention is the weightiest."""
    at, code = _first_in_each_voice(
        heard.ids, heard.voice, size, roles.inner, roles.last, roles.dense
    )
    padded = np.concatenate(([0], heard.ids.astype(np.int64), [0]))
    return code, heard.voice[at], heard.weight[at], padded[at], padded[at + size + 1]


@kernel
def _first_in_each_voice(
    ids: NDArray[np.int32],
    voice: Longs,
    size: int,
    inner: NDArray[np.bool_],
    last: NDArray[np.bool_],
    dense: Longs,
) -> tuple[Longs, Longs]:
    """Where phrases of `size` words begin that are new in their voice, and their codes.

    Each voice ends with a break, which stands in no phrase.
    """
    longest = begun = 0
    for at in range(len(ids)):
        begun = at if voice[at] != voice[begun] else begun
        longest = max(longest, at - begun + 1)
    places = room(longest)
    mask = np.uint64(places - 1)
    table = np.zeros(places, np.int64)
    turns = np.full(places, -1, np.int64)
    found = np.empty(len(ids), np.int64)
    codes = np.empty(len(ids), np.int64)
    end = 0
    for at in range(len(ids) - size + 1):
        if not last[ids[at + size - 1]]:
            continue
        fits = True
        code = np.int64(0)
        for word in ids[at : at + size - 1]:
            fits &= inner[word]
            code = (code << _BITS) | dense[word]
        if not fits:
            continue
        code = (code << _BITS) | dense[ids[at + size - 1]]
        place = slot(np.uint64(code), mask)
        while turns[place] == voice[at] and table[place] != code:
            place = (place + np.uint64(1)) & mask
        if turns[place] == voice[at]:
            continue
        table[place], turns[place] = code, voice[at]
        found[end], codes[end] = at, code
        end += 1
    return found[:end].copy(), codes[:end].copy()


def _spell(code: int, words: Sequence[str]) -> Phrase:
    return tuple(reversed(list(_spelt(code, words))))


def _spelt(code: int, words: Sequence[str]) -> Iterator[str]:
    while code:
        yield words[code & (2**_BITS - 1)]
        code >>= _BITS
