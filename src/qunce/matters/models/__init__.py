from qunce.matters.models.answers import (
    Answer,
    Contact,
    Grade,
    Opinion,
    Promise,
    PromiseState,
    Rating,
    Result,
    UnitRating,
)
from qunce.matters.models.assignment import Assignment, Mode
from qunce.matters.models.held import Held
from qunce.matters.models.matter import Carried, Matter, Series, Signer
from qunce.matters.models.move import Move
from qunce.matters.models.publication import Publication
from qunce.matters.models.running import Running

__all__ = [
    "Answer",
    "Assignment",
    "Carried",
    "Contact",
    "Grade",
    "Held",
    "Matter",
    "Mode",
    "Move",
    "Opinion",
    "Promise",
    "PromiseState",
    "Publication",
    "Rating",
    "Result",
    "Running",
    "Series",
    "Signer",
    "UnitRating",
]
