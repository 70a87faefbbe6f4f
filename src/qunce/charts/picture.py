"""A chart as it is handed on, and its drawing: declared in Vega-Lite, drawn without a browser."""

import hashlib
import json
import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, TypeAlias
from xml.etree import ElementTree

import vl_convert

from qunce.charts.look import INK, PARTS, SANS

Value: TypeAlias = str | int | float
_SVG = "http://www.w3.org/2000/svg"
_KEPT = 256  # pictures; one is 5 to 20 kB
# What XML 1.0 cannot carry, and lone surrogates, which no encoding can.
_UNSPEAKABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Picture:
    """`svg` and `png` are drawn when they are asked for, and once for the same content."""

    title: str
    words: str
    declared: dict[str, Any] = field(repr=False, compare=False)
    rows: tuple[tuple[Value, Value], ...] = ()

    @property
    def key(self) -> str:
        """Names the content: equal pictures have equal keys, for whoever keeps files of them."""
        return hashlib.sha256(self._content().encode()).hexdigest()[:16]

    @property
    def svg(self) -> str:
        return _draw(self._content(), self.key)

    def png(self, scale: float = 2) -> bytes:
        """On white, in ink: for documents."""
        on_paper = self.svg.replace("currentColor", INK)
        return bytes(vl_convert.svg_to_png(on_paper, scale=scale))

    def _content(self) -> str:
        parts = [self.title, self.words, self.declared]
        return json.dumps(_speakable(parts), ensure_ascii=False)


def _speakable(part: Any) -> Any:
    """The same with U+FFFD for what XML cannot say; the drawing would end the process over it."""
    if isinstance(part, str):
        return _UNSPEAKABLE.sub("\ufffd", part)
    if isinstance(part, dict):
        return {key: _speakable(value) for key, value in part.items()}
    return [_speakable(value) for value in part] if isinstance(part, list) else part


@lru_cache(maxsize=_KEPT)
def _draw(content: str, key: str) -> str:
    title, words, declared = json.loads(content)
    drawn = ElementTree.fromstring(vl_convert.vegalite_to_svg(declared))
    _strip(drawn)
    _name(drawn, key, title, words)
    ElementTree.register_namespace("", _SVG)
    return ElementTree.tostring(drawn, encoding="unicode")


def _strip(drawn: ElementTree.Element) -> None:
    """Only what is seen remains: the whole is one image to a screen reader."""
    for parent in drawn.iter():
        for child in list(parent):
            if child.get("class") in ("background", "foreground") or child.get("display") == "none":
                parent.remove(child)
    for element in drawn.iter():
        for name in ("role", "aria-label", "aria-roledescription", "aria-hidden", "font-family"):
            element.attrib.pop(name, None)
        for name in ("fill", "stroke"):
            colour = element.get(name)
            if colour == INK:
                element.set(name, "currentColor")
            elif colour in PARTS:  # a page may give its own colours, such as for the dark
                element.set("class", f"chart-{name}-{PARTS.index(colour) + 1}")
    for name in ("width", "height"):  # the viewBox remains, so the page decides the size
        drawn.attrib.pop(name, None)


def _name(drawn: ElementTree.Element, key: str, title: str, words: str) -> None:
    drawn.set("role", "img")
    drawn.set("class", "chart")
    drawn.set("font-family", SANS)
    drawn.set("aria-labelledby", f"chart-{key}-title chart-{key}-words")
    for place, (tag, text) in enumerate((("title", title), ("desc", words))):
        element = ElementTree.Element(
            f"{{{_SVG}}}{tag}", {"id": f"chart-{key}-{'words' if tag == 'desc' else 'title'}"}
        )
        element.text = text
        drawn.insert(place, element)
