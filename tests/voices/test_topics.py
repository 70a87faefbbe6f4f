"""Topics of a call: who changes them, what an idea that names one keeps, two hands at once."""

from hashlib import sha256
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from qunce.common.errors import Conflict, NotAllowed, Refused
from qunce.people.models import Role
from qunce.people.rules import Hat
from qunce.record.models import Entry
from qunce.voices import actions
from qunce.voices.actions import Author
from qunce.voices.models import Call, IdeaTopic, Voice
from qunce.voices.queries import open_topics, topics_of
from tests.at_once import WON, one_wins, said, written
from tests.factories import make_call, make_hat, make_jurisdiction, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def call() -> Call:
    made = make_call()
    actions.set_out_topics(made, ["出行与停车", "教育"])
    return made


def topic(call: Call, title: str = "教育") -> IdeaTopic:
    return call.topics.get(title=title)


def speak(call: Call, about: IdeaTopic | None = None, text: str = "校门口太堵") -> Voice:
    voice = actions.hand_in(call=call, text=text, author=Author(), topic=about)
    return Voice.objects.get(pk=voice.pk)


def test_topics_stand_in_order_with_how_many_ideas_name_them(call: Call) -> None:
    hat = make_hat()
    actions.add_topic(call_id=call.pk, title=" 看病与医保 ", hat=hat)
    again = actions.add_topic(call_id=call.pk, title="看病与医保", hat=hat)
    assert (again.order, call.topics.count()) == (3, 3)
    speak(call, topic(call))
    speak(call)
    found = [(line.topic.title, line.ideas) for line in topics_of([call.pk])]
    assert found == [("出行与停车", 0), ("教育", 1), ("看病与医保", 0)]


def test_it_asks_the_database_once_however_many(call: Call) -> None:
    for n in (1, 3):
        for k in range(n):
            speak(
                call,
                actions.add_topic(
                    call_id=call.pk,
                    title=f"主题{n}{k}",
                    hat=make_hat(f"a{n}{k}", unit=make_unit(code=f"A{n}{k}")),
                ),
            )
        with CaptureQueriesContext(connection) as asked:
            topics_of([call.pk])
        assert len(asked) == 1


def test_a_topic_that_an_idea_names_is_renamed_or_closed_but_not_struck(call: Call) -> None:
    hat, about = make_hat(), topic(call)
    voice = speak(call, about)
    with pytest.raises(Refused, match="1"):
        actions.strike_topic(topic_id=about.pk, hat=hat)
    renamed = actions.rename_topic(topic_id=about.pk, title="教育与托管", hat=hat)
    assert [was["title"] for was in renamed.former] == ["教育"]
    entry = Entry.objects.get(verb="call.topic_renamed")
    proved = {
        name: sha256(title.encode()).hexdigest()
        for name, title in (("was", "教育"), ("title", "教育与托管"))
    }
    assert entry.body == {"call": call.pk, **proved}
    actions.close_topic(topic_id=about.pk, hat=hat)
    open_topics.forget()  # type: ignore[attr-defined]
    assert [one.title for one in open_topics(call.pk)] == ["出行与停车"]
    voice.refresh_from_db()
    assert (voice.topic, topics_of([call.pk])[1].ideas) == (about, 1)


def test_what_no_idea_names_is_struck(call: Call) -> None:
    hat, about = make_hat(), topic(call)
    actions.strike_topic(topic_id=about.pk, hat=hat)
    assert [one.title for one in call.topics.all()] == ["出行与停车"]
    with pytest.raises(Conflict):
        actions.strike_topic(topic_id=about.pk, hat=hat)
    with pytest.raises(Conflict):
        actions.rename_topic(topic_id=about.pk, title="新", hat=hat)


def test_an_idea_is_kept_without_a_topic_that_went_or_closed_while_it_was_written(
    call: Call,
) -> None:
    hat, gone, closed = make_hat(), topic(call), topic(call, "出行与停车")
    actions.strike_topic(topic_id=gone.pk, hat=hat)
    actions.close_topic(topic_id=closed.pk, hat=hat)
    assert speak(call, gone).topic is None
    assert speak(call, closed, "路口太堵").topic is None
    actions.open_topic(topic_id=closed.pk, hat=hat)
    assert speak(call, closed, "红灯太长").topic == closed


