"""Which subject voices are about, what can be said to it, and which unit says it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings

from qunce.demo.hearing import written
from qunce.voices.models import Voice

# So many voices of a theme are read before it is answered.
_READ = 40


@dataclass(frozen=True)
class Measure:
    """What was done, and the words of the voices to which it is said."""

    words: tuple[str, ...]
    sentence: str

    def fits(self, text: str) -> int:
        return sum(text.count(word) for word in self.words)


@dataclass(frozen=True)
class Subject:
    """`promise` is what can be dated; `limit` is what cannot be done as asked, and why."""

    key: str
    unit: str
    measures: tuple[Measure, ...]
    promise: str
    limit: str

    def fits(self, text: str) -> int:
        return sum(measure.fits(text) for measure in self.measures)


@cache
def subjects() -> dict[str, Subject]:
    """By the keys of the themes that are written (group/theme)."""
    text = Path(__file__).with_name("answers.txt").read_text(encoding="utf-8")
    return {found.key: found for found in map(_subject, text.split("\n== ")[1:])}


def _subject(block: str) -> Subject:
    head, *lines = block.strip().splitlines()
    key, unit = head.split()
    said = {line[0]: line[2:] for line in lines if line[0] in ">?"}
    return Subject(key, unit, tuple(_measures(lines)), said[">"], said["?"])


def _measures(lines: Iterable[str]) -> Iterator[Measure]:
    for line in lines:
        if line[0] not in ">?":
            words, sentence = line.split(": ", 1)
            yield Measure(tuple(words.split()), sentence)


def about(texts: Sequence[str]) -> str:
    """What most of these texts are about: the key of a subject, `slogan` or `junk`.

    A text that was written for this city is known; of any other its words decide.
    """
    known = written(Path(settings.VAR) / "demo")
    keys = Counter(known[hash(text.strip())] for text in texts if hash(text.strip()) in known)
    for key, n in keys.most_common():
        if key in subjects() or 2 * n > keys.total():
            return key
    whole = "\n".join(texts)
    return max(subjects().values(), key=lambda subject: subject.fits(whole)).key


def texts_of(voice_ids: Sequence[int]) -> list[str]:
    """The words of the first of these voices."""
    found = Voice.objects.filter(pk__in=voice_ids[:_READ]).order_by("pk")
    return list(found.values_list("text", flat=True))
