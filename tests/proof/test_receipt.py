"""Receipts: a true one is believed, every forged one is not, and each says why."""

import copy
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qunce import proof
from qunce.proof.words import WORDS

PRIVATE = bytes(range(32))
KEY = proof.public_key("qunce.example/370100", PRIVATE)
SALT = b"0123456789abcdef"
WORDS_SAID = "建议把路灯修好🙂"


def entry(number: str = "QC-2026-000017", text: str = WORDS_SAID) -> dict[str, Any]:
    return {
        "verb": "voices.receive",
        "number": number,
        "at": "2026-11-23T08:00:00Z",
        "facts": {"text": proof.commit(SALT, text)},
    }


def signed_log(entries: list[dict[str, Any]]) -> tuple[proof.Leaves, str]:
    leaves = [proof.leaf_hash(proof.canonical(one)) for one in entries]
    tree = proof.Leaves(leaves)
    checkpoint = proof.Checkpoint(
        "qunce.example/370100", len(leaves), proof.root(len(leaves), tree)
    )
    return tree, proof.sign(checkpoint, PRIVATE)


def receipt() -> dict[str, Any]:
    entries = [entry(f"QC-2026-{n:06}") for n in range(12, 25)]
    tree, note = signed_log(entries)
    path = proof.inclusion(5, len(entries), tree)
    opened = [("facts.text", SALT, WORDS_SAID)]
    return proof.make_receipt("QC-2026-000017", entries[5], 5, path, note, opened)


def codes(doc: object, key: str = KEY) -> list[str]:
    return [check.code for check in proof.verify_receipt(doc, key).checks if not check.passed]


def test_a_true_receipt_is_believed_after_a_journey_as_json() -> None:
    verdict = proof.verify_receipt(json.loads(json.dumps(receipt())), KEY)
    assert verdict.valid
    assert [check.code for check in verdict.checks] == ["signed", "included", "number", "opened"]
    assert verdict.checkpoint is not None
    assert verdict.checkpoint.size == 13
    assert verdict.reasons("zh")[1] == "这条记录确实在日志里，内容未被改动。"


def change(**fields: Any) -> dict[str, Any]:
    return receipt() | fields


def altered_words() -> dict[str, Any]:
    doc = receipt()
    doc["opened"][0]["text"] = "建议把路灯拆掉"
    return doc


@pytest.mark.parametrize(
    ("doc", "expected"),
    [
        (change(number="QC-2026-000018"), ["not_number"]),
        (change(entry=entry("QC-2026-000099"), number="QC-2026-000099"), ["not_included"]),
        (change(position=6), ["not_included"]),
        (change(path=[]), ["not_included"]),
        (change(path=receipt()["path"] * 30), ["not_included"]),
        (altered_words(), ["not_opened"]),
        (change(opened=[{"field": "facts", "salt": "", "text": ""}]), ["not_opened"]),
        (change(checkpoint="nothing"), ["checkpoint_malformed"]),
        (change(checkpoint=receipt()["checkpoint"].replace("13", "14")), None),
        (change(format="qunce-receipt/9"), ["unknown_format"]),
        (change(position=True), ["malformed"]),
        (change(position="5"), ["malformed"]),
        (change(path=["é"]), ["malformed"]),
        (change(entry={"x": 2**60}), ["malformed"]),
        (change(opened=[1]), ["malformed"]),
        ([], ["unknown_format"]),
        (None, ["unknown_format"]),
    ],
)
def test_a_forged_receipt_is_refused(doc: object, expected: list[str] | None) -> None:
    assert codes(doc) == (expected or ["checkpoint_bad_signature"])


def test_words_that_happen_to_be_a_number_make_no_receipt_for_it() -> None:
    said = entry("QC-1", "QC-2")
    _, note = signed_log([said])
    doc = proof.make_receipt("QC-2", said, 0, [], note, [("facts.text", SALT, "QC-2")])
    assert codes(doc) == ["not_number"]


def test_a_number_may_be_hidden_in_a_commitment() -> None:
    said = {"number": proof.commit(SALT, "QC-7")}
    _, note = signed_log([said])
    assert codes(proof.make_receipt("QC-7", said, 0, [], note, [("number", SALT, "QC-7")])) == []
    assert codes(proof.make_receipt("QC-8", said, 0, [], note, [("number", SALT, "QC-8")])) == [
        "not_opened"
    ]


