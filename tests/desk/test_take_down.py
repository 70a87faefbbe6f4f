from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from qunce.common.clock import today
from qunce.record.models import Entry
from qunce.voices.models import Channel, Voice
from qunce.voices.queries import receipt_number
from qunce.voices.splitting import split
from qunce.voices.views.desk_intake import MOST_PARTS, changed
from tests.desk.people import alice, charlie
from tests.factories import make_call, make_voice

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("transcript", "parts"),
    [
        ("路灯坏了", ["路灯坏了"]),
        ("路灯坏了\n\n公交太少", ["路灯坏了", "公交太少"]),
        ("路灯坏了\n三个月没人修\n \n\n公交太少", ["路灯坏了\n三个月没人修", "公交太少"]),
        ("1. 路灯坏了\n2. 公交太少", ["路灯坏了", "公交太少"]),
        ("1、路灯坏了\r\n2、公交太少", ["路灯坏了", "公交太少"]),
        ("一、路灯坏了\n学校后面\n二、公交太少", ["路灯坏了\n学校后面", "公交太少"]),
        ("（一）路灯\n（二）公交\n（三）垃圾", ["路灯", "公交", "垃圾"]),
        ("①路灯\n②公交", ["路灯", "公交"]),
        ("第一，路灯\n第二，公交", ["路灯", "公交"]),
        ("座谈会记录\n1. 路灯\n2. 公交", ["座谈会记录", "路灯", "公交"]),
        ("2026.3.1 路灯坏了\n2026.3.2 还没修", ["2026.3.1 路灯坏了\n2026.3.2 还没修"]),
        ("1.5 米宽的路\n3.2 公里长", ["1.5 米宽的路\n3.2 公里长"]),
        ("1. 只有一个编号", ["1. 只有一个编号"]),
        (" \n\n ", []),
    ],
)
def test_a_transcript_is_divided_by_numbers_or_empty_lines(
    transcript: str, parts: list[str]
) -> None:
    assert split(transcript) == parts


@pytest.mark.parametrize(
    ("wish", "at", "left"),
    [
        ("join", 1, ["甲\n乙", "丙"]),
        ("join", 0, ["甲", "乙", "丙"]),
        ("drop", 1, ["甲", "丙"]),
        ("more", 0, ["甲", "乙", "丙", ""]),
        ("drop", 9, ["甲", "乙", "丙"]),
    ],
)
def test_boxes_are_joined_dropped_and_added(wish: str, at: int, left: list[str]) -> None:
    assert changed(["甲", "乙", "丙"], wish, at) == left


def test_a_box_is_cut_at_its_empty_lines() -> None:
    assert changed(["甲\n\n乙", "丙"], "cut", 0) == ["甲", "乙", "丙"]


def frame(**more: Any) -> dict[str, Any]:
    return {
        "call": make_call().pk,
        "channel": "meeting",
        "said_on": f"{today()}",
        "once": uuid4(),
        **more,
    }


def keep(client: Client, parts: list[str], **more: Any) -> Any:
    return client.post("/desk/take-down/", {**frame(**more), "part": parts, "act": "keep"})


def test_a_transcript_becomes_boxes_and_stores_nothing_yet() -> None:
    answer = alice().post("/desk/take-down/", frame(transcript="1. 路灯坏了\n2. 公交太少"))
    assert answer.context["parts"] == ["路灯坏了", "公交太少"]
    assert Voice.objects.count() == 0


def test_the_boxes_become_voices_with_receipts() -> None:
    client = alice()
    answer = keep(client, ["路灯坏了", "  ", "公交太少"])
    voices = list(Voice.objects.order_by("pk"))
    assert [(v.text, v.channel, v.consent) for v in voices] == [
        ("路灯坏了", Channel.MEETING, False),
        ("公交太少", Channel.MEETING, False),
    ]
    assert Entry.objects.filter(verb="voice.received", actor_kind="person").count() == 2
    page = client.get(answer["Location"]).content.decode()
    assert all(receipt_number(v) in page for v in voices)
    assert page.count('class="qr"') == 2


def test_a_double_click_takes_down_once() -> None:
    client, once = alice(), uuid4()
    first = keep(client, ["路灯坏了", "公交太少"], once=once)
    second = keep(client, ["路灯坏了", "公交太少"], once=once)
    assert first["Location"] == second["Location"]
    assert Voice.objects.count() == 2


def test_what_was_typed_stays_in_the_form_with_the_error() -> None:
    answer = keep(alice(), ["路灯坏了"], said_on="2999-01-01")
    assert (answer.status_code, answer.context["parts"]) == (400, ["路灯坏了"])
    assert "路灯坏了" in answer.content.decode()


@pytest.mark.parametrize("parts", [[""], ["好" * 100_001]])
def test_what_cannot_be_a_voice_is_told_and_nothing_is_stored(parts: list[str]) -> None:
    answer = keep(alice(), ["路灯坏了", *parts] if parts != [""] else parts)
    assert answer.status_code == 400
    assert Voice.objects.count() == 0


def test_a_hundred_voices_at_once_and_not_one_more() -> None:
    client = alice()
    assert keep(client, ["路"] * (MOST_PARTS + 1)).status_code == 400
    assert Voice.objects.count() == 0


def test_what_came_by_the_web_has_no_receipt_to_print() -> None:
    voice = make_voice()
    client = alice()
    assert client.get(f"/desk/receipts/?ids={voice.pk}").status_code == 403
    assert receipt_number(voice) not in client.get(f"/desk/voices/{voice.pk}/").content.decode()


def test_receipts_of_another_place_are_not_found() -> None:
    keep(alice(), ["路灯坏了"])
    assert charlie().get(f"/desk/receipts/?ids={Voice.objects.get().pk}").status_code == 404


@pytest.mark.parametrize("ids", ["", "x", "999999", "1" * 30, "-1"])
def test_receipts_that_are_not_there_are_not_found(ids: str) -> None:
    assert alice().get("/desk/receipts/", {"ids": ids}).status_code == 404


def test_the_address_on_a_receipt_has_neither_style_nor_script() -> None:
    client = alice()
    page = client.get(keep(client, ["路灯坏了"])["Location"]).content.decode()
    assert " style=" not in page
    assert "<script>" not in page


def test_another_place_s_call_is_refused() -> None:
    assert keep(charlie(), ["路灯坏了"]).status_code == 400
    assert Voice.objects.count() == 0
