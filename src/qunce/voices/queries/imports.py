"""Imports as pages show them: how far, what came of them, what was refused."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from qunce.common import jobs
from qunce.common.models import Job, JobState
from qunce.voices.models import Import, ImportState
from qunce.voices.reasons import REFUSED_ROW

# The columns of a file of refused rows, named so that it can be corrected and imported again.
ROLE_NAMES = {
    "id": "编号",
    "title": "标题",
    "text": "内容",
    "time": "时间",
    "place": "地点",
    "topic": "征集主题",
    "consent": "是否同意公开",
}


@dataclass(frozen=True)
class Progress:
    """One import with the job that works on it, if any."""

    source: Import
    job: Job | None

    @property
    def died(self) -> bool:
        """Its process is gone although nobody stopped it; it can be resumed."""
        return self.job is not None and jobs.is_silent(self.job)

    @property
    def is_moving(self) -> bool:
        """Whether the page should look again in a moment."""
        running = self.source.state == ImportState.RUNNING and not self.died
        return running or (self.lag > 0 and self.source.state != ImportState.READ)

    @property
    def is_waiting(self) -> bool:
        return self.job is not None and self.job.state == JobState.WAITING

    @property
    def may_resume(self) -> bool:
        stopped = self.source.state in {ImportState.STOPPED, ImportState.FAILED}
        return stopped or (self.source.state == ImportState.RUNNING and self.died)

    @property
    def read(self) -> int:
        """Rows dealt with so far: always stored + known + refused."""
        return self.source.next_row

    @property
    def other_topics(self) -> str:
        """What stood in the topic's column and is no topic of the call, the most frequent first."""
        found = sorted(self.source.other_topics.items(), key=lambda named: (-named[1], named[0]))
        return "、".join(f"{name}（{n}）" for name, n in found)

    @property
    def lag(self) -> int:
        """Voices stored but not yet found by search."""
        return max(0, self.source.stored - self.source.indexed)

    def failure(self, language: str) -> str:
        """Why it failed, in the reader's language; empty if nothing is known."""
        if not self.job or not self.job.failure:
            return ""
        said = json.loads(self.job.failure)
        return str(said["zh" if language.startswith("zh") else "en"])


def progress(source: Import) -> Progress:
    return Progress(source, jobs.latest("import", source.pk))


def imports_of(jurisdiction_id: int) -> QuerySet[Import]:
    found = Import.objects.filter(call__jurisdiction=jurisdiction_id)
    return found.select_related("call", "by").order_by("-pk")


def import_of(import_id: int, jurisdiction_id: int) -> Import | None:
    return imports_of(jurisdiction_id).filter(pk=import_id).first()


def with_progress(sources: Sequence[Import]) -> list[Progress]:
    """Each with its latest job; one query for all."""
    found = Job.objects.filter(kind="import", subject_id__in=[s.pk for s in sources])
    latest = {job.subject_id: job for job in found.order_by("pk")}
    return [Progress(source, latest.get(source.pk)) for source in sources]


def same_file(source: Import) -> Import | None:
    """An earlier import of the very same file into the same call that stored something."""
    found = Import.objects.filter(call=source.call_id, sha256=source.sha256, pk__lt=source.pk)
    return found.exclude(state=ImportState.READ).order_by("-pk").first()


def running(call_ids: Sequence[int]) -> int:
    return Import.objects.filter(call__in=call_ids, state=ImportState.RUNNING).count()


def refused_roles(source: Import) -> list[str]:
    return [role for role in ROLE_NAMES if role in source.columns]


def refused_rows(source: Import) -> Iterator[list[str | int]]:
    """Row number, reason, and the row's own cells, for the file that goes back."""
    roles = refused_roles(source)
    for row in source.refusals.order_by("row").iterator(chunk_size=2_000):
        reason = str(REFUSED_ROW.get(row.reason, row.reason))
        yield [row.row, reason, *(row.cells.get(role, "") for role in roles)]
