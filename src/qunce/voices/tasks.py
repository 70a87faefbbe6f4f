"""What the queue runs for voices."""

from procrastinate import RetryStrategy

from qunce.common import limits
from qunce.common.models import Job
from qunce.common.work import task
from qunce.voices import actions
from qunce.voices.actions import contacts, importing


@task("voices.import")
def import_rows(ids: list[int]) -> None:
    for job in Job.objects.filter(pk__in=ids):
        importing.run(job)


@task("voices.index")
def index(ids: list[int]) -> None:
    actions.index_imports(ids)


@task("voices.index_new", periodic="* * * * *")
def index_new(ids: list[int]) -> None:
    actions.index_new()


# After 10 s, 100 s, 17 minutes and 3 hours: by then a mail server is back, or somebody is told.
@task("voices.deliver", retry=RetryStrategy(max_attempts=5, exponential_wait=10))
def deliver(ids: list[int]) -> None:
    contacts.deliver(ids)


@task("voices.forget", periodic="17 3 * * *")
def forget(ids: list[int]) -> None:
    contacts.forget_expired()
    importing.forget_unconfirmed()
    limits.forget_old()
