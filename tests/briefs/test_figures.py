"""Figures are asked, kept when signed, and found again; words are people's own or not there."""

from dataclasses import replace
from datetime import timedelta

import pytest

from qunce.briefs import actions
from qunce.briefs.actions import composing
from qunce.briefs.figures import QUERIES
from qunce.briefs.models import Brief, Figure
from qunce.briefs.queries.digest import digest_of
from qunce.briefs.queries.wording import figures_named, pieces, shown, voices_named
from qunce.briefs.queries.working import asked_of_brief, behind, recompute
from qunce.campaigns import actions as campaigns
from qunce.common.clock import moved_to, now, today
from qunce.common.errors import Refused
from qunce.matters import actions as matters
from qunce.matters.actions import Given, Part, promising
from qunce.matters.queries import public
from qunce.reading.models import Family, Placement
from qunce.selection.models import Stage
from qunce.voices import actions as voices
from tests.factories import make_call, make_campaign, make_hat, make_voice
from tests.factories.briefs import WORDS, edited, make_brief, make_signed, say_before, signer
from tests.factories.matters import NEW, answer_part, make_answer, make_cast
from tests.factories.plans import make_county
from tests.factories.selection import make_round
from tests.factories.supervision import FINDING, make_supervision, make_visit
from tests.factories.topics import make_publicity
from tests.square.making import make_theme

pytestmark = pytest.mark.django_db


def values(brief: Brief) -> dict[str, int | None]:
    return {f.key: f.value for f in brief.figures.all()}


def test_a_draft_counts_the_period_and_nothing_else() -> None:
    alice, campaign = make_hat(), make_campaign()
    say_before(campaign, WORDS, "公交站牌看不清")
    say_before(campaign, "去年就说过", days=9)
    make_voice("今天说的", call=campaign.calls.get())
    brief = make_signed(alice, campaign)
    kept = values(brief)
    assert kept == {"received": 2, "ideas": 2, "until": 3}


def test_what_arrives_later_does_not_change_what_was_signed() -> None:
    alice, campaign = make_hat(), make_campaign()
    say_before(campaign, WORDS)
    brief = make_signed(alice, campaign)
    late = make_voice("补录三天前的一条", call=campaign.calls.get())
    type(late).objects.filter(pk=late.pk).update(said_at=now() - timedelta(days=3))
    figure = brief.figures.get(key="received")
    assert recompute(figure).is_same
    assert [v.text for v in behind(figure)] == [WORDS]


def test_a_number_that_was_bent_is_found() -> None:
    brief = make_signed(make_hat())
    figure = brief.figures.get(key="received")
    Figure.objects.filter(pk=figure.pk).update(value=9)
    figure.refresh_from_db()
    found = recompute(figure)
    assert (found.kept, found.again, found.is_same) == (9, 1, False)
    assert digest_of(brief) != Brief.objects.get(pk=brief.pk).digest


def test_themes_are_quoted_verbatim_and_their_rows_are_kept() -> None:
    alice, campaign = make_hat(), make_campaign()
    lamps = say_before(campaign, *(f"{WORDS}这是第{n}条。" for n in range(6)))
    theme = make_theme(campaign, "路灯照明", lamps)
    # The next larger one hides a small one, also against differencing.
    make_theme(campaign, "停车", say_before(campaign, *(f"停车难{n}" for n in range(5))))
    make_theme(campaign, "太少", say_before(campaign, "只有一个人说的事情也要说出来"))
    brief = make_signed(alice, campaign)
    figure = brief.figures.get(code="theme")
    assert (figure.value, sorted(figure.rows or [])) == (6, [v.pk for v in lamps])
    text = brief.articles.get(title="群众最关心的事").text
    assert f"{{theme-{theme.pk}}}" in text
    assert "太少" not in text
    quoted = voices_named([text])
    assert len(quoted) == 2
    said = "".join(p.text for p in pieces(text, {figure.key: "6"}, shown(quoted)))
    assert all(f"“{v.text}”" in said for v in lamps if v.pk in quoted)
    assert recompute(figure).is_same


def test_only_words_that_everybody_may_read_are_quoted() -> None:
    alice, campaign = make_hat(), make_campaign()
    (private,) = say_before(campaign, "这句话只给办公室看，不要公开", consent=False)
    elsewhere = make_voice("别的征集里的话，也是公开的", call=make_call("other"))
    brief = make_brief(alice, campaign)
    for voice in (private, elsewhere):
        page = edited(brief, articles=[("话", f"{{voice:{voice.pk}}}")])
        with pytest.raises(Refused):
            actions.edit(brief_id=brief.pk, edited=page, hat=alice)


