"""What the numbers ask of each matter, a row for each, put together and summed by the database.

A case of a unit is the matter as that unit handled it: its own answer, promises, parts and
contacts. Fifty thousand of them come back as a few hundred sums, by year, session and unit.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from qunce.common.clock import today
from qunce.common.memo import for_seconds
from qunce.matters.queries.numbers.figures import FIGURES
from qunce.people.queries import sessions_of

# `{unit}` is empty for the matter as a whole; else a column that is grouped by as well.
_CASES = """
WITH m AS (
    SELECT id, round, phase, (anchors->>'assigned')::date AS assigned,
        (anchors->>'submitted')::date AS submitted
    FROM matters_matter
    WHERE jurisdiction_id = %(place)s AND procedure = %(kind)s
        AND anchors->>'assigned' BETWEEN %(since)s AND %(until)s
), part AS (
    SELECT t.matter_id {unit}, count(*) AS parts, bool_or(t.mode <> 'co') AS answers,
        count(*) FILTER (WHERE t.step = 'returned') AS returned
    FROM matters_assignment t JOIN m ON m.id = t.matter_id GROUP BY t.matter_id {unit}
), answer AS (
    SELECT t.matter_id {unit}, min(t.signed_at) AS signed_at,
        (array_agg(t.result ORDER BY t.signed_at, t.id))[1] AS result,
        (array_agg(t.result ORDER BY t.signed_at DESC, t.id DESC))[1] AS last_result
    FROM matters_answer t JOIN m ON m.id = t.matter_id
    WHERE t.signed_at IS NOT NULL GROUP BY t.matter_id {unit}
), contact AS (
    SELECT c.matter_id {unit}, count(*) AS contacts,
        min(c.at) FILTER (WHERE c.way IN ('visit', 'meeting', 'face')) AS met_at
    FROM matters_contact c JOIN m ON m.id = c.matter_id
    LEFT JOIN matters_assignment t ON t.id = c.assignment_id GROUP BY c.matter_id {unit}
), promise AS (
    SELECT t.matter_id {unit}, bool_and(t.state = 'kept') AS all_kept,
        count(*) FILTER (WHERE t.state <> 'running' OR t.first_due_on < %(today)s) AS come,
        count(*) FILTER (WHERE t.state = 'kept' AND t.settled_on <= t.first_due_on) AS kept
    FROM matters_promise t JOIN m ON m.id = t.matter_id GROUP BY t.matter_id {unit}
), due AS (
    SELECT DISTINCT ON (t.matter_id) t.matter_id, t.due_before
    FROM matters_move t JOIN m ON m.id = t.matter_id
    WHERE t.act = 'answered' AND t.assignment_id IS NULL AND t.due_before IS NOT NULL
    ORDER BY t.matter_id, t.id
), grade AS (
    SELECT t.matter_id, t.round, CASE
        WHEN 'dissatisfied' IN (t.manner, t.result, t.explanation) THEN 'dissatisfied'
        WHEN 'basically' IN (t.manner, t.result, t.explanation) THEN 'basically'
        WHEN 'satisfied' IN (t.manner, t.result, t.explanation) THEN 'satisfied'
        ELSE '' END AS grade
    FROM matters_rating t JOIN m ON m.id = t.matter_id WHERE t.voice_id IS NULL
), found AS (
    SELECT m.id AS matter, {own_unit} AS unit, m.round, m.phase = 'ended' AS ended,
        'y' || extract(year FROM m.assigned) AS year, {session} AS session, m.assigned,
        (answer.signed_at AT TIME ZONE %(zone)s)::date AS signed_on, due.due_before AS due,
        coalesce(answer.result, '') AS result, coalesce(contact.contacts, 0) AS contacts,
        coalesce(contact.met_at <= coalesce(answer.signed_at, 'infinity'), false) AS met,
        coalesce(promise.come, 0) AS promises, coalesce(promise.kept, 0) AS kept,
        coalesce(part.parts, 0) AS parts, coalesce(part.returned, 0) AS returned,
        {owes} AS owes,
        CASE WHEN {owes} THEN last.grade END AS grade,
        CASE WHEN {owes} THEN first.grade END AS first_grade,
        answer.last_result = 'solved' OR coalesce(promise.all_kept, false) AS became
    FROM m {join} part ON part.matter_id = m.id
    LEFT JOIN answer ON answer.matter_id = m.id {same_answer}
    LEFT JOIN contact ON contact.matter_id = m.id {same_contact}
    LEFT JOIN promise ON promise.matter_id = m.id {same_promise}
    LEFT JOIN due ON due.matter_id = m.id
    LEFT JOIN grade last ON last.matter_id = m.id AND last.round = m.round
    LEFT JOIN grade first ON first.matter_id = m.id AND first.round = 1
    {where}
)
"""
_WHOLE = {
    "unit": "",
    "own_unit": "NULL::bigint",
    "owes": "true",
    "join": "LEFT JOIN",
    "same_answer": "",
    "same_contact": "",
    "same_promise": "",
    "where": "",
}
# Co-units give an opinion and no answer; who returned its part had it all the same, and owes none.
_BY_UNIT = {
    "unit": ", t.unit_id",
    "own_unit": "part.unit_id",
    "owes": "part.returned < part.parts",
    "join": "JOIN",
    "same_answer": "AND answer.unit_id = part.unit_id",
    "same_contact": "AND contact.unit_id = part.unit_id",
    "same_promise": "AND promise.unit_id = part.unit_id",
    "where": "WHERE part.answers",
}


@dataclass(frozen=True)
class Span:
    """The matters of one kind that were assigned in these days, both included."""

    jurisdiction_id: int
    procedure: str
    since: date
    until: date


@dataclass(frozen=True)
class Cell:
    """So many cases of one year, session and unit, and the sums of each figure's two halves."""

    year: str
    session: str
    unit: int | None
    n: int
    contacts: int
    sums: Mapping[str, tuple[int, int]]


