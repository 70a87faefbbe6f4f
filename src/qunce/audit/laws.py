"""Matters, never residents: the shape of the database and of the doors (design §2.5)."""

import re
from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qunce.common.laws import Breach, Law, Seen, select

# Sensitive kinds of PIPL Art. 28 and of domain rule 12.25, as column and table names write them,
# in English and in pinyin. Whole words between underscores, so that "hashed" is no "had".
_NEVER = re.compile(
    r"(?:^|_)(?:"
    r"id_?cards?(?:_?n(?:o|r|um|umber))?|identity_(?:no|number|card)|national_id|citizen_(?:no|id)"
    r"|id_(?:no|number)|passport(?:_(?:no|number))?|ssn|shenfenzheng|sfz|sfzh"
    r"|religions?|religious|faith|belief|zongjiao"
    r"|health|medical|disease|diseases|illness|disability|diagnosis|patient|jiankang"
    r"|biometrics?|fingerprints?|face_(?:id|print|image|vector|feature)|iris|voice_?prints?|dna"
    r"|political_(?:\w+)|politics|party_member(?:ship)?|zhengzhi\w*"
    r"|attitudes?|sentiments?|emotions?|mood|loyalty"
    r"|risk_(?:level|score|class|person)|person_risk|key_person(?:s|nel)?|dangerous\w*"
    r"|credit_(?:score|level|rating)|social_credit"
    r"|ethnic\w*|minzu|party_affiliations?|convictions?|criminal\w*"
    r"|residents?|households?|hukou|villager(?:s)?|petitioners?|complainants?"
    r")(?:_|$)"
)
# What would mark or rank somebody, on a table that tells of people.
_PEOPLE = re.compile(
    r"(?:^|_)(?:people|persons?|deput(?:y|ies)|seats?|authors?|citizens?|contacts?|posts?|users?)(?:_|$)"
)
_MARKS = re.compile(
    r"(?:^|_)(?:scores?|rank(?:s|ed|ing)?|ratings?|grades?|points|stars|level|risk|tags?|labels?"
    r"|profile|reputation|severity|weight)(?:_|$)"
)
_COLUMNS = """
SELECT c.table_name, c.column_name FROM information_schema.columns c
WHERE c.table_schema = 'public' ORDER BY 1, 2
"""


def _shape(seen: Seen) -> Iterator[Breach]:
    for table, column in select(_COLUMNS):
        seen(1)
        if why := forbidden(table, column):
            yield Breach(f"{table}.{column}", why)


def forbidden(table: str, column: str) -> str:
    """Why there must be no such column; empty if there may."""
    if _NEVER.search(column.lower()) or _NEVER.search(table.lower()):
        return _("is a kind of personal data that is never kept")
    if _PEOPLE.search(table.lower()) and _MARKS.search(column.lower()):
        return _("would mark or rank a person")
    return ""


def _doors(seen: Seen) -> Iterator[Breach]:
    for route in routes():
        seen(1)
        if why := forbidden_route(route):
            yield Breach(f"/{route}", why)


def forbidden_route(route: str) -> str:
    """Why there must be no such address; empty if there may."""
    words = re.sub(r"<[^>]*>", "", route.lower()).replace("-", "_")
    parts = [part for part in re.split(r"[/.^$]+", words) if part]
    if any(_NEVER.search(part) for part in parts):
        return _("leads to a kind of personal data that is never kept")
    if any(map(_PEOPLE.search, parts)) and any(map(_MARKS.search, parts)):
        return _("would mark or rank a person")
    return ""


def routes(
    patterns: list[URLPattern | URLResolver] | None = None, before: str = ""
) -> Iterator[str]:
    """Every address that the doors answer to."""
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        route = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from routes(entry.url_patterns, route)
        else:
            yield route


LAWS = (
    Law(
        "house.columns",
        gettext_lazy("No table keeps sensitive data of a person, or marks or ranks one."),
        _shape,
    ),
    Law("house.doors", gettext_lazy("No address leads to such data."), _doors),
)
