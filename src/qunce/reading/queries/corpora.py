"""Corpora, how their reading goes, and what people taught it."""

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q, QuerySet

from qunce.common import jobs
from qunce.common.models import Job
from qunce.reading.models import Corpus, Lesson, Reading
from qunce.voices.models import Call

JOB = "reading"


def corpus(corpus_id: int) -> tuple[Corpus, int | None] | None:
    """A corpus and the jurisdiction whose calls it reads (see `jurisdiction_of`)."""
    of = ArrayAgg("calls__jurisdiction", distinct=True, filter=Q(calls__isnull=False), default=[])
    found = Corpus.objects.filter(pk=corpus_id).annotate(of=of).first()
    if found is None:
        return None
    several: list[int] = found.of
    return found, several[0] if len(several) == 1 else None


def corpora_of(jurisdiction_id: int) -> QuerySet[Corpus]:
    found = Corpus.objects.filter(calls__jurisdiction=jurisdiction_id)
    return found.distinct().order_by("-pk")


def calls_of(corpus_id: int) -> tuple[int, ...]:
    found = Call.objects.filter(corpora=corpus_id).order_by("pk")
    return tuple(found.values_list("pk", flat=True))


def jurisdiction_of(corpus_id: int) -> int | None:
    """The jurisdiction whose calls are read; None if there are none or they are of several."""
    found = Call.objects.filter(corpora=corpus_id).order_by()
    several = list(found.values_list("jurisdiction_id", flat=True).distinct()[:2])
    return several[0] if len(several) == 1 else None


def progress(corpus_id: int) -> Job | None:
    """The last run, over or not."""
    return jobs.latest(JOB, corpus_id)


def last_reading(corpus_id: int, *, whole: bool = False) -> Reading | None:
    """The reading that pages show now; the order to read comes along only if asked for."""
    found = Reading.objects.filter(corpus=corpus_id).exclude(finished_at=None).order_by("-pk")
    return (found if whole else found.defer("order", "share")).first()


def lessons(corpus_id: int) -> QuerySet[Lesson]:
    """What people taught, the newest first."""
    found = Lesson.objects.filter(corpus=corpus_id).select_related("theme", "other", "by")
    return found.order_by("-pk")
