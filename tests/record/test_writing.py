"""An entry is written with its change, and holds codes and commitments only."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from qunce import proof
from qunce.record import actions, queries
from qunce.record.models import Entry
from qunce.record.rules import foreign_part
from tests.factories.record import make_entries, make_line

FINE: list[dict[str, Any]] = [
    {},
    {"call": 3, "channel": "web", "consent": True, "supports": None},
    {"words": "0" * 57 + "1381234", "showing": "shown"},
    {"words": "138123456789" + "ab" * 26},
    {"number": "K7M3-9XRT-2PQB-W5ND", "batch": "01234567-8901-2345-6789-012345678901"},
    {"due": "2026-08-14", "at": "2026-08-14T09:30:00.123456+00:00"},
    {"sizes": [1, 2, 3], "ledger": {"theme": 5, "duplicate": 2}, "share": 0.5},
    {"area": "990102001001"},
]
FOREIGN: list[tuple[dict[str, Any], str]] = [
    ({"words": "小区里没有路灯"}, "body.words"),
    ({"name": "Li Lei"}, "body.name"),
    ({"mail": "someone@example.org"}, "body.mail"),
    ({"phone": "13812345678"}, "body.phone"),
    ({"phone": 13812345678}, "body.phone"),
    ({"phone": "0731-84110000"}, "body.phone"),
    ({"card": "43010219900101123X"}, "body.card"),
    ({"card": "430102900101123"}, "body.card"),
    ({"deep": {"deeper": ["ok", "not ok"]}}, "body.deep.deeper[1]"),
    ({"姓名": 1}, "body.姓名"),
    ({"long": "a" * 65}, "body.long"),
    ({"a": {"b": {"c": {"d": {"e": 1}}}}}, "body.a.b.c.d.e"),
    ({"bytes": b"abc"}, "body.bytes"),
]


@pytest.mark.parametrize("body", FINE)
def test_numbers_codes_dates_and_commitments_may_stand_in_an_entry(body: dict[str, Any]) -> None:
    assert foreign_part(body) == ""


@pytest.mark.parametrize(("body", "place"), FOREIGN)
def test_words_names_and_contacts_may_not(body: dict[str, Any], place: str) -> None:
    assert foreign_part(body) == place


@given(st.text(min_size=1, max_size=80))
def test_a_text_with_any_sign_beyond_codes_never_stands_in_an_entry(text: str) -> None:
    beyond = any(not c.isascii() or c.isspace() or c in "@\"'<>,;!?()" for c in text)
    assert foreign_part({"text": text}) == "body.text" or not beyond


@given(st.text(max_size=50))
def test_a_commitment_always_may(text: str) -> None:
    assert foreign_part({"words": proof.commit(proof.new_salt(), text)}) == ""


@pytest.mark.django_db
def test_an_entry_with_words_is_refused_and_says_what_to_do() -> None:
    with pytest.raises(ValueError, match=r"body\.words.*proof\.commit"):
        actions.write(make_line(body={"words": "路灯不亮"}))
    assert Entry.objects.count() == 0


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_an_entry_outside_a_transaction_is_refused() -> None:
    with pytest.raises(RuntimeError):
        actions.write(make_line())
    assert Entry.objects.count() == 0


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_an_entry_goes_with_its_change() -> None:
    with transaction.atomic():
        actions.write(make_line())
        assert Entry.objects.count() == 1
        transaction.set_rollback(True)
    assert Entry.objects.count() == 0


@pytest.mark.django_db
def test_what_is_read_back_has_the_digest_that_was_written() -> None:
    actions.write(make_line(body={"share": 0.25, "half": 1.0, "none": None, "list": [1, "a"]}))
    make_entries(1)
    for entry in Entry.objects.all():
        made = proof.leaf_hash(proof.canonical(queries.document_of(entry)))
        assert made == bytes(entry.digest)
    assert Entry.objects.count() == 2


def test_the_digest_does_not_depend_on_the_clock_on_the_wall() -> None:
    at = datetime(2026, 5, 1, 8, 0, tzinfo=UTC)
    there = at.astimezone(timezone(timedelta(hours=8)))
    assert actions.digest_of(make_line(), at) == actions.digest_of(make_line(), there)


@pytest.mark.django_db
def test_what_happened_to_a_thing_is_told_in_order() -> None:
    actions.write(make_line(7))
    actions.write(make_line(8))
    actions.write(make_line(7, verb="voice.withdrawn"))
    actions.seal(1)
    told = [(e.verb, e.actor, e.position) for e in queries.entries_about("voice", 7)]
    assert told == [("voice.received", ("author", 0), 0), ("voice.withdrawn", ("author", 0), 2)]
