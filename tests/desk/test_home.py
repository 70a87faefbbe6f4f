import re
from typing import Any

import pytest
from django.test import Client

from qunce.places.models import Area, Level
from qunce.ui.templatetags.ui import side
from qunce.voices import actions
from tests.desk.people import alice, bob, charlie, dora, queries_of, signed_in
from tests.factories import make_campaign, make_clerk, make_hat, make_jurisdiction, make_voice

pytestmark = pytest.mark.django_db


def make_area(name: str = "东河县", code: str = "990001", **fields: Any) -> Area:
    fields = {"level": Level.COUNTY, **fields}
    return Area.objects.create(jurisdiction=make_jurisdiction(), code=code, name=name, **fields)


def call_of_campaign() -> Any:
    return make_campaign().calls.get()


def equation(page: str) -> list[int]:
    """The numbers of the first equation on a page: the sum and its terms."""
    found = re.search(r'<p class="equation.*?</p>', page, re.S)
    assert found
    return [int(n.replace(",", "")) for n in re.findall(r">(?:[=+] )?([\d,]+) <small", found[0])]


def test_the_sum_of_what_was_received_is_the_sum_of_the_fates() -> None:
    call = call_of_campaign()
    voices = [make_voice(f"第{n}条建议", call=call) for n in range(5)]
    actions.withdraw(voice_id=voices[0].pk)
    actions.set_aside(voice_id=voices[1].pk, reason="elsewhere", hat=make_hat("zoe"))
    received, *fates = equation(alice().get("/desk/").content.decode())
    assert received == sum(fates) == 5
    assert sorted(fates) == [0, 0, 1, 1, 3]


def test_what_is_to_do_is_counted() -> None:
    call = call_of_campaign()
    make_voice("请打 13900001234 找王主任", call=call)
    duties = alice().get("/desk/").context["home"].duties
    assert (duties[0].url, duties[0].count) == ("/desk/queue/", 1)


def test_a_unit_sees_the_numbers_and_only_shown_words_of_its_area() -> None:
    call, east, west = call_of_campaign(), make_area(), make_area("西河县", "990002")
    make_voice("东河县的路灯坏了", call=call, area=east)
    make_voice("东河县有人不愿公开这句话", call=call, area=east, consent=False)
    make_voice("东河县请找王主任", call=call, area=east)
    make_voice("西河县的公交太少", call=call, area=west)
    client = bob(area=east)
    page = client.get("/desk/").content.decode()
    assert equation(page)[0] == 3
    assert [w in page for w in ("路灯坏了", "不愿公开", "王主任", "公交太少")] == [
        True,
        False,
        False,
        False,
    ]
    listed = client.get("/desk/shown/").context["found"].voices
    assert [v.text for v in listed] == ["东河县的路灯坏了"]


def test_an_area_includes_its_towns() -> None:
    call, east = call_of_campaign(), make_area()
    town = make_area("清溪镇", "990001101", level=Level.TOWN, parent=east)
    make_voice("清溪镇的桥窄", call=call, area=town)
    assert equation(bob(area=east).get("/desk/").content.decode())[0] == 1


def test_a_deputy_sees_shown_words() -> None:
    call = call_of_campaign()
    make_voice("路灯坏了", call=call)
    make_voice("请找王主任", call=call)
    page = dora().get("/desk/").content.decode()
    assert ("路灯坏了" in page, "王主任" in page) == (True, False)


def test_passers_by_are_asked_to_sign_in() -> None:
    answer = Client().get("/desk/")
    assert (answer.status_code, answer["Location"]) == (302, "/enter/?next=/desk/")


def test_without_a_campaign_the_home_says_so() -> None:
    assert alice().get("/desk/").templates[0].name == "desk/nothing.html"


OFFICE = [
    "/desk/imports/",
    "/desk/imports/new/",
    "/desk/take-down/",
    "/desk/receipts/?ids=1",
    "/desk/queue/",
    "/desk/voices/",
    "/desk/voices/1/",
    "/desk/voices/1/erase/",
]


@pytest.mark.parametrize("url", OFFICE)
def test_the_office_s_pages_are_closed_to_units_deputies_and_passers_by(url: str) -> None:
    assert [c.get(url).status_code for c in (bob(), dora(), Client())] == [403, 403, 302]


def test_the_menu_of_a_post_holds_no_page_that_is_closed_to_it() -> None:
    make_campaign()
    for client in (alice(), bob(), dora(), charlie()):
        items = client.get("/desk/").context["navigation"]
        inside = [i["url"] for i in items if i["url"].startswith("/desk/")]
        assert [client.get(url).status_code for url in inside] == [200] * len(inside)


@pytest.mark.parametrize("url", ["/desk/imports/new/", "/desk/queue/", "/desk/account/"])
def test_the_menu_marks_one_entry_at_most(url: str) -> None:
    make_campaign()
    items = alice().get(url).context["navigation"]
    assert sum(i["current"] for i in items) == (0 if "account" in url else 1)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_long_menu_has_headings_and_a_short_one_has_none(language: str) -> None:
    make_campaign()

    def page(client: Client) -> str:
        answer = client.get("/desk/", headers={"accept-language": language})
        return str(answer.content.decode())

    headings = {"zh-hans": "处理 意见 活动 结果 公开", "en": "Handling Voices Campaign Results"}
    of_the_office = page(alice())
    office = re.findall(r'<span class="group">(.+?)</span><ul><li><a', of_the_office)
    assert of_the_office.count('<a href="/desk/" aria-current="page">') == 2
    # Once beside the page and once in the menu of a telephone.
    assert office[: len(office) // 2] == office[len(office) // 2 :]
    assert " ".join(office).startswith(headings[language])
    assert 'class="group"' not in page(bob()) + page(dora())


def test_a_group_of_the_menu_is_no_markup_and_stays_together() -> None:
    entry = {"url": "/", "label": "甲", "icon": ""}
    groups = ("", "<b>", "<b>", "乙")
    drawn = side([{**entry, "group": group} for group in groups])
    assert drawn.count("<ul>") == 3
    assert drawn.count('<span class="group">&lt;b&gt;</span>') == 1


@pytest.mark.parametrize("who", ["alice", "bob", "dora"])
def test_the_home_asks_the_database_as_often_for_three_voices_as_for_one(who: str) -> None:
    call = call_of_campaign()
    make_voice("第一条", call=call)
    client = {"alice": alice, "bob": bob, "dora": dora}[who]()
    client.get("/desk/")  # what the menu keeps for a while is kept from now on
    once = queries_of(client, "/desk/")
    for n in range(2):
        make_voice(f"又一条{n}", call=call)
    assert queries_of(client, "/desk/") == once


def test_a_new_password_counts_at_once() -> None:
    person = make_clerk("alice")
    client = signed_in(person)
    client.post(
        "/desk/account/",
        {
            "old_password": "open sesame 2026",
            "new_password1": "a longer way in 2027",
            "new_password2": "a longer way in 2027",
        },
    )
    person.refresh_from_db()
    assert person.check_password("a longer way in 2027")
    assert client.get("/desk/account/").status_code == 200
