"""征询意见表 and 当面答复记录."""

from collections.abc import Iterator

from qunce.papers.blocks import Form, Gap, Layout, Row, Style, Text
from qunce.papers.kinds import FaceToFaceRecord, Grade, OpinionForm
from qunce.papers.layouts.cells import choice, labelled, pair, signed, ticked, yes_or_no
from qunce.papers.wording import day

_WAYS = ("走访", "座谈", "调研", "电话")
# Chongqing (2017) Art. 38 punishes threat and inducement; the form says so to both sides.
_ADVICE = (
    "说明：本表由代表本人填写，承办单位不得代填，也不得以任何方式影响代表评价。"
    "评价为“不满意”的，请写明具体意见。"
)


def opinion_form(form: OpinionForm) -> Layout:
    return Layout(
        name=f"第{form.number}号建议办理情况征询意见表",
        blocks=(
            Text(Style.TITLE, "代表建议办理情况征询意见表"),
            Gap(),
            Form(tuple(_questions(form))),
            Text(Style.SMALL, _ADVICE),
        ),
    )


def _questions(form: OpinionForm) -> Iterator[Row]:
    yield pair(("建议编号", form.number), ("答复日期", day(form.answered_on)))
    yield labelled("建议标题", form.title)
    yield labelled("承办单位", form.unit)
    yield labelled("沟通方式", _contacts(form))
    yield labelled("对办理态度", choice(Grade, form.attitude), height=13)
    yield labelled("对办理结果", choice(Grade, form.result), height=13)
    yield labelled("具体意见", form.opinion, height=45)
    yield labelled("要求重新办理", yes_or_no(form.rehandle))
    yield labelled("联名代表意见", form.cosigners, height=24)
    yield labelled("代表签名", signed(form.deputy, form.signed_on), height=15)


def _contacts(form: OpinionForm) -> str:
    """How often in which way; ways of other names are added to the usual four."""
    ways = [*_WAYS, *(way for way in form.contacts if way not in _WAYS)]
    counted = [(way, form.contacts.get(way, 0)) for way in ways]
    boxes = [(f"{way}{number}次" if number > 0 else way, number > 0) for way, number in counted]
    none = form.answered_on is not None and not any(chosen for _way, chosen in boxes)
    return ticked([*boxes, ("未沟通", none)])


def face_to_face_record(record: FaceToFaceRecord) -> Layout:
    return Layout(
        name=f"第{record.number}号建议当面答复记录",
        blocks=(
            Text(Style.TITLE, "代表建议当面答复记录"),
            Gap(),
            Form(tuple(_record(record))),
        ),
    )


def _record(record: FaceToFaceRecord) -> Iterator[Row]:
    yield pair(("建议编号", record.number), ("答复日期", day(record.met_on)))
    yield labelled("建议标题", record.title)
    yield labelled("答复地点", record.place)
    yield labelled("承办单位", record.unit)
    yield labelled("单位参加人员", "、".join(record.unit_people))
    yield labelled("参加代表", "、".join(record.deputies))
    yield labelled("答复要点", record.summary, height=65)
    yield labelled("代表意见", record.opinion, height=35)
    yield pair(("代表签名", ""), ("记\u2002录\u2002人", record.recorder), height=15)
