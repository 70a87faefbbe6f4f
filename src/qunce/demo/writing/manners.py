"""The manners in which people write: what they open with, how they punctuate, how they err."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Manner:
    """`faults` is the expected number of typing faults in 100 characters.

    `official` writers leave their families out; `groups` are those they speak of, empty for all.
    """

    name: str
    weight: float
    opens: float = 0.6
    identity: float = 0.4
    colours: float = 0.0
    closes: float = 0.45
    signs: float = 0.06
    faults: float = 0.3
    length: float = 1.0
    points: tuple[str, ...] = ("digits", "none", "ordinals", "brackets")
    marks: str = "full"
    emoji: float = 0.0
    official: bool = False
    groups: str = ""
    rural: bool | None = None
    channels: tuple[tuple[str, float], ...] = (("web", 80), ("hotline", 12), ("import", 8))


DESK = (("desk", 50), ("station", 30), ("hotline", 20))
WORK = (("unit", 70), ("meeting", 20), ("web", 10))

MANNERS: tuple[Manner, ...] = (
    Manner("plain", 36),
    Manner("elder", 8, colours=0.7, faults=0.4, marks="sparse", points=("none",), channels=DESK,
           groups="traffic estate health city care culture nature office"),
    Manner("mother", 8, colours=0.7, marks="loud", emoji=0.08, rural=False,
           groups="school health estate nature city traffic"),
    Manner("youth", 8, opens=0.35, identity=0.15, colours=0.4, closes=0.3, signs=0, length=0.65,
           marks="half", emoji=0.12),
    Manner("teacher", 3, opens=0.9, colours=0.7, closes=0.8, signs=0.3, faults=0.05, length=1.3,
           points=("ordinals", "chinese"), channels=(("web", 40), ("desk", 40), ("station", 20)),
           official=True),
    Manner("farmer", 12, colours=0.6, faults=0.5, marks="sparse", points=("none",),
           channels=(("grid", 45), ("station", 25), ("web", 20), ("meeting", 10)), rural=True),
    Manner("owner", 5, colours=0.6, groups="business traffic city nature", rural=False),
    Manner("civil", 6, opens=0.8, identity=0, colours=0.7, closes=0.5, signs=0.2, faults=0.05,
           length=1.2, points=("official", "official", "chinese"), channels=WORK, official=True),
    Manner("dialect", 4, colours=0.7, faults=0.5, points=("none",),
           channels=(("grid", 40), ("hotline", 30), ("web", 30))),
    Manner("sarcasm", 3, colours=0.8, closes=0.5, signs=0, groups="traffic city nature office"),
    Manner("student", 4, opens=0.8, identity=0, colours=0.5, closes=0.6, length=0.8, emoji=0.05,
           official=True, groups="school traffic culture nature city", rural=False),
    Manner("breathless", 5, opens=0.4, faults=0.5, marks="none", points=("none",)),
    Manner("terse", 6, opens=0.1, identity=0.1, closes=0.1, signs=0, length=0.55, marks="spaces"),
)  # fmt: skip


def fit(manner: Manner, group: str, *, rural: bool) -> bool:
    """Whether such a person would speak of it."""
    spoken = not manner.groups or group in manner.groups.split()
    return spoken and manner.rural in (None, rural)
