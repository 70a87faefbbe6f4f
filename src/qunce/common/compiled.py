"""Queries that every page asks, turned into SQL once.

Of a page that asks for five rows, Django's turning of querysets into SQL was more than half
(measured: 8 of 13 CPU ms). What changes from call to call are the values alone.
"""

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from itertools import count
from typing import Any, ParamSpec, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import Model, QuerySet

P = ParamSpec("P")
R = TypeVar("R")
# Values that no caller brings, put into the query to find their places in its SQL.
_FIRST_NUMBER, _FIRST_LETTER = 2**62, 0xF0000
_BIGINT = range(-(2**63), 2**63)
# What only Django itself can judge.
_STRANGE = "strange"
# Lists of other lengths are other SQL; more of them than this are not kept.
_MOST = 500


def compiled(build: Callable[P, "QuerySet[Any, R]"]) -> Callable[P, list[R]]:
    """The rows of a queryset whose SQL depends on nothing but its arguments' kinds.

    Arguments are numbers, texts, days and tuples of them, and go into the query as they are:
    none may be a limit or decide which filters there are; only how long a tuple is may decide.
    Other arguments take Django's own way.
    """
    known: dict[Hashable, _Statement] = {}

    @wraps(build)
    def ask(*args: P.args, **kwargs: P.kwargs) -> list[R]:
        kinds = tuple(map(_kind, args))
        if kwargs or _STRANGE in kinds:
            return list(build(*args, **kwargs))
        statement = known.get(kinds)
        if statement is None:
            if len(known) >= _MOST:
                known.clear()
            try:
                statement = known[kinds] = _compile(build, args)
            except EmptyResultSet:  # a list of nothing: there is no SQL
                return []
        return statement.rows(list(_flat(args)))

    return ask


def give(owner: Model, relation: str, rows: list[Any]) -> None:
    """As if the rows had been prefetched: `owner.relation.all()` asks nothing more."""
    related: Any = getattr(owner, relation)
    for row in rows:
        related.field.set_cached_value(row, owner)
    found = related.all()
    found._result_cache, found._prefetch_done = rows, True
    known = owner.__dict__.setdefault("_prefetched_objects_cache", {})
    known[related.field.remote_field.cache_name] = found


def _kind(value: object) -> Any:
    """What of a value shapes the SQL."""
    if type(value) is int:
        return int if value in _BIGINT else _STRANGE
    if isinstance(value, tuple):
        kinds = tuple(map(_kind, value))
        return _STRANGE if _STRANGE in kinds else kinds
    return type(value) if type(value) in {str, date} else _STRANGE


def _flat(values: Any) -> Iterator[Any]:
    for value in values:
        if isinstance(value, tuple):
            yield from _flat(value)
        else:
            yield value


def _compile(build: Callable[..., "QuerySet[Any, Any]"], args: tuple[Any, ...]) -> "_Statement":
    marks = list(_flat(marked := _marked(args, count())))
    found = build(*marked)
    compiler = found.query.get_compiler(using=found.db)
    sql, params = compiler.as_sql()
    places = [marks.index(value) if value in marks else None for value in params]
    if missing := set(range(len(marks))) - set(places):
        raise TypeError(f"{build.__qualname__} asks nothing with arguments {missing}")
    fields = [column[0] for column in compiler.select[: compiler.col_count]]
    return _Statement(found, compiler, sql, list(params), places, compiler.get_converters(fields))


def _marked(value: Any, numbers: "count[int]") -> Any:
    if isinstance(value, tuple):
        return tuple(_marked(one, numbers) for one in value)
    number = next(numbers)
    if isinstance(value, int):
        return _FIRST_NUMBER + number
    if isinstance(value, date):
        return date.fromordinal(datetime.max.toordinal() - number)
    return chr(_FIRST_LETTER + number)


@dataclass(frozen=True)
class _Statement:
    found: "QuerySet[Any, Any]"
    compiler: Any
    sql: str
    params: list[Any]
    # For each parameter which argument it is; None for what the query says itself.
    places: list[int | None]
    converters: dict[int, Any]

    def rows(self, values: list[Any]) -> list[Any]:
        params = [
            constant if place is None else values[place]
            for constant, place in zip(self.params, self.places, strict=True)
        ]
        rows: Any = self.found._iterable_class
        return list(rows(_Asked(self, params)))


class _Asked:
    """What Django's makers of rows want of a queryset, its query and its compiler, in one."""

    _known_related_objects: dict[Any, Any] = {}  # noqa: RUF012 — Django's name for what none is

    def __init__(self, statement: _Statement, params: list[Any]) -> None:
        self.query = self
        self.db = statement.found.db
        self.select = statement.compiler.select
        self.klass_info = statement.compiler.klass_info
        self.annotation_col_map = statement.compiler.annotation_col_map
        self._statement, self._params = statement, params

    def get_compiler(self, *_: Any, **__: Any) -> "_Asked":
        return self

    def execute_sql(self, **_: Any) -> list[Any]:
        with connections[self.db].cursor() as cursor:
            cursor.execute(self._statement.sql, self._params)
            found: list[Any] = cursor.fetchall()
        return found

    def results_iter(self, results: list[Any] | None = None, **_: Any) -> Iterator[Any]:
        rows = self.execute_sql() if results is None else results
        if not self._statement.converters:
            return iter(rows)
        made = self._statement.compiler.apply_converters(rows, self._statement.converters)
        return map(tuple, made)
