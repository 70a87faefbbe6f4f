"""Signed statements "the log had this many leaves and this root" (C2SP tlog-checkpoint)."""

import base64
import binascii
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from qunce.proof.tree import sha256

_ED25519 = b"\x01"
_DASH = "— "
_LONGEST = 100_000  # a note is a few hundred bytes; more is an attack


class BadCheckpoint(ValueError):
    """`code` says what is wrong: malformed, wrong_key, not_signed or bad_signature."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Checkpoint:
    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    def text(self) -> str:
        lines = (self.origin, str(self.size), _b64(self.root), *self.extensions)
        if any(not line or "\n" in line for line in lines):
            raise ValueError("a line of a checkpoint is neither empty nor broken")
        return "\n".join(lines) + "\n"


def public_key(origin: str, private: bytes) -> str:
    """What is published for the readers of the log: name+key id+key (C2SP signed-note)."""
    if not origin or any(c.isspace() or c == "+" for c in origin):
        raise ValueError("an origin is a name without spaces and plus signs")
    key = _ED25519 + Ed25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()
    return f"{origin}+{_key_id(origin, key).hex()}+{_b64(key)}"


def sign(checkpoint: Checkpoint, private: bytes) -> str:
    """The checkpoint as a signed note; `private` are the 32 bytes of an Ed25519 key."""
    origin, key_id, _ = _parts(public_key(checkpoint.origin, private))
    text = checkpoint.text()
    signature = Ed25519PrivateKey.from_private_bytes(private).sign(text.encode())
    return f"{text}\n{_DASH}{origin} {_b64(key_id + signature)}\n"


def open_checkpoint(note: str, public: str) -> Checkpoint:
    """The checkpoint in `note`, if the holder of the published key signed it.

    Signatures of others (witnesses) may stand beside it and are not looked at.
    """
    origin, key_id, key = _parts(public)
    text, signatures = _halves(note)
    checkpoint = _parse(text)
    if checkpoint.origin != origin:
        raise BadCheckpoint("wrong_key")
    signature = _signature_of(origin, key_id, signatures)
    try:
        Ed25519PublicKey.from_public_bytes(key[1:]).verify(signature, text.encode())
    except InvalidSignature:
        raise BadCheckpoint("bad_signature") from None
    return checkpoint


def _halves(note: str) -> tuple[str, list[str]]:
    text, separator, signatures = note[:_LONGEST].rpartition("\n\n")
    if not separator or len(note) > _LONGEST or not signatures.endswith("\n"):
        raise BadCheckpoint("malformed")
    return text + "\n", signatures[:-1].split("\n")


def _parse(text: str) -> Checkpoint:
    lines = text[:-1].split("\n")
    try:
        origin, size, tree, *extensions = lines
        checkpoint = Checkpoint(origin, int(size), _bytes(tree), tuple(extensions))
        # One spelling only: 007, +7 or a second base64 of the same root is not this checkpoint.
        if checkpoint.text() == text and checkpoint.size >= 0:
            return checkpoint
    except ValueError:
        pass
    raise BadCheckpoint("malformed")


def _signature_of(origin: str, key_id: bytes, lines: list[str]) -> bytes:
    for line in lines:
        name, _, code = line.removeprefix(_DASH).rpartition(" ")
        try:
            blob = _bytes(code)
        except ValueError:
            raise BadCheckpoint("malformed") from None
        if line.startswith(_DASH) and name == origin and blob[:4] == key_id:
            return blob[4:]
    raise BadCheckpoint("not_signed")


def _parts(public: str) -> tuple[str, bytes, bytes]:
    """Name, key id and key of a published key; a damaged one is refused."""
    try:
        origin, key_id, code = public.strip().split("+", 2)
        key = _bytes(code)
        if len(key) == 33 and key[:1] == _ED25519 and key_id == _key_id(origin, key).hex():
            return origin, bytes.fromhex(key_id), key
    except ValueError:
        pass
    raise BadCheckpoint("wrong_key")


def _key_id(origin: str, key: bytes) -> bytes:
    return sha256(origin.encode() + b"\n" + key)[:4]


def _b64(content: bytes) -> str:
    return base64.b64encode(content).decode()


def _bytes(code: str) -> bytes:
    try:
        return base64.b64decode(code.encode("ascii"), validate=True)
    except (binascii.Error, UnicodeEncodeError) as problem:
        raise ValueError("not base64") from problem
