"""Entries that were altered, moved or cut off."""

from tests.audit.crooked.planting import Crooked

ROWS: list[Crooked] = [
    (
        "record.unaltered",
        "a changed time",
        ["record_entry {received_a}"],
        ["UPDATE record_entry SET at = at + interval '1 second' WHERE id = {received_a}"],
    ),
    (
        "record.unaltered",
        "a changed body",
        ["record_entry {received_a}"],
        ["UPDATE record_entry SET body = body || '{{\"consent\": false}}' WHERE id = {received_a}"],
    ),
    (
        "record.unaltered",
        "a changed actor",
        ["record_entry {aside_b}"],
        ["UPDATE record_entry SET actor_id = 999 WHERE id = {aside_b}"],
    ),
    (
        "record.unaltered",
        "a changed digest",
        ["record_entry {received_a}"],
        ["UPDATE record_entry SET digest = sha256('x') WHERE id = {received_a}"],
    ),
    (
        "record.codes",
        "words in an entry",
        ["record_entry {received_a}"],
        ['UPDATE record_entry SET body = \'{{"note": "路灯"}}\' WHERE id = {received_a}'],
    ),
    (
        "record.sealed",
        "an entry nobody sealed",
        ["record_entry {received_a}"],
        [
            "DELETE FROM record_leaf WHERE entry_id = {received_a}",
            "UPDATE record_entry SET at = at - interval '2 hours' WHERE id = {received_a}",
        ],
    ),
    (
        "record.places",
        "a gap",
        ["record_leaf 77/301"],
        ["DELETE FROM record_leaf WHERE jurisdiction_id = 77 AND position = 300"],
    ),
    (
        "record.places",
        "a log that does not begin at 0",
        ["record_leaf 77/1"],
        ["DELETE FROM record_leaf WHERE jurisdiction_id = 77 AND position = 0"],
    ),
    (
        "record.places",
        "an entry of another log",
        ["record_leaf 77/523", "record_leaf {log}/1"],
        [
            "DELETE FROM record_leaf WHERE entry_id = {received_a}",
            "INSERT INTO record_leaf (jurisdiction_id, position, entry_id, digest)"
            " VALUES (77, 523, {received_a}, sha256('x'))",
        ],
    ),
    (
        "record.states",
        "an entry altered with its digest",
        [
            "record_leaf 77/9",
            "record_tile 77/1/0",
            "record_checkpoint 77/520",
            "record_checkpoint 77/523",
        ],
        [
            "UPDATE record_entry SET digest = sha256('x') WHERE id ="
            " (SELECT entry_id FROM record_leaf WHERE jurisdiction_id = 77 AND position = 9)"
        ],
    ),
    (
        "record.states",
        "a leaf with another hash",
        ["record_leaf 77/9"],
        ["UPDATE record_leaf SET digest = sha256('x') WHERE jurisdiction_id = 77 AND position = 9"],
    ),
    (
        "record.states",
        "an altered tile",
        ["record_tile 77/1/1"],
        ["UPDATE record_tile SET digest = sha256('x') WHERE jurisdiction_id = 77 AND position = 1"],
    ),
    (
        "record.states",
        "a missing tile",
        ["record_tile 77/1/1"],
        ["DELETE FROM record_tile WHERE jurisdiction_id = 77 AND position = 1"],
    ),
    (
        "record.states",
        "a tile too many",
        ["record_tile 77/1/2"],
        [
            "INSERT INTO record_tile (jurisdiction_id, level, position, digest)"
            " VALUES (77, 1, 2, sha256('x'))"
        ],
    ),
    (
        "record.states",
        "an older state that was altered",
        ["record_checkpoint 77/520"],
        [
            "UPDATE record_checkpoint SET root = sha256('x')"
            " WHERE jurisdiction_id = 77 AND size = 520"
        ],
    ),
    (
        "record.states",
        "leaves cut off at the end",
        ["record_checkpoint 77/523"],
        ["DELETE FROM record_leaf WHERE jurisdiction_id = 77 AND position >= 520"],
    ),
    (
        "record.states",
        "leaves that were never signed",
        ["record_leaf 77/520"],
        ["DELETE FROM record_checkpoint WHERE jurisdiction_id = 77 AND size = 523"],
    ),
    (
        "record.signatures",
        "a changed root",
        ["record_checkpoint 77/520"],
        [
            "UPDATE record_checkpoint SET root = sha256('x')"
            " WHERE jurisdiction_id = 77 AND size = 520"
        ],
    ),
    (
        "record.signatures",
        "a changed note",
        ["record_checkpoint 77/520"],
        [
            "UPDATE record_checkpoint SET note = replace(note, '520', '521')"
            " WHERE jurisdiction_id = 77 AND size = 520"
        ],
    ),
]