def test_only_the_published_key_counts() -> None:
    other = proof.public_key("qunce.example/370100", b"x" * 32)
    assert codes(receipt(), other) == ["checkpoint_not_signed"]
    assert codes(receipt(), proof.public_key("elsewhere", PRIVATE)) == ["checkpoint_wrong_key"]
    assert codes(receipt(), "no key at all") == ["checkpoint_wrong_key"]
    assert codes(receipt(), KEY[:-2] + "A=") == ["checkpoint_wrong_key"]


@given(st.data())
def test_no_single_change_of_a_character_is_believed(draw: st.DataObject) -> None:
    text = json.dumps(receipt(), ensure_ascii=False)
    place = draw.draw(st.integers(0, len(text) - 1))
    letter = draw.draw(st.sampled_from('0aZ=\\"{}✓ '))
    forged = text[:place] + letter + text[place + 1 :]
    try:
        doc = json.loads(forged)
    except ValueError:
        return
    if doc != receipt():
        assert not proof.verify_receipt(doc, KEY).valid


def test_every_check_has_words_in_both_languages() -> None:
    for zh, en in WORDS.values():
        assert zh.endswith("。")
        assert en.endswith(".")
        assert en.isascii()


def test_a_checkpoint_reads_as_c2sp_writes_it() -> None:
    note = proof.sign(proof.Checkpoint("log.example", 3, bytes(32), ("time 2026",)), PRIVATE)
    lines = note.split("\n")
    assert lines[:5] == ["log.example", "3", "A" * 43 + "=", "time 2026", ""]
    assert lines[5].startswith("— log.example ")
    opened = proof.open_checkpoint(note, proof.public_key("log.example", PRIVATE))
    assert opened == proof.Checkpoint("log.example", 3, bytes(32), ("time 2026",))


def test_the_published_key_is_that_of_rfc_8032() -> None:
    secret = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
    public = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
    name, key_id, key = proof.public_key("PeterNeumann", secret).split("+", 2)
    assert (name, len(key_id)) == ("PeterNeumann", 8)
    import base64

    assert base64.b64decode(key).hex() == "01" + public


def test_a_witness_may_sign_beside_the_log() -> None:
    checkpoint = proof.Checkpoint("log.example", 1, bytes(32))
    note = proof.sign(checkpoint, PRIVATE)
    both = note.replace("\n\n", "\n\n— witness.example AAAAAAA=\n")
    assert proof.open_checkpoint(both, proof.public_key("log.example", PRIVATE)) == checkpoint


@pytest.mark.parametrize("size", ["007", "+1", "-1", "1 ", "x", ""])
def test_a_checkpoint_has_one_spelling(size: str) -> None:
    note = proof.sign(proof.Checkpoint("log.example", 1, bytes(32)), PRIVATE)
    odd = note.replace("\n1\n", f"\n{size}\n", 1)
    with pytest.raises(proof.BadCheckpoint) as caught:
        proof.open_checkpoint(odd, proof.public_key("log.example", PRIVATE))
    assert caught.value.code == "malformed"


def test_an_entry_has_one_spelling_whatever_the_order_of_its_fields() -> None:
    shuffled = dict(reversed(list(entry().items())))
    assert proof.canonical(shuffled) == proof.canonical(entry())
    assert proof.canonical({"b": 1, "a": "点"}) == '{"a":"点","b":1}'.encode()
    for bad in ({"n": 2**60}, {"n": float("nan")}, {"t": "\ud800"}, {"o": object()}):
        with pytest.raises(proof.NotCanonical):
            proof.canonical(copy.copy(bad))


@given(st.binary(min_size=16, max_size=40), st.text(max_size=20), st.text(max_size=20))
def test_a_commitment_opens_with_its_own_words_only(salt: bytes, text: str, other: str) -> None:
    made = proof.commit(salt, text)
    assert proof.opens(made, salt, text)
    assert proof.opens(made, salt, other) == (text == other)
    assert not proof.opens(made, salt + b"x", text)


def test_a_commitment_is_not_a_plain_hash_and_needs_a_real_salt() -> None:
    assert proof.commit(SALT, "同意") != proof.sha256(SALT + "同意".encode()).hex()
    assert proof.commit(SALT + b"a", "b") != proof.commit(SALT, "ab")
    assert len(proof.new_salt()) == 16
    assert proof.new_salt() != proof.new_salt()
    with pytest.raises(ValueError):
        proof.commit(b"short", "同意")
