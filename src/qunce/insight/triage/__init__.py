"""Which unit a text is for, learned from past assignments and published duties."""

from qunce.insight.triage.learner import Explanation, Triage

__all__ = ["Explanation", "Triage"]
