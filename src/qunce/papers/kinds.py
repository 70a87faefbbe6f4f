"""A suggestion's papers and a bulletin, as plain values. Every text may be anything at all."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import TypeAlias


class Grade(Enum):
    """How a deputy finds the handling (征询意见表)."""

    SATISFIED = "满意"
    MOSTLY = "基本满意"
    DISSATISFIED = "不满意"


class Openness(Enum):
    """Whether the deputy agrees that the suggestion is published."""

    FULL = "全文公开"
    SUMMARY = "摘要公开"
    NOT_PUBLIC = "不公开"


@dataclass(frozen=True, kw_only=True)
class Deputy:
    """Who signs a suggestion. The contact stands on the sheet only, which is not published."""

    name: str
    delegation: str = ""
    certificate: str = ""
    contact: str = ""
    confirmed_on: date | None = None  # a co-signer counts from the own confirmation on


@dataclass(frozen=True, kw_only=True)
class SuggestionSheet:
    """建议用纸. Beijing's regulation (2014) Art. 9 names the least that must stand on it.

    `meeting` is the session, or “示例市第九届人民代表大会闭会期间”. `requests` are numbered and
    each is answered by itself. Empty fields are left open to be filled in by hand.
    """

    meeting: str
    number: str
    title: str
    lead: Deputy
    submitted_on: date
    situation: str
    analysis: str
    requests: tuple[str, ...]
    cosigners: tuple[Deputy, ...] = ()
    category: str = ""
    origin: str = ""
    proposed_unit: str = ""
    openness: Openness | None = None
    openness_reason: str = ""
    confidential: bool | None = None
    contact_wish: str = ""
    review: str = ""
    assignment: str = ""
    attachments: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One numbered request and what the unit answers to it."""

    request: str
    answer: str


@dataclass(frozen=True, kw_only=True)
class ReplyLetter:
    """答复函, in letter form (GB/T 9704-2012 §10.1).

    `mark` is the letter of the result class as the local scheme writes it (A, 甲 …) and stands at
    the top right of the first page. `own_name` is how the unit calls itself (我局, 我委).
    """

    organ: str
    number: str
    mark: str
    meeting: str
    suggestion_number: str
    suggestion_title: str
    deputies: tuple[str, ...]
    answers: tuple[Answer, ...]
    signed_on: date
    own_name: str = "我单位"
    co_units: tuple[str, ...] = ()
    openness: str = ""
    signer: str = ""
    closing: str = ""
    contact_name: str = ""
    contact_phone: str = ""
    copies: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class OpinionForm:
    """征询意见表. Only the deputy fills it in; what is not given yet is left open.

    `contacts` counts the ways of contact before the answer (走访, 座谈, 调研, 电话). Whoever is
    dissatisfied says why (Shandong, Shanghai, Chongqing).
    """

    number: str
    title: str
    unit: str
    deputy: str
    answered_on: date | None = None
    contacts: Mapping[str, int] = field(default_factory=dict)
    attitude: Grade | None = None
    result: Grade | None = None
    opinion: str = ""
    rehandle: bool | None = None
    cosigners: str = ""
    signed_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class FaceToFaceRecord:
    """当面答复记录 (Shandong's regulation, 2017, Art. 22)."""

    number: str
    title: str
    unit: str
    met_on: date
    place: str
    unit_people: tuple[str, ...]
    deputies: tuple[str, ...]
    summary: str
    opinion: str = ""
    recorder: str = ""


@dataclass(frozen=True, kw_only=True)
class Article:
    """One article of a bulletin; its text has a paragraph in each line."""

    title: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Bulletin:
    """简报: a red head with number, unit and date; articles; whom it goes to at the foot.

    `mark` stands at the upper left (内部资料); `issue` is 第3期（总第12期）, empty on a draft. The
    name of another paper (总结报告) stands at the head in the same way.
    """

    name: str
    issue: str
    unit: str
    articles: tuple[Article, ...]
    issued_on: date | None = None
    mark: str = ""
    editor_note: str = ""
    to_report: str = ""
    to_send: str = ""
    to_distribute: str = ""
    copies: int = 0
    signed_by: str = ""


Paper: TypeAlias = SuggestionSheet | ReplyLetter | OpinionForm | FaceToFaceRecord | Bulletin
