"""The closed list of what a bulletin may count, and how a number is worked out again."""

from qunce.briefs.figures.asked import Asked
from qunce.briefs.figures.counting import QUERIES, Query

__all__ = ["QUERIES", "Asked", "Query"]
