"""The engine turns texts into comparable things and ranks them; people decide."""

from qunce.insight.compare import SharedSpan, shared_span, similarity
from qunce.insight.place import Placer
from qunce.insight.reading import read
from qunce.insight.understanding import (
    Assignment,
    Coverage,
    Family,
    Outcome,
    Seed,
    Stopped,
    Theme,
    Understanding,
)

__all__ = [
    "Assignment",
    "Coverage",
    "Family",
    "Outcome",
    "Placer",
    "Seed",
    "SharedSpan",
    "Stopped",
    "Theme",
    "Understanding",
    "read",
    "shared_span",
    "similarity",
]
