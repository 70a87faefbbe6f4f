"""The grammar of procedures: who holds a matter at each step, how long, and what may be done.

A kind of matter is data: a `Procedure` of `Step`s and `Act`s. A `Profile` says how long each term
is in one jurisdiction, and a `Clock` turns a term and the days things happened into a date that
explains itself.
"""

from qunce.procedure.check import Fault, check
from qunce.procedure.clock import Clock, Due, due
from qunce.procedure.grammar import (
    Act,
    Choice,
    Effect,
    Guard,
    Need,
    Phase,
    Procedure,
    Step,
    Tell,
)
from qunce.procedure.profile import BadProfile, Profile, Switch
from qunce.procedure.roles import Role
from qunce.procedure.term import Term
from qunce.procedure.words import Words

__all__ = [
    "Act",
    "BadProfile",
    "Choice",
    "Clock",
    "Due",
    "Effect",
    "Fault",
    "Guard",
    "Need",
    "Phase",
    "Procedure",
    "Profile",
    "Role",
    "Step",
    "Switch",
    "Tell",
    "Term",
    "Words",
    "check",
    "due",
]
