"""The first screen asks too often rather than too seldom, and is never slow."""

import time

import pytest

from qunce.voices import screen


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("希望多种树", ""),
        ("电话13900001234", "phone"),
        ("电话１３９００００１２３４", "phone"),
        ("电话139 0000 1234", "phone"),
        ("座机010-62345678", "landline"),
        ("身份证11010519491231002X", "id_number"),
        ("编号11010519491231002Y", ""),
        ("卡号6222021234567890128", "bank_card"),
        ("请找王主任", "name"),
        ("本人叫李小明", "name"),
        ("我家在3栋2单元501室", "address"),
        ("加微信 abc_12345", "account"),
        ("写信到 a.b@example.com", "email"),
        ("详见 https://example.com/x", "link"),
        ("详见 https://例子.中国/x", "link"),
        ("专业代开发票", "unlawful"),
    ],
)
def test_the_screen_names_what_it_stopped_at(text: str, codes: str) -> None:
    assert screen.codes(text) == codes


@pytest.mark.parametrize(
    "text",
    [
        "尊敬的王书记，我是一名居民",
        "李市长您好！门前的路灯坏了",
        "陈局长：\n  门前的路灯坏了",
        "标题\n  王书记：路灯坏了",
        "多次向书记反映、向村主任反映都没有回音",
        "任课老师和高中老师都这么说",
        "施工队长和安保队长推来推去",
        "白天做教练",
        "3栋12层没有水，5号楼2023年才交房",
        "8栋120多户没有水",
    ],
)
def test_addressing_an_office_and_counting_floors_stop_nothing(text: str) -> None:
    assert screen.codes(text) == ""


@pytest.mark.parametrize(
    "text",
    [
        "王书记收了红包",
        "王主任，就是住三楼的那个，打人",
        "我找过王书记，他不理",
        "尊敬的王医生治好了我",
        "尊敬的王书记，张主任打人",
        "任志强老师打人",
        "向明主任推来推去",
        "经理向李书记说",
    ],
)
def test_who_is_spoken_of_still_stops_the_words(text: str) -> None:
    assert screen.codes(text) == "name"


def test_a_link_does_not_hide_what_follows_it_without_a_space() -> None:
    found = screen.codes("详见https://a.cn/x，请打13900001234找王主任")
    assert sorted(found.split()) == ["link", "name", "phone"]


def test_a_mask_covers_the_hit_and_nothing_else() -> None:
    assert screen.mask("请打13900001234，谢谢") == "请打████，谢谢"


@pytest.mark.parametrize("sign", "好1a王栋 @-.座")
def test_100_000_equal_characters_take_less_than_a_second(sign: str) -> None:
    begin = time.process_time()
    screen.codes(sign * 100_000)
    assert time.process_time() - begin < 1
