"""What the queue does for itself."""

from qunce.common import work


# No lock: one that died in a killed worker must not keep this from coming again.
@work.task("common.revive", periodic="* * * * *", queueing_lock="common.revive")
def revive(_: list[int]) -> None:
    work.revive()
