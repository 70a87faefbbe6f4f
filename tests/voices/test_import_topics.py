"""A list that is brought in names topics of its call: kept where they are known, told where not."""

from pathlib import Path

import pytest
from django.urls import reverse

from qunce import sheets
from qunce.voices.actions import close_topic, rename_topic, set_out_topics, strike_topic
from qunce.voices.models import Import, Voice
from qunce.voices.queries.imports import progress
from tests.desk.people import signed_in
from tests.factories import make_call, make_clerk, make_hat
from tests.voices.test_import import bring_in, sums, write

pytestmark = pytest.mark.django_db
HEAD = ["编号", "内容", "征集主题"]


def brought(tmp_path: Path, *named: str) -> Import:
    hat, call = make_hat(), make_call()
    parking, schools, _gone = set_out_topics(call, ["停车", "上学", "看病"])
    rename_topic(topic_id=parking.pk, title="出行与停车", hat=hat)
    close_topic(topic_id=schools.pk, hat=hat)
    strike_topic(topic_id=_gone.pk, hat=hat)
    rows = [[str(n), f"第{n}条建议，路口要有灯", name] for n, name in enumerate(named, 1)]
    return bring_in(write(tmp_path / "a.csv", rows, HEAD), hat, call=call)


def titles() -> list[str]:
    topics = Voice.objects.order_by("pk").values_list("topic__title", flat=True)
    return [title or "" for title in topics]


def test_topics_are_found_by_their_names_former_ones_and_closed_ones_too(tmp_path: Path) -> None:
    source = brought(tmp_path, "出行与停车", "停车", " 上学 ", "")
    assert titles() == ["出行与停车", "出行与停车", "上学", ""]
    assert source.other_topics == {}
    assert progress(source).other_topics == ""


def test_what_is_no_topic_keeps_its_voice_and_is_told(tmp_path: Path) -> None:
    source = brought(tmp_path, "看病", "停车", "看病", "养老")
    assert sums(source) == (4, 4, 0, 0)
    assert titles() == ["", "出行与停车", "", ""]
    assert progress(source).other_topics == "看病（2）、养老（1）"


def test_of_a_column_that_names_another_topic_in_every_row_the_first_are_told(
    tmp_path: Path,
) -> None:
    source = brought(tmp_path, *(f"说法{n}" for n in range(30)), "停" * 90)
    assert sums(source) == (31, 31, 0, 0)
    assert len(source.other_topics) == 20


def test_the_page_of_an_import_says_which_names_are_no_topics(tmp_path: Path) -> None:
    source = brought(tmp_path, "看病", "停车")
    clerk = signed_in(make_clerk("zoe"))
    page = clerk.get(reverse("voices_desk:import", args=[source.pk])).content.decode()
    assert "看病（1）" in page
    assert "停车（" not in page


@pytest.mark.parametrize("name", ["征集主题", "所属主题（必选）", "2、征集方向"])
def test_a_column_of_topics_is_no_title(name: str) -> None:
    found = sheets.recognise(["主题", "内容", name], [["路灯", "路灯坏了三个月没人修", "安居"]])
    assert found.roles["topic"].name == name
    assert found.roles["title"].name == "主题"