def test_words_that_are_withdrawn_are_gone_from_a_signed_bulletin_too() -> None:
    alice, campaign = make_hat(), make_campaign()
    (voice,) = say_before(campaign, WORDS)
    brief = make_brief(alice, campaign)
    page = edited(brief, articles=[("话", f"有人说{{voice:{voice.pk}}}")])
    actions.edit(brief_id=brief.pk, edited=page, hat=alice)
    actions.hand_in(brief_id=brief.pk, hat=alice)
    signed = actions.sign(brief_id=brief.pk, signed_by="李主任", hat=signer())
    voices.withdraw(voice_id=voice.pk)
    assert "".join(
        p.text for p in pieces(f"有人说{{voice:{voice.pk}}}", {}, shown([voice.pk]))
    ) == ("有人说")
    assert digest_of(Brief.objects.get(pk=signed.pk)) == signed.digest


def test_answers_and_promises_are_counted_and_the_answered_matter_named_only_when_open() -> None:
    cast, campaign = make_cast(), make_campaign()
    office = cast.office
    (voice,) = say_before(campaign, WORDS)
    with moved_to(now() - timedelta(days=2)):
        matter = matters.begin(procedure="golden-idea", new=NEW, hat=office, voices=[voice.pk])
        given = Given(units=(Part(cast.unit, "sole"),))
        matters.act_on_matter(matter_id=matter.pk, act="assign", hat=office, given=given)
        answer_part(matter, cast.handler, cast.head, make_answer(True, "年内补建路灯，分批施工。"))
    brief = make_signed(office, campaign)
    kept = values(brief)
    assert (kept["taken_up"], kept["answered"], kept["answered_voices"]) == (1, 1, 1)
    assert kept["promised"] == 1
    assert "kept" not in kept
    assert not any(NEW.title in a.text for a in brief.articles.all())
    assert all(recompute(f).is_same for f in brief.figures.all())


def test_a_figure_of_an_area_and_one_that_is_not_there() -> None:
    alice, campaign = make_hat(), make_campaign()
    area = make_county().area
    assert area is not None
    say_before(campaign, WORDS, area=area)
    brief = make_brief(alice, campaign)
    figure = actions.add_figure(brief_id=brief.pk, code="received", area_id=area.pk, hat=alice)
    again = actions.add_figure(brief_id=brief.pk, code="received", area_id=area.pk, hat=alice)
    assert (figure.pk, figure.key) == (again.pk, f"received-{area.pk}")
    assert [v.text for v in behind(figure)] == [WORDS]
    for code, where in (("nothing", None), ("theme", None), ("promised", area.pk), ("ideas", 99)):
        with pytest.raises(Refused):
            actions.add_figure(brief_id=brief.pk, code=code, area_id=where, hat=alice)


def test_a_name_in_braces_must_be_a_figure_of_this_bulletin() -> None:
    alice = make_hat()
    brief = make_brief(alice)
    page = edited(brief, articles=[("数", "问题{findings}个")])
    with pytest.raises(Refused, match="findings"):
        actions.edit(brief_id=brief.pk, edited=page, hat=alice)
    actions.add_figure(brief_id=brief.pk, code="findings", hat=alice)
    actions.edit(brief_id=brief.pk, edited=page, hat=alice)


def test_every_question_of_the_list_can_be_asked() -> None:
    brief = make_brief(make_hat())
    asked = asked_of_brief(brief)
    for query in QUERIES.values():
        assert query.count(asked) == len(query.ids(asked)), query.code


def test_a_closing_report_leaves_to_people_what_only_they_can_say() -> None:
    alice, campaign = make_hat(), make_campaign()
    report = make_brief(alice, campaign, kind="report", name="总结报告")
    assert next(a.title for a in report.articles.all()) == "一、基本情况"


def test_a_week_without_anything_says_so_once_and_lists_no_nought() -> None:
    alice, campaign = make_hat(), make_campaign()
    text = make_brief(alice, campaign).articles.get(title="本期概况").text
    assert "没有收到新的意见建议" in text
    assert text.count("本期没有") == 1
    assert set(figures_named([text])) == {"until"}
    say_before(campaign, WORDS)
    text = make_brief(alice, campaign).articles.get(title="本期概况").text
    assert set(figures_named([text])) == {"until", "received", "ideas"}


