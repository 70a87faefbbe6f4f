"""Three years of the made-up congress: what its deputies asked, and what became of it."""

from qunce.demo.suggestions.living import live

__all__ = ["live"]
