"""Codes that people read aloud and type from paper."""

import hashlib
import secrets

# Crockford's base 32: no I, L, O, U, so that nothing is misread.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MISREAD = str.maketrans({"I": "1", "L": "1", "O": "0", "U": "V"})


def salt() -> bytes:
    return secrets.token_bytes(16)


def code(source: bytes, purpose: str) -> str:
    """16 signs (80 bits) in four groups, drawn from `source`: K7M3-9XRT-2PQB-W5ND."""
    number = int.from_bytes(hashlib.sha256(purpose.encode() + b"/" + source).digest()[:10], "big")
    signs = "".join(_ALPHABET[(number >> shift) & 31] for shift in range(75, -1, -5))
    return "-".join(signs[i : i + 4] for i in range(0, 16, 4))


def tidy_code(typed: str) -> str:
    """What was typed, as the code would have been printed."""
    signs = "".join(c for c in typed.upper().translate(_MISREAD) if c in _ALPHABET)
    return "-".join(signs[i : i + 4] for i in range(0, len(signs), 4))
