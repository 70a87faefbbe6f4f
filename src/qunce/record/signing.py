"""Each log's name and the key that signs it."""

from qunce import proof
from qunce.common import keys

_PREFIX = "qunce/"


def origin(jurisdiction_id: int) -> str:
    return f"{_PREFIX}{jurisdiction_id}"


def log_of(note: str) -> int | None:
    """Which log a signed note says it is of; None if it is none of ours by name."""
    name = note.partition("\n")[0]
    number = name.removeprefix(_PREFIX)
    known = name.startswith(_PREFIX) and number.isascii() and number.isdigit() and len(number) < 19
    return int(number) if known else None


def public_key(jurisdiction_id: int) -> str:
    return proof.public_key(origin(jurisdiction_id), keys.key("record"))


def sign(jurisdiction_id: int, size: int, root: bytes) -> str:
    return proof.sign(proof.Checkpoint(origin(jurisdiction_id), size, root), keys.key("record"))
