"""Writes what a city's people say: many manners, faults, copies, and the truth beside each."""

from qunce.demo.writing.books import names
from qunce.demo.writing.ideas import SHARES, Idea, write

# The names of the themes by key (group/theme), and of their groups.
THEMES, GROUPS = names()

__all__ = ["GROUPS", "SHARES", "THEMES", "Idea", "write"]
