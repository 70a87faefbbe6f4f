import json
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from qunce.notices.actions import tell
from qunce.notices.models import Message, Notice
from qunce.notices.queries import told
from qunce.voices import actions
from qunce.voices.actions import Author
from qunce.voices.actions.contacts import deliver
from tests.factories import make_hat, make_voice

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_outbox(settings: Any, tmp_path: Path) -> None:
    settings.VAR = tmp_path


def test_an_author_reads_why_a_voice_was_set_aside() -> None:
    voice = make_voice()
    actions.set_aside(voice_id=voice.pk, reason="advertising", hat=make_hat())
    assert [t.words for t in told(voice.pk)] == ["您的这条民声不再继续办理。 原因：属于广告。"]


def test_a_notice_is_told_once_in_a_batch() -> None:
    voice, other, batch = make_voice(), make_voice("多种树"), uuid4()
    once, twice = (
        tell(voices=[voice.pk, other.pk], code="voice.released", batch=batch) for _time in range(2)
    )
    assert once == list(Notice.objects.order_by("pk").values_list("pk", flat=True))
    assert [n.to_id for n in Notice.objects.order_by("pk")] == [voice.pk, other.pk]
    assert twice == []  # whoever was told is sent nothing again


def test_a_person_with_two_voices_gets_one_message_a_batch(tmp_path: Path) -> None:
    author = Author(contact="13900001234")
    voices = [make_voice("路灯坏了", author=author), make_voice("多种树", author=author)]
    notices = tell(voices=[v.pk for v in voices], code="voice.released")
    sent = [deliver(notices) for _time in range(2)]
    assert sent == [1, 0]
    assert Message.objects.get().notices.count() == 2
    (letter,) = (tmp_path / "outbox").glob("*.json")
    assert [n["voice"] for n in json.loads(letter.read_text())["notices"]] == [v.pk for v in voices]


def test_who_left_no_contact_gets_no_message() -> None:
    notices = tell(voices=[make_voice().pk], code="voice.released")
    assert deliver(notices) == 0


def test_the_contact_is_not_stored_in_the_clear() -> None:
    voice = make_voice(author=Author(contact="13900001234"))
    assert b"13900001234" not in bytes(voice.contact.sealed)
    assert b"13900001234" not in bytes(
        Message.objects.values_list("person", flat=True).first() or b""
    )
