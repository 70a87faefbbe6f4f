from uuid import uuid4

import pytest

from qunce.common.errors import NotAllowed, Refused
from qunce.people.models import Role
from qunce.record.models import Entry
from qunce.voices import actions, words
from qunce.voices.actions import Author
from qunce.voices.models import Fate, Showing, Voice
from tests.factories import make_call, make_hat, make_voice

pytestmark = pytest.mark.django_db


def test_a_voice_waits_and_has_an_entry_that_commits_to_its_words() -> None:
    voice = make_voice("路灯坏了", title="路灯")
    entry = Entry.objects.get(subject_kind="voice", subject_id=voice.pk)
    assert voice.fate == Fate.WAITING
    assert entry.body["words"] == words.commitment(voice.salt, "路灯", "路灯坏了")
    assert "路灯" not in str(entry.body)


def test_without_consent_the_words_are_not_shown() -> None:
    assert make_voice(consent=False).showing == Showing.PRIVATE


def test_words_that_may_be_personal_wait_for_a_clerk() -> None:
    voice = make_voice("请打 13900001234 找王主任")
    assert (voice.showing, voice.screen) == (Showing.QUEUED, "name phone")


def test_a_second_click_returns_the_same_voice() -> None:
    once = uuid4()
    assert make_voice(once=once).pk == make_voice(once=once).pk
    assert Voice.objects.count() == 1


def test_support_counts_once_for_a_browser() -> None:
    voice = make_voice()
    first = actions.support(voice=voice, author=Author(mark="m"))
    again = actions.support(voice=voice, author=Author(mark="m"))
    other = actions.support(voice=voice, author=Author(mark="n"))
    assert first.pk == again.pk
    assert other.pk != first.pk
    assert first.supports_id == voice.pk


def test_supporting_a_support_supports_the_original() -> None:
    voice = make_voice()
    first = actions.support(voice=voice, author=Author(mark="m"))
    assert actions.support(voice=first, author=Author(mark="n")).supports_id == voice.pk


def test_what_is_not_shown_cannot_be_supported() -> None:
    with pytest.raises(Refused):
        actions.support(voice=make_voice(consent=False), author=Author(mark="m"))


@pytest.mark.parametrize("text", ["", "  \n\t ", "\x00\x07"])
def test_no_words_no_voice(text: str) -> None:
    with pytest.raises(Refused) as refused:
        make_voice(text)
    assert refused.value.code == "no-text"


def test_a_text_of_100_000_characters_is_kept_whole_and_a_longer_one_refused() -> None:
    text = "好" * 100_000
    assert make_voice(text).text == text
    with pytest.raises(Refused) as refused:
        make_voice(text + "好")
    assert refused.value.code == "too-long"


def test_emoji_right_to_left_and_html_are_kept_as_they_are() -> None:
    text = "👍🏽 שלום <b>x</b> =cmd|' /C calc'!A0"
    assert make_voice(text).text == text


def test_one_transcript_becomes_several_voices_and_a_second_click_none() -> None:
    call, hat, once = make_call(), make_hat(), uuid4()
    kwargs = {
        "call": call,
        "texts": ["路灯坏了", "多种树"],
        "channel": "meeting",
        "said_at": call.opens_at,
        "consent": False,
        "hat": hat,
        "once": once,
    }
    voices = actions.take_down(**kwargs)
    again = actions.take_down(**kwargs)
    assert [v.pk for v in voices] == [v.pk for v in again]
    assert [v.text for v in voices] == ["路灯坏了", "多种树"]


def test_a_deputy_does_not_enter_voices_for_others() -> None:
    call = make_call()
    with pytest.raises(NotAllowed):
        actions.take_down(
            call=call,
            texts=["x"],
            channel="desk",
            said_at=call.opens_at,
            consent=False,
            hat=make_hat("bob", Role.DEPUTY),
        )