def test_two_quotes_of_a_theme_are_no_copies_of_one_another() -> None:
    alice, campaign = make_hat(), make_campaign()
    same = say_before(campaign, WORDS, WORDS, WORDS.replace("，", "、"), f"{WORDS}谢谢。")
    (other,) = say_before(campaign, "广场东边的路灯坏了半个月，晚上看不清台阶。")
    theme = make_theme(campaign, "路灯照明", [*same, other])
    assert theme.corpus is not None
    family = Family.objects.create(
        corpus=theme.corpus, kind="near", representative=same[0], size=4, theme=theme
    )
    Placement.objects.filter(voice__in=same).update(family=family)
    text = make_brief(alice, campaign).articles.get(title="群众最关心的事").text
    quoted = voices_named([text])
    assert len(quoted) == 2
    assert len(set(quoted) & {v.pk for v in same}) == 1
    assert other.pk in quoted


def test_findings_are_told_as_numbers_by_kind_and_never_by_title() -> None:
    made = make_supervision()
    with moved_to(now() - timedelta(days=3)):
        visit = make_visit(made, FINDING)
    matter = visit.findings.get().matter
    type(matter).objects.filter(pk=matter.pk).update(due_on=today() - timedelta(days=2))
    campaign, hat = made.campaign, made.office
    brief = make_brief(hat, campaign)
    texts = "".join(a.text for a in brief.articles.all())
    assert matter.title not in texts
    assert made.unit.unit.name not in texts
    named = figures_named([texts])
    assert {"visits", "findings", "overdue", "overdue_findings"} <= named
    asked = asked_of_brief(brief)
    assert [QUERIES[c].count(asked) for c in ("visits", "findings", "overdue_findings")] == [1] * 3
    kinds = ("findings_hint", "findings_general", "findings_serious")
    assert sum(QUERIES[code].count(asked) for code in kinds) == 1


def test_publicity_is_added_up_and_a_line_struck_later_still_counted() -> None:
    made = make_supervision()
    with moved_to(now() - timedelta(days=3)):
        line = make_publicity(made)
    brief = make_signed(made.office, made.campaign)
    figure = brief.figures.get(key="publicity")
    assert figure.value == line.count == 20
    campaigns.strike_publicity(publicity_id=line.pk, hat=made.office)
    assert recompute(figure).is_same
    later = make_brief(made.office, made.campaign)
    assert QUERIES["publicity"].count(asked_of_brief(later)) == 0


def test_what_was_selected_in_the_period_is_counted() -> None:
    panel, campaign = make_round(Stage.SELECTED), make_campaign("other")
    ended = now() - timedelta(days=3)
    type(panel.round).objects.filter(pk=panel.round.pk).update(ended_at=ended)
    brief = make_brief(make_hat(), campaign)
    assert QUERIES["selected"].count(asked_of_brief(brief)) == panel.round.seats


def test_a_list_that_is_cut_says_how_much_is_left_and_looks_past_the_first_page(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(public, "SIZE", 2)
    monkeypatch.setattr(composing, "LISTED", 3)
    cast, campaign = make_cast(), make_campaign()
    for n in range(5):
        (voice,) = say_before(campaign, f"{n}号楼前没有路灯")
        with moved_to(now() - timedelta(days=2)):
            new = replace(NEW, title=f"补建{n}号楼前路灯")
            matter = matters.begin(
                procedure="golden-idea", new=new, hat=cast.office, voices=[voice.pk]
            )
            given = Given(units=(Part(cast.unit, "sole"),))
            matters.act_on_matter(matter_id=matter.pk, act="assign", hat=cast.office, given=given)
            answer_part(matter, cast.handler, cast.head, make_answer(True, f"{n}号楼年内补建。"))
            review = matter.publications.get().pk
            matters.review(publication_id=review, act="full", hat=cast.office, given=Given())
            promising.keep(promise_id=matter.promises.get().pk, words="已建成。", hat=cast.handler)
    text = "\n".join(article.text for article in make_brief(cast.office, campaign).articles.all())
    assert text.count("办理结果：") == 3
    assert "公开的答复还有2件，不一一列出。" in text
    assert text.count("兑现承诺：") == 3
    assert "兑现的承诺还有2件，不一一列出。" in text
