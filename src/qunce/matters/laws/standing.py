"""One holder, one clock, one way: where everything stands agrees with its procedure and record."""

from collections.abc import Callable, Iterator
from functools import cache

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qunce import procedures, profiles
from qunce.common.laws import Breach, Law, Seen, by_query, count, select
from qunce.matters.actions.clocks import jurisdiction_of, work_out
from qunce.matters.models import Assignment, Matter, Publication, Running
from qunce.places.models import Jurisdiction
from qunce.places.queries import calendar
from qunce.procedure import Phase, Procedure, Profile, Role
from qunce.workdays import Calendar

_KINDS = ("matter", "assignment", "publication")
_SAME = """
SELECT r.procedure, r.step, r.phase, r.holder_role, {several}, m.procedure,
    array_agg(r.id ORDER BY r.id)
FROM matters_{kind} r JOIN matters_matter m ON m.id = r.{matter} GROUP BY 1, 2, 3, 4, 5, 6
"""
_UNITS = (Role.LEAD_UNIT.value, Role.CO_UNIT.value, Role.UNIT_HEAD.value)
_PLACES = (
    Role.COMMUNITY.value,
    Role.TOWN.value,
    Role.TOWN_LEADER.value,
    Role.UNIT.value,
)

# The unit that answers the author; that of a merged matter is that of the one it joined.
_WRONG_UNIT = """
SELECT m.id FROM matters_matter m
WHERE m.phase = 'open' AND (
    m.holder_unit_id IS DISTINCT FROM CASE
        WHEN m.holder_role = ANY(%s) THEN (
            SELECT a.unit_id FROM matters_assignment a
            WHERE a.matter_id = CASE WHEN m.tie = 'merged' THEN m.parent_id ELSE m.id END
              AND a.mode <> 'co' AND a.step NOT IN ('returned', 'ended')
            ORDER BY a.id DESC LIMIT 1
        )
        WHEN m.holder_role = ANY(%s) THEN m.place_id
        WHEN m.holder_role = 'group' THEN m.group_id
    END
    OR m.holder_role = ANY(%s) AND m.holder_unit_id IS NULL
)
ORDER BY 1
"""
_WRONG_PART = """
SELECT a.id FROM matters_assignment a JOIN matters_matter m ON m.id = a.matter_id
WHERE a.phase = 'open' AND a.holder_unit_id IS DISTINCT FROM CASE
    WHEN a.holder_role = ANY(%s) THEN a.unit_id
    WHEN a.holder_role = ANY(%s) THEN m.place_id
END
ORDER BY 1
"""
_WRONG_PERSON = """
SELECT id FROM matters_matter
WHERE phase <> 'ended'
  AND holder_person_id IS DISTINCT FROM CASE WHEN holder_role = 'author' THEN author_id END
ORDER BY 1
"""
# A part outlives its matter's end only by mistake: nobody would ever look at it again.
_ORPHANS = """
SELECT a.id FROM matters_assignment a JOIN matters_matter m ON m.id = a.matter_id
WHERE a.phase = 'open' AND m.phase <> 'open' ORDER BY 1
"""
_ENTRIES = """
SELECT r.id, coalesce(e.first, 0), e.step IS DISTINCT FROM r.step FROM matters_{kind} r
LEFT JOIN (
    SELECT subject_id, count(*) FILTER (WHERE verb = '{kind}.{verb}') AS first,
        (array_agg(body->>'step' ORDER BY id DESC))[1] AS step
    FROM record_entry WHERE subject_kind = '{kind}' GROUP BY subject_id
) e ON e.subject_id = r.id
WHERE e.first IS DISTINCT FROM 1 OR e.step IS DISTINCT FROM r.step
ORDER BY 1
"""
_NUMBERS = """
WITH given AS (
    SELECT jurisdiction_id, procedure || ':' || left(number, 4) AS code, count(*) AS n,
        max(substr(number, 6)::int) AS last
    FROM matters_matter WHERE number <> '' GROUP BY 1, 2
)
SELECT coalesce(s.code, g.code), coalesce(s.last, 0), coalesce(g.n, 0), coalesce(g.last, 0)
FROM matters_series s
FULL JOIN given g ON g.jurisdiction_id = s.jurisdiction_id AND g.code = s.code
WHERE s.last IS DISTINCT FROM g.n OR s.last IS DISTINCT FROM g.last
ORDER BY 1
"""


