"""Corpora to test with: what a small town says, on topics that share few words."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection

from qunce.common.models import Job, JobState
from qunce.people.rules import Hat
from qunce.reading import actions, queries
from qunce.reading.models import Corpus, Family, Outcome, Placement, Theme
from qunce.voices.models import Call, Voice
from tests.factories import make_call, make_voice

CHARGING = [
    "小区里电动车没有地方充电，大家从楼上拉电线，很不安全",
    "电动车充电桩太少，晚上排队充电，建议每栋楼下都装充电桩",
    "楼道里飞线给电动车充电，容易着火，希望建集中充电棚",
    "电动自行车充电难，充电棚只有六个插座，电动车却有上百辆",
    "建议小区统一安装电动车充电桩，不要再让大家飞线充电",
    "老人骑的电动车没处充电，只好推进电梯，电动车充电应该放在楼下",
]
BUSES = [
    "公交车班次太少，早上等公交要四十分钟，上班总迟到",
    "村里到县城的公交线路停了，老人看病坐不上公交车",
    "建议公交末班车延长到晚上十点，下晚班的人坐不到公交",
    "公交站台没有雨棚，下雨天等公交车全身湿透",
    "早高峰公交车挤不上去，建议公交公司加开班次",
    "公交线路绕得太远，两站路要坐半个小时公交",
]
SCHOOLS = [
    "孩子上小学学位不够，片区里的学校一年级都超员了",
    "新建的小学迟迟不开学，孩子们只能去很远的学校读书",
    "学校门口放学时很乱，建议学校错开年级放学",
    "初中学位紧张，摇号没摇上，孩子上学成了难题",
    "乡镇小学老师太少，一个老师教三门课，建议学校补充老师",
    "学校午餐味道差，孩子吃不饱，建议学校公开食堂菜谱",
]
JUNK = ["？？？", "啊啊啊啊啊啊", "。"]
ALL = CHARGING + BUSES + SCHOOLS
MORE = ["公交车的座椅坏了没有人修，希望公交公司检查一遍"]


def make_corpus(texts: Iterable[str] = ALL, *, call: Call | None = None, **fields: Any) -> Corpus:
    """A corpus of one call with these texts, not read yet."""
    call = call or make_call()
    corpus = Corpus.objects.create(name="我为示例市献一计")
    corpus.calls.add(call)
    add(corpus, texts, **fields)
    return corpus


def add(corpus: Corpus, texts: Iterable[str], **fields: Any) -> list[Voice]:
    call = corpus.calls.get()
    voices = [make_voice(text, call=call, **fields) for text in texts]
    for number, voice in enumerate(voices):
        said = datetime(2026, 6, 1, 4, tzinfo=UTC) + timedelta(days=number % 7)
        Voice.objects.filter(pk=voice.pk).update(said_at=said)
    return voices


def add_many(corpus: Corpus, texts: Iterable[str]) -> None:
    """Voices without receipts and entries, for tests that need hundreds."""
    call = corpus.calls.get()
    at = datetime(2026, 6, 1, 4, tzinfo=UTC)
    Voice.objects.bulk_create(
        Voice(
            jurisdiction_id=call.jurisdiction_id,
            call=call,
            text=text,
            salt=bytes(16),
            said_at=at + timedelta(hours=number % 200),
            received_at=at + timedelta(hours=number % 200),
            consent=True,
            showing="shown",
        )
        for number, text in enumerate(texts)
    )


def run(corpus: Corpus, hat: Hat) -> Job:
    """One whole reading, in this thread."""
    job = actions.start_reading(corpus.pk, hat, task="")
    actions.read(job)
    job.refresh_from_db()
    assert (job.state, job.failure) == (JobState.DONE, "")
    return job


def theme_with(corpus: Corpus, text: str) -> Theme:
    """The leaf that a text stands in."""
    found = Placement.objects.select_related("theme").filter(corpus=corpus, voice__text=text)
    theme = found.order_by("voice").first().theme  # type: ignore[union-attr]
    assert theme is not None
    return theme


def voice_of(text: str) -> Voice:
    found = Voice.objects.filter(text=text).order_by("pk").first()
    assert found is not None
    return found


def fresh_ledger(corpus: Corpus) -> queries.Ledger:
    queries.ledger.forget()  # type: ignore[attr-defined]
    return queries.ledger(corpus.pk)


def assert_accounts(corpus: Corpus) -> queries.Ledger:
    """The laws that hold after whatever was done; the room's own laws among them."""
    from qunce.reading.laws import LAWS

    ledger = fresh_ledger(corpus)
    parts = ledger.theme + ledger.duplicate + ledger.not_understandable + ledger.undecided
    assert ledger.received == parts + ledger.waiting
    assert ledger.received == Voice.objects.filter(call__corpora=corpus).count()
    assert ledger.theme == Placement.objects.filter(corpus=corpus, outcome=Outcome.THEME).count()
    broken = [(law.code, breach) for law in LAWS for breach in law.check(lambda _n: None)]
    assert broken == []
    assert days_agree()
    return ledger


def days_agree() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM reading_theme t WHERE t.gone_at IS NULL AND t.size <>"
            " coalesce((SELECT sum(size) FROM reading_themeday d WHERE d.theme_id = t.id), 0)"
        )
        return bool(cursor.fetchone()[0] == 0)


def members(theme: Theme) -> set[int]:
    found = Placement.objects.filter(corpus=theme.corpus_id, theme=theme)
    return set(found.values_list("voice_id", flat=True))


def title_of(theme: Theme) -> str:
    page = queries.theme_page(theme.pk, public=False)
    assert page is not None
    return page.card.title


def picture(corpus_id: int) -> dict[str, Any]:
    """All that pages show of a corpus."""
    return {
        "themes": queries.themes(corpus_id, public=False),
        "placements": sorted(
            Placement.objects.filter(corpus=corpus_id).values_list("voice", "outcome", "theme")
        ),
        "families": sorted(Family.objects.values_list("representative", "size", "kind")),
        "coverage": queries.coverage(corpus_id),
    }
