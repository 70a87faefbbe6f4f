"""Matters, parts and answers that nobody holds, decided or signed."""

from tests.audit.crooked.planting import Crooked, drop, drop_index

ROWS: list[Crooked] = [
    (
        "matters.fates",
        "a voice that waits and is carried",
        ["voices_voice {copy}"],
        ["UPDATE voices_voice SET fate = 'waiting' WHERE id = {copy}"],
    ),
    (
        "matters.fates",
        "a voice that is carried by nothing",
        ["voices_voice {copy}"],
        ["UPDATE matters_carried SET until = now() WHERE voice_id = {copy}"],
    ),
    (
        "matters.fates",
        "a voice that two matters carry",
        ["voices_voice {copy}"],
        [
            drop_index("carried_by_one_matter"),
            "INSERT INTO matters_carried (matter_id, voice_id, since, greeted)"
            " VALUES ({told}, {copy}, now(), true)",
        ],
    ),
    (
        "matters.answered",
        "an answer that nobody signed",
        ["voices_voice {copy}"],
        ["UPDATE voices_voice SET fate = 'answered' WHERE id = {copy}"],
    ),
    (
        "matters.left",
        "a matter that ended and kept its voice",
        ["voices_voice {copy}"],
        [
            "UPDATE matters_matter SET phase = 'ended', step = 'closed',"
            " ended_at = now() - interval '2 hours' WHERE id = {handled}"
        ],
    ),
    (
        "matters.told",
        "an author who was not told",
        ["voices_voice {d}"],
        [
            "UPDATE matters_move SET at = now() - interval '2 hours' WHERE id = {answering}",
            "UPDATE matters_carried SET since = now() - interval '3 hours' WHERE voice_id = {d}",
            "DELETE FROM notices_notice WHERE to_id = {d} AND code = 'matter.answered'",
        ],
    ),
    (
        "matters.told",
        "an author who was told twice",
        ["voices_voice {d}"],
        [
            "UPDATE matters_move SET at = now() - interval '2 hours' WHERE id = {answering}",
            "UPDATE matters_carried SET since = now() - interval '3 hours' WHERE voice_id = {d}",
            drop("notice_once_per_batch", "notices_notice"),
            "INSERT INTO notices_notice (to_kind, to_id, code, params, batch, at)"
            " SELECT to_kind, to_id, code, params, batch, at FROM notices_notice"
            " WHERE to_id = {d} AND code = 'matter.answered'",
        ],
    ),
    (
        "matters.held",
        "a unit that has no part",
        ["matters_matter {handled}"],
        ["UPDATE matters_matter SET holder_unit_id = {other_unit} WHERE id = {handled}"],
    ),
    (
        "matters.held",
        "a unit without holder",
        ["matters_matter {handled}"],
        ["UPDATE matters_matter SET holder_unit_id = NULL WHERE id = {handled}"],
    ),
    (
        "matters.held",
        "the wrong office",
        ["matters_matter {asked}"],
        ["UPDATE matters_matter SET holder_role = 'chairs' WHERE id = {asked}"],
    ),
    (
        "matters.held",
        "a step that the procedure does not have",
        ["matters_matter {asked}"],
        ["UPDATE matters_matter SET step = 'limbo' WHERE id = {asked}"],
    ),
    (
        "matters.held",
        "an open step that counts as ended",
        ["matters_matter {asked}"],
        ["UPDATE matters_matter SET phase = 'ended', ended_at = now() WHERE id = {asked}"],
    ),
    (
        "matters.held",
        "another deputy's draft",
        ["matters_matter {asked}"],
        ["UPDATE matters_matter SET holder_person_id = {deputy} WHERE id = {asked}"],
    ),
    (
        "matters.held",
        "a part held by another unit",
        ["matters_assignment {part}"],
        ["UPDATE matters_assignment SET holder_unit_id = {other_unit} WHERE id = {part}"],
    ),
    (
        "matters.held",
        "a part that outlived its matter",
        ["matters_assignment {part}"],
        [
            "UPDATE matters_matter SET phase = 'ended', step = 'closed', ended_at = now(),"
            " holder_role = '', holder_unit_id = NULL WHERE id = {handled}"
        ],
    ),
    (
        "matters.clocks",
        "a date that no rule gives",
        ["matters_matter {asked}"],
        ["UPDATE matters_matter SET due_on = due_on + 1 WHERE id = {asked}"],
    ),
    (
        "matters.clocks",
        "a part whose first day was moved",
        ["matters_assignment {part}"],
        [
            'UPDATE matters_assignment SET anchors = anchors || \'{{"assigned": "2020-01-02"}}\''
            " WHERE id = {part}"
        ],
    ),
    (
        "matters.entries",
        "a move that is not on record",
        ["matters_matter {asked}"],
        ["UPDATE matters_matter SET step = 'mediation' WHERE id = {asked}"],
    ),
    (
        "matters.entries",
        "a part whose beginning is not on record",
        ["matters_assignment {part}"],
        ["DELETE FROM record_entry WHERE subject_kind = 'assignment' AND subject_id = {part}"],
    ),
    (
        "matters.numbers",
        "a gap",
        ["matters_series deputy-suggestion:{year}"],
        ["UPDATE matters_matter SET number = '{year}-0002' WHERE id = {asked}"],
    ),
    (
        "matters.numbers",
        "a number that nobody has",
        ["matters_series deputy-suggestion:{year}"],
        ["UPDATE matters_series SET last = 2"],
    ),
    (
        "matters.signed",
        "an altered answer",
        ["matters_answer {answer}"],
        ["UPDATE matters_answer SET text = text || '。' WHERE id = {answer}"],
    ),
    (
        "matters.signed",
        "an altered response to one request",
        ["matters_answer {answer}"],
        ['UPDATE matters_answer SET responses = \'["不办", "不办"]\' WHERE id = {answer}'],
    ),
    (
        "matters.signed",
        "a signature that is not on record",
        ["matters_answer {answer}"],
        [
            "DELETE FROM record_entry WHERE verb = 'assignment.answer_signed'"
            " AND (body->>'answer')::int = {answer}"
        ],
    ),
    (
        "matters.words",
        "an altered request",
        ["matters_matter {asked}"],
        ["UPDATE matters_matter SET requests = '[\"什么也不要\"]' WHERE id = {asked}"],
    ),
    (
        "matters.promised",
        "planned, and nothing promised",
        ["matters_answer {answer}"],
        ["DELETE FROM matters_promise WHERE id = {promise}"],
    ),
    (
        "matters.promises",
        "a promise of a unit that signed nothing",
        ["matters_promise {promise}"],
        ["UPDATE matters_promise SET unit_id = {other_unit} WHERE id = {promise}"],
    ),
    (
        "matters.ratings",
        "dissatisfied without a word",
        ["matters_rating {rating}"],
        [
            drop("dissatisfied_says_why", "matters_rating"),
            "UPDATE matters_rating SET words = ' ' WHERE id = {rating}",
        ],
    ),
]
