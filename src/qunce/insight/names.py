"""Names for themes: short noun phrases that stand in the texts, word beside word.

A phrase is one to four adjacent words of a shape that a clerk would write as a heading. It is
ranked by how many voices of the theme say it and how rarely the other themes do. Persons,
numbers and masked places never enter a name.
"""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain, count
from typing import Self

import numpy as np
import rjieba
from numpy.typing import NDArray
from scipy import sparse

from qunce.insight.vectors import HEADING
from qunce.insight.vocabulary import PLACES_AND_FIRMS, STOP_WORDS, THIN, UNNAMED
from qunce.insight.words import Cut

LONGEST = 4
# Voices read for the names of all themes together and of one theme; the fewest to say a phrase.
READ, READ_OF_ONE, FEWEST = 30_000, 200, 2
KEYWORDS = 8
# For a parent what is said by many counts more than what nobody else says (log of the ratio).
WIDE = 1.5
_BITS = 15
# Particles and directions make a word part of a story: 挪不动, 拄着, 报上去, 形同虚设 stays.
_TOLD = re.compile(r"^[不没](?!动产|锈钢|文明)|[着了过得去来住死]$|.[不得]..?$|[上下]去$")
_HAN = re.compile(r"[\u3400-\u9fff]+")
# Part-of-speech tags that may stand inside a name, and those that may end it.
_NOUNS = frozenset(("n", "vn", "an", "j"))
_LAST = _NOUNS | {"v", "l", "x"}
_INNER = _LAST | {"nz", "nt", "ns", "a", "b", "s", "ng", "vg"}
_PROPER = frozenset(("ns", "nt", "nz", "x"))
# Single characters that end a compound: 充电桩, 断头路, 健康码, 学区房.
_ENDINGS = frozenset(
    "桩房路码柜站场证款车楼灯桥园渠库井线卡网费税女厂店院校点棚箱池沟田河塘坝机险金梯"
)
_LONE_ENDINGS = frozenset((char,) for char in _ENDINGS)


@dataclass(frozen=True)
class Name:
    """The name of a theme and the words that set it apart."""

    name: str
    keywords: tuple[str, ...]


@dataclass(frozen=True)
class _Spoken:
    """Phrases, how much the voices read in each leaf say them (phrases × leaves), and how much
    they could: a mention in a heading counts `HEADING` times."""

    phrases: tuple[tuple[str, ...], ...]
    counts: sparse.csc_matrix
    voices: NDArray[np.float64]

    @cached_property
    def total(self) -> NDArray[np.float64]:
        return np.asarray(self.counts.sum(axis=1)).ravel()


def name_leaves(
    texts: Cut, leaves: Sequence[NDArray[np.int64]], *, taken: Set[str] = frozenset()
) -> list[Name]:
    """One distinct name a leaf; `leaves` are rows of `texts`, the most typical first."""
    if not leaves:
        return []
    spoken = _listen(texts, leaves)
    taken = set(taken)
    names: list[Name] = []
    for leaf in range(len(leaves)):
        keywords = _keywords(spoken, leaf)
        phrases = ["".join(phrase) for phrase, _ in _ranked(spoken, leaf)]
        name = next(n for n in chain(_widened(phrases, keywords), _others()) if n not in taken)
        taken.add(name)
        names.append(Name(name, keywords))
    return names


def _widened(phrases: Sequence[str], keywords: Sequence[str]) -> Iterator[str]:
    """Phrases, best first; where the best is one short word, it is first paired with another."""
    if phrases and len(phrases[0]) < 3:
        rest = [word for word in keywords if not set(word) & set(phrases[0])]
        yield from _paired([phrases[0], *rest[:2]])
    yield from phrases


