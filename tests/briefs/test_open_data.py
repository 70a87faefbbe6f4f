"""Open data: only what is public, no cell that is live, no number that points at somebody."""

import csv
import io
import json
import tracemalloc
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from qunce.briefs.models import Secrecy
from qunce.briefs.open_data import DATA_SETS, DICTIONARY, voices
from qunce.briefs.open_data.columns import lifted
from qunce.briefs.open_data.figures import _merged
from qunce.briefs.open_data.writing import as_csv
from qunce.campaigns.models import Campaign
from qunce.common.clock import moved_to, now
from qunce.matters import actions as matters
from qunce.matters.actions import Given, NewMatter, Part
from qunce.matters.models import Matter
from qunce.matters.queries import public
from qunce.selection.models import Stage
from qunce.sheets import open_sheet
from qunce.voices import actions as speaking
from qunce.voices.actions import Author
from qunce.voices.models import Voice
from qunce.voices.queries import counts
from tests.factories import make_campaign, make_hat, make_voice
from tests.factories.briefs import make_issued
from tests.factories.matters import Cast, answer_part, make_answer, make_cast
from tests.factories.plans import make_county
from tests.factories.selection import make_round
from tests.libreoffice import convert
from tests.square.making import make_theme

pytestmark = pytest.mark.django_db
SECRET = "暗号芝麻开门"


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    for asked in (public.tallies, counts, voices._size):
        asked.forget()  # type: ignore[attr-defined]


@pytest.fixture
def campaign() -> Campaign:
    return make_campaign()


def fetch(code: str, form: str = "csv", **headers: str) -> bytes:
    answer = Client().get(f"/data/{code}.{form}", headers=headers)
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)  # type: ignore[attr-defined]


def rows(code: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(fetch(code).decode("utf-8-sig"))))


def say(campaign: Campaign, text: str, **fields: Any) -> Voice:
    return make_voice(text, call=campaign.calls.get(), **fields)


def test_only_voices_whose_authors_agreed_and_that_were_released(campaign: Campaign) -> None:
    shown = say(campaign, "公园的长椅坏了三张", author=Author(mark="one"))
    say(campaign, f"{SECRET}一", consent=False)
    say(campaign, f"{SECRET}二，电话 13900001234")
    withheld, withdrawn = say(campaign, f"{SECRET}三"), say(campaign, f"{SECRET}四")
    speaking.withhold(voice_id=withheld.pk, reason="other", hat=make_hat())
    speaking.withdraw(voice_id=withdrawn.pk)
    speaking.support(voice=shown, author=Author(mark="two"))
    for form in ("csv", "json"):
        assert SECRET not in fetch("voices", form).decode()
    (row,) = rows("voices")
    assert (row["number"], row["text"], row["supports"]) == (str(shown.pk), shown.text, "1")
    assert not {"token", "mark", "contact", "salt", "place"} & set(row)


def test_a_draft_of_a_campaign_has_no_data(campaign: Campaign) -> None:
    say(campaign, "公园的长椅坏了三张")
    Campaign.objects.update(issued_at=None)
    assert (rows("voices"), rows("campaigns"), rows("areas")) == ([], [], [])


def test_an_area_with_few_shown_voices_is_named_by_the_larger_one(campaign: Campaign) -> None:
    small, large = make_county().area, make_county("990122", "青岭县").area
    for n in range(5):
        say(campaign, f"青岭的第{n}条路", area=large)
    say(campaign, "望禾的一条路", area=small)
    assert {row["area"] for row in rows("voices")} == {"青岭县", ""}
    assert [(row["area"], row["voices"]) for row in rows("areas")] == [("其余区域合计", "6")]


@pytest.mark.parametrize(
    ("counted", "told"),
    [
        ({"甲": 9, "乙": 7}, {"甲": 9, "乙": 7}),
        ({"甲": 9, "乙": 1}, {"": 10}),
        ({"甲": 9, "乙": 7, "丙": 1}, {"甲": 9, "": 8}),
        ({"甲": 9, "乙": 3, "丙": 3}, {"甲": 9, "": 6}),
        ({"甲": 3}, {}),
    ],
)
def test_small_parts_stand_together_and_cannot_be_worked_out(
    counted: dict[str, int], told: dict[str, int]
) -> None:
    found = _merged(Counter({(name, name): n for name, n in counted.items()}))
    assert {code: n for (code, _name), n in found} == told


def test_a_few_of_a_whole_tree_have_no_place() -> None:
    assert lifted({3: 2, 4: 1}, {4: 3, 3: 1, 1: None}) == {4: None, 3: None, 1: None}


def test_themes_have_names_and_numbers(campaign: Campaign) -> None:
    said = [say(campaign, f"停车太难了，这是第{n}个想法") for n in range(6)]
    above = make_theme(campaign, "交通", [])
    theme = make_theme(campaign, "停车", said, parent=above)
    type(above).objects.filter(pk=above.pk).update(size=6)
    found = {(row["theme"], row["theme_above"], row["voices"]) for row in rows("themes")}
    assert found == {("交通", "", "6"), ("停车", "交通", "6")}
    assert {(r["theme_number"], r["theme"], r["theme_above"]) for r in rows("voices")} == {
        (str(theme.pk), "停车", "交通")
    }


