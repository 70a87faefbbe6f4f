"""The sealer: every ten seconds what may be new, once an hour everything."""

from qunce.common.work import task
from qunce.record import actions


# croniter reads the sixth field as seconds: with the asterisks the other way round this would
# run every second of every tenth minute.
# A queueing lock and no lock: while a sealing waits no second one is added, and one that died
# in a killed worker holds nothing up. The log itself is guarded by the database.
@task("record.seal", periodic="* * * * * */10", queueing_lock="record.seal")
def seal(_: list[int]) -> None:
    actions.seal_all()


# Hourly: an entry that the quick look cannot see (restored from a backup among young numbers)
# is in the log before the law of one hour would name it.
@task("record.seal_thoroughly", periodic="7 * * * *", queueing_lock="record.seal_thoroughly")
def seal_thoroughly(_: list[int]) -> None:
    actions.seal_all(thorough=True)
