"""Two clerks press at the same moment: one wins, the other is told, and the record has one entry.

Both have the page open as it was before either of them pressed.
"""

import hashlib
from pathlib import Path
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from qunce.common.models import Job
from qunce.record.models import Entry
from qunce.voices import actions
from qunce.voices.actions import importing
from qunce.voices.models import Fate, Import, ImportState, Showing, Voice
from tests.at_once import at_once
from tests.desk.people import signed_in
from tests.factories import make_call, make_clerk, make_hat, make_voice

pytestmark = pytest.mark.django_db(transaction=True)
PERSONAL = "请打 13900001234 找王主任"
TOLD = "先了一步"


def press(*posts: tuple[str, dict[str, Any]]) -> list[str]:
    """Each clerk sends one form, all at once; what each of them then reads."""
    clients = [signed_in(make_clerk(f"clerk-{n}")) for n in range(len(posts))]

    def send(client: Client, url: str, form: dict[str, Any]) -> str:
        return words(client.post(url, form))

    return at_once(send, ((c, *post) for c, post in zip(clients, posts, strict=True)))


def words(answer: Any) -> str:
    """The notes that go to the next page, or the page itself."""
    if answer.status_code == 302:
        return " ".join(str(m) for m in get_messages(answer.wsgi_request))
    return str(answer.content.decode())


def one_is_told(read: list[str]) -> None:
    assert sorted(TOLD in said for said in read) == [False, True], read


def entries(voice: Voice) -> list[str]:
    found = Entry.objects.filter(subject_kind="voice", subject_id=voice.pk).order_by("id")
    return list(found.exclude(verb="voice.received").values_list("verb", flat=True))


def test_both_set_aside() -> None:
    voice = make_voice()
    url = f"/desk/voices/{voice.pk}/set-aside/"
    one_is_told(press((url, {"reason": "no_request"}), (url, {"reason": "advertising"})))
    voice.refresh_from_db()
    entry = Entry.objects.get(verb="voice.set_aside")
    assert (voice.fate, entry.body["reason"]) == (Fate.SET_ASIDE, voice.fate_reason)
    assert entries(voice) == ["voice.set_aside"]


def test_both_put_back() -> None:
    voice = make_voice()
    actions.set_aside(voice_id=voice.pk, reason="no_request", hat=make_hat())
    url = f"/desk/voices/{voice.pk}/put-back/"
    one_is_told(press((url, {}), (url, {})))
    assert entries(voice) == ["voice.set_aside", "voice.waiting"]


@pytest.mark.parametrize(
    "decisions", [("release", "release"), ("release", "personal"), ("personal", "named_person")]
)
def test_both_decide_in_the_release_queue(decisions: tuple[str, str]) -> None:
    voice = make_voice(PERSONAL)
    url = f"/desk/queue/{voice.pk}/"
    one_is_told(press(*[(url, {"decision": d, "seen": "queued"}) for d in decisions]))
    voice.refresh_from_db()
    verb = "voice.released" if voice.showing == Showing.SHOWN else "voice.withheld"
    assert entries(voice) == [verb]


@pytest.fixture
def source(settings: Any, tmp_path: Path) -> Import:
    settings.MEDIA_ROOT = tmp_path / "files"
    content = "编号,内容\n1,路灯坏了三个月没人修\n2,公交车太少要等四十分钟\n".encode()
    path = importing.folder() / "handed-in"
    path.write_bytes(content)
    return importing.take_file(
        call=make_call(),
        name="来信.csv",
        path=path,
        sha256=hashlib.sha256(content).hexdigest(),
        hat=make_hat(),
    )


def columns(source: Import) -> dict[str, str]:
    return {**{role: str(at) for role, at in source.columns.items()}, "agreed": "no"}


def test_both_begin_the_same_import(source: Import) -> None:
    url = f"/desk/imports/{source.pk}/"
    read = press((url, columns(source)), (url, columns(source)))
    # Who won is led to the progress without a word.
    assert sorted(bool(said) for said in read) == [False, True], read
    assert Job.objects.filter(kind="import").count() == 1
    assert Entry.objects.filter(subject_kind="import").count() == 1


def test_one_begins_an_import_and_the_other_drops_it(source: Import) -> None:
    begin = (f"/desk/imports/{source.pk}/", columns(source))
    drop = (f"/desk/imports/{source.pk}/act/", {"act": "discard"})
    press(begin, drop)
    begun = Import.objects.filter(state=ImportState.RUNNING).count()
    assert Job.objects.filter(kind="import").count() == begun
    assert Entry.objects.filter(subject_kind="import").count() == begun
    assert Path(source.path).exists() == bool(begun)


def test_both_hand_in_the_same_file_and_begin(settings: Any, tmp_path: Path) -> None:
    """Two imports of one file: every row once."""
    settings.MEDIA_ROOT = tmp_path / "files"
    call = make_call()
    content = "内容\n" + "".join(f"第{n}条：路灯坏了没人修\n" for n in range(40))

    def file() -> SimpleUploadedFile:
        return SimpleUploadedFile("来信.csv", content.encode())

    press(*[("/desk/imports/new/", {"call": call.pk, "file": file()}) for _clerk in range(2)])
    sources = list(Import.objects.order_by("pk"))
    assert len(sources) == 2
    hat = make_hat("zoe")
    jobs = [
        importing.start(import_id=s.pk, columns=s.columns, consent=False, hat=hat, here=True)
        for s in sources
    ]

    at_once(importing.run, [(job,) for job in jobs])
    sums = Import.objects.values_list("state", "next_row", flat=False)
    assert list(sums) == [(ImportState.DONE, 40)] * 2
    assert sum(Import.objects.values_list("stored", flat=True)) == 40
    assert Voice.objects.count() == Entry.objects.filter(verb="voice.received").count() == 40
