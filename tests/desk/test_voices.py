import pytest
from django.test import Client

from qunce.record.models import Entry
from qunce.voices import actions
from qunce.voices.models import Fate, IdeaTopic, Showing, Voice
from qunce.voices.queries import receipt_number
from qunce.voices.reasons import EVENTS
from tests.desk.conftest import forget_counts
from tests.desk.people import alice, bob, charlie, queries_of
from tests.factories import make_call, make_hat, make_jurisdiction, make_voice

pytestmark = pytest.mark.django_db


def listed(query: str = "", client: Client | None = None) -> list[str]:
    page = (client or alice()).get(f"/desk/voices/{query}")
    return [v.text for v in page.context["found"].voices]


def test_the_desk_sees_voices_that_the_square_does_not() -> None:
    make_voice("这句话不公开", consent=False)
    make_voice("这句话公开")
    assert listed() == ["这句话公开", "这句话不公开"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=路", ["路灯坏了", "路面不平"]),
        ("?q=路灯", ["路灯坏了"]),
        ("?q=路灯坏", ["路灯坏了"]),
        ("?q=灯坏 路", ["路灯坏了"]),
        ("?q=没有这个词", []),
        ("?q=。。。", []),
        ("?showing=private", ["路灯坏了"]),
        ("?showing=private&q=路面", []),
        ("?channel=web&q=路面", ["路面不平"]),
        ("?fate=answered", []),
        ("?fate=nonsense", ["公交太少", "路灯坏了", "路面不平"]),
    ],
)
def test_words_and_states_narrow_the_list(query: str, found: list[str]) -> None:
    make_voice("路面不平")
    make_voice("路灯坏了", consent=False)
    make_voice("公交太少")
    assert sorted(listed(query)) == sorted(found) if "nonsense" not in query else listed(query)


def make_topics(slug: str, *titles: str) -> list[IdeaTopic]:
    call = make_call(slug=slug, title=f"征集{slug}")
    return actions.set_out_topics(call, titles)


def test_the_list_is_narrowed_to_a_topic_and_the_address_keeps_it() -> None:
    roads, schools = make_topics("one", "出行", "教育")
    for n in range(22):
        make_voice(f"路第{n}条", call=roads.call, topic=roads)
    make_voice("学校的路", call=roads.call, topic=schools)
    make_voice("没有主题的路")
    client = alice()
    page = client.get(f"/desk/voices/?topic={roads.pk}")
    assert (page.context["found"].count, page.context["narrowed"]) == (22, True)
    assert f'<option value="{roads.pk}" selected>出行 · 22</option>' in page.content.decode()
    onwards = client.get(f"/desk/voices/{page.context['next']}").context["found"].voices
    assert [v.text for v in onwards] == ["路第1条", "路第0条"]
    assert listed(f"?topic={schools.pk}&q=路", client) == ["学校的路"]
    assert listed(f"?topic={schools.pk}&fate=answered", client) == []
    # An address that was kept of a topic that was taken out finds nothing, and says so.
    assert listed(f"?topic={schools.pk + 99}", client) == []


def test_topics_stand_under_their_calls_and_those_of_other_places_nowhere() -> None:
    (one,) = make_topics("one", "出行")
    client = alice()
    assert "<optgroup" not in client.get("/desk/voices/").content.decode()
    forget_counts()
    (two,) = make_topics("two", "出行")
    (away,) = actions.set_out_topics(make_call("away", make_jurisdiction("980000")), ["外地"])
    make_voice("外地的话", call=away.call, topic=away)
    page = client.get("/desk/voices/").content.decode()
    assert f'<optgroup label="征集two"><option value="{two.pk}">出行 · 0</option>' in page
    assert f'<option value="{one.pk}">' in page
    assert "外地" not in page
    assert listed(f"?topic={away.pk}", client) == []


def test_without_topics_nothing_asks_for_one() -> None:
    make_voice()
    assert "id_topic" not in alice().get("/desk/voices/").content.decode()


def test_the_list_goes_on_after_its_page() -> None:
    for n in range(23):
        make_voice(f"第{n}条")
    client = alice()
    first = client.get("/desk/voices/").context
    second = client.get(f"/desk/voices/{first['next']}").context
    texts = [v.text for c in (first, second) for v in c["found"].voices]
    assert texts == [f"第{n}条" for n in reversed(range(23))]
    assert (second["next"], first["found"].count) == ("", 23)


@pytest.mark.parametrize("typed", ["#{pk}", "{receipt}"])
def test_a_number_leads_to_its_voice(typed: str) -> None:
    voice = make_voice()
    asked = typed.format(pk=voice.pk, receipt=receipt_number(voice))
    answer = alice().get("/desk/voices/", {"q": asked})
    assert answer["Location"] == f"/desk/voices/{voice.pk}/"


