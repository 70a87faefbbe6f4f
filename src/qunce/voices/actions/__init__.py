"""One function per verb. Each locks, permits, checks, saves named fields and writes the record."""

from qunce.voices.actions.fates import erase, put_back, set_aside, withdraw
from qunce.voices.actions.indexing import index_import, index_new
from qunce.voices.actions.intake import Author, hand_in, support, take_down
from qunce.voices.actions.showing import release, withhold

__all__ = [
    "Author",
    "erase",
    "hand_in",
    "index_import",
    "index_new",
    "put_back",
    "release",
    "set_aside",
    "support",
    "take_down",
    "withdraw",
    "withhold",
]