def _held(seen: Seen) -> Iterator[Breach]:
    for kind in _KINDS:
        seen(count(f"SELECT count(*) FROM matters_{kind}"))
        own = kind == "matter"
        several, matter = ("r.several", "id") if own else ("false", "matter_id")
        for *stands, ids in select(_SAME.format(kind=kind, several=several, matter=matter)):
            if wrong := _unlike(*stands):
                yield from (_row(kind, pk, wrong) for pk in ids)
    yield from _holders()


def _holders() -> Iterator[Breach]:
    unit = _("its holder is not the unit that has the part")
    for (pk,) in select(
        _WRONG_UNIT, [list(_UNITS), list(_PLACES), [*_UNITS, *_PLACES, Role.GROUP.value]]
    ):
        yield _row("matter", pk, unit)
    for (pk,) in select(_WRONG_PART, [list(_UNITS), list(_PLACES)]):
        yield _row("assignment", pk, unit)
    for (pk,) in select(_WRONG_PERSON):
        yield _row("matter", pk, _("the author's step is not held by its author"))
    for (pk,) in select(_ORPHANS):
        yield _row("assignment", pk, _("is open although its matter is not"))


def _unlike(procedure: str, code: str, phase: str, role: str, several: bool, of: str) -> str:
    """What of where a row stands is not as its procedure says; empty if all is."""
    kind: Procedure | None = procedures.every().get(procedure)
    step = next((s for s in kind.steps if s.code == code), None) if kind else None
    if step is None:
        return _("stands at no step of its procedure")
    if phase != step.phase:
        return _("is “%(phase)s” at a step that is not") % {"phase": phase}
    holder = (step.holder_of_several if several else None) or step.holder
    held = procedures.load(of).who(holder).value if holder else ""
    return "" if role == held else _("is held by the wrong role “%(role)s”") % {"role": role}


def _clocks(seen: Seen) -> Iterator[Breach]:
    """Recounted from its days and its profile, each due date is the stored one."""
    profile_of, calendar_of = _by_place()
    for kind, row in _open_ones():
        seen(1)
        found = work_out(row, profile_of, calendar_of)
        if found.on != row.due_on and not row.provisional:
            words = _("is due %(stored)s; counted anew it is %(counted)s")
            yield _row(kind, row.pk, words % {"stored": row.due_on, "counted": found.on})


def _open_ones() -> Iterator[tuple[str, Running]]:
    for matter in Matter.objects.filter(phase=Phase.OPEN).order_by("pk").iterator(_CHUNK):
        yield "matter", matter
    parts = Assignment.objects.filter(phase=Phase.OPEN).select_related("matter").order_by("pk")
    for part in parts.iterator(_CHUNK):
        yield "assignment", part
    reviews = Publication.objects.filter(phase=Phase.OPEN).select_related("matter").order_by("pk")
    for review in reviews.iterator(_CHUNK):
        yield "publication", review


_CHUNK = 1_000


def _by_place() -> tuple[Callable[[Running], Profile], Callable[[Running], Calendar]]:
    """Profile and calendar of a row, read once for each place."""
    codes = dict(Jurisdiction.objects.values_list("pk", "profile"))
    days = cache(calendar)
    return (
        lambda row: profiles.load(codes[jurisdiction_of(row)]),
        lambda row: days(jurisdiction_of(row)),
    )


def _entries(seen: Seen) -> Iterator[Breach]:
    for kind, verb in zip(_KINDS, ("begun", "opened", "opened"), strict=True):
        seen(count(f"SELECT count(*) FROM matters_{kind}"))
        for pk, begun, elsewhere in select(_ENTRIES.format(kind=kind, verb=verb)):
            if begun != 1:
                yield _row(kind, pk, _("has %(n)d entries of its beginning") % {"n": begun})
            elif elsewhere:
                yield _row(kind, pk, _("stands elsewhere than its last entry says"))


def _number(code: str, last: int, given: int, highest: int) -> Breach:
    words = _("gave %(last)d numbers; %(given)d are there, the highest is %(highest)d")
    return Breach(
        f"matters_series {code}", words % {"last": last, "given": given, "highest": highest}
    )


def _row(kind: str, pk: int, words: str) -> Breach:
    return Breach(f"matters_{kind} {pk}", words)


LAWS = (
    Law(
        "matters.held",
        gettext_lazy("What is open has one holder, the one its procedure and its parts say."),
        _held,
    ),
    Law(
        "matters.clocks",
        gettext_lazy("Every due date follows from the days on record and the place's profile."),
        _clocks,
    ),
    Law(
        "matters.entries",
        gettext_lazy("Every matter and part stands where its last entry says."),
        _entries,
    ),
    Law(
        "matters.numbers",
        gettext_lazy("Numbers have no gaps."),
        by_query("SELECT count(*) FROM matters_series", _NUMBERS, _number),
    ),
)
