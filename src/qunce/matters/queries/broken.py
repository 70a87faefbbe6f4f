"""Whether a promise was broken: by its first day, whatever day it was moved to."""

from qunce.common.clock import today
from qunce.matters.models import Promise, PromiseState


def is_broken(promise: Promise) -> bool:
    """Found impossible, kept after its first day, or that day went by and it still runs."""
    if promise.state == PromiseState.IMPOSSIBLE:
        return True
    settled = promise.settled_on if promise.state == PromiseState.KEPT else today()
    return settled is not None and settled > promise.first_due_on
