"""A campaign and its plan; who takes part; what each unit owes and what shows it was done."""

from qunce.campaigns.models.burden import Demand
from qunce.campaigns.models.campaign import Campaign, KeyDate, Phase
from qunce.campaigns.models.participation import Part, Participation
from qunce.campaigns.models.supervision import (
    Finding,
    Severity,
    SupervisionGroup,
    Turn,
    Visit,
    Way,
)
from qunce.campaigns.models.tasks import Action, Evidence, Shown, StoredFile, Task

__all__ = [
    "Action",
    "Campaign",
    "Demand",
    "Evidence",
    "Finding",
    "KeyDate",
    "Part",
    "Participation",
    "Phase",
    "Severity",
    "Shown",
    "StoredFile",
    "SupervisionGroup",
    "Task",
    "Turn",
    "Visit",
    "Way",
]
