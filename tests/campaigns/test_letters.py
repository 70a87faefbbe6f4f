"""Open letters: written, opened with a call of their own, answered, counted, closed."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from qunce.campaigns import actions
from qunce.campaigns.laws.letters import LAWS
from qunce.campaigns.models import Campaign, OpenLetter
from qunce.campaigns.queries import call_ids, letters
from qunce.common.clock import moved_to, now, today
from qunce.common.errors import Conflict, NotAllowed, Problem, Refused
from qunce.people.models import Role
from qunce.people.rules import Hat
from qunce.record.models import Entry
from qunce.selection.queries.calls import newest
from qunce.voices.models import Voice
from tests.at_once import at_once
from tests.desk.people import alice, charlie, signed_in
from tests.factories import make_campaign, make_clerk, make_hat, make_unit
from tests.factories.letters import make_letter, new_letter

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _counted_anew() -> None:
    letters._opened.forget()  # type: ignore[attr-defined]


@pytest.fixture
def campaign() -> Campaign:
    return make_campaign()


@pytest.fixture
def office() -> Hat:
    return make_hat("office")


def answer(letter: OpenLetter, text: str = "高铁站到县城没有晚班车", **sent: Any) -> Any:
    typed = {"text": text, "area": "", "place": "", "contact": "", "once": str(uuid4()), **sent}
    return Client().post(address(letter), typed)


def address(letter: OpenLetter) -> str:
    return f"/c/{letter.campaign.slug}/letter/{letter.pk}/"


def test_a_draft_is_read_by_nobody_outside_the_office(campaign: Campaign, office: Hat) -> None:
    draft = actions.write_letter(campaign_id=campaign.pk, new=new_letter(), hat=office)
    assert Client().get(address(draft)).status_code == 404
    assert draft.title not in Client().get("/").content.decode()
    assert "草稿" in alice().get("/desk/letters/").content.decode()


def test_an_answer_is_a_voice_of_the_campaign_with_a_count_of_its_own(
    campaign: Campaign, office: Hat
) -> None:
    letter = make_letter(campaign, office)
    page = Client().get(address(letter)).content.decode()
    assert "家乡想听听你们的主意" in page
    assert letter.title in Client().get("/").content.decode()
    sent = answer(letter)
    assert sent.status_code == 302
    voice = Voice.objects.get()
    assert (voice.call_id, voice.place) == (letter.call_id, "")
    assert letter.call_id in call_ids(campaign)
    assert campaign.corpus is not None
    assert campaign.corpus.calls.filter(pk=letter.call_id).exists()
    line = letters.letter(letter.pk)
    assert line is not None
    assert (line.answers, line.state) == (1, "open")
    assert Client().get(sent["Location"]).status_code == 200


def test_few_answers_are_not_told_exactly_in_public(campaign: Campaign, office: Hat) -> None:
    letter = make_letter(campaign, office)
    for n in range(2):
        answer(letter, f"第{n}条主意，说的是路灯")
    assert "少于" in Client().get(address(letter)).content.decode()
    assert "2 条" in alice().get("/desk/campaign/").content.decode()


def test_what_was_typed_stays_when_something_is_missing(campaign: Campaign, office: Hat) -> None:
    letter = make_letter(campaign, office)
    empty = answer(letter, "", place="东关")
    assert empty.status_code == 400
    assert "东关" in empty.content.decode()
    twice = {"once": str(uuid4())}
    assert answer(letter, **twice)["Location"] == answer(letter, **twice)["Location"]
    assert Voice.objects.count() == 1


def test_closed_it_takes_nothing_more_and_stays_to_be_read(campaign: Campaign, office: Hat) -> None:
    letter = make_letter(campaign, office)
    actions.close_letter(letter_id=letter.pk, hat=office)
    with moved_to(now() + timedelta(minutes=1)):
        late = answer(letter)
        assert late.status_code == 200
        assert not Voice.objects.exists()
        assert "家乡想听听你们的主意" in late.content.decode()
        assert letter.title not in Client().get("/").content.decode()
    with pytest.raises(Conflict):
        actions.revise_letter(letter_id=letter.pk, new=new_letter(text="别的"), hat=office)
    with pytest.raises(Conflict):
        actions.close_letter(letter_id=letter.pk, hat=office)


def test_it_closes_by_itself_after_its_last_day(campaign: Campaign, office: Hat) -> None:
    letter = make_letter(campaign, office, closes_on=today())
    with moved_to(now() + timedelta(days=2)):
        answer(letter)
        assert not Voice.objects.exists()
        later = new_letter(closes_on=today() + timedelta(days=3))
        actions.revise_letter(letter_id=letter.pk, new=later, hat=office)
        assert answer(letter).status_code == 302


@pytest.mark.parametrize(
    "fields",
    [{"title": " "}, {"text": ""}, {"closes_on": today() - timedelta(days=1)}, {"title": "字" * 81},
     {"text": "字" * 5_001}],
)  # fmt: skip
def test_what_a_letter_lacks_is_said(
    campaign: Campaign, office: Hat, fields: dict[str, Any]
) -> None:
    with pytest.raises(Problem):
        actions.write_letter(campaign_id=campaign.pk, new=new_letter(**fields), hat=office)
    assert not OpenLetter.objects.exists()
    make_letter(campaign, office)
    with pytest.raises(Refused):
        make_letter(campaign, office)


@pytest.mark.parametrize("role", [Role.UNIT, Role.UNIT_HEAD, Role.SUPERVISOR, Role.AUDITOR])
def test_only_the_office_writes_opens_and_closes(
    campaign: Campaign, office: Hat, role: Role
) -> None:
    letter, before = make_letter(campaign, office), Entry.objects.count()
    other = make_hat("other", role, make_unit(code="B09", name="别的单位"))
    for act in (
        lambda: actions.write_letter(
            campaign_id=campaign.pk, new=new_letter(title="二"), hat=other
        ),
        lambda: actions.revise_letter(letter_id=letter.pk, new=new_letter(), hat=other),
        lambda: actions.open_letter(letter_id=letter.pk, hat=other),
        lambda: actions.close_letter(letter_id=letter.pk, hat=other),
    ):
        with pytest.raises(NotAllowed):
            act()
    client = signed_in(make_clerk("clerk", role, make_unit(code="B08", name="又一单位")))
    assert client.get(f"/desk/letters/{letter.pk}/").status_code == 403
    assert charlie().post(f"/desk/letters/{letter.pk}/do/close/").status_code == 404
    assert Entry.objects.count() == before


def test_at_the_desk_it_is_written_opened_changed_and_closed(campaign: Campaign) -> None:
    client = alice()
    typed = {"title": "致乡亲", "text": "请回信", "closes_on": today().isoformat()}
    assert client.post("/desk/letters/", {**typed, "closes_on": "明天"}).status_code == 400
    assert client.post("/desk/letters/", typed).status_code == 302
    letter = OpenLetter.objects.get()
    here = f"/desk/letters/{letter.pk}/"
    assert client.post(f"{here}do/open/").status_code == 302
    assert client.post(here, {**typed, "text": "请给家乡回信"}).status_code == 302
    assert address(letter) in client.get(here).content.decode()
    for act in ("close", "close"):
        assert client.post(f"{here}do/{act}/").status_code == 302
    assert client.post(f"{here}do/burn/").status_code == 404
    verbs = Entry.objects.filter(subject_kind="openletter").order_by("pk")
    assert list(verbs.values_list("verb", flat=True)) == [
        "letter.written", "letter.opened", "letter.revised", "letter.closed",
    ]  # fmt: skip


def test_an_address_of_another_campaign_leads_nowhere(campaign: Campaign, office: Hat) -> None:
    letter = make_letter(campaign, office)
    assert Client().get(f"/c/nowhere/letter/{letter.pk}/").status_code == 404
    assert Client().get(f"/c/{campaign.slug}/letter/{10**25}/").status_code == 404


def test_a_round_is_about_the_campaigns_call_not_a_letters(campaign: Campaign, office: Hat) -> None:
    make_letter(campaign, office)
    assert newest(campaign.jurisdiction_id) == campaign.calls.order_by("pk")[0].pk


def test_the_audit_finds_a_letter_that_nobody_opened(campaign: Campaign, office: Hat) -> None:
    letter = make_letter(campaign, office)
    assert breaches() == 0
    campaign.calls.remove(letter.call)  # type: ignore[arg-type]
    assert breaches() == 1


def breaches() -> int:
    return len(list(LAWS[0].check(lambda _n: None)))


@pytest.mark.django_db(transaction=True)
def test_two_hands_open_it_once() -> None:
    campaign, office = make_campaign(), make_hat("office")
    letter = actions.write_letter(campaign_id=campaign.pk, new=new_letter(), hat=office)

    def open_it() -> str:
        try:
            actions.open_letter(letter_id=letter.pk, hat=office)
        except Conflict:
            return "too late"
        return "opened"

    assert sorted(at_once(open_it, [(), ()])) == ["opened", "too late"]
    assert campaign.calls.count() == 2