def test_the_list_asks_the_database_as_often_for_three_voices_as_for_one() -> None:
    client = alice()
    make_voice("路灯一")
    plain, searched = "/desk/voices/", "/desk/voices/?q=路灯"
    once = [queries_of(client, url) for url in (plain, searched)]
    make_voice("路灯二")
    make_voice("路灯三")
    assert [queries_of(client, url) for url in (plain, searched)] == once
    assert max(once) <= 11


def test_a_voice_page_stays_cheap() -> None:
    voice = make_voice()
    assert queries_of(alice(), f"/desk/voices/{voice.pk}/") <= 10


def test_a_voice_page_tells_what_happened_and_who_decided() -> None:
    voice = make_voice()
    client = alice()
    client.post(f"/desk/voices/{voice.pk}/set-aside/", {"reason": "advertising"})
    events = client.get(f"/desk/voices/{voice.pk}/").context["events"]
    assert [e["title"] for e in events] == [EVENTS["voice.received"], EVENTS["voice.set_aside"]]
    assert "alice" in events[1]["text"]


def test_set_aside_needs_a_reason_and_can_be_undone() -> None:
    voice, client = make_voice(), alice()
    assert client.post(f"/desk/voices/{voice.pk}/set-aside/", {"reason": ""}).status_code == 400
    client.post(f"/desk/voices/{voice.pk}/set-aside/", {"reason": "elsewhere"})
    voice.refresh_from_db()
    assert (voice.fate, voice.fate_reason) == (Fate.SET_ASIDE, "elsewhere")
    client.post(f"/desk/voices/{voice.pk}/put-back/")
    voice.refresh_from_db()
    assert (voice.fate, voice.fate_reason) == (Fate.WAITING, "")


def test_what_was_decided_already_is_told_and_changes_nothing() -> None:
    voice, client = make_voice(), alice()
    actions.withdraw(voice_id=voice.pk)
    answer = client.post(
        f"/desk/voices/{voice.pk}/set-aside/", {"reason": "elsewhere"}, follow=True
    )
    assert [m.level_tag for m in answer.context["messages"]] == ["warning"]
    voice.refresh_from_db()
    assert voice.fate == Fate.WITHDRAWN


def test_erasing_needs_a_reason_and_a_tick() -> None:
    voice, client = make_voice("路灯坏了"), alice()
    for sent in ({}, {"reason": "law"}, {"sure": "on"}):
        assert client.post(f"/desk/voices/{voice.pk}/erase/", sent).status_code == 400
    assert Voice.objects.get().text == "路灯坏了"
    client.post(f"/desk/voices/{voice.pk}/erase/", {"reason": "law", "sure": "on"})
    voice.refresh_from_db()
    assert (voice.text, voice.showing) == ("", Showing.WITHHELD)
    assert Entry.objects.get(verb="voice.erased").body["reason"] == "law"
    assert "路灯坏了" not in client.get(f"/desk/voices/{voice.pk}/").content.decode()


@pytest.mark.parametrize("page", ["", "set-aside/", "put-back/", "erase/"])
def test_the_office_of_another_place_finds_no_voice(page: str) -> None:
    voice = make_voice()
    answer = charlie().post(f"/desk/voices/{voice.pk}/{page}", {"reason": "law", "sure": "on"})
    assert answer.status_code == (404 if page else 405)


def test_a_unit_decides_nothing() -> None:
    voice, client = make_voice(), bob()
    for page in ("set-aside/", "put-back/", "erase/"):
        assert client.post(f"/desk/voices/{voice.pk}/{page}", {"reason": "law"}).status_code == 403


def test_a_contact_stands_on_no_page_of_the_desk() -> None:
    voice = make_voice(author=actions.Author(contact="13955550000"))
    client = alice()
    for url in ("/desk/voices/", f"/desk/voices/{voice.pk}/", f"/desk/voices/{voice.pk}/erase/"):
        assert "13955550000" not in client.get(url).content.decode()


def test_a_support_points_at_what_it_supports() -> None:
    voice = make_voice()
    support = actions.support(voice=voice, author=actions.Author(mark="m"))
    page = alice().get(f"/desk/voices/{support.pk}/").content.decode()
    assert f"/desk/voices/{voice.pk}/" in page


def test_the_words_of_a_voice_are_text_and_never_markup() -> None:
    voice = make_voice("<b>粗</b>", title="<i>斜</i>")
    page = alice().get(f"/desk/voices/{voice.pk}/").content.decode()
    assert "<b>粗" not in page
    assert "<i>斜" not in page


def test_a_hat_of_another_place_is_refused_by_the_action_too() -> None:
    from qunce.common.errors import NotAllowed
    from tests.factories import make_jurisdiction, make_unit

    voice = make_voice()
    stranger = make_hat("zoe", unit=make_unit(make_jurisdiction("980000"), code="C02"))
    with pytest.raises(NotAllowed):
        actions.erase(voice_id=voice.pk, reason="law", hat=stranger)
