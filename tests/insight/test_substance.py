"""Hints, judged on sentences written for it: what each seems to hold, and what it does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qunce.insight import Channel, Says, look, look_all

# What a text holds (s situation, r reason, p proposal, l place, a addressee, k too short, g slogan,
# d advertising, c personal case); every sort not named is not in it.
SORTS = {
    "s": Says.SITUATION, "r": Says.REASON, "p": Says.PROPOSAL, "l": Says.PLACE,
    "a": Says.ADDRESSEE, "k": Says.TOO_SHORT, "g": Says.SLOGAN, "d": Says.ADVERTISING,
    "c": Says.PERSONAL_CASE,
}  # fmt: skip
TABLE = {
    "人民路的路灯坏了半个月。": "sl",
    "幸福小区三号楼楼道漏水，墙皮脱落。": "sl",
    "公交车太少，早上等了四十分钟。": "s",
    "菜场门口垃圾成堆，夏天臭味熏人。": "s",
    "学校门口每天放学都堵车。": "s",
    "夜里工地施工噪音扰民。": "s",
    "自来水发黄，已经三天了。": "s",
    "快递柜收费，老人不会用，很不方便。": "s",
    "医院挂号排队太久，网上又打不开。": "s",
    "电动车乱停，消防通道被占用。": "s",
    "建议增设一个红绿灯。": "p",
    "希望把垃圾桶换成带盖的，建议每天清运两次。": "sp",
    "能否在校门口安装减速带？": "p",
    "应该延长图书角的开放时间。": "p",
    "恳请交警支队在和平路口划定停车线。": "pla",
    "可否新增一趟夜班车？": "p",
    "呼吁取消不合理的停车收费。": "sp",
    "請在門口加裝扶手。": "p",
    "最好能给老旧楼房加装电梯，因为老人上下楼困难。": "srp",
    "请教育局公开学区划分的依据。": "pa",
    "因为没有斑马线，孩子过马路很危险。": "sr",
    "由于下水道堵塞，一下雨就积水。": "sr",
    "这样可以避免车辆逆行。": "r",
    "施工造成墙体开裂。": "sr",
    "为了孩子的安全，建议设置护栏。": "rp",
    "尊敬的市长，您好，想了解一下政策。": "a",
    "住建局什么时候答复？": "a",
    "请问办理居住证要带什么材料？": "",
    "请问社保卡怎么激活？": "",
    "我觉得这座城市很好。": "",
    "昨天和邻居聊了聊物价。": "",
    "小时候常在这里玩，很怀念。": "",
    "我申请了两次都是同样的结果。": "",
    "春天的油菜花开得真好看。": "",
    "大家对这件事看法不一样。": "",
    "路灯很亮，晚上散步安心。": "",
    "道路修好以后大家都高兴。": "",
    "好": "k",
    "支持": "k",
    "顶一个": "k",
    "不错不错": "k",
    "不忘初心，砥砺前行！": "g",
    "祝愿我们的家乡越来越好！": "g",
    "万众一心，再创辉煌，为城市点赞！": "g",
    "加油，未来更加美好": "g",
    "新时代要有新气象，但公交不通，每天走三里地。": "s",
    "为民服务中心没有停车位，建议增加车位。": "sp",
    "专业贷款，无抵押，当天放款，详情咨询张经理": "d",
    "扫码领红包，加微信免费领取资料": "d",
    "厂家直销，欢迎选购，量大从优": "d",
    "兼职日结，轻松赚零花，下单就返": "d",
    "投诉：有人冒充厂家直销，打折骗钱，货不对板。": "",
    "小广告上写着办证刻章，贴满楼道，请清理。": "p",
    "我家停水两天了，没人管。": "sc",
    "我父亲的工伤认定一直没有结果。": "sc",
    "公司拖欠工资三个月，我的血汗钱要不回来。": "sc",
    "我本人不服一审判决，想再审。": "c",
    "我母亲在手机上被骗两万元。": "sc",
    "我家宅基地被侵占，村委会推诿。": "sac",
    "村支书截留补助，我被威胁。": "sc",
    "法院附近的公交站牌字太小。": "sa",
    "咨询工伤认定的一般流程。": "",
    "征地补偿标准在哪里能看到？": "",
    "中山路与解放路路口拥堵，建议错峰放行，以便学生通过。": "srpl",
    "阳光花园没有快递柜，希望物业公司增设。": "spla",
    "把老厂房改成书店多好啊": "",
    "LED 屏太亮，睡不着，請調整亮度。": "sp",
}
CASES = [(text, {SORTS[letter] for letter in letters}) for text, letters in TABLE.items()]
CHANNELS = {
    "我家停水两天了，没人管。": Channel.HOTLINE,
    "我父亲的工伤认定一直没有结果。": Channel.LABOUR,
    "我本人不服一审判决，想再审。": Channel.COURT,
    "我母亲在手机上被骗两万元。": Channel.POLICE,
    "我家宅基地被侵占，村委会推诿。": Channel.PETITION,
    "村支书截留补助，我被威胁。": Channel.DISCIPLINE,
}


@pytest.mark.parametrize(("text", "wanted"), CASES, ids=list(TABLE))
def test_each_sentence_hints_at_what_it_holds_and_at_nothing_else(
    text: str, wanted: set[Says]
) -> None:
    assert {hint.says for hint in look(text).hints} == wanted


@pytest.mark.parametrize(("text", "channel"), CHANNELS.items())
def test_a_personal_case_is_shown_its_own_way(text: str, channel: Channel) -> None:
    assert look(text).channel is channel


def test_hints_quote_the_text_as_it_was_written() -> None:
    hint = look("ＡＢ，請在門口加裝扶手。").hint(Says.PROPOSAL)
    assert hint is not None
    assert hint.quotes("ＡＢ，請在門口加裝扶手。") == ("請", "加裝")


@given(
    st.lists(st.text("请建议增设路灯坏了因为，。\ud800a１藏 \U0001f600བོད", max_size=40), max_size=8)
)
def test_many_texts_are_looked_at_as_each_alone_and_spans_lie_inside(texts: list[str]) -> None:
    found = look_all(texts)
    assert found == [look(text) for text in texts]
    for text, substance in zip(texts, found, strict=True):
        for hint in substance.hints:
            assert hint.spans
            assert all(0 <= start < stop <= len(text) for start, stop in hint.spans)


def test_what_cannot_be_read_gives_no_hints() -> None:
    assert look_all([]) == []
    assert all(not look(text).hints for text in ("", "\U0001f600\U0001f600", "\ud800", "。。。"))


def test_a_megabyte_is_looked_at_head_and_tail() -> None:
    text = "路灯坏了。" + "云" * 1_000_000 + "建议增设路灯。"
    hint = look(text).hint(Says.PROPOSAL)
    assert hint is not None
    assert hint.quotes(text) == ("建议", "增设")
