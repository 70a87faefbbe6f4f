"""Typing faults: sound-alikes, lost and doubled characters, stray spaces."""

from collections.abc import Callable
from random import Random

from qunce.demo.writing import books

PAIRS = books.faults()


def _sound_alike(text: str, random: Callable[[], float]) -> str:
    for _ in range(6):
        meant, typed = PAIRS[int(random() * len(PAIRS))]
        at = text.find(meant, int(random() * len(text)))
        if at >= 0:
            return text[:at] + typed + text[at + len(meant) :]
    return text


def _lost(text: str, random: Callable[[], float]) -> str:
    at = int(random() * len(text))
    return text[:at] + text[at + 1 :]


def _doubled(text: str, random: Callable[[], float]) -> str:
    at = int(random() * len(text))
    return text[: at + 1] + text[at:]


def _swapped(text: str, random: Callable[[], float]) -> str:
    at = int(random() * (len(text) - 1))
    return text[:at] + text[at + 1 : at + 2] + text[at] + text[at + 2 :]


def _spaced(text: str, random: Callable[[], float]) -> str:
    at = int(random() * len(text))
    return f"{text[:at]} {text[at:]}"


FAULTS = (_sound_alike,) * 6 + (_lost, _lost, _doubled, _swapped, _spaced)


def mistype(text: str, rate: float, random: Random) -> str:
    """`rate` faults in 100 characters on average; never empties a text."""
    draw = random.random
    expected = len(text) * rate / 100
    faults = int(expected) + (draw() < expected % 1)
    for _ in range(faults):
        if len(text) > 4:
            text = FAULTS[int(draw() * len(FAULTS))](text, draw)
    return text
