"""Two editors shape one theme at the same moment: one wins, the other is told in words."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client

from qunce.reading.models import Lesson, Placement, Theme
from qunce.record.models import Entry
from tests.at_once import at_once
from tests.desk.people import signed_in
from tests.factories import make_clerk, make_hat
from tests.reading.corpora import (
    ALL,
    BUSES,
    CHARGING,
    JUNK,
    SCHOOLS,
    assert_accounts,
    make_corpus,
    run,
    theme_with,
    voice_of,
)

pytestmark = pytest.mark.django_db(transaction=True)
TOLD = "有人先了一步"


@pytest.fixture
def themes() -> dict[str, Theme]:
    corpus = make_corpus([*ALL, *JUNK])
    run(corpus, make_hat("zoe"))
    return {t[0][:2]: theme_with(corpus, t[0]) for t in (BUSES, SCHOOLS, CHARGING)}


@pytest.fixture(autouse=True)
def _every_voice_is_accounted_for(themes: dict[str, Theme]) -> Iterator[None]:
    yield
    assert_accounts(next(iter(themes.values())).corpus)


def press(theme: Theme, *forms: dict[str, Any]) -> list[str]:
    """Both have the theme's page open and press at once; what each then reads."""
    clients = [signed_in(make_clerk(f"clerk-{n}")) for n in range(len(forms))]
    url = f"/desk/reading/{theme.corpus_id}/themes/{theme.pk}/act/"

    def send(client: Client, form: dict[str, Any]) -> str:
        answer: Any = client.post(url, form)
        notes = " ".join(str(m) for m in get_messages(answer.wsgi_request))
        return f"{answer.status_code} {notes} {answer.content.decode()}"

    return at_once(send, zip(clients, forms, strict=True))


def one_is_told(read: list[str]) -> None:
    assert sorted(TOLD in said for said in read) == [False, True], read
    assert sorted(said[:3] for said in read)[0] == "302"
    kinds = list(Lesson.objects.values_list("kind", flat=True))
    assert len(kinds) == Entry.objects.filter(subject_kind="theme").count() == 1


def test_both_rename(themes: dict[str, Theme]) -> None:
    theme = themes[BUSES[0][:2]]
    forms = [{"act": "rename", "title": t, "seen": str(theme)} for t in ("公交出行", "公交班次")]
    one_is_told(press(theme, *forms))
    theme.refresh_from_db()
    assert theme.title == Lesson.objects.get().name


def test_both_merge_it_into_different_themes(themes: dict[str, Theme]) -> None:
    theme, *others = (themes[t[0][:2]] for t in (BUSES, SCHOOLS, CHARGING))
    one_is_told(press(theme, *[{"act": "merge", "into": other.pk} for other in others]))
    theme.refresh_from_db()
    assert theme.merged_into in others


def test_both_split_off_the_same_voice(themes: dict[str, Theme]) -> None:
    theme, voice = themes[BUSES[0][:2]], voice_of(BUSES[1])
    forms = [{"act": "split", "voice": [voice.pk], "new": new} for new in ("站台", "候车")]
    one_is_told(press(theme, *forms))
    assert str(Placement.objects.get(voice=voice).theme) == Lesson.objects.get().name


def test_both_split_and_only_some_of_the_voices_are_the_same(themes: dict[str, Theme]) -> None:
    theme = themes[BUSES[0][:2]]
    a, b, c = (voice_of(text).pk for text in BUSES[1:4])
    forms = [
        {"act": "split", "voice": v, "new": n} for v, n in (([a, b], "站台"), ([b, c], "候车"))
    ]
    one_is_told(press(theme, *forms))


def test_both_move_the_same_voice(themes: dict[str, Theme]) -> None:
    theme, *others = (themes[t[0][:2]] for t in (BUSES, SCHOOLS, CHARGING))
    voice = voice_of(BUSES[1])
    one_is_told(press(theme, *[{"act": "move", "voice": [voice.pk], "goal": o.pk} for o in others]))
    assert Placement.objects.get(voice=voice).theme_id == Lesson.objects.get().other_id


def test_one_merges_it_away_while_the_other_splits_it(themes: dict[str, Theme]) -> None:
    theme, other = themes[BUSES[0][:2]], themes[SCHOOLS[0][:2]]
    split = {"act": "split", "voice": [voice_of(BUSES[1]).pk], "new": "站台"}
    read = press(theme, {"act": "merge", "into": other.pk}, split)
    told = [said for said in read if TOLD in said]
    assert len(told) <= 1
    assert Lesson.objects.count() == 2 - len(told)
    assert Entry.objects.filter(subject_kind="theme").count() == 2 - len(told)
