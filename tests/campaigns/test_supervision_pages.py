"""The pages of supervision: who sees what, what is typed at a visit, what comes back."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from qunce.campaigns.models import Participation, Visit
from qunce.common.clock import today
from qunce.people.models import Person, Post, Role
from qunce.people.rules import Hat
from tests.factories.plans import give_all, make_action
from tests.factories.supervision import FINDING, Supervision, make_supervision, make_visit

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> Supervision:
    return make_supervision()


def as_(hat: Hat) -> Client:
    client = Client()
    client.force_login(Person.objects.get(pk=hat.person_id))
    session = client.session
    session["post"] = hat.post_id
    session.save()
    return client


def page(name: str, *args: int) -> str:
    return reverse(f"supervision:{name}", args=args)


SHEET = {
    "on": "",
    "ways": ["report", "sample"],
    "observations": "听取汇报，抽查了台账。",
    "finding1-title": "台账没有责任人",
    "finding1-severity": "serious",
    "finding1-text": "登记的建议没有承办人。",
    "finding1-wishes": "补齐责任人\n明确时限",
}


def sheet(**fields: Any) -> dict[str, Any]:
    return {**SHEET, "on": today().isoformat(), **fields}


def test_the_office_sees_the_map_and_sets_up_groups(made: Supervision) -> None:
    client = as_(made.office)
    make_visit(made, FINDING)
    shown = client.get(page("home"))
    assert shown.context["map"].whole.seen == 1
    assert "第一督导组" in shown.text
    client.post(page("home"), {"names": "第三督导组\n第四督导组"})
    assert made.campaign.supervision_groups.count() == 4
    again = client.post(page("home"), {"names": "第三督导组"})
    assert again.status_code == 400


def test_the_office_gives_and_takes_units_and_members(made: Supervision) -> None:
    client, address = as_(made.office), page("group", made.group.pk)
    client.post(address, {"act": "give", "units": [made.free_unit.pk]})
    made.free_unit.refresh_from_db()
    assert made.free_unit.group == made.group.unit
    client.post(address, {"act": "take", "unit": made.free_unit.pk})
    made.free_unit.refresh_from_db()
    assert made.free_unit.group is None
    refused = client.post(address, {"act": "join", "username": "handler"})
    assert refused.status_code == 400
    assert "市住房和城乡建设局" in refused.text
    client.post(address, {"act": "leave", "person": made.supervisor.person_id})
    assert client.post(address, {"act": "dance"}).status_code == 404


def test_a_unit_that_joined_another_group_meanwhile_cannot_be_chosen(made: Supervision) -> None:
    client = as_(made.office)
    sent = {"act": "give", "units": [made.unit.pk]}
    assert client.post(page("group", made.other_group.pk), sent).status_code == 400
    assert Participation.objects.get(pk=made.unit.pk).group == made.group.unit


def test_a_group_sees_its_own_units_alone(made: Supervision) -> None:
    client = as_(made.supervisor)
    assert "市住房和城乡建设局" in client.get(page("home")).text
    assert client.get(page("unit", made.unit.pk)).status_code == 200
    assert client.get(page("unit", made.other_unit.pk)).status_code == 403
    assert client.get(page("write", made.other_unit.pk)).status_code == 403
    assert client.get(page("group", made.other_group.pk)).status_code == 403
    assert client.post(page("group", made.group.pk), {"act": "take"}).status_code == 403


def test_a_unit_sees_its_own_visits_alone(made: Supervision) -> None:
    visit = make_visit(made, FINDING)
    client = as_(made.cast.handler)
    assert client.get(page("home"), follow=True).redirect_chain[-1][0] == page("unit", made.unit.pk)
    assert FINDING.title in client.get(page("visit", visit.pk)).text
    assert client.get(page("unit", made.other_unit.pk)).status_code == 403
    assert client.get(page("write", made.unit.pk)).status_code == 403
    assert as_(made.cast.co_handler).get(page("visit", visit.pk)).status_code == 403
    assert FINDING.title in client.get(reverse("matters:inbox")).text


def test_a_unit_that_takes_no_part_is_told_so(made: Supervision) -> None:
    assert as_(made.cast.stranger).get(page("home")).status_code == 200


def test_a_visit_is_written_with_its_findings(made: Supervision) -> None:
    client = as_(made.supervisor)
    sent = client.post(page("write", made.unit.pk), sheet())
    visit = Visit.objects.get()
    assert sent["Location"] == page("visit", visit.pk)
    finding = visit.findings.get()
    assert finding.severity == "serious"
    assert finding.matter.requests == ["补齐责任人", "明确时限"]


def test_a_finding_says_which_task_it_is_about_and_own_help_is_not_offered(
    made: Supervision,
) -> None:
    client, address = as_(made.supervisor), page("write", made.unit.pk)
    assert "finding1-task" not in client.get(address).text
    for title, helpers in (("专题调研", ()), ("现场协作", (made.free_unit.pk,))):
        make_action(made.campaign, made.office, title, own=made.unit, co_units=helpers)
    asked, helped = sorted(give_all(made.campaign, made.office), key=lambda t: t.action.order)
    Post.objects.create(
        person_id=made.supervisor.person_id,
        unit=made.free_unit.unit,
        role=Role.UNIT,
        since_on=today(),
    )
    html = client.get(address).text
    assert f'<option value="{asked.pk}">专题调研</option>' in html
    assert f'<option value="{helped.pk}">' not in html
    assert "现场协作" in html
    refused = client.post(address, sheet(**{"finding1-task": str(helped.pk)}))
    assert (refused.status_code, Visit.objects.count()) == (400, 0)
    client.post(address, sheet(**{"finding1-task": str(asked.pk)}))
    visit = Visit.objects.get()
    assert visit.findings.get().task == asked
    for shown in (page("visit", visit.pk), page("findings"), page("unit", made.unit.pk)):
        assert "涉及任务“专题调研”" in client.get(shown).text


def test_what_was_typed_comes_back_with_the_sentence(made: Supervision) -> None:
    make_visit(made)
    client, address = as_(made.supervisor), page("write", made.unit.pk)
    refused = client.post(address, sheet())
    assert refused.status_code == 400
    assert "听取汇报，抽查了台账。" in refused.text
    untitled = client.post(address, sheet(**{"finding1-title": ""}))
    assert "finding1-title" in untitled.text
    assert Visit.objects.count() == 1


def test_words_that_look_like_a_name_are_asked_about_once(made: Supervision) -> None:
    client, address = as_(made.supervisor), page("write", made.unit.pk)
    named = sheet(observations="王主任在会上说不愿意做。")
    asked = client.post(address, named)
    assert asked.status_code == 400
    assert "王主任" in str(asked.context["sheet"].names)
    client.post(address, named | {"is_of_work": "on"})
    assert Visit.objects.count() == 1


def test_the_rota_is_planned_on_a_page(made: Supervision) -> None:
    client, address = as_(made.supervisor), page("rota", made.group.pk)
    assert client.get(address).status_code == 200
    client.post(address, {f"unit{made.unit.pk}": today().isoformat()})
    assert made.unit.turns.get().on == today()
    beyond = client.post(address, {f"unit{made.unit.pk}": "2031-01-01"})
    assert beyond.status_code == 400


def test_findings_are_listed_by_severity_and_state(made: Supervision) -> None:
    make_visit(made, FINDING)
    client = as_(made.office)
    for query, n in (("", 1), ("?severity=general&state=open", 1), ("?severity=serious", 0)):
        assert client.get(page("findings") + query).context["total"] == n
    assert as_(made.other_supervisor).get(page("findings")).context["total"] == 0
    assert client.get(page("findings") + "?severity=x&state=y&group=z").context["total"] == 1
