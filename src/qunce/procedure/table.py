"""A procedure as a table that people read: in the terminal and in the docs."""

from collections.abc import Iterator

from qunce.procedure.grammar import (
    OF_THE_MATTER,
    PROMISES,
    SET_DATE,
    Act,
    Need,
    Phase,
    Procedure,
    Step,
)
from qunce.procedure.profile import Profile
from qunce.procedure.sentences import long
from qunce.procedure.term import ANCHORS
from qunce.procedure.words import Words

_HEAD = Words(
    "| 环节 | 谁负责 | 期限 | 可做什么 |", "| step | who holds it | how long | what may be done |"
)
_NEEDS = {
    Need.TEXT: Words("文字", "a text"),
    Need.REASON: Words("理由", "a reason"),
    Need.REASON_CODE: Words("理由类别", "the kind of reason"),
    Need.UNITS: Words("单位", "units"),
    Need.UNIT: Words("建议单位", "a proposed unit"),
    Need.DUE_ON: Words("日期", "a date"),
    Need.CONTACT: Words("沟通记录", "how and when"),
    Need.ANSWER: Words("答复稿", "the answer"),
    Need.RATING: Words("评价", "a rating"),
    Need.TARGET: Words("并入的事项", "the matter it joins"),
    Need.PEOPLE: Words("人员", "people"),
    Need.WORDS: Words("新的内容", "the new words"),
    Need.UNIT_RATINGS: Words("对各单位的评价", "a rating of each unit"),
}


def as_table(procedure: Procedure, profile: Profile, language: str = "en") -> str:
    """Markdown: a line for each step with holder, term with its basis, and acts."""
    lines = [_HEAD.in_language(language), "|---|---|---|---|"]
    lines += (_row(procedure, step, profile, language) for step in procedure.steps)
    return "\n".join(lines) + "\n"


def needs_words(need: Need) -> Words:
    return _NEEDS[need]


def _row(procedure: Procedure, step: Step, profile: Profile, language: str) -> str:
    title = step.title.in_language(language)
    if step.phase == Phase.ENDED:
        return f"| **{title}** | | | |"
    assert step.holder is not None
    holder = step.holder.words.in_language(language)
    acts = "<br>".join(_act(procedure, step, act, language) for act in step.acts)
    return f"| **{title}** | {holder} | {_term(step, profile, language)} | {acts} |"


_OWN_CLOCKS = {
    PROMISES: Words("按承诺的日期", "each promise's own date"),
    SET_DATE: Words("按交办时确定的日期", "the date that was set"),
    OF_THE_MATTER: Words("与所属事项同一日期", "the date of its matter"),
}


def _term(step: Step, profile: Profile, language: str) -> str:
    if own := _OWN_CLOCKS.get(step.term):
        return own.in_language(language)
    if not step.term:
        return ""
    term = profile.term(step.term)
    length, anchor, basis = long(term.length), ANCHORS[term.anchor], term.basis
    return Words(
        f"自{anchor.zh}{length.zh}（{basis.zh}）", f"{length.en} from {anchor.en} ({basis.en})"
    ).in_language(language)


def _act(procedure: Procedure, step: Step, act: Act, language: str) -> str:
    parts = [act.title.in_language(language), *_by(step, act, language), *_asked(act, language)]
    arrow = " / ".join(procedure.step(to).title.in_language(language) for to in act.to)
    return "".join(parts) + (f" → {arrow}" if arrow else "")


def _by(step: Step, act: Act, language: str) -> Iterator[str]:
    if act.by and act.by != (step.holder,):
        names = [role.words.in_language(language) for role in act.by]
        yield _in_brackets("、" if language == "zh" else ", ", names, language)


def _asked(act: Act, language: str) -> Iterator[str]:
    if act.needs:
        names = " + ".join(_NEEDS[need].in_language(language) for need in act.needs)
        yield f"：需{names}" if language == "zh" else f": needs {names}"


def _in_brackets(between: str, names: list[str], language: str) -> str:
    inside = between.join(names)
    return f"（{inside}）" if language == "zh" else f" ({inside})"
