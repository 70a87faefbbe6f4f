"""The links from one page of a list to its others."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from django.http import QueryDict


class AnyPage(Protocol):
    """Django's `Page`, or one of a list whose end is not known (then without `paginator`)."""

    number: int

    def has_previous(self) -> bool: ...
    def has_next(self) -> bool: ...


@dataclass(frozen=True)
class Link:
    number: int | str
    url: str
    current: bool = False
    # Left out on a phone.
    far: bool = False


def address(query: QueryDict, param: str, number: int) -> str:
    changed = query.copy()
    changed[param] = str(number)
    return f"?{changed.urlencode()}"


def links(page: AnyPage, query: QueryDict, param: str) -> Iterator[Link]:
    paginator: Any = getattr(page, "paginator", None)
    if paginator is None:
        return
    for n in paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1):
        if isinstance(n, int):
            yield Link(n, address(query, param, n), n == page.number, n != page.number)
        else:
            yield Link(n, "", far=True)
