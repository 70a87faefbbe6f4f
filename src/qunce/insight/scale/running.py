"""Who does the work: this process, or any executor (threads, processes, a Dask cluster)."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from functools import cache
from typing import Any, Protocol, TypeVar

from threadpoolctl import ThreadpoolController

Result = TypeVar("Result")


class Run(Protocol):
    """Calls a function once for each task and gives the results in the order of the tasks."""

    def __call__(
        self, function: Callable[..., Result], tasks: Iterable[tuple[Any, ...]]
    ) -> Iterator[Result]: ...


def here(function: Callable[..., Result], tasks: Iterable[tuple[Any, ...]]) -> Iterator[Result]:
    """One task after the other in this process."""
    for task in tasks:
        yield _once(function, *task)


def through(executor: Executor, *, ahead: int) -> Run:
    """Tasks given to an executor, at most `ahead` of them waiting or running at a time."""

    def run(function: Callable[..., Result], tasks: Iterable[tuple[Any, ...]]) -> Iterator[Result]:
        waiting: deque[Any] = deque()
        try:
            for task in tasks:
                waiting.append(executor.submit(_once, function, *task))
                if len(waiting) >= ahead:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()

    return run


def _once(function: Callable[..., Result], *task: Any) -> Result:
    # More threads round sums differently.
    with _libraries().limit(limits=1, user_api="blas"):
        return function(*task)


# Finding the libraries of a process takes longer than many a task.
_libraries = cache(ThreadpoolController)


@contextmanager
def cluster(address: str | None = None, *, workers: int = 4) -> Iterator[Run]:
    """Dask's workers: those of the scheduler at `address`, or so many started on this machine.

    Needs the extra `qunce[cluster]`. Every worker must see the working folder and the texts under
    the same path.
    """
    from distributed import Client, LocalCluster

    if address:
        with Client(address) as client:
            yield _of(client)
        return
    with (
        LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None) as own,
        Client(own) as client,
    ):
        yield _of(client)


def _of(client: Any) -> Run:
    threads = sum(client.nthreads().values())
    # Two tasks a thread: the next one is there when the last one ends.
    return through(client.get_executor(pure=False), ahead=2 * max(threads, 1))
