"""Linear algebra on one thread.

More threads round sums differently, and on a busy machine they mostly wait for each other.
"""

from contextlib import AbstractContextManager
from functools import cache

from threadpoolctl import ThreadpoolController


def one_thread() -> AbstractContextManager[object]:
    limited: AbstractContextManager[object] = _controller().limit(limits=1, user_api="blas")
    return limited


@cache
def _controller() -> ThreadpoolController:
    """Looking for the libraries takes a millisecond, limiting them does not."""
    return ThreadpoolController()