# An answer like an earlier one is refused: each says something else.
_SAID = (
    "三月底前补建充电桩。",
    "小区物业已经开工。",
    "费用由维修资金出。",
    "线路容量不够，先扩容。",
    "正在选址。",
)


def _answered(cast: Cast, campaign: Campaign) -> Matter:
    n = Matter.objects.count()
    voice = say(campaign, "小区里电动车没有地方充电")
    matter = matters.begin(
        procedure="golden-idea",
        new=NewMatter(title="增设充电桩", requests=("补建充电桩",)),
        hat=cast.office,
        voices=[voice.pk],
    )
    given = Given(units=(Part(cast.unit),))
    matters.act_on_matter(matter_id=matter.pk, act="assign", hat=cast.office, given=given)
    answer_part(matter, cast.handler, cast.head, _words(n))
    return matter


def _words(n: int) -> Any:
    return make_answer(promised=True, text=f"现答复如下：{_SAID[n] * 4}")


def _review(cast: Cast, matter: Matter, act: str, **given: Any) -> None:
    row = matter.publications.get()
    matters.review(publication_id=row.pk, act=act, hat=cast.office, given=Given(**given))


def test_answers_stand_only_as_their_review_opened_them(campaign: Campaign) -> None:
    cast = make_cast()
    waiting, opened, summed, secret = (_answered(cast, campaign) for _n in range(4))
    assert rows("answers") == []
    _review(cast, opened, "full")
    summary = {"text": "已纳入年度计划。", "reason_code": "SUMMARY", "reason": "篇幅"}
    _review(cast, summed, "summary", **summary)
    _review(cast, secret, "full")
    Matter.objects.filter(pk=secret.pk).update(confidential=True)
    found = {row["answer_number"]: row for row in rows("answers")}
    shut = {str(waiting.answers.get().pk), str(secret.answers.get().pk)}
    in_full, in_short = (str(one.answers.get().pk) for one in (opened, summed))
    assert not shut & set(found)
    assert found[in_short]["text"] == "已纳入年度计划。"
    assert found[in_full]["voices"] == ""
    assert [row["answer_number"] for row in rows("promises")] == [in_full]
    for form in ("csv", "json"):
        assert "李工" not in fetch("answers", form).decode()