def _listen(texts: Cut, leaves: Sequence[NDArray[np.int64]]) -> _Spoken:
    most = max(20, min(READ_OF_ONE, READ // max(len(leaves), 1)))
    read = [rows[:most] for rows in leaves]
    rows = np.concatenate([*read, np.empty(0, np.int64)])
    leaf_of = np.repeat(np.arange(len(read)), [len(own) for own in read])
    pieces = [np.append(texts.of(int(row)), 0).astype(np.int32) for row in rows]
    heard = _Heard.of(pieces, texts.heads[rows])
    roles = _roles(texts, heard.ids)
    found = [_grams(heard, size, roles) for size in range(1, LONGEST + 1)]
    codes, voices, weights = (np.concatenate(column) for column in zip(*found, strict=True))
    distinct, numbers, uses = np.unique(codes, return_inverse=True, return_counts=True)
    common = uses >= FEWEST
    keep = common[numbers]
    place = (np.cumsum(common) - 1)[numbers[keep]]
    shape = (int(common.sum()), len(read))
    counts = sparse.csc_matrix((weights[keep], (place, leaf_of[voices[keep]])), shape=shape)
    phrases = tuple(_spell(int(code), roles.words) for code in distinct[common])
    weighed = np.bincount(leaf_of, weights=heard.full, minlength=len(read)).astype(np.float64)
    return _Spoken(phrases, counts, weighed)


def name_parents(
    texts: Cut, parents: Sequence[NDArray[np.int64]], *, taken: Set[str] = frozenset()
) -> list[Name]:
    """One distinct name a parent, wide enough for all of its leaves: its two strongest words."""
    if not parents:
        return []
    spoken = _listen(texts, parents)
    taken = set(taken)
    names: list[Name] = []
    for parent in range(len(parents)):
        keywords = _keywords(spoken, parent, most_lift=WIDE)
        nouns = [word for word in keywords if _tag(word) in _NOUNS]
        wide = (*_paired(nouns), *_paired(keywords))
        name = next(n for n in chain(wide, _others()) if n not in taken)
        taken.add(name)
        names.append(Name(name, keywords))
    return names


def _paired(keywords: Sequence[str]) -> Iterator[str]:
    """Two words that do not repeat each other, the strongest first; then single words."""
    solid = [word for word in keywords if word not in THIN and not _is_proper(word)]
    for second in range(1, len(solid)):
        for first in range(second):
            if not set(solid[first]) & set(solid[second]):
                yield f"{solid[first]}与{solid[second]}"
    yield from keywords


def _others() -> Iterator[str]:
    """Names where the texts offer none."""
    return chain(("其他",), (f"其他（{number}）" for number in count(2)))


@dataclass(frozen=True)
class _Heard:
    """The voices read, one after another: word numbers, whose they are, what a mention counts."""

    ids: NDArray[np.int32]
    voice: NDArray[np.int64]
    weight: NDArray[np.float32]
    full: NDArray[np.float32]

    @classmethod
    def of(cls, pieces: Sequence[NDArray[np.int32]], heads: NDArray[np.int64]) -> Self:
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
    dense: NDArray[np.int64]
    words: tuple[str, ...]


def _roles(texts: Cut, ids: NDArray[np.int32]) -> _Roles:
    uses = np.bincount(ids, minlength=len(texts.words))
    inner = np.zeros(len(texts.words), np.bool_)
    last = np.zeros(len(texts.words), np.bool_)
    dense = np.zeros(len(texts.words), np.int64)
    words = [""]
    for number in np.argsort(-uses, kind="stable").tolist():
        if uses[number] < FEWEST or len(words) >= 2**_BITS:
            break
        word = texts.words[number]
        if word in _ENDINGS:
            last[number] = True
        elif _may_name(word):
            inner[number], last[number] = _tag(word) in _INNER, _tag(word) in _LAST
        if inner[number] or last[number]:
            dense[number] = len(words)
            words.append(word)
    return _Roles(inner, last, dense, tuple(words))


def _may_name(word: str) -> bool:
    if word in STOP_WORDS or word in UNNAMED:
        return False
    return len(word) > 1 and _HAN.fullmatch(word) is not None and not _TOLD.search(word)


def _grams(
    heard: _Heard, size: int, roles: _Roles
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float32]]:
    """Codes of phrases of `size` words, the voices that say them and with what weight."""
    starts = max(len(heard.ids) - size + 1, 0)
    fits = roles.last[heard.ids[size - 1 :][:starts]].copy()
    code = np.zeros(starts, np.int64)
    for position in range(size):
        part = heard.ids[position:][:starts]
        if position < size - 1:
            fits &= roles.inner[part]
        code = (code << _BITS) | roles.dense[part]
    at = np.flatnonzero(fits)
    # Headings come first in a voice, so the first mention is the weightiest.
    order = at[np.lexsort((at, heard.voice[at], code[at]))]
    fresh = np.ones(len(order), np.bool_)
    fresh[1:] = (np.diff(code[order]) != 0) | (np.diff(heard.voice[order]) != 0)
    kept = order[fresh]
    return code[kept], heard.voice[kept], heard.weight[kept]


def _spell(code: int, words: Sequence[str]) -> tuple[str, ...]:
    spelt: list[str] = []
    while code:
        spelt.append(words[code & (2**_BITS - 1)])
        code >>= _BITS
    return tuple(reversed(spelt))


def _ranked(spoken: _Spoken, leaf: int) -> list[tuple[tuple[str, ...], float]]:
    """Phrases of a leaf, the best name first."""
    rows, here, lift = _told_apart(spoken, leaf)
    score = here**0.6 * lift
    weighed = [
        (spoken.phrases[row], value * _shape(spoken.phrases[row]))
        for row, value in zip(rows.tolist(), score.tolist(), strict=True)
        if spoken.phrases[row] not in _LONE_ENDINGS
    ]
    return sorted(weighed, key=lambda item: (-item[1], item[0]))[:40]


def _keywords(spoken: _Spoken, leaf: int, *, most_lift: float = np.inf) -> tuple[str, ...]:
    """Words of a leaf, most said first; beyond `most_lift` rarity elsewhere does not help."""
    rows, here, lift = _told_apart(spoken, leaf)
    lift = np.minimum(lift, most_lift)
    words = [
        (-here[at] * lift[at], spoken.phrases[row][0])
        for at, row in enumerate(rows.tolist())
        if len(spoken.phrases[row]) == 1 and len(spoken.phrases[row][0]) > 1
    ]
    return tuple(word for _, word in sorted(words)[:KEYWORDS])


def _told_apart(
    spoken: _Spoken, leaf: int
) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.float64]]:
    """Phrases of a leaf, the share of it that says them, and how much more than elsewhere (log).

    Two unheard voices are added to the leaf, so that a phrase of two people is not a name.
    """
    column = spoken.counts[:, [leaf]].tocoo()
    own = column.data
    here = own / (spoken.voices[leaf] + 2 * HEADING)
    total = spoken.total[column.row]
    elsewhere = (total - own + 1) / (spoken.voices.sum() - spoken.voices[leaf] + HEADING)
    lift = np.maximum(np.log(here / elsewhere), 0)
    said = own >= min(FEWEST, spoken.voices[leaf])
    return column.row[said], here[said], lift[said]


