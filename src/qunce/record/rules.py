"""What an entry may hold: numbers, codes, dates and commitments; never a text or a contact."""

import re
from collections.abc import Mapping, Sequence

_KEY = re.compile(r"[a-z][a-z0-9_]{0,29}")
# A code, a number of ours, a date, a UUID, 64 hex digits. No spaces and nothing but ASCII, so
# that neither a sentence nor a name fits in, and no @.
_CODE = re.compile(r"[A-Za-z0-9_.:+/-]{0,64}")
_HEX = re.compile(r"[0-9a-f]{32}|[0-9a-f]{64}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
# Mobile and fixed telephones, ID cards of 18 and of 15 digits.
_CONTACT = re.compile(r"(?<!\d)(1[3-9]\d{9}|0\d{2,3}-?\d{7,8}|\d{17}[\dXx]|\d{15})(?!\d)")
_DEEPEST = 4


def foreign_part(body: object, place: str = "body", depth: int = 0) -> str:
    """Where `body` holds what does not belong into the record; empty if all of it does."""
    if depth > _DEEPEST:
        return place
    if isinstance(body, Mapping):
        parts = [(f"{place}.{key}", value) for key, value in body.items()]
        if bad := next((str(key) for key in body if not _is_key(key)), ""):
            return f"{place}.{bad[:20]}"
    elif isinstance(body, Sequence) and not isinstance(body, str | bytes):
        parts = [(f"{place}[{n}]", value) for n, value in enumerate(body)]
    else:
        return "" if depth and _is_plain(body) else place
    return next((found for p, v in parts if (found := foreign_part(v, p, depth + 1))), "")


def _is_key(key: object) -> bool:
    return isinstance(key, str) and _KEY.fullmatch(key) is not None


def _is_plain(value: object) -> bool:
    if value is None or isinstance(value, bool):
        return True
    if isinstance(value, int | float):
        return not _CONTACT.search(str(value))
    if not isinstance(value, str):
        return False
    if _HEX.fullmatch(value):
        return True
    return _CODE.fullmatch(value) is not None and not _CONTACT.search(value)
