"""What a text offers to somebody who must answer it, as hints with the words that caused them."""

from qunce.insight.substance.hints import Channel, Hint, Says, Substance
from qunce.insight.substance.looking import look, look_all

__all__ = ["Channel", "Hint", "Says", "Substance", "look", "look_all"]
