"""The choice: phrases ranked for each theme, and one distinct name given to each."""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import chain, count

import numpy as np
from numpy.typing import NDArray

from qunce.insight.names.listening import Doubles, Longs, Phrase, Spoken, listen
from qunce.insight.names.shape import NOUNS, in_dictionary, is_proper, tag
from qunce.insight.vectors import Floats
from qunce.insight.vocabulary import THIN
from qunce.insight.words import Cut

KEYWORDS = 8
# A word in no dictionary may be somebody's name: so many voices must say it before it is shown.
UNKNOWN_FROM = 3
# A word that tells nothing of its theme counts so little.
LEAST_TOLD = 1e-3
# Phrases of a theme that are compared with its centre, the best of them by their counts.
COMPARED = 60
# For a parent what is said by many counts more than what nobody else says (log of the ratio).
WIDE = 1.5

# The vectors of phrases, (n, d); what `Vectors.transform` gives for them.
Drawn = Callable[[Sequence[str]], Floats]


@dataclass(frozen=True)
class Name:
    """The name of a theme and the words that set it apart."""

    name: str
    keywords: tuple[str, ...]


def name_themes(
    texts: Cut,
    leaves: Sequence[Longs],
    groups: Sequence[Sequence[int]] = (),
    *,
    centres: Floats | None = None,
    draw: Drawn | None = None,
    taken: Set[str] = frozenset(),
) -> tuple[list[Name], list[Name]]:
    """One distinct name a leaf, and one a group of leaves.

    `leaves` are rows of `texts`, the most typical first; `groups` are positions in `leaves`. With
    `centres` (leaves, d) and `draw`, phrases near the centre of their leaf go before others.
    Where two leaves want one name, the one that it fits better has it. No name is in `taken`.
    """
    if not leaves:
        return [], []
    spoken = listen(texts, leaves)
    given = _Given(taken)
    named = _leaves(spoken, given, centres, draw)
    return named, _parents(spoken, groups, given, [len(rows) for rows in leaves], named)


def _leaves(
    spoken: Spoken, given: "_Given", centres: Floats | None, draw: Drawn | None
) -> list[Name]:
    total = len(spoken.voices)
    ranked = [_ranked(spoken, leaf) for leaf in range(total)]
    if draw and centres is not None:
        ranked = _nearer_first(ranked, centres, draw)
    keywords = [_words(_keywords(spoken, leaf)) for leaf in range(total)]
    names = [""] * total
    for leaf in sorted(range(total), key=lambda at: (-_best(ranked[at]), at)):
        phrases = ["".join(phrase) for phrase, _ in ranked[leaf]]
        names[leaf] = given.first_free(_widened(phrases, keywords[leaf]))
    return [Name(name, words) for name, words in zip(names, keywords, strict=True)]


def _parents(
    spoken: Spoken,
    groups: Sequence[Sequence[int]],
    given: "_Given",
    sizes: Sequence[int],
    leaves: Sequence[Name],
) -> list[Name]:
    """Its two largest leaves by name, as a clerk would head a chapter; its words are those that
    most of its leaves say.

    Two such words made the name before: over many kinds of complaint they were 父亲 and 老板.
    """
    joined = spoken.joined(groups)
    names = []
    for number, group in enumerate(groups):
        words = _words(_keywords(joined, number, most_lift=WIDE, within=(spoken, group)))
        nouns = [word for word in words if tag(word) in NOUNS]
        ranked = sorted(group, key=lambda leaf: (-sizes[leaf], leaf))
        largest = _of_two([leaves[leaf].name for leaf in ranked])
        names.append(Name(given.first_free(chain(largest, _paired(nouns), _paired(words))), words))
    return names


def _of_two(names: Sequence[str]) -> Iterator[str]:
    """Two names side by side that do not repeat each other, the first of the largest leaf."""
    whole = [name for name in names if "与" not in name and not name.startswith("其他")]
    for second in range(1, len(whole)):
        if not set(whole[0]) & set(whole[second]):
            yield f"{whole[0]}与{whole[second]}"


class _Given:
    """Names given so far. Two that are made of the same characters are one name."""

    def __init__(self, taken: Set[str]) -> None:
        self.made_of = {_made_of(name) for name in taken}

    def first_free(self, wanted: Iterator[str]) -> str:
        name = next(n for n in chain(wanted, _others()) if _made_of(n) not in self.made_of)
        self.made_of.add(_made_of(name))
        return name


def _made_of(name: str) -> str:
    return "".join(sorted(set(name) - {"与"}))


def _others() -> Iterator[str]:
    """Names where the texts offer none."""
    return chain(("其他",), (f"其他（{number}）" for number in count(2)))


