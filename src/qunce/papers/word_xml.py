"""The few elements of WordprocessingML for which the library has no words."""

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph

# The schema wants what is said of a paragraph in this order; Word refuses a file that mixes it up.
_ORDER = (  # noqa: SIM905
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr "
    "shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE "
    "autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents "
    "suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr "
    "sectPr pPrChange"
).split()


def element(tag: str, /, **attributes: Any) -> BaseOxmlElement:
    """An element with attributes of the namespace w."""
    made = OxmlElement(tag)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), str(value))
    return made


def say(properties: BaseOxmlElement, child: BaseOxmlElement) -> None:
    """Add to what is said of a paragraph, at its place in the schema's order."""
    place = _place(child)
    for position, other in enumerate(properties):
        if _place(other) > place:
            properties.insert(position, child)
            return
    properties.append(child)


def _place(child: Any) -> int:
    return _ORDER.index(str(child.tag).rpartition("}")[2])


def write_lines(paragraph: Paragraph, text: str) -> None:
    """The text as it is; a line end within it becomes a line break."""
    first, *more = text.split("\n")
    run = paragraph.add_run(first)
    for line in more:
        run.add_break()
        run.add_text(line)


def add_field(paragraph: Paragraph, code: str) -> None:
    """A field that Word works out, such as the number of the page."""
    run = paragraph.add_run()
    for part in (
        element("w:fldChar", fldCharType="begin"),
        _instruction(code),
        element("w:fldChar", fldCharType="end"),
    ):
        run._r.append(part)


def _instruction(code: str) -> BaseOxmlElement:
    made = element("w:instrText")
    made.set(qn("xml:space"), "preserve")
    made.text = code
    return made
