"""A unit reports with what shows it; the office takes it or sends it back."""

from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from qunce.campaigns import actions, files
from qunce.campaigns.models import Evidence, StoredFile, Task
from qunce.campaigns.queries.evidence import candidates
from qunce.common.clock import today
from qunce.common.errors import NotAllowed, Problem, Refused, TooLarge
from qunce.people.models import Role
from qunce.people.rules import Hat
from qunce.record.models import Entry
from tests.factories import make_hat, make_unit
from tests.factories.matters import answer_part, make_cast, make_suggestion
from tests.factories.plans import (
    give_all,
    make_action,
    make_batch,
    make_member,
    make_office,
    make_plan,
)

pytestmark = pytest.mark.django_db


def one_task(office: Hat, **fields: Any) -> Task:
    campaign = make_plan(office, units=1, asked=0)
    make_action(campaign, office, "征集金点子", **fields)
    return give_all(campaign, office)[0]


def test_a_batch_of_the_units_ideas_shows_it_with_its_count() -> None:
    office = make_office()
    task = one_task(office, needs_evidence=True)
    batch = make_batch(task.action.campaign, task.participation.unit)
    make_batch(task.action.campaign, make_unit(code="X01"))
    make_batch(task.action.campaign, task.participation.unit, state="read")
    found = candidates(task)
    assert [(c.kind, c.ref, c.count) for c in found] == [("import", batch.pk, 308)]
    bob = make_member(task.participation, "bob")
    actions.report(task_id=task.pk, words="报送308条。", shown=[found[0].key], hat=bob)
    task.matter.refresh_from_db()
    assert task.matter.step == "looked_at"
    assert (task.evidence.get().name, task.evidence.get().count) == ("望禾县金点子.xlsx", 308)
    assert Entry.objects.filter(verb="campaign.shown", subject_id=task.pk).count() == 1
    assert candidates(Task.objects.get()) == []


def test_a_matter_that_the_unit_answered_shows_it() -> None:
    cast = make_cast()
    campaign = make_plan(cast.office, units=0, asked=0)
    actions.take_in(campaign_id=campaign.pk, unit_ids=[cast.unit], hat=cast.office)
    make_action(campaign, cast.office)
    matter = make_suggestion(cast, "handling")
    answer_part(matter, cast.handler, cast.head)
    task = give_all(campaign, cast.office)[0]
    assert [(c.kind, c.ref) for c in candidates(task)] == [("matter", matter.pk)]


def test_without_evidence_where_it_is_asked_for_nothing_moves() -> None:
    office = make_office()
    task = one_task(office, needs_evidence=True)
    bob = make_member(task.participation, "bob")
    with pytest.raises(Refused) as caught:
        actions.report(task_id=task.pk, words="已完成。", hat=bob)
    assert caught.value.code == "needs-evidence"
    task.matter.refresh_from_db()
    assert task.matter.step == "owed"


def test_another_units_record_is_refused_and_nothing_half_done() -> None:
    office = make_office()
    task = one_task(office)
    foreign = make_batch(task.action.campaign, make_unit(code="X01"))
    bob = make_member(task.participation, "bob")
    for key in (f"import-{foreign.pk}", "import-987654321", "nonsense", "file-1"):
        with pytest.raises(Refused):
            actions.report(task_id=task.pk, words="已完成。", shown=[key], hat=bob)
    assert Evidence.objects.count() == 0
    task.matter.refresh_from_db()
    assert task.matter.step == "owed"


def test_who_may_report_accept_and_send_back() -> None:
    office = make_office()
    task = one_task(office)
    own = make_member(task.participation, "bob")
    head = make_member(task.participation, "head", Role.UNIT_HEAD)
    other = make_hat("charlie", Role.UNIT, make_unit(code="X01"))
    hats = [make_hat(f"some-{r}", r) for r in Role if r not in {Role.UNIT, Role.UNIT_HEAD}]
    for hat in [office, other, *hats]:
        with pytest.raises(NotAllowed):
            actions.report(task_id=task.pk, words="已完成。", hat=hat)
    actions.report(task_id=task.pk, words="已完成。", hat=own)
    for hat in [own, head, other, *(h for h in hats if h.role != Role.OFFICE)]:
        with pytest.raises(NotAllowed):
            actions.accept(task_id=task.pk, hat=hat)
        with pytest.raises(NotAllowed):
            actions.send_back(task_id=task.pk, reason="缺名单", due_on=today(), hat=hat)
    actions.send_back(
        task_id=task.pk, reason="缺学习记录", due_on=today() + timedelta(days=3), hat=office
    )
    task.matter.refresh_from_db()
    assert (task.matter.step, task.matter.due_on) == ("owed", today() + timedelta(days=3))
    actions.report(task_id=task.pk, words="已补。", hat=head)
    actions.accept(task_id=task.pk, hat=office)
    task.matter.refresh_from_db()
    assert task.matter.step == "done"


