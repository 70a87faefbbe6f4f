"""Reading a corpus, placing what arrives, what people teach; each under the corpus' lock."""

from qunce.reading.actions.dismissing import (
    dismiss_hint,
    dismiss_movement,
    restore_hint,
    restore_movement,
)
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
from qunce.reading.actions.watching import watch, watch_all

__all__ = [
    "dismiss_hint",
    "dismiss_movement",
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
    "restore_movement",
    "split",
    "split_off",
    "start_reading",
    "stop_reading",
    "unpin",
    "watch",
    "watch_all",
]
