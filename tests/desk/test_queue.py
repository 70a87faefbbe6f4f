import pytest

from qunce.common.errors import Conflict
from qunce.people.rules import Hat
from qunce.record.models import Entry
from qunce.voices import actions, screen
from qunce.voices.marks import pieces
from qunce.voices.models import Showing, Voice
from tests.at_once import at_once
from tests.desk.people import alice, bob, charlie, queries_of, signed_in
from tests.factories import make_clerk, make_hat, make_voice

pytestmark = pytest.mark.django_db
PERSONAL = "请打 13900001234 找王主任"


def test_the_oldest_comes_first_with_what_was_found() -> None:
    first, _second = make_voice(PERSONAL), make_voice("联系人李小明")
    context = alice().get("/desk/queue/").context
    assert (context["voice"], context["waiting"]) == (first, 2)
    assert [(p.text, bool(p.why)) for p in context["pieces"]] == [
        ("请打 ", False),
        ("13900001234", True),
        (" 找", False),
        ("王主任", True),
    ]


@pytest.mark.parametrize(
    "text",
    [
        PERSONAL,
        "",
        "没有什么",
        "电话１３９００００１２３４。",
        "㍿13900001234ﬃ王主任",
        "13900001234",
        "é 👍🏽 שלום 13900001234",
    ],
)
def test_the_marked_pieces_join_to_the_very_text_and_mark_all_that_the_screen_found(
    text: str,
) -> None:
    found = list(pieces(text))
    assert "".join(p.text for p in found) == text
    assert any(p.why for p in found) == bool(screen.codes(text))


def test_html_in_a_voice_is_shown_as_text() -> None:
    make_voice(f"<script>alert(1)</script>{PERSONAL}")
    page = alice().get("/desk/queue/").content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;" in page


def test_release_shows_the_words_and_brings_the_next() -> None:
    first, second = make_voice(PERSONAL), make_voice(PERSONAL)
    client = alice()
    answer = client.post(f"/desk/queue/{first.pk}/", {"decision": "release"}, follow=True)
    first.refresh_from_db()
    assert first.showing == Showing.SHOWN
    assert answer.context["voice"] == second


def test_withholding_names_its_reason_in_the_record() -> None:
    voice = make_voice(PERSONAL)
    alice().post(f"/desk/queue/{voice.pk}/", {"decision": "named_person"})
    voice.refresh_from_db()
    entry = Entry.objects.get(verb="voice.withheld")
    assert (voice.showing, entry.body["reason"]) == (Showing.WITHHELD, "named_person")


def test_a_reason_that_nobody_knows_changes_nothing() -> None:
    voice = make_voice(PERSONAL)
    assert alice().post(f"/desk/queue/{voice.pk}/", {"decision": "no such"}).status_code == 400
    voice.refresh_from_db()
    assert voice.showing == Showing.QUEUED


def test_later_passes_over_and_keeps() -> None:
    first, second = make_voice(PERSONAL), make_voice(PERSONAL)
    client = alice()
    assert client.get(f"/desk/queue/?after={first.pk}").context["voice"] == second
    end = client.get(f"/desk/queue/?after={second.pk}").context
    assert (end["voice"], end["waiting"]) == (None, 2)


def test_of_two_clerks_the_second_is_told() -> None:
    voice = make_voice(PERSONAL)
    alice().post(f"/desk/queue/{voice.pk}/", {"decision": "release"})
    other = signed_in(make_clerk("anna"))
    answer = other.post(f"/desk/queue/{voice.pk}/", {"decision": "personal"}, follow=True)
    voice.refresh_from_db()
    # Shown words can be withheld; what was released twice or withheld twice is a conflict.
    assert voice.showing == Showing.WITHHELD
    again = other.post(f"/desk/queue/{voice.pk}/", {"decision": "personal"}, follow=True)
    assert [m.level_tag for m in again.context["messages"]] == ["warning"]
    assert answer.status_code == 200


@pytest.mark.django_db(transaction=True)
def test_two_clerks_at_once_one_wins_and_the_other_is_told() -> None:
    voice, hats = make_voice(PERSONAL), [make_hat("alice"), make_hat("anna")]

    def press(hat: Hat) -> str:
        try:
            actions.release(voice_id=voice.pk, hat=hat)
        except Conflict:
            return "told"
        return "done"

    told = at_once(press, [(hat,) for hat in hats])
    assert sorted(told) == ["done", "told"]
    assert Entry.objects.filter(verb="voice.released").count() == 1