def _shape(phrase: tuple[str, ...]) -> float:
    """How much a phrase looks like a heading: four to eight characters, something said in it."""
    length = sum(map(len, phrase))
    form = {2: 0.5, 3: 0.65, 4: 0.95, 5: 1.0, 6: 1.1, 7: 1.1, 8: 1.05, 9: 0.9}.get(length, 0.6)
    if all(word in THIN for word in phrase):
        form *= 0.2
    if any(_is_proper(word) for word in phrase):
        form *= 0.5
    if phrase[-1] in PLACES_AND_FIRMS:
        form *= 0.4
    tags = [_tag(word) for word in phrase]
    if tags[0] == "v" and len(phrase) > 1:
        form *= 0.85
    if tags[-1] in {"v", "l", "i"}:
        form *= 0.8 if tags[0].startswith("n") and len(phrase) > 1 else 0.4
    return form


def _is_proper(word: str) -> bool:
    """A place, a firm, or a word that is in no dictionary, which mostly is such a name too."""
    return len(word) > 1 and (_tag(word) in _PROPER or not rjieba.has_word(word))


@lru_cache(maxsize=200_000)
def _tag(word: str) -> str:
    """Part of speech of a word by itself; 'x' where the tagger would cut it again."""
    tagged = rjieba.tag(word)
    return tagged[0][1] if len(tagged) == 1 else "x"
