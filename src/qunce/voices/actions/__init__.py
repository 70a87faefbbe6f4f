"""One function per verb. Each locks, permits, checks, saves named fields and writes the record."""

from qunce.voices.actions.fates import erase, put_back, set_aside, withdraw
from qunce.voices.actions.indexing import index_import, index_imports, index_new
from qunce.voices.actions.intake import Author, hand_in, support, take_down
from qunce.voices.actions.showing import release, withhold
from qunce.voices.actions.topics import (
    add_topic,
    close_topic,
    open_topic,
    rename_topic,
    set_out_topics,
    strike_topic,
)

__all__ = [
    "Author",
    "add_topic",
    "close_topic",
    "erase",
    "hand_in",
    "index_import",
    "index_imports",
    "index_new",
    "open_topic",
    "put_back",
    "release",
    "rename_topic",
    "set_aside",
    "set_out_topics",
    "strike_topic",
    "support",
    "take_down",
    "withdraw",
    "withhold",
]