@dataclass(frozen=True)
class Cubes:
    whole: Sequence[Cell]
    # Of every unit that had to answer, its own cases.
    by_unit: Sequence[Cell]


@for_seconds(30)
def cubes(jurisdiction_id: int, procedure: str, since: date, until: date) -> Cubes:
    """Of the matters that were assigned in these days, both included."""
    span = Span(jurisdiction_id, procedure, since, until)
    return Cubes(_cells(span, by_unit=False), _cells(span, by_unit=True))


_SUMS = ", ".join(f"sum({f.part})::bigint, sum({f.whole})::bigint" for f in FIGURES)


def _cells(span: Span, *, by_unit: bool) -> list[Cell]:
    select = (
        f"SELECT year, session, unit, count(*), sum(contacts)::bigint, {_SUMS} FROM found "
        "GROUP BY 1, 2, 3"
    )
    rows = ask(select, span, by_unit=by_unit)
    return [
        Cell(year, session, unit, n, contacts, _halves(sums))
        for year, session, unit, n, contacts, *sums in rows
    ]


def _halves(sums: Sequence[int]) -> dict[str, tuple[int, int]]:
    """The sums of part and whole by the code of their figure."""
    pairs = zip(sums[::2], sums[1::2], strict=True)
    return dict(zip((figure.code for figure in FIGURES), pairs, strict=True))


def ask(
    select: str, span: Span, *, by_unit: bool, more: Mapping[str, Any] | None = None
) -> list[tuple[Any, ...]]:
    """The rows of a SELECT from `found`, the cases."""
    session, days = _session(span.jurisdiction_id)
    sql = _CASES.format(session=session, **(_BY_UNIT if by_unit else _WHOLE))
    params = {
        "place": span.jurisdiction_id,
        "kind": span.procedure,
        "since": span.since.isoformat(),
        "until": span.until.isoformat(),
        "today": today(),
        "zone": settings.TIME_ZONE,
        **days,
        **(more or {}),
    }
    with transaction.atomic(), connection.cursor() as cursor:
        # Of a day inside JSON the planner knows nothing; it guesses one matter, and with loops
        # inside loops 50,000 of them took minutes.
        cursor.execute("SET LOCAL enable_nestloop = off")
        cursor.execute(sql + select, params)
        found = list(cursor.fetchall())
        cursor.execute("SET LOCAL enable_nestloop = on")
        return found


def _session(jurisdiction_id: int) -> tuple[str, dict[str, Any]]:
    """The last session that had opened: between sessions too, it is that of the year."""
    sessions = list(sessions_of(jurisdiction_id))[::-1]
    if not sessions:
        return "''", {}
    on = "coalesce(m.submitted, m.assigned)"
    whens = " ".join(f"WHEN {on} >= %(opens_{s.pk})s THEN 's{s.pk}'" for s in sessions)
    return f"CASE {whens} ELSE '' END", {f"opens_{s.pk}": s.opens_on for s in sessions}