def test_a_topic_of_another_call_is_refused(call: Call) -> None:
    with pytest.raises(Refused):
        speak(make_call("other", call.jurisdiction), topic(call))


@pytest.mark.parametrize("title", ["", "  ", "长" * 41])
def test_a_name_that_is_none_or_too_long_is_refused(call: Call, title: str) -> None:
    hat = make_hat()
    with pytest.raises(Refused):
        actions.add_topic(call_id=call.pk, title=title, hat=hat)
    with pytest.raises(Refused):
        actions.rename_topic(topic_id=topic(call).pk, title=title, hat=hat)
    with pytest.raises(Refused):
        actions.rename_topic(topic_id=topic(call).pk, title="出行与停车", hat=hat)


def test_open_and_closed_are_said_once(call: Call) -> None:
    hat, about = make_hat(), topic(call)
    with pytest.raises(Conflict):
        actions.open_topic(topic_id=about.pk, hat=hat)
    actions.close_topic(topic_id=about.pk, hat=hat)
    with pytest.raises(Conflict):
        actions.close_topic(topic_id=about.pk, hat=hat)


def acts(call: Call, hat: Hat) -> dict[str, Any]:
    about = topic(call).pk
    return {
        "add": lambda: actions.add_topic(call_id=call.pk, title="新的", hat=hat),
        "rename": lambda: actions.rename_topic(topic_id=about, title="新名", hat=hat),
        "close": lambda: actions.close_topic(topic_id=about, hat=hat),
        "open": lambda: actions.open_topic(topic_id=about, hat=hat),
        "strike": lambda: actions.strike_topic(topic_id=about, hat=hat),
    }


ACTS = ("add", "rename", "close", "open", "strike")


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("role", [role for role in Role if role != Role.OFFICE])
def test_only_the_office_says_what_is_asked_about(call: Call, act: str, role: Role) -> None:
    with pytest.raises(NotAllowed):
        acts(call, make_hat("other", role))[act]()


@pytest.mark.parametrize("act", ACTS)
def test_the_office_of_another_place_does_not(call: Call, act: str) -> None:
    other = make_unit(make_jurisdiction("980000", name="邻市"), code="C01")
    with pytest.raises(NotAllowed):
        acts(call, make_hat("other", Role.OFFICE, other))[act]()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("act", ["close", "open", "strike"])
def test_of_two_hands_one_wins(act: str) -> None:
    call, hat = make_call(), make_hat()
    actions.set_out_topics(call, ["教育"])
    if act == "open":
        actions.close_topic(topic_id=topic(call).pk, hat=hat)
    one_wins(acts(call, hat)[act], acts(call, hat)[act])


@pytest.mark.django_db(transaction=True)
def test_two_hands_add_and_rename_once() -> None:
    call, hat = make_call(), make_hat()
    actions.set_out_topics(call, ["教育"])
    do = acts(call, hat)
    assert said(do["add"], do["add"]) == [WON, WON]
    assert (call.topics.count(), written("call.topic_added")) == (2, 1)
    assert said(do["rename"], do["rename"]) == [WON, WON]
    assert (len(call.topics.get(title="新名").former), written("call.topic_renamed")) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_an_idea_that_comes_while_its_topic_is_struck_is_kept_and_the_sums_hold() -> None:
    """Whoever is first wins; never an idea that names a topic which is not there."""
    call, hat = make_call(), make_hat()
    for n in range(4):
        about = actions.add_topic(call_id=call.pk, title=f"主题{n}", hat=hat)
        said(
            lambda about=about: speak(call, about),
            lambda about=about: actions.strike_topic(topic_id=about.pk, hat=hat),
        )
        with transaction.atomic():
            there = IdeaTopic.objects.filter(pk=about.pk).exists()
            named = Voice.objects.filter(topic_id=about.pk).count()
        assert (there, named) in {(True, 1), (False, 0)}
    assert Voice.objects.count() == 4
