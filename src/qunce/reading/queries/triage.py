"""The engine's triage for rooms that assign: learned from pairs of text and unit."""

from collections.abc import Mapping, Sequence

from qunce.reading import engine

# Below this chance the suggestion is shown as a guess.
_LEAST = 0.5
_FEWEST = 2  # units that must have had something before anything can be told apart


class Learned:
    """What was learned; `explain` says the likeliest unit, how sure that is, and by which words."""

    def __init__(self, triage: "engine.Triage") -> None:
        self._triage = triage

    def explain(self, text: str) -> "engine.Explanation":
        return self._triage.explain(text)


def learn(past: Sequence[tuple[str, str]], duties: Mapping[str, str]) -> Learned | None:
    """From past texts and their units, and from what units publish; None where both are empty."""
    units = {unit for _text, unit in past} | set(duties)
    if len(units) < _FEWEST:
        return None
    texts, named = [text for text, _ in past], [unit for _, unit in past]
    return Learned(engine.Triage(duties=duties, least=_LEAST).fit(texts, named))
