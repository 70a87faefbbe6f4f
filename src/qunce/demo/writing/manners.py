"""The manners in which people write: what they open with, how they punctuate, how they err."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Manner:
    """`faults` is the expected number of typing faults in 100 characters.

    `turns` is how often a sentence ends where the writer turns to something else.
    """

    name: str
    weight: float
    opens: float = 0.6
    identity: float = 0.4
    colours: float = 0.0
    closes: float = 0.45
    signs: float = 0.06
    faults: float = 0.75
    length: float = 1.0
    points: tuple[str, ...] = ("digits", "none", "ordinals", "brackets")
    marks: str = "full"
    turns: float = 0.85
    emoji: float = 0.0
    channels: tuple[tuple[str, float], ...] = (("web", 80), ("hotline", 12), ("import", 8))


DESK = (("desk", 50), ("station", 30), ("hotline", 20))
WORK = (("unit", 70), ("meeting", 20), ("web", 10))

MANNERS: tuple[Manner, ...] = (
    Manner("plain", 30),
    Manner("elder", 8, colours=0.7, faults=0.9, marks="sparse", turns=0.4, points=("none",),
           channels=DESK),
    Manner("mother", 9, colours=0.8, faults=0.6, marks="loud", emoji=0.08),
    Manner("youth", 8, opens=0.35, identity=0.15, colours=0.5, closes=0.3, signs=0, length=0.6,
           marks="half", turns=0.6, emoji=0.12),
    Manner("teacher", 4, opens=0.9, colours=0.9, closes=0.8, signs=0.3, faults=0.1, length=1.3,
           points=("ordinals", "chinese"), channels=(("web", 40), ("desk", 40), ("station", 20))),
    Manner("farmer", 8, colours=0.7, faults=0.9, marks="sparse", turns=0.4, points=("none",),
           channels=(("grid", 45), ("station", 25), ("web", 20), ("meeting", 10))),
    Manner("owner", 6, colours=0.7),
    Manner("civil", 6, opens=0.8, identity=0, colours=0.8, closes=0.5, signs=0.2, faults=0.1,
           length=1.2, points=("official", "official", "chinese"), channels=WORK),
    Manner("dialect", 4, colours=0.7, faults=0.8, points=("none",),
           channels=(("grid", 40), ("hotline", 30), ("web", 30))),
    Manner("sarcasm", 4, colours=0.7, closes=0.5, signs=0),
    Manner("student", 4, opens=0.8, identity=0, colours=0.6, closes=0.6, length=0.8, emoji=0.05),
    Manner("breathless", 5, opens=0.4, faults=0.8, marks="none", turns=0.3, points=("none",)),
    Manner("terse", 4, opens=0.1, identity=0.1, closes=0.1, signs=0, length=0.55, marks="spaces"),
)  # fmt: skip
