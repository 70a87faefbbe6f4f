"""Text as it may stand on paper: characters only, nothing that a file format would choke on."""

import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

# XML 1.0 allows of the control characters only tab and the line ends; surrogates, U+FFFE and
# U+FFFF it allows nowhere. Marks that turn the writing direction could make a text read otherwise
# than it is stored.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\u200e\u200f\u202a-\u202e\u2066-\u2069"
    "\ud800-\udfff\ufffe\uffff]"
)
_LINE_ENDS = re.compile("\r\n?|[\u2028\u2029\x85\x0b\x0c]")
T = TypeVar("T")


def clean(text: str) -> str:
    """The text without what cannot be seen; every kind of line end becomes one.

    >>> clean("一\\r\\n二\\x00三\\t四")
    '一\\n二三 四'
    """
    return _UNSEEN.sub("", _LINE_ENDS.sub("\n", text).replace("\t", " ")).strip()


def cleaned(value: T) -> T:
    """The same value with every text in it cleaned, however deep it lies."""
    return _cleaned(value)  # type: ignore[no-any-return]


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, tuple):
        return tuple(map(_cleaned, value))
    if isinstance(value, Mapping):
        return {_cleaned(key): _cleaned(each) for key, each in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        own = {f.name: _cleaned(getattr(value, f.name)) for f in fields(value)}
        return replace(value, **own)
    return value


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text that people typed; empty lines and their own indents fall away."""
    lines = (line.strip().strip("　") for line in text.split("\n"))
    return [line for line in lines if line]
