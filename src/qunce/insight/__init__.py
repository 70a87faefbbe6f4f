"""The engine turns texts into comparable things and ranks them; people decide."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qunce.insight.compare import SharedSpan, shared_span, similarity
    from qunce.insight.consensus import (
        Common,
        Divide,
        Echo,
        Held,
        OpinionGroups,
        Stances,
        Verdict,
        next_statement,
    )
    from qunce.insight.panels import (
        Agreement,
        Panel,
        Seat,
        Shares,
        agreement,
        drawn,
        lot,
        seats_of,
        share_out,
        shortlist,
    )
    from qunce.insight.place import Placer, Similar
    from qunce.insight.places import Area, Gazetteer, Named
    from qunce.insight.reading import read
    from qunce.insight.substance.hints import Channel, Hint, Says, Substance
    from qunce.insight.substance.looking import look, look_all
    from qunce.insight.times import Burst, Emerging, Trend, bursts, emerging, trends
    from qunce.insight.triage import Explanation, Triage
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
    "Agreement": "panels",
    "Area": "places",
    "Assignment": "understanding",
    "Burst": "times",
    "Channel": "substance.hints",
    "Common": "consensus",
    "Coverage": "understanding",
    "Divide": "consensus",
    "Echo": "consensus",
    "Emerging": "times",
    "Explanation": "triage",
    "Family": "understanding",
    "Gazetteer": "places",
    "Held": "consensus",
    "Hint": "substance.hints",
    "Named": "places",
    "OpinionGroups": "consensus",
    "Outcome": "understanding",
    "Panel": "panels",
    "Placer": "place",
    "Says": "substance.hints",
    "Seat": "panels",
    "Seed": "understanding",
    "SharedSpan": "compare",
    "Shares": "panels",
    "Similar": "place",
    "Stances": "consensus",
    "Stopped": "understanding",
    "Substance": "substance.hints",
    "Theme": "understanding",
    "Trend": "times",
    "Triage": "triage",
    "Understanding": "understanding",
    "Verdict": "consensus",
    "agreement": "panels",
    "bursts": "times",
    "drawn": "panels",
    "emerging": "times",
    "look": "substance.looking",
    "look_all": "substance.looking",
    "lot": "panels",
    "next_statement": "consensus",
    "read": "reading",
    "seats_of": "panels",
    "share_out": "panels",
    "shared_span": "compare",
    "shortlist": "panels",
    "similarity": "compare",
    "trends": "times",
}
__all__ = [
    "Agreement",
    "Area",
    "Assignment",
    "Burst",
    "Channel",
    "Common",
    "Coverage",
    "Divide",
    "Echo",
    "Emerging",
    "Explanation",
    "Family",
    "Gazetteer",
    "Held",
    "Hint",
    "Named",
    "OpinionGroups",
    "Outcome",
    "Panel",
    "Placer",
    "Says",
    "Seat",
    "Seed",
    "SharedSpan",
    "Shares",
    "Similar",
    "Stances",
    "Stopped",
    "Substance",
    "Theme",
    "Trend",
    "Triage",
    "Understanding",
    "Verdict",
    "agreement",
    "bursts",
    "drawn",
    "emerging",
    "look",
    "look_all",
    "lot",
    "next_statement",
    "read",
    "seats_of",
    "share_out",
    "shared_span",
    "shortlist",
    "similarity",
    "trends",
]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
