"""Voices in their own words: verbatim, with numbers that lead to a person covered."""

import re

from qunce.digest.gather import Voice
from qunce.digest.masks import pieces
from qunce.digest.page.markup import Markup, Part, joined, tag
from qunce.digest.words import Say

_LONGEST = 320  # characters: about a minute of reading for three quotes
_END = re.compile(r"[。！？!?；;\n]")
_SPACES = re.compile(r"[^\S\n]*\n\s*|[^\S\n]{2,}")
# Control characters, which HTML does not allow, and direction marks, which would turn the page.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def quote(voice: Voice, say: Say) -> Markup:
    shown, cut = _shortened(_laid_out(voice.text))
    rest = say("whole_text", length=len(voice.text), row=str(voice.row)) if cut else ""
    return tag(
        "blockquote",
        tag("p", masked(voice.title, say), class_="said-title") if voice.title else "",
        tag("p", masked(shown, say), tag("span", rest, class_="rest") if rest else ""),
        tag("footer", say("row", row=str(voice.row))),
    )


def masked(text: str, say: Say) -> Markup:
    return joined(_piece(kind, part, say) for kind, part in pieces(_UNSEEN.sub("\ufffd", text)))


def _piece(kind: str, part: str, say: Say) -> Part:
    return tag("span", say(f"masked_{kind}"), class_="masked") if kind else part


def _laid_out(text: str) -> str:
    """The same words with the blank lines and indents of web forms taken out."""
    return _SPACES.sub(lambda found: "\n" if "\n" in found[0] else " ", text.strip())


def _shortened(text: str) -> tuple[str, bool]:
    """Whole if it is short; else up to the end of a sentence, and True."""
    if len(text) <= _LONGEST * 1.25:
        return text, False
    ends = [found.end() for found in _END.finditer(text, _LONGEST // 2, _LONGEST)]
    return text[: ends[-1] if ends else _LONGEST].rstrip(), True
