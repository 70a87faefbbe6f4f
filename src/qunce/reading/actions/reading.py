"""A reading from its start to the moment it is shown."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import numpy as np
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from qunce.common import jobs, now
from qunce.common.errors import Problem, Refused
from qunce.common.models import Job, JobState
from qunce.common.postgres.settling import settle
from qunce.people.rules import Hat
from qunce.reading import engine, steps
from qunce.reading.actions import draft, planning
from qunce.reading.actions.corpus import locked, opened
from qunce.reading.actions.pulse import alive
from qunce.reading.actions.switch import switch
from qunce.reading.models import Family, Placement, Reading, Theme, ThemeDay
from qunce.reading.queries import calls_of, jurisdiction_of
from qunce.reading.queries.corpora import JOB
from qunce.reading.texts import Texts
from qunce.record import actions as record
from qunce.record.actions import Line
from qunce.voices.models import Kind, Voice
from qunce.voices.words import whole

MOST_OFTEN = timedelta(seconds=1)


@transaction.atomic
def start_reading(corpus_id: int, hat: Hat, *, task: str = "reading.read") -> Job:
    """Begin in the background; the last reading stays until the new one is whole.

    Without a task the caller does the work, with `read`.
    """
    corpus = opened(corpus_id, hat)
    upto = Voice.objects.filter(call__in=calls_of(corpus_id)).aggregate(last=Max("pk"))["last"]
    if upto is None:
        raise Refused(_("No voice has arrived yet; there is nothing to read."), code="no-voices")
    job = jobs.start(JOB, corpus.pk, task=task)
    Reading.objects.create(corpus=corpus, by_id=hat.person_id or None, started_at=now())
    _record("reading.started", corpus_id, hat)
    return job


@transaction.atomic
def stop_reading(corpus_id: int, hat: Hat) -> None:
    """Ask the run to end at its next beat. Nothing of it is kept, the last reading stays."""
    opened(corpus_id, hat)
    job = jobs.latest(JOB, corpus_id)
    if job and not job.is_over:
        jobs.ask_to_stop(job.pk)
        _record("reading.stopped", corpus_id, hat)


def _record(verb: str, corpus_id: int, hat: Hat) -> None:
    record.write(
        Line(
            jurisdiction_id=hat.jurisdiction_id,
            verb=verb,
            actor=("person", hat.person_id),
            subject=("corpus", corpus_id),
        )
    )


def read(job: Job) -> None:
    """Do the work of one reading, also that of one whose process was killed, from its last stage.

    Killed at any moment, it leaves the last reading as it was.
    """
    reading = _taken(job)
    if reading is None:
        return  # somebody else does it, or it is over
    jobs.begin(job)
    try:
        with alive(job):
            _read(job, reading)
    except jobs.Stopped:
        _end(job, reading, JobState.STOPPED)
    except Problem as problem:
        _end(job, reading, JobState.FAILED, str(problem.message))
    except BaseException as error:  # also when somebody ends the process
        _end(job, reading, JobState.FAILED, f"{type(error).__name__}: {error}")
        raise
    else:
        engine.forget_others(reading.corpus_id, reading.pk)
        jobs.finish(job)
    finally:
        draft.drop()


def _end(job: Job, reading: Reading, state: JobState, failure: str = "") -> None:
    """A process that was given up says nothing: another does its work."""
    if not Reading.objects.filter(corpus=reading.corpus_id, pk__gt=reading.pk).exists():
        engine.drop_stages(reading.corpus_id)
        jobs.finish(job, state, failure)


@transaction.atomic
def _taken(job: Job) -> Reading | None:
    """The reading to do, if it waits or the process that did it is gone."""
    locked(job.subject_id)
    found = Job.objects.get(pk=job.pk)
    if found.state != JobState.WAITING and not jobs.is_silent(found):
        return None
    begun = Reading.objects.filter(corpus=job.subject_id, finished_at=None).latest("pk")
    if found.state == JobState.WAITING:
        Job.objects.filter(pk=job.pk).update(state=JobState.RUNNING)
        return begun
    Job.objects.filter(pk=job.pk).update(beat_at=now())
    # Should that process live after all: its reading is an older one, and no longer counts.
    return Reading.objects.create(
        corpus=begun.corpus, by=begun.by, started_at=now(), upto=begun.upto
    )


def _read(job: Job, reading: Reading) -> None:
    beat = _Beat(job)
    jurisdiction_id = jurisdiction_of(reading.corpus_id)
    if jurisdiction_id is None:
        raise Refused(_("The calls of this corpus belong to several jurisdictions."))
    beat("fetch", 0.0)
    with Texts(_texts(reading)) as texts:
        # Whoever goes on with this one reads the same voices: its stages are of these.
        Reading.objects.filter(pk=reading.pk).update(upto=reading.upto)
        beat("fetch", 1.0)
        voices = np.array(texts.ids, np.int64)
        was = planning.before(reading.corpus_id, voices)
        understood = engine.read(texts, seeds=was.seeds(), beat=beat, corpus_id=reading.corpus_id)
    plan = _plan(understood, voices, was)
    draft.write(plan, lambda share: beat("draft", share))
    engine.Model(understood.placer, texts.ids, plan.theme_ids).save(reading.corpus_id, reading.pk)
    beat("switch", 0.0)
    switch(plan, reading, job, jurisdiction_id)
    settle(Placement, Theme, ThemeDay, Family)


def _texts(reading: Reading) -> Iterator[tuple[int, str]]:
    """The corpus' voices in the order of their numbers, a few at a time; not beyond `upto`."""
    calls = calls_of(reading.corpus_id)
    found = Voice.objects.filter(call__in=calls).exclude(kind=Kind.SUPPORT).order_by("pk")
    if reading.upto:
        found = found.filter(pk__lte=reading.upto)
    for pk, title, text in found.values_list("pk", "title", "text").iterator(chunk_size=2_000):
        reading.upto = pk
        yield pk, whole(title, text)


def _plan(
    understood: engine.Understanding, voices: engine.Longs, was: planning.Before
) -> planning.Plan:
    return planning.plan(
        understood,
        voices,
        was,
        new_themes=iter(draft.new_ids("reading_theme", len(understood.themes))),
        new_families=iter(draft.new_ids("reading_family", len(understood.families))),
    )


class _Beat:
    """Tells the job how far the work is; ends the work if somebody asked for it."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.told_at: datetime | None = None
        self.step = ""

    def __call__(self, step: str, share: float) -> None:
        at = now()
        if step == self.step and self.told_at and at - self.told_at < MOST_OFTEN:
            return
        self.told_at, self.step = at, step
        jobs.beat(self.job, done=steps.percent(step, share), total=100, step=step)
