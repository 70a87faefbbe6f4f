"""What changes a matter: its acts, its beginning, its promises, its clock."""

from qunce.matters.actions.acting import act_as_author, act_on_assignment, act_on_matter
from qunce.matters.actions.beginning import begin, begin_many
from qunce.matters.actions.clocking import enter_calendar, pause, recount, resume
from qunce.matters.actions.given import (
    Given,
    NewAnswer,
    NewContact,
    NewMatter,
    NewPromise,
    NewRating,
    Part,
)
from qunce.matters.actions.limits import LONGEST_TITLE
from qunce.matters.actions.publishing import review
from qunce.matters.actions.rating import rate_as_voice
from qunce.matters.actions.splitting import split
from qunce.matters.actions.spreading import greet, spread
from qunce.matters.actions.taking_up import carry
from qunce.matters.actions.urging import urge
from qunce.matters.actions.watching import watch

__all__ = [
    "LONGEST_TITLE",
    "Given",
    "NewAnswer",
    "NewContact",
    "NewMatter",
    "NewPromise",
    "NewRating",
    "Part",
    "act_as_author",
    "act_on_assignment",
    "act_on_matter",
    "begin",
    "begin_many",
    "carry",
    "enter_calendar",
    "greet",
    "pause",
    "rate_as_voice",
    "recount",
    "resume",
    "review",
    "split",
    "spread",
    "urge",
    "watch",
]
