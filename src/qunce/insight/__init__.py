"""The engine turns texts into comparable things and ranks them; people decide."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qunce.insight.compare import SharedSpan, shared_span, similarity
    from qunce.insight.place import Placer
    from qunce.insight.reading import read
    from qunce.insight.substance import Channel, Hint, Says, Substance, look, look_all
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

# Where each public name lives. They are loaded when first asked for: numpy, scipy and numba
# take seconds, and most processes that import the engine never read a text.
_HOMES = {
    "Assignment": "understanding",
    "Channel": "substance",
    "Coverage": "understanding",
    "Family": "understanding",
    "Hint": "substance",
    "Outcome": "understanding",
    "Placer": "place",
    "Says": "substance",
    "Seed": "understanding",
    "SharedSpan": "compare",
    "Stopped": "understanding",
    "Substance": "substance",
    "Theme": "understanding",
    "Understanding": "understanding",
    "look": "substance",
    "look_all": "substance",
    "read": "reading",
    "shared_span": "compare",
    "similarity": "compare",
}
__all__ = [
    "Assignment",
    "Channel",
    "Coverage",
    "Family",
    "Hint",
    "Outcome",
    "Placer",
    "Says",
    "Seed",
    "SharedSpan",
    "Stopped",
    "Substance",
    "Theme",
    "Understanding",
    "look",
    "look_all",
    "read",
    "shared_span",
    "similarity",
]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
