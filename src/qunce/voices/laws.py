"""Conservation: every voice that was received is still there, with one fate and its own words."""

import json
from collections.abc import Iterator
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qunce.common.clock import today
from qunce.common.laws import Breach, Law, Seen, Sum, by_query, count, select
from qunce.voices import words
from qunce.voices.actions.fates import SET_ASIDE_REASONS
from qunce.voices.models import Fate, Kind, Voice

_FATES = tuple(fate.value for fate in Fate)
_VERBS = tuple(f"voice.{fate}" for fate in _FATES)
_VOICES = "SELECT count(*) FROM voices_voice"

# The last entry that says so decides, for a voice may be set aside and taken up again.
_LAST = """
SELECT DISTINCT ON (subject_id) subject_id, verb, actor_kind, actor_id, body
FROM record_entry WHERE subject_kind = 'voice' AND verb = ANY(%s)
ORDER BY subject_id, id DESC
"""
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
FROM voices_voice v LEFT JOIN ({_LAST}) f ON f.subject_id = v.id
WHERE v.fate <> coalesce(substr(f.verb, 7), 'waiting') OR v.fate <> ALL(%s)
ORDER BY v.id
"""
_UNDECIDED = f"""
SELECT v.id, v.fate_reason, coalesce(f.actor_kind, ''), f.body->>'reason'
FROM voices_voice v LEFT JOIN ({_LAST}) f ON f.subject_id = v.id
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
_SHOWN = f"""
SELECT v.id, v.consent, v.screen, v.fate = 'withdrawn' OR v.erased_at IS NOT NULL, f.verb
FROM voices_voice v LEFT JOIN ({_LAST}) f ON f.subject_id = v.id
WHERE v.showing = 'shown' AND (
    NOT v.consent
    OR (v.screen <> '' AND f.verb IS DISTINCT FROM 'voice.released')
    OR f.verb = 'voice.withheld'
    OR v.fate = 'withdrawn' OR v.erased_at IS NOT NULL
)
ORDER BY v.id
"""
_STRAY_SUPPORT = """
SELECT s.id, CASE
    WHEN o.id IS NULL THEN 'none'
    WHEN o.kind = 'support' THEN 'support'
    WHEN o.id = s.id THEN 'itself'
    ELSE 'call' END
FROM voices_voice s LEFT JOIN voices_voice o ON o.id = s.supports_id
WHERE (s.kind = 'support' OR s.supports_id IS NOT NULL) AND (
    s.kind <> 'support' OR o.id IS NULL OR o.id = s.id OR o.kind = 'support'
    OR o.call_id IS DISTINCT FROM s.call_id
)
ORDER BY s.id
"""
_TWICE = """
SELECT max(id), supports_id, count(*) FROM voices_voice
WHERE kind = 'support' AND token IS NOT NULL
GROUP BY supports_id, token HAVING count(*) > 1 ORDER BY 1
"""
_STALE = "SELECT voice_id, expires_on FROM voices_contact WHERE expires_on < %s ORDER BY 1"
_CROOKED_INDEX = """
SELECT v.id, i.shown, v.showing FROM voices_voiceindex i JOIN voices_voice v ON v.id = i.voice_id
WHERE i.shown <> (v.showing = 'shown') OR i.call_id IS DISTINCT FROM v.call_id
    OR (v.erased_at IS NOT NULL AND i.tokens <> ''::tsvector)
ORDER BY v.id
"""
_FOREIGN_CALL = """
SELECT v.id, v.call_id FROM voices_voice v JOIN voices_call c ON c.id = v.call_id
WHERE c.jurisdiction_id <> v.jurisdiction_id ORDER BY v.id
"""


def sums() -> Iterator[Sum]:
    yield Sum(gettext_lazy("voices received"), Voice.objects.count())
    yield from _parts("fate", dict(Fate.choices))
    yield Sum(gettext_lazy("voices by kind"), Voice.objects.count())
    yield from _parts("kind", dict(Kind.choices))
    receipts = count("SELECT count(*) FROM record_entry WHERE verb = 'voice.received'")
    yield Sum(gettext_lazy("receipts"), receipts)


def _parts(field: str, labels: dict[str, Any]) -> Iterator[Sum]:
    """All values that occur, also one that should not: the parts always sum up."""
    found = dict(Voice.objects.order_by().values_list(field).annotate(n=Count("pk")))
    for value in [*labels, *sorted(set(found) - set(labels))]:
        yield Sum(labels.get(value, value), found.get(value, 0), part=True)


def _voice(pk: int, text: str) -> Breach:
    return Breach(f"voices_voice {pk}", text)


def _received_once(pk: int, exists: bool, entries: int) -> Breach:
    if not exists:
        return _voice(pk, _("was received and is gone"))
    return _voice(pk, _("has %(n)d entries of its receiving instead of one") % {"n": entries})


