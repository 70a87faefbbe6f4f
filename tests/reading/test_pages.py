"""The desk's pages of a reading: what they show, to whom, and what their forms do."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from qunce.common.models import Job, JobState
from qunce.people.models import Person, Role
from qunce.people.rules import Hat
from qunce.reading import actions, queries, steps
from qunce.reading.models import Corpus, Lesson, Placement, Theme
from tests.factories import make_call, make_clerk, make_jurisdiction, make_unit
from tests.reading.corpora import (
    ALL,
    BUSES,
    JUNK,
    SCHOOLS,
    add,
    assert_accounts,
    make_corpus,
    run,
    theme_with,
    voice_of,
)

pytestmark = pytest.mark.django_db

# Session, person, post and the campaign of the menu are asked for on every page of the desk.
FRAME = 5
PAGES = ("overview", "progress", "first", "lessons", "undecided", "not_understandable")


@pytest.fixture
def desk(alice: Hat, client: Client) -> Client:
    """Alice, signed in."""
    client.force_login(Person.objects.get(pk=alice.person_id))
    client.cookies["django_language"] = "en"
    return client


def page(name: str, corpus: Corpus, *args: Any) -> str:
    return reverse(f"reading:{name}", args=[corpus.pk, *args])


def addresses(corpus: Corpus) -> list[str]:
    theme = Theme.objects.filter(gone_at=None).first()
    assert theme is not None
    return [*(page(name, corpus) for name in PAGES), page("theme", corpus, theme.pk)]


def test_passers_by_are_sent_to_the_entrance(corpus: Corpus, client: Client) -> None:
    for address in addresses(corpus):
        answer = client.get(address)
        assert answer.status_code == 302
        assert answer["Location"].startswith("/enter/")


@pytest.mark.parametrize("role", [Role.UNIT, Role.DEPUTY, Role.AUDITOR])
def test_other_posts_see_and_do_nothing(corpus: Corpus, client: Client, role: Role) -> None:
    client.force_login(make_clerk("bob", role))
    theme = theme_with(corpus, BUSES[0])
    for address in addresses(corpus):
        assert client.get(address).status_code == 403
    for address in (
        page("act", corpus),
        page("theme_act", corpus, theme.pk),
        page("undecided", corpus),
    ):
        assert client.post(address, {"act": "pin"}).status_code == 403
    assert not Lesson.objects.exists()


def test_the_office_of_another_place_sees_nothing(corpus: Corpus, client: Client) -> None:
    elsewhere = make_unit(make_jurisdiction("980000", name="别处"), code="B01")
    client.force_login(make_clerk("carol", Role.OFFICE, elsewhere))
    for address in addresses(corpus):
        assert client.get(address).status_code == 403


def test_every_page_opens_for_the_office_in_both_languages(corpus: Corpus, desk: Client) -> None:
    for language in ("en", "zh-hans"):
        desk.cookies["django_language"] = language
        for address in addresses(corpus):
            assert desk.get(address).status_code == 200


def test_before_the_first_reading_the_page_says_how_to_start(alice: Hat, desk: Client) -> None:
    corpus = make_corpus(ALL)
    answer = desk.get(page("overview", corpus))
    assert "Start the reading" in answer.content.decode()
    assert answer.context["ledger"].waiting == len(ALL)


def test_the_equation_on_the_page_adds_up(corpus: Corpus, desk: Client) -> None:
    context = desk.get(page("overview", corpus)).context
    assert sum(part.count for part in context["parts"]) == context["ledger"].received
    assert context["ledger"].received == len(ALL) + 4


def test_no_style_and_no_script_stands_in_the_page(corpus: Corpus, desk: Client) -> None:
    for address in addresses(corpus):
        said = desk.get(address).content.decode()
        assert said.count("<script") == said.count("<script src=")
        assert " style=" not in said
        assert "<style" not in said


def test_words_are_text_and_nothing_else(corpus: Corpus, desk: Client, alice: Hat) -> None:
    (voice,) = add(corpus, ["<script>alert(1)</script>公交车太少，等公交要很久"])
    actions.place_arrived()
    theme = theme_with(corpus, BUSES[0])
    actions.move_voice(voice_id=voice.pk, corpus_id=corpus.pk, theme_id=theme.pk, hat=alice)
    said = desk.get(page("theme", corpus, theme.pk)).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in said
    assert "<script>alert" not in said


def test_start_and_stop_from_the_page(alice: Hat, desk: Client) -> None:
    corpus = make_corpus(ALL)
    desk.post(page("act", corpus), {"act": "start"})
    job = Job.objects.get(kind="reading")
    assert job.state == JobState.WAITING
    answer = desk.post(page("act", corpus), {"act": "start"}, follow=True)
    assert "already running" in answer.content.decode()
    desk.post(page("act", corpus), {"act": "stop"})
    job.refresh_from_db()
    assert job.stop_asked
    actions.read(job)
    assert job.state == JobState.STOPPED
    assert not Placement.objects.exists()


def test_the_progress_asks_again_until_it_is_over(corpus: Corpus, desk: Client, alice: Hat) -> None:
    job = actions.start_reading(corpus.pk, alice, task="")
    answer = desk.get(page("progress", corpus))
    assert "hx-trigger" in answer.content.decode()
    assert "HX-Refresh" not in answer.headers
    actions.read(job)
    answer = desk.get(page("progress", corpus))
    assert "hx-trigger" not in answer.content.decode()
    assert answer["HX-Refresh"] == "true"


def test_rename_from_the_page(corpus: Corpus, desk: Client) -> None:
    theme = theme_with(corpus, BUSES[0])
    sent = {"act": "rename", "title": "公交出行"}
    answer = desk.post(page("theme_act", corpus, theme.pk), sent, follow=True)
    assert answer.context["card"].title == "公交出行"


def test_a_name_too_long_is_said_and_kept_in_the_form(corpus: Corpus, desk: Client) -> None:
    theme = theme_with(corpus, BUSES[0])
    sent = {"act": "rename", "title": "很长" * 40}
    answer = desk.post(page("theme_act", corpus, theme.pk), sent)
    assert answer.status_code == 400
    assert 'value="' + "很长" * 40 in answer.content.decode()


def test_merge_from_the_page_leads_to_the_other(corpus: Corpus, desk: Client) -> None:
    a, b = theme_with(corpus, BUSES[0]), theme_with(corpus, SCHOOLS[0])
    answer = desk.post(page("theme_act", corpus, a.pk), {"act": "merge", "into": b.pk})
    assert answer["Location"] == page("theme", corpus, b.pk)
    # The old address leads there too, and so does an edit that comes too late.
    assert desk.get(page("theme", corpus, a.pk))["Location"] == page("theme", corpus, b.pk)
    late = desk.post(
        page("theme_act", corpus, a.pk), {"act": "rename", "title": "公交"}, follow=True
    )
    assert "Somebody was quicker" in late.content.decode()


@pytest.mark.parametrize("into", ["", "0", "999999", "x", "-1"])
def test_a_merge_into_nothing_changes_nothing(corpus: Corpus, desk: Client, into: str) -> None:
    theme = theme_with(corpus, BUSES[0])
    answer = desk.post(page("theme_act", corpus, theme.pk), {"act": "merge", "into": into})
    assert answer.status_code == 400
    assert not Lesson.objects.exists()


def test_split_and_move_from_the_page(corpus: Corpus, desk: Client) -> None:
    theme, schools = theme_with(corpus, BUSES[0]), theme_with(corpus, SCHOOLS[0])
    ticked = [voice_of(BUSES[3]).pk]
    sent = {"act": "split", "voice": ticked, "new": "公交站台"}
    desk.post(page("theme_act", corpus, theme.pk), sent)
    assert str(theme_with(corpus, BUSES[3])) == "公交站台"
    sent = {"act": "move", "voice": [voice_of(BUSES[4]).pk], "goal": schools.pk}
    desk.post(page("theme_act", corpus, theme.pk), sent)
    assert theme_with(corpus, BUSES[4]) == schools
    sent = {"act": "move", "voice": [voice_of(BUSES[4]).pk], "goal": 0}
    desk.post(page("theme_act", corpus, schools.pk), sent)
    assert Placement.objects.get(voice__text=BUSES[4]).theme is None
    assert_accounts(corpus)


def test_ticks_stay_when_the_name_is_missing(corpus: Corpus, desk: Client) -> None:
    theme, voice = theme_with(corpus, BUSES[0]), voice_of(BUSES[3])
    sent = {"act": "split", "voice": [voice.pk], "new": " "}
    answer = desk.post(page("theme_act", corpus, theme.pk), sent)
    assert answer.status_code == 400
    assert f'value="{voice.pk}" checked' in answer.content.decode()


def test_what_could_not_be_understood_is_placed_from_the_page(corpus: Corpus, desk: Client) -> None:
    theme, junk = theme_with(corpus, BUSES[0]), voice_of(JUNK[0])
    address = page("not_understandable", corpus)
    desk.post(address, {"act": "move", "voice": [junk.pk], "goal": theme.pk})
    assert Placement.objects.get(voice=junk).theme == theme
    answer = desk.post(address, {"act": "move", "voice": [junk.pk], "goal": ""})
    assert answer.status_code == 400


def test_a_new_theme_is_made_of_what_was_left(corpus: Corpus, desk: Client) -> None:
    junk = voice_of(JUNK[1])
    desk.post(
        page("not_understandable", corpus), {"act": "split", "voice": [junk.pk], "new": "感叹"}
    )
    assert str(Placement.objects.get(voice=junk).theme) == "感叹"
    assert_accounts(corpus)


def test_a_theme_of_another_corpus_is_not_found_here(
    corpus: Corpus, desk: Client, alice: Hat
) -> None:
    other = make_corpus(SCHOOLS, call=make_call("another"))
    run(other, alice)
    foreign = Theme.objects.filter(corpus=other, gone_at=None).first()
    assert foreign is not None
    assert desk.get(page("theme", corpus, foreign.pk)).status_code == 404
    answer = desk.post(page("theme_act", corpus, foreign.pk), {"act": "pin"})
    assert answer.status_code == 404
    own = theme_with(corpus, BUSES[0])
    sent = {"act": "merge", "into": foreign.pk}
    assert desk.post(page("theme_act", corpus, own.pk), sent).status_code == 400


def test_lessons_are_told_as_sentences(corpus: Corpus, desk: Client, alice: Hat) -> None:
    buses, schools = theme_with(corpus, BUSES[0]), theme_with(corpus, SCHOOLS[0])
    actions.rename(theme_id=schools.pk, title="上学", hat=alice)
    actions.merge(theme_id=buses.pk, into_id=schools.pk, hat=alice)
    said = desk.get(page("lessons", corpus)).content.decode()
    assert f"“{buses.name}” was merged into “上学”" in said
    assert "is now called “上学”" in said


def test_more_voices_cost_no_more_queries(corpus: Corpus, desk: Client, alice: Hat) -> None:
    for theme in Theme.objects.all():
        actions.pin(theme_id=theme.pk, hat=alice)
    few = {address: asked(desk, address) for address in addresses(corpus)}
    add(corpus, [f"{text}，已经{n}年了" for n in range(2, 6) for text in BUSES])
    add(corpus, ["？" * n for n in range(4, 9)])
    run(corpus, alice)
    for address, before in few.items():
        assert asked(desk, address) <= before, address
    assert max(few.values()) <= FRAME + 10


def asked(desk: Client, address: str) -> int:
    desk.get(address)
    queries.ledger.forget()  # type: ignore[attr-defined]
    with CaptureQueriesContext(connection) as caught:
        assert desk.get(address).status_code == 200
    return len(caught)


def test_every_step_has_a_name_and_they_follow_each_other() -> None:
    ends = [step.end for step in steps.STEPS.values()]
    begins = [step.begin for step in steps.STEPS.values()]
    assert begins == [0, *ends[:-1]]
    assert ends[-1] == 100
