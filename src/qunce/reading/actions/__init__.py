"""Reading a corpus, placing what arrives, what people teach; each under the corpus' lock."""

from qunce.reading.actions.dismissing import dismiss_hint, restore_hint
from qunce.reading.actions.editing import pin, rename, unpin
from qunce.reading.actions.moving import (
    gather,
    merge,
    move_voice,
    move_voices,
    split,
    split_off,
)
from qunce.reading.actions.placing import forget_erased, place_arrived
from qunce.reading.actions.reading import read, start_reading, stop_reading

__all__ = [
    "dismiss_hint",
    "forget_erased",
    "gather",
    "merge",
    "move_voice",
    "move_voices",
    "pin",
    "place_arrived",
    "read",
    "rename",
    "restore_hint",
    "split",
    "split_off",
    "start_reading",
    "stop_reading",
    "unpin",
]
