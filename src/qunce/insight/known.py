"""Texts in the words that a reading learned, cut by the same rule as the texts that it read."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from qunce.insight.words import Cut, Ints, Taught, Vocabulary, by_dictionary, cut_known


@dataclass(frozen=True)
class KnownWords:
    """Cuts texts into the words of a vocabulary: ids are its numbers, -1 for all others.

    Without `taught` the reading was so small that jieba cut every text. With it texts of thousands
    of characters are cut twenty times as fast.
    """

    vocabulary: Vocabulary
    taught: Taught | None

    def cut(self, texts: Sequence[str]) -> Cut:
        if self.taught is None:
            return cut_known(texts, self.vocabulary)
        found = by_dictionary(texts, self.taught)
        return replace(found, words=(), ids=self._numbers[found.ids])

    @cached_property
    def _numbers(self) -> Ints:
        assert self.taught is not None
        return self.vocabulary.numbers(self.taught.dictionary[0])
