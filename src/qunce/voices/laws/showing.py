"""What may be seen, by whom it was supported, and how long a contact is kept."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qunce.common.clock import today
from qunce.common.laws import Breach, Law, Seen, by_query, count, select
from qunce.voices.laws.naming import LAST, VOICES, voice
from qunce.voices.models import Kind, Voice

_SHOWN = f"""
SELECT v.id, v.consent, v.screen, v.fate = 'withdrawn' OR v.erased_at IS NOT NULL, f.verb
FROM voices_voice v LEFT JOIN ({LAST}) f ON f.subject_id = v.id
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
_FOREIGN_TOPIC = """
SELECT v.id, t.id, t.call_id FROM voices_voice v JOIN voices_ideatopic t ON t.id = v.topic_id
WHERE t.call_id IS DISTINCT FROM v.call_id ORDER BY v.id
"""


def _wrongly_shown(pk: int, consent: bool, screen: str, ended: bool, last: str | None) -> Breach:
    if not consent:
        return voice(pk, _("is shown without its author's consent"))
    if ended:
        return voice(pk, _("is shown although it was withdrawn or erased"))
    if last == "voice.withheld":
        return voice(pk, _("is shown although a clerk withheld it"))
    words = _("is shown; the screen stopped it (%(screen)s) and no clerk released it")
    return voice(pk, words % {"screen": screen})


def _strays(seen: Seen) -> Iterator[Breach]:
    seen(Voice.objects.filter(kind=Kind.SUPPORT).count())
    why = {
        "none": _("supports no voice"),
        "support": _("supports a voice that is itself a support"),
        "itself": _("supports itself"),
        "call": _("supports a voice of another call, or is no support"),
    }
    for pk, code in select(_STRAY_SUPPORT):
        yield voice(pk, why[code])
    for pk, original, times in select(_TWICE):
        yield voice(
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
    return voice(pk, _("is of another jurisdiction than its call %(call)d") % {"call": call})


def _of_another_call(pk: int, topic: int, call: int) -> Breach:
    words = _("names topic %(topic)d, which is one of another call (%(call)d)")
    return voice(pk, words % {"topic": topic, "call": call})


LAWS = (
    Law(
        "voices.shown",
        gettext_lazy("Words are shown only with consent and after a screen or a release."),
        by_query(
            f"{VOICES} WHERE showing = 'shown'",
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
        by_query(f"{VOICES} WHERE call_id IS NOT NULL", _FOREIGN_CALL, _foreign),
    ),
    Law(
        "voices.topics",
        gettext_lazy("The topic that a voice names is one of its own call."),
        by_query(f"{VOICES} WHERE topic_id IS NOT NULL", _FOREIGN_TOPIC, _of_another_call),
    ),
)
