"""The sentences in which a due date explains itself, in both languages.

2026年5月11日前：自2026年2月10日交办之日起3个月（代表法第五十一条）；期满日5月10日是星期日，顺延至…
"""

from collections.abc import Sequence
from datetime import date

from qunce.procedure.term import ANCHORS, Term
from qunce.procedure.words import Words
from qunce.workdays import End, Length, Pause, Unit

_UNITS = {
    Unit.DAYS: Words("日", "days"),
    Unit.WORKDAYS: Words("个工作日", "working days"),
    Unit.MONTHS: Words("个月", "months"),
}
_ONE = {Unit.DAYS: "day", Unit.WORKDAYS: "working day", Unit.MONTHS: "month"}
_WEEK = ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日")
_MOVE = Words("民法典第二百零三条", "Civil Code Art. 203")


def explain(
    term: Term, end: End, start: date, pauses: Sequence[Pause], others: Sequence[tuple[Term, End]]
) -> Words:
    """Why something is due on `end.on`; `others` are the later dates that were compared with."""
    parts = [_counted(term, start), *_pauses(pauses), *_moved(end), *_others(others, end.on)]
    if end.provisional:
        parts.append(_PROVISIONAL)
    zh = f"{day(end.on).zh}前：" + "；".join(part.zh for part in parts) + "。"
    en = f"Due {day(end.on).en}: " + "; ".join(part.en for part in parts) + "."
    return Words(zh, en)


def standing(since: date, because: str) -> Words:
    """While the clock stands there is no date."""
    on = day(since)
    return Words(
        f"计时自{on.zh}起暂停" + (f"：{because}" if because else "") + "。恢复后重新计算期限。",
        f"The clock has stood since {on.en}"
        + (f": {because}" if because else "")
        + ". The date is worked out when it goes on.",
    )


def waiting(term: Term) -> Words:
    """Before the day from which a term counts."""
    length, anchor = long(term.length), ANCHORS[term.anchor]
    return Words(
        f"尚未{anchor.zh}；自{anchor.zh}之日起{length.zh}（{term.basis.zh}）。",
        f"Not yet running: {length.en} from {anchor.en} ({term.basis.en}).",
    )


def long(length: Length) -> Words:
    unit = _UNITS[length.unit]
    return Words(
        f"{length.n}{unit.zh}",
        f"{length.n} {_ONE[length.unit] if length.n == 1 else unit.en}",
    )


def day(on: date) -> Words:
    return Words(f"{on.year}年{on.month}月{on.day}日", f"{on.day} {on:%b %Y}")


_PROVISIONAL = Words(
    "其间有年份的放假安排尚未公布，此日期为暂定，公布后重新计算",
    "a year on the way has no official calendar yet: provisional, worked out again when it comes",
)


def _counted(term: Term, start: date) -> Words:
    anchor, on, length = ANCHORS[term.anchor], day(start), long(term.length)
    return Words(
        f"自{on.zh}{anchor.zh}之日起{length.zh}（{term.basis.zh}）",
        f"{length.en} from {anchor.en} on {on.en} ({term.basis.en})",
    )


def _pauses(pauses: Sequence[Pause]) -> list[Words]:
    return [_pause(pause) for pause in pauses]


def _pause(pause: Pause) -> Words:
    since, until = day(pause.since), day(pause.until)
    why = f"（{pause.reason}）" if pause.reason else ""
    because = f" ({pause.reason})" if pause.reason else ""
    return Words(
        f"{since.zh}至{until.zh}暂停计时{why}",
        f"the clock stood from {since.en} to {until.en}{because}",
    )


def _moved(end: End) -> list[Words]:
    if not end.moved:
        return []
    counted, to, weekday = day(end.counted), day(end.on), end.counted.weekday()
    zh = _WEEK[weekday] if weekday > 4 else "节假日"
    en = f"{end.counted:%A}" if weekday > 4 else "holiday"
    return [
        Words(
            f"期满日{counted.zh}是{zh}，顺延至{to.zh}（{_MOVE.zh}）",
            f"{counted.en} is a {en}, so the next working day counts, {to.en} ({_MOVE.en})",
        )
    ]


def _others(others: Sequence[tuple[Term, End]], due_on: date) -> list[Words]:
    return [_other(term, end, due_on) for term, end in others]


def _other(term: Term, end: End, due_on: date) -> Words:
    anchor, length, on = ANCHORS[term.anchor], long(term.length), day(end.on)
    zh, en = (
        ("与此相同", "the same") if end.on == due_on else ("取较早者", "the earlier one counts")
    )
    return Words(
        f"另按{anchor.zh}之日起{length.zh}（{term.basis.zh}）为{on.zh}，{zh}",
        f"{length.en} from {anchor.en} ({term.basis.en}) would be {on.en}: {en}",
    )
