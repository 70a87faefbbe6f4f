from qunce.voices.models.call import Call, IdeaTopic
from qunce.voices.models.importing import Import, ImportState, RefusedRow
from qunce.voices.models.search import VoiceIndex
from qunce.voices.models.voice import Channel, Contact, Fate, Kind, Showing, Voice

__all__ = [
    "Call",
    "Channel",
    "Contact",
    "Fate",
    "IdeaTopic",
    "Import",
    "ImportState",
    "Kind",
    "RefusedRow",
    "Showing",
    "Voice",
    "VoiceIndex",
]
