"""A campaign and its plan; who takes part; what each unit owes and what shows it was done."""

from qunce.campaigns.models.burden import Demand
from qunce.campaigns.models.campaign import Campaign, KeyDate, Phase
from qunce.campaigns.models.letters import OpenLetter
from qunce.campaigns.models.participation import Part, Participation
from qunce.campaigns.models.publicity import Contest, ContestEntry, Publicity
from qunce.campaigns.models.supervision import (
    Finding,
    Severity,
    SupervisionGroup,
    Turn,
    Visit,
    Way,
)
from qunce.campaigns.models.tasks import Action, Evidence, Shown, StoredFile, Task
from qunce.campaigns.models.topics import Milestone, Topic, TopicCall

__all__ = [
    "Action",
    "Campaign",
    "Contest",
    "ContestEntry",
    "Demand",
    "Evidence",
    "Finding",
    "KeyDate",
    "Milestone",
    "OpenLetter",
    "Part",
    "Participation",
    "Phase",
    "Publicity",
    "Severity",
    "Shown",
    "StoredFile",
    "SupervisionGroup",
    "Task",
    "Topic",
    "TopicCall",
    "Turn",
    "Visit",
    "Way",
]
