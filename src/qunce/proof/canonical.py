"""One way to write an entry as bytes, and commitments to what the entry must not hold."""

import hmac
import secrets
from collections.abc import Mapping
from typing import Any

import rfc8785

from qunce.proof.tree import Hash, sha256

# The tag keeps a commitment from ever being read as a leaf, a node or another product's hash.
_DOMAIN = b"qunce/commitment/1\x00"
_SALT_MIN = 16  # 128 bits: short texts ("同意") cannot be guessed by trying them all


class NotCanonical(ValueError):
    """The object cannot be written in exactly one way (NaN, integers past 2**53, odd types)."""


def canonical(entry: Mapping[str, Any]) -> bytes:
    """The entry as RFC 8785 JSON: sorted keys, no spaces, UTF-8."""
    try:
        return rfc8785.dumps(dict(entry))
    except (rfc8785.CanonicalizationError, UnicodeEncodeError, RecursionError) as problem:
        raise NotCanonical(str(problem)) from problem


def new_salt() -> bytes:
    return secrets.token_bytes(_SALT_MIN)


def commit(salt: bytes, text: str, h: Hash = sha256) -> str:
    """64 hex digits that fix `text` without telling it; without the salt they say nothing."""
    if len(salt) < _SALT_MIN:
        raise ValueError(f"a salt has at least {_SALT_MIN} bytes")
    return h(_DOMAIN + len(salt).to_bytes(2, "big") + salt + text.encode()).hex()


def opens(commitment: str, salt: bytes, text: str, h: Hash = sha256) -> bool:
    """Whether `commitment` was made of exactly this salt and text."""
    try:
        made = commit(salt, text, h)
    except ValueError:
        return False
    return hmac.compare_digest(commitment.encode("utf-8", "replace"), made.encode())