def test_reported_twice_is_reported_once() -> None:
    office = make_office()
    task = one_task(office)
    bob = make_member(task.participation, "bob")
    actions.report(task_id=task.pk, words="已完成。", hat=bob)
    with pytest.raises(Refused) as caught:
        actions.report(task_id=task.pk, words="已完成。", hat=bob)
    assert caught.value.code == "not-here"
    assert task.matter.moves.filter(act="report").count() == 1


def test_sent_back_to_a_day_behind_is_refused() -> None:
    office = make_office()
    task = one_task(office)
    actions.report(task_id=task.pk, words="完成。", hat=make_member(task.participation, "bob"))
    with pytest.raises(Refused):
        actions.send_back(
            task_id=task.pk, reason="缺名单", due_on=today() - timedelta(days=1), hat=office
        )


def pdf(content: bytes = b"%PDF-1.7 x", name: str = "总结.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


@pytest.fixture
def _var(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.mark.usefixtures("_var")
def test_a_file_is_kept_once_by_its_digest() -> None:
    office = make_office()
    task = one_task(office, needs_evidence=True)
    bob = make_member(task.participation, "bob")
    upload = files.keep(pdf())
    actions.report(task_id=task.pk, words="已完成。", upload=upload, hat=bob)
    actions.send_back(task_id=task.pk, reason="请再核对", due_on=today(), hat=office)
    again = files.keep(pdf(name="../../总结2.pdf"))
    assert again.name == "总结2.pdf"
    actions.report(task_id=task.pk, words="已核对。", upload=again, hat=bob)
    file = StoredFile.objects.get()
    assert files.path_of(file.sha256).read_bytes() == b"%PDF-1.7 x"
    assert task.evidence.get().kind == "file"


@pytest.mark.usefixtures("_var")
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.exe", b"MZ"),
        ("a.svg", b"<svg>"),
        ("a.html", b"<html>"),
        ("a.pdf", b"<html>"),
        ("a.png", b"%PDF"),
        ("noname", b"%PDF"),
        ("", b""),
    ],
)
def test_what_is_no_document_or_picture_is_not_kept(name: str, content: bytes) -> None:
    file = SimpleUploadedFile(name or "x", content)
    with pytest.raises(Refused):
        files.keep(file)


@pytest.mark.usefixtures("_var")
def test_too_large_a_file_is_not_kept() -> None:
    file = pdf()
    file.size = files.LARGEST + 1
    with pytest.raises(TooLarge):
        files.keep(file)


@pytest.mark.django_db(transaction=True)
def test_two_hands_report_one_task_and_one_wins() -> None:
    office = make_office()
    task = one_task(office)
    bob, carol = (make_member(task.participation, name) for name in ("bob", "carol"))
    told = at_once(
        lambda: actions.report(task_id=task.pk, words="一", hat=bob),
        lambda: actions.report(task_id=task.pk, words="二", hat=carol),
    )
    assert len(told) == 1
    assert task.matter.moves.filter(act="report").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_hands_give_the_same_tasks_and_each_is_given_once() -> None:
    office = make_office()
    campaign = make_plan(office, units=3, asked=2)
    ids = [a.pk for a in campaign.actions.all()]
    give = lambda: actions.give(campaign_id=campaign.pk, action_ids=ids, hat=office)  # noqa: E731
    assert at_once(give, give) == []
    assert Task.objects.count() == 6


def at_once(*hands: Any) -> list[Problem]:
    """Each in a thread of its own; returns what those were told who came second."""
    told: list[Problem] = []
    ready = Barrier(len(hands))

    def run(hand: Any) -> None:
        ready.wait()
        try:
            hand()
        except Problem as problem:
            told.append(problem)
        finally:
            connection.close()

    threads = [Thread(target=run, args=[hand]) for hand in hands]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told
