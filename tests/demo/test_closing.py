"""A campaign is lived through to its closing report, each act on its own day."""

import csv
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db.models import F
from tests.factories import make_unit

from qunce.audit import walk
from qunce.briefs.models import Brief, Kind, State
from qunce.campaigns.models import Campaign, Finding, Task
from qunce.common.clock import today
from qunce.demo import bulletins, closing, founding, funnel, golden, plan, supervision, topics
from qunce.demo.answering import subjects
from qunce.demo.calendar import WEEKS_SINCE, in_the_middle
from qunce.demo.funnel import Funnel
from qunce.demo.hearing import hear, index, read
from qunce.matters.models import Answer, Matter, Move
from qunce.notices.models import Notice
from qunce.voices.models import Fate, Voice

pytestmark = pytest.mark.django_db
IDEAS = 1_200
SMALL = Funnel(
    sent=40, passed=24, first_county=8, city_units=6, seats=14, reviewers=8, zone=(12, 4)
)


def test_the_campaign_ends_with_its_report(settings: Any, tmp_path: Path) -> None:
    settings.VAR = tmp_path
    city = founding.found(WEEKS_SINCE)
    # A unit of the grid is none of the campaign's 97.
    make_unit(code="P990102001", jurisdiction=city.campaign.jurisdiction)
    city = founding.founded()
    campaign, office, units = city.campaign, city.office, city.units
    with in_the_middle(campaign):
        middle = today()
        plan.plan(campaign, office=office, units=units)
        hear(campaign, office, IDEAS, 7, _quietly, daily=True)
        funnel.send(campaign, office=office, units=units, how=SMALL, seed=5)
        index(campaign, _quietly)
        read(campaign, office, _quietly)
        golden.take_up(corpus_id=campaign.corpus_id or 0, units=units, office=office)
        funnel.select(campaign, office=office, units=units, how=SMALL)
        supervision.supervise(campaign, office=office, units=units)
        topics.live(campaign, office=office, units=units)
        bulletins.issue(campaign, office)
    assert middle <= today() - timedelta(weeks=WEEKS_SINCE)
    heard: list[float] = []
    closing.close(campaign, office=office, units=units, since=middle, say=heard.append)
    assert heard[-1] == 1
    _is_over(campaign)
    _every_act_has_its_day(campaign)
    _nearly_all_were_answered()
    _answers_fit_what_was_said(tmp_path / "demo")
    assert Finding.objects.exclude(task=None).exists()
    laws = [law for law in walk.laws() if law.code != "record.sealed"]
    assert [(law.code, b.row) for law in laws for b in walk.walk(law).breaches] == []

    closing.close(campaign, office=office, units=units, since=middle, say=heard.append)
    assert Brief.objects.filter(campaign=campaign, kind=Kind.REPORT).count() == 1


def _quietly(_step: str, _share: float) -> None:
    """Nobody listens."""


def _is_over(campaign: Campaign) -> None:
    assert not campaign.phases.filter(closed_at=None).exists()
    assert not Task.objects.filter(matter__phase="open").exists()
    assert campaign.participations.count() == 97
    assert not campaign.participations.filter(visits=None).exclude(unit=campaign.office).exists()
    left = Matter.objects.filter(phase="open").exclude(
        step__in=["carrying_out", "long_term"]  # dated promises, and what is mended over years
    )
    # What was taken up last is still considered; its day is ahead.
    assert set(left.values_list("procedure", "step")) == {("golden-idea", "handling")}
    assert not left.filter(due_on__lte=today()).exists()
    briefs = Brief.objects.filter(campaign=campaign)
    assert set(briefs.values_list("state", flat=True)) == {State.ISSUED}
    assert briefs.filter(kind=Kind.REPORT).count() == 1
    assert briefs.filter(kind=Kind.BULLETIN).count() >= 8


def _nearly_all_were_answered() -> None:
    fates = Counter(Voice.objects.values_list("fate", flat=True))
    assert fates.keys() <= {Fate.ANSWERED, Fate.CARRIED, Fate.SET_ASIDE, Fate.WAITING}
    assert fates[Fate.ANSWERED] > 0.8 * fates.total()
    assert fates[Fate.WAITING] < 0.15 * fates.total()
    told = Notice.objects.filter(code="matter.answered").values("to_id").distinct()
    assert told.count() == fates[Fate.ANSWERED]
    # Who was set aside has a reason, and reads it.
    aside = Voice.objects.filter(fate=Fate.SET_ASIDE)
    assert set(aside.values_list("fate_reason", flat=True)) <= {
        "not_understandable",
        "not_taken_up",
    }
    assert Notice.objects.filter(code="voice.set_aside").count() == aside.count() > 0


def _answers_fit_what_was_said(folder: Path) -> None:
    """The truth beside the ideas, counted anew: what most voices of a matter were written about."""
    truth = _truth(folder)
    answers = Answer.objects.exclude(signed_at=None).filter(matter__evidence__kind="theme")
    assert answers.count() > 20
    for one in answers.select_related("matter", "unit"):
        texts = one.matter.carried.values_list("voice__text", flat=True)
        about = Counter(truth[text] for text in texts if truth.get(text)).most_common(1)
        subject = subjects()[about[0][0]]
        said = [measure.sentence for measure in subject.measures if measure.sentence in one.text]
        assert (len(said), one.unit.short) == (2, subject.unit), one.text
        assert str(one.matter.evidence["name"]) in one.text
    texts = answers.values_list("text", flat=True)
    assert len(set(texts)) == len(texts)
    assert set(answers.values_list("result", flat=True)) == {"solved", "planned", "reference"}


def _truth(folder: Path) -> dict[str, str]:
    with (folder / f"truth-{IDEAS}-7.csv").open(encoding="utf-8") as file:
        themes = {row["number"]: row["theme"] for row in csv.DictReader(file)}
    # Those of single days are named after it.
    whole = min(folder.glob(f"ideas-{IDEAS}-7-*.csv"), key=lambda path: len(path.name))
    with whole.open(encoding="utf-8-sig") as file:
        return {row["建议内容"]: themes[row["编号"]] for row in csv.DictReader(file)}


def _every_act_has_its_day(campaign: Campaign) -> None:
    tasks = Matter.objects.filter(procedure="campaign-task", ended_at__isnull=False)
    days = set(tasks.values_list("ended_at__date", flat=True))
    assert len(days) > 15
    assert max(days) <= campaign.ends_on + closing.REPORTED_AFTER < today()
    assert not Move.objects.filter(at__lt=F("matter__begun_at")).exists()
    # Not all at once: the plan is written on a day on which none of them is near.
    assert len(set(campaign.actions.values_list("due_on", flat=True))) > 4