def _own_words(seen: Seen) -> Iterator[Breach]:
    for pk, *row in select(_RECEIVED):
        seen(1)
        if wrong := _unlike(*row):
            yield _voice(pk, wrong)


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
    return _voice(pk, words % {"fate": fate, "told": told})


def _by_nobody(pk: int, reason: str, actor: str, told: str | None) -> Breach:
    if actor != "person":
        return _voice(pk, _("was set aside, and no person is on record who decided it"))
    return _voice(
        pk,
        _("was set aside for “%(reason)s”; the record says “%(told)s”")
        % {"reason": reason, "told": told},
    )


def _badly_erased(pk: int, recorded: bool, has_words: bool | None, contact: bool) -> Breach:
    if not recorded:
        return _voice(pk, _("was erased, and the record does not tell who decided it"))
    if has_words is None:
        return _voice(pk, _("was erased by decision, and is not marked so"))
    left = _("a contact") if contact and not has_words else _("words")
    return _voice(pk, _("was erased and still has %(left)s") % {"left": left})


def _wrongly_shown(pk: int, consent: bool, screen: str, ended: bool, last: str | None) -> Breach:
    if not consent:
        return _voice(pk, _("is shown without its author's consent"))
    if ended:
        return _voice(pk, _("is shown although it was withdrawn or erased"))
    if last == "voice.withheld":
        return _voice(pk, _("is shown although a clerk withheld it"))
    words = _("is shown; the screen stopped it (%(screen)s) and no clerk released it")
    return _voice(pk, words % {"screen": screen})


def _strays(seen: Seen) -> Iterator[Breach]:
    seen(Voice.objects.filter(kind=Kind.SUPPORT).count())
    why = {
        "none": _("supports no voice"),
        "support": _("supports a voice that is itself a support"),
        "itself": _("supports itself"),
        "call": _("supports a voice of another call, or is no support"),
    }
    for pk, code in select(_STRAY_SUPPORT):
        yield _voice(pk, why[code])
    for pk, original, times in select(_TWICE):
        yield _voice(
            pk,
            _("is one of %(n)d by the same person-token for voice %(voice)d")
            % {"n": times, "voice": original},
        )


def _stale(seen: Seen) -> Iterator[Breach]:
    seen(count("SELECT count(*) FROM voices_contact"))
    for pk, expired in select(_STALE, [today()]):
        words = _("should have been erased after %(day)s") % {"day": expired}
        yield Breach(f"voices_contact {pk}", words)


def _crooked(pk: int, shown: bool, showing: str) -> Breach:
    return Breach(
        f"voices_voiceindex {pk}",
        _("does not follow its voice (index: shown %(shown)s; voice: %(showing)s)")
        % {"shown": shown, "showing": showing},
    )


def _foreign(pk: int, call: int) -> Breach:
    return _voice(pk, _("is of another jurisdiction than its call %(call)d") % {"call": call})


LAWS = (
    Law(
        "voices.kept",
        gettext_lazy("Every voice that was received is there, received once."),
        by_query(_VOICES, _MISSING, _received_once),
    ),
    Law(
        "voices.words",
        gettext_lazy("Every voice has the words, call and channel that were received."),
        _own_words,
    ),
    Law(
        "voices.fates",
        gettext_lazy("Every voice has exactly one fate, the one that the record tells."),
        by_query(_VOICES, _WRONG_FATE, _fate, [list(_VERBS), list(_FATES)]),
    ),
    Law(
        "voices.set_aside",
        gettext_lazy("A voice is set aside by a person, for a reason."),
        by_query(
            f"{_VOICES} WHERE fate = 'set_aside'",
            _UNDECIDED,
            _by_nobody,
            [list(_VERBS), list(SET_ASIDE_REASONS)],
        ),
    ),
    Law(
        "voices.erased",
        gettext_lazy("Words are gone exactly where a recorded decision erased them."),
        by_query(f"{_VOICES} WHERE erased_at IS NOT NULL", _ERASED, _badly_erased),
    ),
    Law(
        "voices.shown",
        gettext_lazy("Words are shown only with consent and after a screen or a release."),
        by_query(
            f"{_VOICES} WHERE showing = 'shown'",
            _SHOWN,
            _wrongly_shown,
            [["voice.released", "voice.withheld"]],
        ),
    ),
    Law(
        "voices.supports",
        gettext_lazy("A support is for a voice of the same call, once for each person-token."),
        _strays,
    ),
    Law("voices.contacts", gettext_lazy("No contact is kept past its day."), _stale),
    Law(
        "voices.index",
        gettext_lazy("The search index shows what its voice shows."),
        by_query("SELECT count(*) FROM voices_voiceindex", _CROOKED_INDEX, _crooked),
    ),
    Law(
        "voices.calls",
        gettext_lazy("A voice is of its call's jurisdiction."),
        by_query(f"{_VOICES} WHERE call_id IS NOT NULL", _FOREIGN_CALL, _foreign),
    ),
)
