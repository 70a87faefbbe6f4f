"""Conservation: a voice is carried by one matter, answered by it, and its author told once."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qunce.common import now
from qunce.common.laws import Breach, Law, Seen, by_query, count, select
from qunce.matters.actions.spreading import batch_of
from qunce.matters.models import Move

# What is told goes through the queue; after an hour no excuse is left.
_TOLD_WITHIN = timedelta(hours=1)
_CHUNK = 500
_CARRIED = "SELECT count(*) FROM matters_carried WHERE until IS NULL"

# Withdrawn by its author a voice stays where it was; a fate of the office ends its carriage.
_WRONG_FATE = """
SELECT v.id, v.fate, c.voice_id IS NOT NULL FROM voices_voice v
LEFT JOIN (SELECT DISTINCT voice_id FROM matters_carried WHERE until IS NULL) c
    ON c.voice_id = v.id
WHERE (v.fate IN ('carried', 'answered') AND c.voice_id IS NULL)
   OR (v.fate IN ('waiting', 'set_aside') AND c.voice_id IS NOT NULL)
ORDER BY v.id
"""
_TWICE = """
SELECT voice_id, count(*) FROM matters_carried WHERE until IS NULL
GROUP BY voice_id HAVING count(*) > 1 ORDER BY 1
"""
_BY_NOTHING = """
SELECT v.id, c.matter_id FROM voices_voice v
JOIN matters_carried c ON c.voice_id = v.id AND c.until IS NULL
WHERE v.fate = 'answered' AND NOT EXISTS (
    SELECT FROM matters_answer a WHERE a.matter_id = c.matter_id AND a.signed_at IS NOT NULL
)
ORDER BY v.id
"""
_LEFT = """
SELECT v.id, c.matter_id FROM voices_voice v
JOIN matters_carried c ON c.voice_id = v.id AND c.until IS NULL
JOIN matters_matter m ON m.id = c.matter_id
WHERE v.fate = 'carried' AND m.phase = 'ended' AND m.ended_at < %s
ORDER BY v.id
"""
_UNTOLD = """
SELECT m.move, c.voice_id, count(n.id)
FROM unnest(%s::bigint[], %s::bigint[], %s::timestamptz[], %s::uuid[])
    AS m (move, matter, at, batch)
JOIN matters_carried c ON c.matter_id = m.matter AND c.until IS NULL AND c.since <= m.at
JOIN voices_voice v ON v.id = c.voice_id AND v.fate IN ('carried', 'answered')
LEFT JOIN notices_notice n ON n.to_kind = 'voice' AND n.to_id = c.voice_id
    AND n.code = 'matter.answered' AND n.batch = m.batch
GROUP BY m.move, c.voice_id HAVING count(n.id) <> 1
ORDER BY 1, 2
"""


def _fates(seen: Seen) -> Iterator[Breach]:
    seen(count(_CARRIED))
    for pk, fate, carried in select(_WRONG_FATE):
        words = (
            _("has the fate “%(fate)s”, and yet a matter carries it")
            if carried
            else _("has the fate “%(fate)s”, and yet no matter carries it")
        )
        yield _voice(pk, words % {"fate": fate})
    for pk, times in select(_TWICE):
        yield _voice(pk, _("is carried by %(n)d matters at once") % {"n": times})


def _by_nothing(pk: int, matter: int) -> Breach:
    words = _("is said to be answered, and matter %(matter)d has no signed answer")
    return _voice(pk, words % {"matter": matter})


def _left(seen: Seen) -> Iterator[Breach]:
    seen(count(_CARRIED))
    for pk, matter in select(_LEFT, [now() - _TOLD_WITHIN]):
        words = _("is still carried by matter %(matter)d, which is over")
        yield _voice(pk, words % {"matter": matter})


def _told(seen: Seen) -> Iterator[Breach]:
    """Of each move that answered, each voice that was carried then has exactly one notice."""
    answered = Move.objects.filter(Q(act="answered") | Q(became="answered"), assignment=None)
    seen(answered.count())
    rows = answered.filter(at__lt=now() - _TOLD_WITHIN).order_by("pk")
    chunk: list[tuple[int, int, datetime]] = []
    for row in rows.values_list("pk", "matter", "at").iterator(_CHUNK):
        chunk.append(row)
        if len(chunk) == _CHUNK:
            yield from _untold(chunk)
            chunk = []
    yield from _untold(chunk)


def _untold(moves: list[tuple[int, int, datetime]]) -> Iterator[Breach]:
    columns = [list(column) for column in zip(*moves, strict=True)] or [[], [], []]
    batches = [batch_of(pk) for pk in columns[0]]
    for move, voice, times in select(_UNTOLD, [*columns, batches]):
        words = _("has %(n)d notices of the answer of move %(move)d instead of one")
        yield _voice(voice, words % {"n": times, "move": move})


def _voice(pk: int, words: str) -> Breach:
    return Breach(f"voices_voice {pk}", words)


LAWS = (
    Law(
        "matters.fates",
        gettext_lazy("A voice is carried by exactly one matter if its fate says so, else by none."),
        _fates,
    ),
    Law(
        "matters.answered",
        gettext_lazy("A voice is answered only by a matter that has a signed answer."),
        by_query(
            "SELECT count(*) FROM voices_voice WHERE fate = 'answered'", _BY_NOTHING, _by_nothing
        ),
    ),
    Law(
        "matters.left",
        gettext_lazy("No voice is left behind in a matter that is over."),
        _left,
    ),
    Law(
        "matters.told",
        gettext_lazy("The author of each voice is told once of each answer."),
        _told,
    ),
)
