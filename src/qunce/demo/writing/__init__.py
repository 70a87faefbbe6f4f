"""Writes what a city's people say: many manners, faults, copies, and the truth beside each."""

from qunce.demo.writing.ideas import SHARES, Idea, write

__all__ = ["SHARES", "Idea", "write"]
