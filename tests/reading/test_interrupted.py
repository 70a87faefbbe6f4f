"""Stopped, failed, declared dead, started twice: the last reading stands until the next."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connections

from qunce.common import jobs, now
from qunce.common.errors import Conflict
from qunce.common.models import Job, JobState
from qunce.people.rules import Hat
from qunce.reading import actions
from qunce.reading.models import Reading
from tests.factories import make_hat
from tests.reading.corpora import (
    ALL,
    BUSES,
    JUNK,
    SCHOOLS,
    add,
    assert_accounts,
    fresh_ledger,
    make_corpus,
    picture,
    run,
)


def beats_of(corpus_id: int, hat: Hat, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    told: list[str] = []
    with monkeypatch.context() as patch:
        patch.setattr("qunce.reading.actions.reading.MOST_OFTEN", timedelta(0))
        patch.setattr(jobs, "beat", lambda job, *, done, total, step="": told.append(step))
        actions.read(actions.start_reading(corpus_id, hat, task=""))
    return told


@pytest.mark.django_db
def test_a_stop_at_any_beat_leaves_the_last_reading(
    alice: Hat, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus = make_corpus([*ALL, BUSES[0], *JUNK])
    run(corpus, alice)
    told = beats_of(corpus.pk, alice, monkeypatch)
    add(corpus, [*SCHOOLS[:2], "村口的桥裂了一道缝，汽车不敢过"])
    before = picture(corpus.pk)
    assert {"fetch", "families", "themes", "draft", "switch"} <= set(told)
    for at in range(len(told)):
        stop_at(at, corpus.pk, alice, monkeypatch)
        assert picture(corpus.pk) == before, told[at]
        assert fresh_ledger(corpus).waiting == 3
    run(corpus, alice)
    assert assert_accounts(corpus).waiting == 0


def stop_at(at: int, corpus_id: int, hat: Hat, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask for a stop when the work tells of itself for the n-th time."""
    beat, told = jobs.beat, iter(range(10_000))

    def asked(job: Job, **how: Any) -> None:
        if next(told) == at:
            jobs.ask_to_stop(job.pk)
        beat(job, **how)

    with monkeypatch.context() as patch:
        patch.setattr("qunce.reading.actions.reading.MOST_OFTEN", timedelta(0))
        patch.setattr(jobs, "beat", asked)
        job = actions.start_reading(corpus_id, hat, task="")
        actions.read(job)
    job.refresh_from_db()
    assert job.state == JobState.STOPPED


@pytest.mark.django_db
def test_a_failure_in_the_switch_changes_nothing(
    alice: Hat, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus = make_corpus(ALL)
    run(corpus, alice)
    add(corpus, JUNK)
    before = picture(corpus.pk)
    for step in ("_save_placements", "_let_go", "_retire", "recount", "_finish", "_record"):
        with monkeypatch.context() as patch:
            patch.setattr(f"qunce.reading.actions.switch.{step}", _fail)
            job = actions.start_reading(corpus.pk, alice, task="")
            with pytest.raises(ZeroDivisionError):
                actions.read(job)
        assert picture(corpus.pk) == before, step
        assert job.state == JobState.FAILED


def _fail(*_: Any) -> None:
    raise ZeroDivisionError


@pytest.mark.django_db
def test_a_run_declared_dead_does_not_switch(alice: Hat, monkeypatch: pytest.MonkeyPatch) -> None:
    corpus = make_corpus(ALL)
    run(corpus, alice)
    before = picture(corpus.pk)
    add(corpus, JUNK)
    slow = actions.start_reading(corpus.pk, alice, task="")
    beat = jobs.beat

    def declared_dead(job: Job, *, step: str = "", **how: Any) -> None:
        if step == "switch":
            Job.objects.filter(pk=job.pk).update(state=JobState.FAILED)
            job.refresh_from_db()
            return
        beat(job, step=step, **how)

    monkeypatch.setattr(jobs, "beat", declared_dead)
    actions.read(slow)
    assert slow.state == JobState.FAILED
    assert picture(corpus.pk) == before


@pytest.mark.django_db
def test_a_silent_run_can_be_followed_by_another(alice: Hat) -> None:
    corpus = make_corpus(ALL)
    dead = actions.start_reading(corpus.pk, alice, task="")
    long_ago = now() - timedelta(minutes=5)
    Job.objects.filter(pk=dead.pk).update(state=JobState.RUNNING, beat_at=long_ago)
    run(corpus, alice)
    assert assert_accounts(corpus).waiting == 0


@pytest.mark.django_db(transaction=True)
def test_of_two_starts_at_once_one_wins() -> None:
    alice, corpus = make_hat(), make_corpus(ALL)
    gate, told = threading.Barrier(2), []

    def start() -> None:
        gate.wait()
        try:
            actions.start_reading(corpus.pk, alice)
            told.append("started")
        except Conflict:
            told.append("told")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=start) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == ["started", "told"]
    assert Reading.objects.count() == 1
