"""Conservation: every voice that was received is there, with one fate and its own words."""

import json
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qunce.common.laws import Breach, Law, Seen, by_query, select
from qunce.voices import words
from qunce.voices.actions.fates import NOT_TAKEN_UP, SET_ASIDE_REASONS
from qunce.voices.laws.naming import LAST, VOICES, voice
from qunce.voices.models import Fate

_FATES = tuple(fate.value for fate in Fate)
_VERBS = tuple(f"voice.{fate}" for fate in _FATES)

_MISSING = """
SELECT coalesce(v.id, e.subject_id), v.id IS NOT NULL, coalesce(e.n, 0)
FROM voices_voice v
FULL JOIN (
    SELECT subject_id, count(*) AS n FROM record_entry
    WHERE verb = 'voice.received' AND subject_kind = 'voice' GROUP BY subject_id
) e ON e.subject_id = v.id
WHERE v.id IS NULL OR e.n IS DISTINCT FROM 1
ORDER BY 1
"""
_WRONG_FATE = f"""
SELECT v.id, v.fate, coalesce(substr(f.verb, 7), 'waiting')
FROM voices_voice v LEFT JOIN ({LAST}) f ON f.subject_id = v.id
WHERE v.fate <> coalesce(substr(f.verb, 7), 'waiting') OR v.fate <> ALL(%s)
ORDER BY v.id
"""
_UNDECIDED = f"""
SELECT v.id, v.fate_reason, coalesce(f.actor_kind, ''), f.body->>'reason'
FROM voices_voice v LEFT JOIN ({LAST}) f ON f.subject_id = v.id
WHERE v.fate = 'set_aside' AND (
    v.fate_reason <> ALL(%s)
    OR f.verb IS DISTINCT FROM 'voice.set_aside'
    OR f.actor_kind <> 'person' OR f.actor_id <= 0
    OR f.body->>'reason' IS DISTINCT FROM v.fate_reason
)
ORDER BY v.id
"""
_RECEIVED = """
SELECT v.id, v.jurisdiction_id, v.call_id, v.kind, v.channel, v.title, v.text, v.salt,
    v.supports_id, v.erased_at IS NOT NULL, e.jurisdiction_id, e.body
FROM voices_voice v
JOIN record_entry e
    ON e.subject_kind = 'voice' AND e.subject_id = v.id AND e.verb = 'voice.received'
ORDER BY v.id
"""
_ERASED = """
SELECT coalesce(v.id, e.subject_id), e.subject_id IS NOT NULL, v.title <> '' OR v.text <> '',
    c.voice_id IS NOT NULL
FROM (SELECT * FROM voices_voice WHERE erased_at IS NOT NULL) v
FULL JOIN (
    SELECT DISTINCT subject_id FROM record_entry
    WHERE verb = 'voice.erased' AND subject_kind = 'voice'
) e ON e.subject_id = v.id
LEFT JOIN voices_contact c ON c.voice_id = v.id
WHERE v.id IS NULL OR e.subject_id IS NULL OR v.title <> '' OR v.text <> ''
    OR c.voice_id IS NOT NULL
ORDER BY 1
"""


def _received_once(pk: int, exists: bool, entries: int) -> Breach:
    if not exists:
        return voice(pk, _("was received and is gone"))
    return voice(pk, _("has %(n)d entries of its receiving instead of one") % {"n": entries})


def _own_words(seen: Seen) -> Iterator[Breach]:
    for pk, *row in select(_RECEIVED):
        seen(1)
        if wrong := _unlike(*row):
            yield voice(pk, wrong)


def _unlike(
    log: int,
    call: int | None,
    kind: str,
    channel: str,
    title: str,
    text: str,
    salt: bytes,
    supports: int | None,
    erased: bool,
    entry_log: int,
    body: Any,
) -> str:
    """What of the voice is not as its entry says; empty if all is."""
    body = body if isinstance(body, dict) else json.loads(body)
    told = (entry_log, body.get("call"), body.get("kind"), body.get("channel"))
    if told != (log, call, kind, channel):
        return _("is of another call, kind or channel than was received")
    if body.get("supports") != supports:
        return _("supports another voice than it said")
    if supports is None and not erased:
        fits = words.commitment(salt, title, text) == body.get("words")
        return "" if fits else _("has other words than were received")
    return ""


def _fate(pk: int, fate: str, told: str) -> Breach:
    words = _("has the fate “%(fate)s”, but the record says “%(told)s”")
    return voice(pk, words % {"fate": fate, "told": told})


def _by_nobody(pk: int, reason: str, actor: str, told: str | None) -> Breach:
    if actor != "person":
        return voice(pk, _("was set aside, and no person is on record who decided it"))
    return voice(
        pk,
        _("was set aside for “%(reason)s”; the record says “%(told)s”")
        % {"reason": reason, "told": told},
    )


def _badly_erased(pk: int, recorded: bool, has_words: bool | None, contact: bool) -> Breach:
    if not recorded:
        return voice(pk, _("was erased, and the record does not tell who decided it"))
    if has_words is None:
        return voice(pk, _("was erased by decision, and is not marked so"))
    left = _("a contact") if contact and not has_words else _("words")
    return voice(pk, _("was erased and still has %(left)s") % {"left": left})


LAWS = (
    Law(
        "voices.kept",
        gettext_lazy("Every voice that was received is there, received once."),
        by_query(VOICES, _MISSING, _received_once),
    ),
    Law(
        "voices.words",
        gettext_lazy("Every voice has the words, call and channel that were received."),
        _own_words,
    ),
    Law(
        "voices.fates",
        gettext_lazy("Every voice has exactly one fate, the one that the record tells."),
        by_query(VOICES, _WRONG_FATE, _fate, [list(_VERBS), list(_FATES)]),
    ),
    Law(
        "voices.set_aside",
        gettext_lazy("A voice is set aside by a person, for a reason."),
        by_query(
            f"{VOICES} WHERE fate = 'set_aside'",
            _UNDECIDED,
            _by_nobody,
            [list(_VERBS), [*SET_ASIDE_REASONS, NOT_TAKEN_UP]],
        ),
    ),
    Law(
        "voices.erased",
        gettext_lazy("Words are gone exactly where a recorded decision erased them."),
        by_query(f"{VOICES} WHERE erased_at IS NOT NULL", _ERASED, _badly_erased),
    ),
)