def test_nobody_else_decides() -> None:
    voice = make_voice(PERSONAL)
    for client, refused in ((bob(), 403), (charlie(), 404)):
        answer = client.post(f"/desk/queue/{voice.pk}/", {"decision": "release"})
        assert answer.status_code == refused
    voice.refresh_from_db()
    assert voice.showing == Showing.QUEUED


@pytest.mark.parametrize("page", ["/desk/queue/", "/desk/queue/sheet/"])
def test_the_queue_asks_the_database_as_often_for_three_voices_as_for_one(page: str) -> None:
    make_voice(PERSONAL)
    client = alice()
    once = queries_of(client, page)
    make_voice(PERSONAL)
    make_voice(PERSONAL)
    assert queries_of(client, page) == once <= 10


def test_withheld_words_that_were_erased_cannot_be_released() -> None:
    voice = make_voice(PERSONAL)
    hat = make_hat("zoe")
    actions.erase(voice_id=voice.pk, reason="law", hat=hat)
    answer = alice().post(f"/desk/queue/{voice.pk}/", {"decision": "release"})
    assert answer.status_code == 400
    assert Voice.objects.get(pk=voice.pk).showing == Showing.WITHHELD


def test_the_queue_can_be_narrowed_to_one_kind() -> None:
    named = make_voice("联系人李小明")
    both = make_voice(PERSONAL)
    client = alice()
    context = client.get("/desk/queue/?only=name").context
    assert (context["voice"], context["waiting"]) == (named, 1)
    assert {(codes, n) for codes, _labels, n in context["kinds"]} == {
        ("name", 1),
        ("name phone", 1),
    }
    answer = client.post(
        f"/desk/queue/{named.pk}/", {"decision": "release", "only": "name"}, follow=True
    )
    assert answer.redirect_chain[-1][0] == "/desk/queue/?only=name"
    assert answer.context["voice"] is None
    assert client.get("/desk/queue/").context["voice"] == both


def test_of_a_sheet_only_what_is_ticked_is_released_and_each_is_recorded() -> None:
    voices = [make_voice(PERSONAL) for _ in range(3)]
    client = alice()
    assert [row[0] for row in client.get("/desk/queue/sheet/").context["rows"]] == voices
    client.post("/desk/queue/release/", {"voice": [voices[0].pk, voices[2].pk]})
    states = [Voice.objects.get(pk=voice.pk).showing for voice in voices]
    assert states == [Showing.SHOWN, Showing.QUEUED, Showing.SHOWN]
    subjects = Entry.objects.filter(verb="voice.released").values_list("subject_id", flat=True)
    assert sorted(map(int, subjects)) == [voices[0].pk, voices[2].pk]


def test_what_was_decided_meanwhile_stays_and_is_told() -> None:
    first, second = make_voice(PERSONAL), make_voice(PERSONAL)
    actions.release(voice_id=first.pk, hat=make_hat("anna"))
    ticked = {"voice": [first.pk, second.pk]}
    answer = alice().post("/desk/queue/release/", ticked, follow=True)
    assert [m.level_tag for m in answer.context["messages"]] == ["warning", "success"]
    assert Entry.objects.filter(verb="voice.released").count() == 2


def test_nobody_else_sees_or_releases_a_sheet() -> None:
    voice = make_voice(PERSONAL)
    unit, stranger = bob(), charlie()
    assert unit.get("/desk/queue/sheet/").status_code == 403
    assert stranger.get("/desk/queue/sheet/").context["rows"] == []
    ticked = {"voice": voice.pk}
    assert unit.post("/desk/queue/release/", ticked).status_code == 403
    assert stranger.post("/desk/queue/release/", ticked).status_code == 302
    voice.refresh_from_db()
    assert voice.showing == Showing.QUEUED


@pytest.mark.parametrize("ticked", [[], ["x"], ["9" * 30], ["-1"]])
def test_nothing_that_could_be_ticked_releases_nothing(ticked: list[str]) -> None:
    make_voice(PERSONAL)
    answer = alice().post("/desk/queue/release/", {"voice": ticked}, follow=True)
    assert [m.level_tag for m in answer.context["messages"]] == ["warning"]
    assert not Entry.objects.filter(verb="voice.released").exists()
