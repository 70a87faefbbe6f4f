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
