"""A round with its candidates, its reviewers and what they gave, and what people said to it."""

from qunce.selection.models.candidates import Candidate, Kind, State
from qunce.selection.models.reviewers import Conflict, Review, Reviewer, Severity
from qunce.selection.models.rounds import Criterion, QuotaBy, QuotaRule, Round, Stage
from qunce.selection.models.said import Appeal, Award, Lottery, Objection, Prize

__all__ = [
    "Appeal",
    "Award",
    "Candidate",
    "Conflict",
    "Criterion",
    "Kind",
    "Lottery",
    "Objection",
    "Prize",
    "QuotaBy",
    "QuotaRule",
    "Review",
    "Reviewer",
    "Round",
    "Severity",
    "Stage",
    "State",
]
