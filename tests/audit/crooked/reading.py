"""Readings that lost a voice or an edit."""

from tests.audit.crooked.planting import Crooked, drop

ROWS: list[Crooked] = [
    (
        "reading.ledger",
        "a ledger that lost a voice",
        ["reading_reading {reading}"],
        ["UPDATE reading_reading SET received = received + 1"],
    ),
    (
        "reading.ledger",
        "an outcome that does not exist",
        ["reading_reading {reading}"],
        ['UPDATE reading_reading SET ledger = \'{{"theme": 6, "skipped": 1}}\''],
    ),
    (
        "reading.accounted",
        "a voice without outcome",
        ["reading_placement {corpus}/{b}"],
        ["DELETE FROM reading_placement WHERE voice_id = {b}"],
    ),
    (
        "reading.accounted",
        "a voice with two outcomes",
        ["reading_placement {corpus}/{b}"],
        [
            drop("one_outcome_a_voice", "reading_placement"),
            "INSERT INTO reading_placement (corpus_id, voice_id, outcome, also, reason, points,"
            " by_hand) SELECT corpus_id, voice_id, outcome, also, reason, points, by_hand"
            " FROM reading_placement WHERE voice_id = {b}",
        ],
    ),
    (
        "reading.accounted",
        "a voice that was never asked for",
        ["reading_placement {corpus}/{%s}" % name for name in "abcde"]  # noqa: UP031
        + ["reading_placement {corpus}/{copy}", "reading_placement {corpus}/{s}"],
        ["DELETE FROM reading_corpus_calls"],
    ),
    (
        "reading.themes",
        "a theme that was merged",
        ["reading_placement {corpus}/{d}"],
        ["UPDATE reading_placement SET theme_id = {old} WHERE voice_id = {d}"],
    ),
    (
        "reading.themes",
        "a theme that has children",
        ["reading_placement {corpus}/{d}"],
        ["UPDATE reading_placement SET theme_id = {parent} WHERE voice_id = {d}"],
    ),
    (
        "reading.themes",
        "a theme that is not there",
        ["reading_placement {corpus}/{d}"],
        ["UPDATE reading_placement SET also = ARRAY[987654]::bigint[] WHERE voice_id = {d}"],
    ),
    (
        "reading.sizes",
        "a theme that is larger than its voices",
        ["reading_theme {leaf}"],
        ["UPDATE reading_theme SET size = size + 1 WHERE id = {leaf}"],
    ),
    (
        "reading.sizes",
        "more independent ones than there are",
        ["reading_theme {parent}"],
        ["UPDATE reading_theme SET independent = 3 WHERE id = {parent}"],
    ),
    (
        "reading.families",
        "a duplicate of nothing",
        ["reading_placement {corpus}/{b}"],
        ["UPDATE reading_placement SET outcome = 'duplicate' WHERE voice_id = {b}"],
    ),
    (
        "reading.families",
        "a family too large",
        ["reading_family {family}"],
        ["UPDATE reading_family SET size = 3"],
    ),
    (
        "reading.families",
        "a family without its representative",
        ["reading_family {family}"],
        ["UPDATE reading_family SET representative_id = {d}"],
    ),
    (
        "reading.families",
        "a support that stands elsewhere",
        ["reading_placement {corpus}/{s}"],
        ["UPDATE reading_placement SET theme_id = {other} WHERE voice_id = {s}"],
    ),
    (
        "reading.edits",
        "a name that was lost",
        ["reading_theme {leaf}"],
        ["UPDATE reading_theme SET title = '' WHERE id = {leaf}"],
    ),
    (
        "reading.edits",
        "a voice that was moved back",
        ["reading_placement {corpus}/{a}"],
        ["UPDATE reading_placement SET by_hand = false WHERE voice_id = {a}"],
    ),
]
