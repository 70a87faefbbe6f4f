"""How one writer puts things: of several ways of saying the same, always the same one."""

import re
from functools import cache

from qunce.demo.writing import books
from qunce.demo.writing.grammar import Grammar, Write

NAMED = r"\{[^{}]*\}"
AROUND = re.compile(r"\(\?<?[=!][^()]*\)")  # what must or must not stand before or behind
KEEPS = 0.3  # how often a writer says it in the way in which it is written here


@cache
def _pattern() -> re.Pattern[str]:
    """Over lines of the grammar, where a number may be a range in braces."""
    patterns = [pattern.replace("[0-9", "[0-9{}") for pattern, _ in books.habits()]
    begin = "".join(sorted({"{", *(first for one in patterns for first in _firsts(one))}))
    # Few characters begin any of them: looked at first, since each costs a try of all patterns.
    ways = "|".join([NAMED, *(f"({pattern})" for pattern in patterns)])
    return re.compile(f"(?=[{re.escape(begin)}])(?:{ways})")


def _firsts(pattern: str) -> list[str]:
    """The characters with which what a pattern finds may begin."""
    core = AROUND.sub("", pattern)
    return [way[0] for way in core.removeprefix("(?:").split("|")]


def marked(line: str) -> str:
    """The line with what can be said in several ways as names of the rules of `declare`."""

    def rule(found: re.Match[str]) -> str:
        return f"{{~{found.lastindex}:{found[0]}}}" if found.lastindex else found[0]

    return _pattern().sub(rule, line)


class Habits:
    """The rules `~n:word`, one choice per text."""

    def __init__(self, grammar: Grammar) -> None:
        self._grammar = grammar
        self._random = grammar.random

    def way(self, name: str) -> Write:
        number, word = name[1:].split(":", 1)
        others = books.habits()[int(number) - 1][1]
        return lambda: self._grammar.kept(number, lambda: self._drawn(others)) or word

    def _drawn(self, others: list[str]) -> str:
        if self._random() < KEEPS:
            return ""
        return others[int(self._random() * len(others))]
