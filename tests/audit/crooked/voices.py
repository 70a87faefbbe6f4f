"""Voices that are gone, altered, shown or counted wrongly."""

from tests.audit.crooked.planting import Crooked, drop, drop_index

ROWS: list[Crooked] = [
    (
        "voices.kept",
        "a voice that is gone",
        ["voices_voice {e}"],
        [
            "DELETE FROM reading_placement WHERE voice_id = {e}",
            "DELETE FROM voices_voiceindex WHERE voice_id = {e}",
            "DELETE FROM voices_voice WHERE id = {e}",
        ],
    ),
    (
        "voices.kept",
        "a voice nobody received",
        ["voices_voice {e}"],
        [
            "DELETE FROM record_leaf WHERE entry_id = {received_e}",
            "DELETE FROM record_entry WHERE id = {received_e}",
        ],
    ),
    (
        "voices.kept",
        "a voice received twice",
        ["voices_voice {a}"],
        [
            "INSERT INTO record_entry (jurisdiction_id, at, verb, actor_kind, actor_id,"
            " subject_kind, subject_id, body, digest) SELECT jurisdiction_id, at, verb,"
            " actor_kind, actor_id, subject_kind, subject_id, body, digest"
            " FROM record_entry WHERE id = {received_a}"
        ],
    ),
    (
        "voices.words",
        "words that were edited",
        ["voices_voice {a}"],
        ["UPDATE voices_voice SET text = text || '。' WHERE id = {a}"],
    ),
    (
        "voices.words",
        "a title that was put on",
        ["voices_voice {a}"],
        ["UPDATE voices_voice SET title = '路灯' WHERE id = {a}"],
    ),
    (
        "voices.words",
        "another salt",
        ["voices_voice {a}"],
        ["UPDATE voices_voice SET salt = substr(sha256('x'), 1, 16) WHERE id = {a}"],
    ),
    (
        "voices.words",
        "words cut away without a decision",
        ["voices_voice {a}"],
        ["UPDATE voices_voice SET text = '' WHERE id = {a}"],
    ),
    (
        "voices.words",
        "another channel",
        ["voices_voice {a}"],
        ["UPDATE voices_voice SET channel = 'hotline' WHERE id = {a}"],
    ),
    (
        "voices.words",
        "a support that was turned to another voice",
        ["voices_voice {s}"],
        ["UPDATE voices_voice SET supports_id = {d} WHERE id = {s}"],
    ),
    (
        "voices.fates",
        "a fate that nobody decided",
        ["voices_voice {a}"],
        ["UPDATE voices_voice SET fate = 'answered' WHERE id = {a}"],
    ),
    (
        "voices.fates",
        "a fate taken back in silence",
        ["voices_voice {b}"],
        ["UPDATE voices_voice SET fate = 'waiting' WHERE id = {b}"],
    ),
    (
        "voices.fates",
        "a fate that does not exist",
        ["voices_voice {a}"],
        [drop("voice_has_one_fate"), "UPDATE voices_voice SET fate = 'lost' WHERE id = {a}"],
    ),
    (
        "voices.set_aside",
        "a reason that is none",
        ["voices_voice {b}"],
        ["UPDATE voices_voice SET fate_reason = 'bother' WHERE id = {b}"],
    ),
    (
        "voices.set_aside",
        "no reason",
        ["voices_voice {b}"],
        [drop("set_aside_has_reason"), "UPDATE voices_voice SET fate_reason = '' WHERE id = {b}"],
    ),
    (
        "voices.set_aside",
        "another reason than was recorded",
        ["voices_voice {b}"],
        ["UPDATE voices_voice SET fate_reason = 'advertising' WHERE id = {b}"],
    ),
    (
        "voices.set_aside",
        "a machine that decided",
        ["voices_voice {b}"],
        ["UPDATE record_entry SET actor_kind = 'system' WHERE id = {aside_b}"],
    ),
    (
        "voices.set_aside",
        "nobody who decided",
        ["voices_voice {b}"],
        ["UPDATE record_entry SET actor_id = 0 WHERE id = {aside_b}"],
    ),
    (
        "voices.erased",
        "words that came back",
        ["voices_voice {c}"],
        ["UPDATE voices_voice SET text = '回来了' WHERE id = {c}"],
    ),
    (
        "voices.erased",
        "erased by nobody",
        ["voices_voice {a}"],
        [
            "UPDATE voices_voice SET text = '', erased_at = now() WHERE id = {a}",
            "DELETE FROM voices_contact",
        ],
    ),
    (
        "voices.erased",
        "an erasure that was undone",
        ["voices_voice {c}"],
        ["UPDATE voices_voice SET erased_at = NULL WHERE id = {c}"],
    ),
    (
        "voices.erased",
        "a contact that stayed",
        ["voices_voice {c}"],
        ["UPDATE voices_contact SET voice_id = {c} WHERE voice_id = {a}"],
    ),
    (
        "voices.shown",
        "without consent",
        ["voices_voice {a}"],
        [drop("shown_by_consent"), "UPDATE voices_voice SET consent = false WHERE id = {a}"],
    ),
    (
        "voices.shown",
        "stopped by the screen and not released",
        ["voices_voice {a}"],
        ["UPDATE voices_voice SET screen = 'phone' WHERE id = {a}"],
    ),
    (
        "voices.shown",
        "though erased",
        ["voices_voice {c}"],
        ["UPDATE voices_voice SET showing = 'shown' WHERE id = {c}"],
    ),
    (
        "voices.shown",
        "though withheld",
        ["voices_voice {d}"],
        ["UPDATE record_entry SET verb = 'voice.withheld' WHERE id = {released_d}"],
    ),
    (
        "voices.supports",
        "a support of another call",
        ["voices_voice {s}"],
        [
            "INSERT INTO voices_call (jurisdiction_id, slug, title, opens_at, closes_at)"
            " SELECT jurisdiction_id, 'x', title, opens_at, closes_at FROM voices_call"
            " ORDER BY id LIMIT 1",
            "UPDATE voices_voice SET call_id = (SELECT max(id) FROM voices_call) WHERE id = {s}",
        ],
    ),
    (
        "voices.supports",
        "a support of a support",
        ["voices_voice {copy}"],
        ["UPDATE voices_voice SET kind = 'support', supports_id = {s} WHERE id = {copy}"],
    ),
    (
        "voices.supports",
        "a support of nothing",
        ["voices_voice {s}"],
        [
            drop("support_points_at_a_voice"),
            "UPDATE voices_voice SET supports_id = NULL WHERE id = {s}",
        ],
    ),
    (
        "voices.supports",
        "twice by the same token",
        ["voices_voice {s}"],
        [
            drop_index("one_support_per_person_token"),
            "UPDATE voices_voice SET kind = 'support', supports_id = {a},"
            " token = (SELECT token FROM voices_voice WHERE id = {s}) WHERE id IN ({copy}, {s})",
        ],
    ),
    (
        "voices.contacts",
        "a contact past its day",
        ["voices_contact {a}"],
        ["UPDATE voices_contact SET expires_on = now()::date - 3"],
    ),
    (
        "voices.index",
        "found on the square though not shown",
        ["voices_voiceindex {b}"],
        ["UPDATE voices_voiceindex SET shown = NOT shown WHERE voice_id = {b}"],
    ),
    (
        "voices.index",
        "found in another call",
        ["voices_voiceindex {a}"],
        ["UPDATE voices_voiceindex SET call_id = 12345 WHERE voice_id = {a}"],
    ),
    (
        "voices.index",
        "found though erased",
        ["voices_voiceindex {c}"],
        ["UPDATE voices_voiceindex SET tokens = '''路灯''' WHERE voice_id = {c}"],
    ),
    (
        "voices.calls",
        "of another jurisdiction",
        ["voices_voice {a}"],
        [
            "INSERT INTO places_jurisdiction (code, name, profile) VALUES ('X', 'X', 'national')",
            "UPDATE voices_voice SET jurisdiction_id = (SELECT max(id) FROM places_jurisdiction)"
            " WHERE id = {a}",
        ],
    ),
    (
        "voices.topics",
        "a topic that went to another call",
        ["voices_voice {a}"],
        [
            "INSERT INTO voices_call (jurisdiction_id, slug, title, opens_at, closes_at)"
            " SELECT jurisdiction_id, 'x', title, opens_at, closes_at FROM voices_call"
            " ORDER BY id LIMIT 1",
            "UPDATE voices_ideatopic SET call_id = (SELECT max(id) FROM voices_call)"
            " WHERE id = {idea_topic}",
        ],
    ),
    (
        "voices.topics",
        "a topic of no call of its own",
        ["voices_voice {a}"],
        [
            "DELETE FROM voices_voiceindex WHERE voice_id = {a}",
            "UPDATE voices_voice SET call_id = NULL WHERE id = {a}",
        ],
    ),
]
