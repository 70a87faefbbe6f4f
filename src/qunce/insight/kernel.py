"""Loops over arrays, compiled when first called and kept on disk for the next process.

A kernel takes numbers and arrays only, prints nothing and raises nothing. Whoever calls it has
checked what goes in: inside, an index out of range is not noticed.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

if TYPE_CHECKING:

    def kernel(function: Callable[P, R]) -> Callable[P, R]: ...

else:
    from numba import njit

    # Without fastmath: a sum must come out the same on every machine.
    kernel = njit(cache=True, nogil=True, error_model="numpy")
