"""From stances to opinion groups: what each holds, what all agree on, what divides them.

The subject is the statement, never a person: nothing here ranks or describes whoever took a stance.
"""

from qunce.insight.consensus.echoes import Echo
from qunce.insight.consensus.findings import Common, Divide, Held
from qunce.insight.consensus.groups import OpinionGroups
from qunce.insight.consensus.reliability import Verdict
from qunce.insight.consensus.routing import next_statement
from qunce.insight.consensus.stances import Stances

__all__ = [
    "Common",
    "Divide",
    "Echo",
    "Held",
    "OpinionGroups",
    "Stances",
    "Verdict",
    "next_statement",
]
