"""The record's pages are open to everybody and say plainly what holds."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from qunce import proof
from qunce.record import actions, queries
from tests.factories.record import make_entries
from tests.record.test_receipts import WORDS, make_receipt

pytestmark = pytest.mark.django_db


def test_the_record_shows_what_was_signed(client: Client) -> None:
    make_entries(3)
    actions.seal(1)
    page = client.get("/record/")
    state = queries.state(1)
    assert page.status_code == 200
    assert page.context["logs"] == [state]
    assert state.public_key in page.content.decode().replace("&#x2B;", "+").replace("&#43;", "+")


def test_a_record_without_entries_has_a_page_too(client: Client) -> None:
    assert client.get("/record/").status_code == 200
    assert client.get("/record/checkpoint.txt").status_code == 404


def test_the_checkpoint_is_served_byte_for_byte(client: Client) -> None:
    make_entries(3)
    actions.seal(1)
    state = queries.state(1)
    assert client.get("/record/checkpoint.txt").content.decode() == state.note
    told = client.get("/record/checkpoint.json").json()
    assert (told["size"], told["note"]) == (3, state.note)
    assert proof.open_checkpoint(told["note"], told["public_key"]).size == 3


def test_anybody_can_fetch_a_consistency_proof_and_check_it(client: Client) -> None:
    from base64 import b64decode

    make_entries(5)
    actions.seal(1)
    make_entries(4)
    actions.seal(1)
    told = client.get("/record/consistency.json", {"old": 5}).json()
    assert (told["old"], told["new"]) == (5, 9)
    path = [b64decode(step) for step in told["path"]]
    roots = b64decode(told["old_root"]), b64decode(told["new_root"])
    assert proof.verify_consistency(5, 9, path, *roots)


@pytest.mark.parametrize(
    "asked",
    [
        {"old": "6"},
        {"old": "x"},
        {"old": "-1"},
        {"old": "3", "new": "2"},
        {"old": "９"},
        {"old": "9" * 30},
    ],
)
def test_a_proof_that_cannot_be_is_a_problem_document(client: Client, asked: Any) -> None:
    make_entries(5)
    actions.seal(1)
    answer = client.get("/record/consistency.json", asked)
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    assert "5" in answer.json()["detail"]


def test_a_log_that_is_not_here_is_not_found(client: Client) -> None:
    make_entries(1)
    actions.seal(1)
    for path in ("checkpoint.txt", "checkpoint.json", "consistency.json"):
        assert client.get(f"/record/{path}", {"log": "2"}).status_code == 404
        assert client.get(f"/record/{path}", {"log": "1"}).status_code == 200


@pytest.mark.parametrize("way", ["file", "pasted"])
def test_a_stranger_has_a_receipt_checked(client: Client, way: str) -> None:
    text = json.dumps(make_receipt(), ensure_ascii=False)
    brought = SimpleUploadedFile("receipt.json", text.encode()) if way == "file" else text
    page = client.post("/record/check/", {way: brought})
    assert page.status_code == 200
    assert page.context["finding"].holds
    assert WORDS in page.content.decode()


def test_a_receipt_saved_by_an_old_editor_is_read(client: Client) -> None:
    """Notepad puts a byte-order mark in front."""
    brought = SimpleUploadedFile("r.json", b"\xef\xbb\xbf" + json.dumps(make_receipt()).encode())
    assert client.post("/record/check/", {"file": brought}).context["finding"].holds


def test_an_altered_receipt_is_called_so_and_its_words_are_not_shown(client: Client) -> None:
    receipt = make_receipt()
    receipt["opened"][1]["text"] = "一切都好 <script>alert(1)</script>"
    page = client.post("/record/check/", {"pasted": json.dumps(receipt)})
    assert not page.context["finding"].holds
    assert "一切都好" not in page.content.decode().partition("<form method=")[0]
    assert "<script>alert" not in page.content.decode()


@pytest.mark.parametrize("typed", ["", "   ", "这是什么"])
def test_what_is_no_receipt_is_told_and_kept_in_the_form(client: Client, typed: str) -> None:
    page = client.post("/record/check/", {"pasted": typed})
    said = page.context["finding"]
    assert (page.status_code == 400) == (not typed.strip())
    assert said is None or not said.holds
    assert typed.strip() in page.content.decode()


def test_a_file_larger_than_any_receipt_is_refused_unread(client: Client) -> None:
    brought = SimpleUploadedFile("r.json", b" " * 1_000_001)
    page = client.post("/record/check/", {"file": brought})
    assert page.status_code == 400
    assert page.context["finding"] is None


def test_checking_writes_nothing(client: Client) -> None:
    from qunce.record.models import Entry

    text = json.dumps(make_receipt())
    before = Entry.objects.count()
    client.post("/record/check/", {"pasted": text})
    assert Entry.objects.count() == before
    assert "sessionid" not in client.cookies
