"""Finding voices: the newest, those with certain words, those like a text."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import connection

from qunce.voices import search as words
from qunce.voices.queries.one import Line, lines_by_id

# Counts are exact up to here, then "1000+": counting 40,000 hits costs more than the page.
EXACT = 1_000
PAGE = 20


@dataclass(frozen=True)
class Scope:
    """Which voices are looked through: these calls, and whether only what the square shows.

    The desk narrows them by `states`: names of a voice's fields, each with the value wanted.
    """

    call_ids: tuple[int, ...]
    shown_only: bool = True
    states: tuple[tuple[str, str | int], ...] = ()


@dataclass(frozen=True)
class Found:
    """One page. `count` is exact unless `more_than_counted`; `next` continues after the page."""

    voices: Sequence[Line]
    count: int
    more_than_counted: bool
    next: int | None


def latest(scope: Scope, *, before: int | None = None, size: int = PAGE) -> Found:
    """The newest voices of a scope."""
    return _page(scope, None, before, size)


def search(asked: str, scope: Scope, *, before: int | None = None, size: int = PAGE) -> Found:
    """Voices that hold all the words asked for, the newest first."""
    query = words.parse(asked)
    if query.is_empty:
        return Found([], 0, False, None)
    return _page(scope, query, before, size)


def similar(text: str, scope: Scope, *, most: int = 3) -> list[Line]:
    """Voices that share the most telling pairs of characters with a text, best first.

    Used while somebody writes; a suggestion only. The rarest pairs are asked of the index,
    and the candidates ranked by how many of all pairs they share.
    """
    wanted = [t for t in words.tokens(text[:400]) if len(t) >= 2]
    if len(wanted) < 2:
        return []
    rare = _rarest(wanted, scope)
    if not rare:
        return []
    ids = _candidates(rare, scope)
    mine = set(wanted)

    def likeness(voice: Line) -> float:
        theirs = {t for t in words.tokens(voice.title + "\n" + voice.text[:400]) if len(t) >= 2}
        return len(mine & theirs) / (len(mine | theirs) or 1)

    ranked = sorted(lines_by_id(ids), key=lambda v: (-likeness(v), v.pk))
    return [v for v in ranked if likeness(v) >= LIKE_ENOUGH][:most]


# Below this share of common pairs, suggestions were read as unrelated more often than not.
LIKE_ENOUGH = 0.08
_RARE = 8


def _rarest(wanted: Iterable[str], scope: Scope) -> list[str]:
    """The pairs that say most: those few texts have, by a count that stops early."""
    found: list[tuple[int, str]] = []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT t, (SELECT count(*) FROM (SELECT 1 FROM voices_voiceindex"
            "  WHERE tokens @@ to_tsquery('simple', '''' || t || '''') LIMIT 300) s)"
            " FROM unnest(%s::text[]) t",
            [list(wanted)[:40]],
        )
        found = [(n, t) for t, n in cursor.fetchall() if n]
    return [t for _n, t in sorted(found)[:_RARE]]


def _candidates(rare: Sequence[str], scope: Scope) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT i.voice_id FROM voices_voiceindex i WHERE {_where(scope)}"
            " AND i.tokens @@ %s::tsquery LIMIT 200",
            [*_scope_params(scope), " | ".join(f"'{t}'" for t in rare)],
        )
        return [row[0] for row in cursor.fetchall()]


def _page(scope: Scope, query: words.Query | None, before: int | None, size: int) -> Found:
    some = _some(scope, query) if query else []
    ids = sorted((n for n in some if before is None or n < before), reverse=True)[: size + 1]
    # Where all are known, no plan that walks from the newest down can go astray. Texts that were
    # looked at are the newest that hold the words: they need no second look.
    known = len(some) <= EXACT or (query and query.words and len(ids) > size)
    if not query or not known:
        ids = _newest(scope, query, before, size + 1)
    return Found(
        voices=lines_by_id(ids[:size]),
        count=min(len(some), EXACT),
        more_than_counted=len(some) > EXACT,
        next=ids[size - 1] if len(ids) > size else None,
    )


def _some(scope: Scope, query: words.Query) -> list[int]:
    """The numbers of what is found, up to one more than is counted.

    Those in whose texts was looked are the newest; where tokens decide, they are any.
    """
    frame, params = _frame(scope, query, None, in_any_order=True)
    order = "ORDER BY i.voice_id DESC" if query.words else ""
    return _numbers(f"SELECT i.voice_id {frame} {order} LIMIT {EXACT + 1}", params)


def _newest(scope: Scope, query: words.Query | None, before: int | None, most: int) -> list[int]:
    frame, params = _frame(scope, query, before)
    return _numbers(f"SELECT i.voice_id {frame} ORDER BY i.voice_id DESC LIMIT %s", [*params, most])


def _numbers(sql: str, params: list[Any]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return [row[0] for row in cursor.fetchall()]


def _frame(
    scope: Scope, query: words.Query | None, before: int | None, *, in_any_order: bool = False
) -> tuple[str, list[Any]]:
    """The FROM and WHERE of a search, and their parameters."""
    looks: list[tuple[str, list[Any]]] = [
        (f"v.{name} = %s", [value]) for name, value in scope.states
    ]
    looks += [_holds(word) for word in (query.words if query else ())]
    index, where, params = "voices_voiceindex i", _where(scope), _scope_params(scope)
    if query:
        # In a query of its own a frequent character is looked up in the index of tokens; else the
        # planner reads text by text until it has enough, which takes twice as long.
        asked = "(SELECT %s::tsquery)" if in_any_order and not looks else "%s::tsquery"
        where, params = f"{where} AND i.tokens @@ {asked}", [*params, query.tsquery]
    if before is not None:
        where, params = f"{where} AND i.voice_id < %s", [*params, before]
    if query and query.words:
        # The candidates are put in order before their texts are looked at, so that looking stops
        # with the page. OFFSET 0 keeps the planner from turning this round.
        ordered = f"SELECT i.voice_id FROM {index} WHERE {where} ORDER BY i.voice_id DESC OFFSET 0"
        index, where = f"({ordered}) i", "true"
    if looks:
        index = f"{index} JOIN voices_voice v ON v.id = i.voice_id"
        where = " AND ".join([where, *(look for look, _ in looks)])
    return f"FROM {index} WHERE {where}", [*params, *(one for _, own in looks for one in own)]


_CHINESE = re.compile(r"[\u4e00-\u9fff]+")
# Radicals, circled and squared signs, compatibility forms.
_OTHER_FORMS = ((0x2E80, 0x2FE0), (0x3038, 0x303B), (0x3190, 0x3400), (0xF900, 0xFB00))
_OTHER_PLANES = ((0x1F200, 0x1F300), (0x2F800, 0x2FA20))


@cache
def _other_forms() -> dict[str, str]:
    """For each Chinese character the signs that folding turns into it.

    >>> _other_forms()["水"]
    '⽔㈬㊌'
    """
    found: dict[str, str] = {}
    for first, end in (*_OTHER_FORMS, *_OTHER_PLANES):
        for sign in map(chr, range(first, end)):
            for character in set(words.fold(sign)) - {sign}:
                found[character] = found.get(character, "") + sign
    return found


def _holds(word: str) -> tuple[str, list[str]]:
    """Whether the text holds the word. Folding costs ten times as much as looking: it is last.

    A text without another form of one of its characters holds a Chinese word as it is, or not.
    """
    whole = "v.title || E'\\n' || v.text"
    folded = f"strpos(lower(normalize({whole}, NFKC)), %s) > 0"
    plain = "strpos(v.text, %s) > 0 OR strpos(v.title, %s) > 0"
    if not _CHINESE.fullmatch(word):
        return f"({plain} OR {folded})", [word, word, word]
    forms = "".join(_other_forms().get(character, "") for character in word)
    if not forms:
        return f"({plain})", [word, word]
    return f"({plain} OR ({whole} ~ %s AND {folded}))", [word, word, f"[{forms}]", word]


def _where(scope: Scope) -> str:
    one = len(scope.call_ids) == 1
    where = "i.call_id = %s" if one else "i.call_id = ANY(%s)"
    return f"{where} AND i.shown" if scope.shown_only else where


def _scope_params(scope: Scope) -> list[Any]:
    return [scope.call_ids[0] if len(scope.call_ids) == 1 else list(scope.call_ids)]
