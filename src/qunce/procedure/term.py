"""A line of a profile: how long, counted from what, by which article."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from qunce.procedure.words import Words
from qunce.workdays import Length

# The days a term may be counted from, as they are said in a sentence.
ANCHORS = {
    "submitted": Words("提交", "handing in"),
    "received": Words("收到", "receipt"),
    "assigned": Words("交办", "assignment"),
    "return_requested": Words("申请退回", "the request to return it"),
    "extension_requested": Words("申请延期", "the request for more time"),
    "drafted": Words("提交答复稿", "the draft"),
    "replied": Words("答复", "the answer"),
    "rehandle_requested": Words("提出不满意意见", "the author's objection"),
    "registered": Words("登记", "registration"),
    "decided": Words("作出决定", "the decision"),
    "escalated": Words("上报", "escalation"),
    "selected": Words("选定", "selection"),
    "published": Words("公布", "publication"),
    "revision_requested": Words("退回修改", "the request to revise it"),
}


@dataclass(frozen=True)
class Term:
    """`basis` names the article; a value without one is practice, and says so."""

    code: str
    length: Length
    anchor: str
    basis: Words
    statute: bool = False
    practice: bool = False
    strict: bool = False
    approver: str = ""

    @classmethod
    def read(cls, code: str, line: Mapping[str, Any], regulation: Words | None) -> "Term":
        """From one line of a profile. Raises ValueError saying what is wrong with it."""
        if unknown := sorted(set(line) - _KEYS):
            raise ValueError(f"unknown word “{unknown[0]}”")
        if (anchor := line.get("from")) not in ANCHORS:
            raise ValueError(f"“{anchor}” is no day to count from; known: {', '.join(ANCHORS)}")
        return cls(
            code=code,
            length=Length.parse(str(line.get("length", ""))),
            anchor=str(anchor),
            basis=basis_of(line, regulation),
            statute=bool(line.get("statute", False)),
            practice=bool(line.get("practice", False)),
            strict=line.get("late") == "refuse",
            approver=str(line.get("approver", "")),
        )


_KEYS = {
    "length", "from", "article", "basis", "statute", "practice", "late", "approver", "tell",
}  # fmt: skip
PRACTICE = Words("惯例", "practice, not law")


def basis_of(line: Mapping[str, Any], regulation: Words | None) -> Words:
    """Where a line is written. Raises ValueError where neither law nor practice is named."""
    if "basis" in line:
        return Words(**line["basis"])
    if line.get("practice"):
        return PRACTICE
    if regulation is None:
        raise ValueError("neither an article nor “practice = true”")
    article = str(line.get("article", ""))
    if not article:
        return regulation
    return Words(f"{regulation.zh}第{_numeral(article)}条", f"{regulation.en} Art. {article}")


_DIGITS = "〇一二三四五六七八九"


def _numeral(article: str) -> str:
    """An article's number as laws write it: 21 is 二十一. Anything else stays as it is."""
    if not article.isdecimal() or not 0 < int(article) < 100:
        return article
    tens, ones = divmod(int(article), 10)
    before = "" if not tens else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return before + (_DIGITS[ones] if ones else "")