def _widened(phrases: Sequence[str], keywords: Sequence[str]) -> Iterator[str]:
    """Phrases, best first; a single short word gives way to a phrase around it, or to a pair."""
    if phrases and len(phrases[0]) < 3:
        word = phrases[0]
        yield from [phrase for phrase in phrases if word in phrase and len(phrase) > 3][:3]
        rest = [keyword for keyword in keywords if not set(keyword) & set(word)]
        yield from _paired([word, *rest[:2]])
    yield from phrases


def _paired(keywords: Sequence[str]) -> Iterator[str]:
    """Two words that do not repeat each other, the strongest first; then single words."""
    solid = [word for word in keywords if word not in THIN and not is_proper(word)]
    for second in range(1, len(solid)):
        for first in range(second):
            if not set(solid[first]) & set(solid[second]):
                yield f"{solid[first]}与{solid[second]}"
    yield from keywords


Ranked = list[tuple[Phrase, float]]


def _best(ranked: Ranked) -> float:
    return ranked[0][1] if ranked else 0.0


def _ranked(spoken: Spoken, leaf: int) -> Ranked:
    """Phrases of a leaf, the best name first.

    The share of voices times the logarithm of how much more than elsewhere measures what a phrase
    tells of its leaf; its words must tell something by themselves too, or it is an accident.
    """
    rows, here, lift = spoken.told_apart(leaf)
    tells = here * lift
    words = _of_words(spoken, rows, tells)
    score = tells**0.4 * words**0.6 * spoken.forms[rows] * np.sqrt(spoken.freedom[rows])
    return _first(spoken, rows, score, COMPARED)


def _of_words(spoken: Spoken, rows: Longs, tells: Doubles) -> Doubles:
    """What the words of each phrase tell by themselves: the geometric mean over the longer ones."""
    nothing = math.log(LEAST_TOLD)
    # The last two are what -1 and -2 point at.
    told = np.full(len(spoken.phrases) + 2, nothing)
    told[rows] = np.log(np.maximum(tells, LEAST_TOLD))
    parts = spoken.parts[rows]
    words = parts > -2
    means = (told[parts] * words).sum(axis=1) / np.maximum(words.sum(axis=1), 1)
    found: Doubles = np.exp(np.where(words.any(axis=1), means, nothing))
    return found


def _first(spoken: Spoken, rows: Longs, scores: Doubles, most: int) -> Ranked:
    """The phrases of the highest scores, in their order."""
    if len(rows) > most:
        among = scores >= np.partition(scores, -most)[-most]
        rows, scores = rows[among], scores[among]
    phrases = [spoken.phrases[row] for row in rows.tolist()]
    return _sorted(zip(phrases, scores.tolist(), strict=True))[:most]


def _sorted(scored: Iterable[tuple[Phrase, float]]) -> Ranked:
    known = [(phrase, score) for phrase, score in scored if score > 0]
    return sorted(known, key=lambda item: (-item[1], item[0]))[:COMPARED]


def _nearer_first(ranked: Sequence[Ranked], centres: Floats, draw: Drawn) -> list[Ranked]:
    """Scores times the root of the cosine to the centre of the leaf."""
    drawn = draw(["".join(phrase) for own in ranked for phrase, _ in own])
    leaf_of = np.repeat(np.arange(len(ranked)), [len(own) for own in ranked])
    cosines: NDArray[np.float32] = np.einsum("ij,ij->i", drawn, centres[leaf_of])
    near = iter(np.sqrt(np.maximum(cosines, 0.05)).tolist())
    return [_sorted((phrase, score * next(near)) for phrase, score in own) for own in ranked]


def _keywords(
    spoken: Spoken,
    leaf: int,
    *,
    most_lift: float = np.inf,
    within: tuple[Spoken, Sequence[int]] | None = None,
) -> Ranked:
    """Words of a leaf, most telling first; beyond `most_lift` rarity elsewhere does not help.

    `within` holds the leaves of a group: a word that they all say goes before one of a single leaf.
    """
    rows, here, lift = spoken.told_apart(leaf)
    word = spoken.words[rows]
    rows, here, lift = rows[word], here[word], lift[word]
    shown = spoken.said_by(rows, leaf) >= UNKNOWN_FROM
    for at in np.flatnonzero(~shown).tolist():
        shown[at] = in_dictionary(spoken.phrases[rows[at]][0])
    rows, here, lift = rows[shown], here[shown], lift[shown]
    tells = here * np.minimum(lift, most_lift) * np.sqrt(spoken.freedom[rows])
    if within:
        tells *= within[0].spread(rows, within[1])
    return _first(spoken, rows, tells, KEYWORDS)


def _words(ranked: Ranked) -> tuple[str, ...]:
    return tuple(phrase[0] for phrase, _ in ranked)