def test_more_answers_than_a_page_are_all_there(
    campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(public, "SIZE", 2)
    cast = make_cast()
    for _n in range(5):
        _review(cast, _answered(cast, campaign), "full")
    assert len(rows("answers")) == 5


def test_selected_ideas_and_bulletins_are_those_that_everybody_may_read(
    campaign: Campaign,
) -> None:
    hat = make_hat("drafter")
    make_issued(hat, campaign, secrecy=Secrecy.INTERNAL)
    issued = make_issued(hat, campaign, secrecy=Secrecy.PUBLIC)
    (bulletin,) = rows("bulletins")
    assert bulletin["issued_on"] == str(issued.issued_on)
    assert bulletin["issue"].endswith(f"第{issued.number}期（总第{issued.total_number}期）")
    panel = make_round(Stage.SELECTED)
    first = next(one for one in panel.candidates if one.number == 10)
    Voice.objects.filter(pk=first.subject_id).update(showing="withheld")
    found = {row["number"]: row for row in rows("selected")}
    assert len(found) == panel.round.seats
    assert (found["10"]["title"], found["10"]["text"]) == ("", "")
    assert found["9"]["text"].startswith("第8条")


@pytest.mark.parametrize("lead", ["=1+1", "+1", "-1", "@sum", "＝1", "\tx"])
def test_no_cell_is_live(campaign: Campaign, lead: str, tmp_path: Path) -> None:
    say(campaign, f"{lead}，这条意见想说的是路灯")
    assert fetch("voices").decode().count(f",'{lead.strip()}") + (lead == "\tx")
    path = tmp_path / "voices.xlsx"
    path.write_bytes(fetch("voices", "xlsx"))
    with open_sheet(path) as sheet:
        assert [cells[9].strip() for _row, cells in sheet.rows()] == [
            f"{lead}，这条意见想说的是路灯".strip()
        ]
    assert b"<f>" not in path.read_bytes()


@pytest.mark.parametrize("code", list(DATA_SETS))
def test_the_dictionary_is_of_what_writes_the_columns(campaign: Campaign, code: str) -> None:
    say(campaign, "公园的长椅坏了三张")
    head = fetch(code).decode("utf-8-sig").splitlines()[0].split(",")
    told = [row for row in rows("dictionary") if row["file"] == code]
    assert [row["code"] for row in told] == head
    for row in told:
        assert row["name_zh"] != row["name_en"]
        assert all(row[name] for name in ("name_zh", "meaning", "source"))
    made = json.loads(fetch(code, "json"))
    assert [column["code"] for column in made["columns"]] == head
    assert all(list(row) == head for row in made["rows"])
    assert made["licence"]


def test_the_second_sheet_of_an_excel_file_is_its_dictionary(
    campaign: Campaign, tmp_path: Path
) -> None:
    path = tmp_path / "areas.xlsx"
    path.write_bytes(fetch("areas", "xlsx"))
    with open_sheet(path, sheet=str(DICTIONARY.title)) as sheet:
        assert [cells[0] for _row, cells in sheet.rows()] == ["areas"] * 4


@pytest.mark.parametrize(
    "address",
    ["nothing/", "nothing.csv", "voices.exe", "voices.csv.exe", "VOICES.csv", "voices"],
)
def test_what_is_not_there_is_said(campaign: Campaign, address: str) -> None:
    assert Client().get(f"/data/{address}").status_code in (301, 404)
    assert Client().post("/data/voices.csv").status_code == 405


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_pages_list_every_file_and_every_column(campaign: Campaign, language: str) -> None:
    client = Client()
    client.cookies["django_language"] = language
    home = client.get("/data/").content.decode()
    for code, data in DATA_SETS.items():
        assert f"/data/{code}.xlsx" in home
        page = client.get(f"/data/{code}/").content.decode()
        assert all(f"<code>{column.code}</code>" in page for column in data.columns)
    assert "/data/" in client.get("/").content.decode()


def test_a_file_that_did_not_change_is_not_made_again(campaign: Campaign) -> None:
    say(campaign, "公园的长椅坏了三张")
    mark = Client().get("/data/voices.csv")["ETag"]
    again = Client().get("/data/voices.csv", headers={"if-none-match": mark})
    assert again.status_code == 304
    english = {"if-none-match": mark, "accept-language": "en"}
    assert Client().get("/data/voices.csv", headers=english).status_code == 200
    say(campaign, "再来一条")
    assert Client().get("/data/voices.csv", headers={"if-none-match": mark}).status_code == 200
    with moved_to(now() + timedelta(days=1)):
        assert Client().get("/data/voices.csv")["ETag"] != mark


def test_an_address_that_fetches_without_a_pause_is_asked_to_wait(
    campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qunce.briefs.views.open_data.MOST", 2)
    states = [Client().get("/data/themes.csv").status_code for _n in range(3)]
    assert states == [200, 200, 429]
    other = Client(REMOTE_ADDR="198.51.100.7")
    assert other.get("/data/themes.csv").status_code == 200
    assert Client().get("/data/").status_code == 200
    monkeypatch.setattr("qunce.briefs.views.open_data.HOUSE", 3)
    assert other.get("/data/themes.csv").status_code == 429


def test_a_large_excel_file_counts_as_ten(
    campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qunce.briefs.views.open_data.MOST", 12)
    monkeypatch.setattr("qunce.briefs.views.open_data.LARGE", 1)
    say(campaign, "公园的长椅坏了三张")
    assert fetch("voices", "xlsx")
    assert Client().get("/data/voices.xlsx").status_code == 429


def _asked(ask: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as asked:
        ask()
    return len(asked)


def test_voices_pass_through_in_pieces_and_cost_no_query_each(
    campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(3):
        say(campaign, f"第{n}条路灯")
    monkeypatch.setattr(voices, "CHUNK", 100)
    few = _asked(lambda: list(voices.rows()))
    for n in range(12):
        say(campaign, f"又是第{n}条路灯")
    assert _asked(lambda: list(voices.rows())) == few
    monkeypatch.setattr(voices, "CHUNK", 4)
    numbers = [told.pk for told in voices.rows()]
    assert numbers == sorted(Voice.objects.values_list("pk", flat=True))


def test_a_few_thousand_voices_never_lie_in_memory_together(campaign: Campaign) -> None:
    call = campaign.calls.get()
    one = say(campaign, "路灯" * 500)
    Voice.objects.bulk_create(
        Voice(
            jurisdiction=call.jurisdiction, call=call, text="路灯" * 500, salt=one.salt,
            said_at=now(), received_at=now(), consent=True, showing="shown",
        )
        for _n in range(5_000)
    )  # fmt: skip
    tracemalloc.start()
    size = sum(len(piece) for piece in as_csv(DATA_SETS["voices"]))
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert size > 15_000_000
    # A thousand voices of a thousand characters, held twice over, and what one piece weighs.
    assert peak < 9_000_000


def test_libreoffice_opens_what_was_made(campaign: Campaign, tmp_path: Path) -> None:
    say(campaign, "=1+1，长椅坏了三张")
    path = tmp_path / "voices.xlsx"
    path.write_bytes(fetch("voices", "xlsx"))
    # 44: comma, 34: quotation mark, 76: UTF-8.
    opened = convert(path, "csv:Text - txt - csv (StarCalc):44,34,76", tmp_path)
    (row,) = csv.DictReader(opened.read_text(encoding="utf-8").splitlines())
    assert row["原文"] == "=1+1，长椅坏了三张"
