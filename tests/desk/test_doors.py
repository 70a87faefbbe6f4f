"""Every address of the site, and who may open it. A new address without a line here fails."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from qunce.campaigns import actions as campaigns
from qunce.campaigns.files import Upload
from qunce.campaigns.models import Campaign
from qunce.campaigns.rules import FOLLOWERS
from qunce.matters.rules.seeing import OVERSEERS, REVIEWERS
from qunce.people.models import Role
from qunce.people.rules import CONGRESS_READERS, UNIT
from qunce.record.models import Entry
from qunce.selection.actions import object_to
from qunce.selection.models import Kind, Stage
from tests.desk.people import alice, charlie, signed_in
from tests.factories import make_campaign, make_clerk, make_hat, make_unit
from tests.factories.briefs import make_brief
from tests.factories.letters import make_letter
from tests.factories.matters import answer_part, make_answer, make_cast, make_suggestion
from tests.factories.plans import give_all, make_action, make_member
from tests.factories.selection import listed, make_round
from tests.factories.supervision import FINDING, Supervision, make_supervision, make_visit
from tests.factories.topics import make_entry, make_publicity, make_topic
from tests.square.making import make_theme, say

pytestmark = pytest.mark.django_db

ANY, OFFICE = set(Role), {Role.OFFICE}
DESK: dict[str, set[Role]] = {
    "desk:home": ANY,
    "desk:account": ANY,
    "desk:change_post": ANY,
    "desk:shown": set(Role) - {Role.OFFICE, Role.AUDITOR},
    "accounts:accounts": OFFICE,
    "congress:congress": CONGRESS_READERS,
    "congress:begin_term": {Role.DEPUTY_OFFICE},
    "congress:act": {Role.DEPUTY_OFFICE},
    "congress:move_session": {Role.DEPUTY_OFFICE},
    "congress:deputy": CONGRESS_READERS,
    "congress:deputy_act": {Role.DEPUTY_OFFICE},
    "briefs:briefs": OFFICE,
    "briefs:draft": OFFICE,
    "briefs:brief": OFFICE,
    "briefs:edit": OFFICE,
    "briefs:act": OFFICE,
    "briefs:rows": OFFICE,
    "briefs:paper": OFFICE,
    "matters:inbox": ANY,
    "matters:matters": OVERSEERS,
    "matters:several": OVERSEERS,
    "matters:confirm": OVERSEERS,
    "matters:hold": OVERSEERS,
    "matters:held": OVERSEERS,
    "matters:call_back": OVERSEERS,
    "matters:reviews": REVIEWERS,
    "matters:review": REVIEWERS,
    "matters:decide": REVIEWERS,
    "matters:numbers": OVERSEERS,
    "matters:numbers_rows": OVERSEERS,
    "matters:numbers_file": OVERSEERS,
    "matters:new": {Role.DEPUTY, Role.OFFICE, Role.STATION, Role.CHAIRS},
    "matters:matter": OVERSEERS | {Role.STATION},
    # Who may do what is said by the procedure: tests/matters. A stranger gets no further.
    "matters:act": ANY,
    "matters:part_act": ANY,
    "matters:promise": ANY,
    "matters:urge": ANY,
    "matters:clock": ANY,
    "matters:split": ANY,
    "matters:sheet": OVERSEERS | {Role.STATION},
    "matters:paper": OVERSEERS | {Role.STATION},
    "supervision:home": {*OFFICE, Role.SUPERVISOR, Role.AUDITOR, Role.UNIT, Role.UNIT_HEAD},
    "supervision:findings": {*OFFICE, Role.SUPERVISOR, Role.AUDITOR},
    # A group sees its own units and a unit its own visits: tests/campaigns.
    "supervision:of_matter": {*OFFICE, Role.SUPERVISOR, Role.AUDITOR, Role.UNIT, Role.UNIT_HEAD},
    "supervision:group": OFFICE,
    "supervision:rota": OFFICE,
    "supervision:unit": {*OFFICE, Role.AUDITOR},
    "supervision:visit": {*OFFICE, Role.AUDITOR},
    "supervision:write": set(),
    "selection:rounds": ANY,
    "selection:new": OFFICE,
    "selection:round": OFFICE,
    "selection:enter": OFFICE,
    "selection:fill": OFFICE,
    "selection:draw": OFFICE,
    "selection:go_on": OFFICE,
    "selection:add": OFFICE,
    "selection:reviewers": OFFICE,
    "selection:decide": OFFICE,
    "selection:candidate": OFFICE,
    "selection:candidate_act": OFFICE,
    "selection:screen": {Role.OFFICE, Role.UNIT, Role.UNIT_HEAD},
    # Of whoever was named as a reader, whatever the post: tests/selection.
    "selection:stack": set(),
    "selection:read": set(),
    "selection:interest": ANY,
    "campaigns:home": FOLLOWERS | UNIT,
    "campaigns:intake": FOLLOWERS,
    "campaigns:plan": OFFICE,
    "campaigns:copy": OFFICE,
    "campaigns:idea_topics": OFFICE,
    "campaigns:units": OFFICE,
    "campaigns:new_action": OFFICE,
    "campaigns:give": OFFICE,
    "campaigns:burden": OFFICE,
    "campaigns:action": OFFICE,
    "campaigns:phase": OFFICE,
    # Whoever may read the matter; of others' tasks a unit finds nothing.
    "campaigns:task": ANY,
    "campaigns:of_matter": ANY,
    "campaigns:file": OFFICE,
    "topics:home": {*OFFICE, Role.AUDITOR, Role.UNIT, Role.UNIT_HEAD},
    # A unit's own, and the office's: tests/campaigns.
    "topics:declare": set(),
    "topics:topic": {*OFFICE, Role.AUDITOR},
    # Sent to, never looked at; what comes of it the action decides.
    "topics:begin": {*OFFICE, Role.AUDITOR, Role.UNIT, Role.UNIT_HEAD},
    "topics:link": {*OFFICE, Role.AUDITOR, Role.UNIT, Role.UNIT_HEAD},
    "topics:reach": {*OFFICE, Role.AUDITOR, Role.UNIT, Role.UNIT_HEAD},
    "letters:home": OFFICE,
    "letters:letter": OFFICE,
    "letters:act": OFFICE,
    "campaigns:own_plan": {Role.UNIT, Role.UNIT_HEAD},
    "campaigns:say_for_all": {*OFFICE, Role.UNIT, Role.UNIT_HEAD},
    "publicity:home": {*OFFICE, Role.UNIT, Role.UNIT_HEAD},
    "publicity:sheet": {*OFFICE, Role.UNIT, Role.UNIT_HEAD},
    "publicity:strike": {*OFFICE, Role.UNIT, Role.UNIT_HEAD},
    "publicity:open_contest": OFFICE,
    "publicity:contest": {*OFFICE, Role.UNIT, Role.UNIT_HEAD},
    "publicity:award": OFFICE,
    "voices_desk:imports": OFFICE,
    "voices_desk:begin": OFFICE,
    "voices_desk:import": OFFICE,
    "voices_desk:act": OFFICE,
    "voices_desk:refused": OFFICE,
    "voices_desk:take_down": OFFICE,
    "voices_desk:receipts": OFFICE,
    "voices_desk:queue": OFFICE,
    "voices_desk:sheet": OFFICE,
    "voices_desk:release_ticked": OFFICE,
    "voices_desk:decide": OFFICE,
    "voices_desk:voices": OFFICE,
    "voices_desk:voice": OFFICE,
    "voices_desk:set_aside": OFFICE,
    "voices_desk:put_back": OFFICE,
    "voices_desk:erase": OFFICE,
    "reading:overview": OFFICE,
    "reading:progress": OFFICE,
    "reading:act": OFFICE,
    "reading:first": OFFICE,
    "reading:lessons": OFFICE,
    "reading:theme": OFFICE,
    "reading:theme_act": OFFICE,
    "reading:undecided": OFFICE,
    "reading:voice": OFFICE,
    "reading:not_understandable": OFFICE,
    "reading:families": OFFICE,
    "reading:family": OFFICE,
}
# Open to passers-by: words only as they are shown, receipts only with their code.
SQUARE = {
    *("square:door", "square:campaign", "square:count", "square:say", "square:similar"),
    *("square:themes", "square:search", "square:themes-now", "square:search-now"),
    *("square:theme", "square:voice", "square:support", "square:look-up", "square:receipt"),
    *(
        "square:proof",
        "square:withdraw",
        "square:appeal",
        "square:rate",
        "square:done",
        "square:done-feed",
        "square:deputies",
        "square:deputies-now",
        "square:about",
        "square:privacy",
        "square:robots",
    ),
    *("square:health", "people:enter", "people:leave", "ui:gallery", "ui:look", "ui:language"),
    *("record:overview", "record:check", "record:checkpoint-text", "record:checkpoint"),
    *("selection_public:notices", "selection_public:notice", "selection_public:objection"),
    "selection_public:tickets",
    "record:consistency",
    *("bulletins:bulletins", "bulletins:bulletin", "bulletins:paper"),
    *("open_data:home", "open_data:one", "open_data:file", "square:letter"),
}
ABSENT = 987_654_321
ENORMOUS = 10**25


def names(resolver: URLResolver, space: str = "") -> Iterator[tuple[str, list[str]]]:
    """Each address' name with the names of what stands in it."""
    for found in resolver.url_patterns:
        if isinstance(found, URLResolver):
            yield from names(found, f"{found.namespace}:" if found.namespace else space)
        elif isinstance(found, URLPattern):
            yield f"{space}{found.name}", list(found.pattern.converters)


ADDRESSES = dict(names(get_resolver()))


@pytest.fixture
def numbers() -> dict[str, Any]:
    """One of everything that a desk page is about."""
    from qunce.voices.models import Import

    campaign = make_campaign()
    voice = say(campaign, "请打 13900001234 找王主任", consent=True)
    theme = make_theme(campaign, "路灯", [say(campaign)])
    source = Import.objects.create(
        call=campaign.calls.get(),
        file_name="a.csv",
        path="/nowhere",
        sha256="0" * 64,
        size=1,
        columns={"text": 0},
        rows=1,
        made_at=voice.received_at,
        state="stopped",
    )
    return {
        **_matter(),
        **_selection(),
        **_brief(campaign),
        "import_id": source.pk,
        "voice_id": voice.pk,
        "corpus_id": theme.corpus_id,
        "theme_id": theme.pk,
        **_plan(campaign),
    }


def _plan(campaign: Campaign) -> dict[str, Any]:
    """A task that was reported with a file."""
    office = make_hat("planner")
    unit = make_unit(code="B01", name="示例市第一局")
    campaigns.take_in(campaign_id=campaign.pk, unit_ids=[unit.pk], hat=office)
    action = make_action(campaign, office)
    task = give_all(campaign, office)[0]
    bob = make_member(task.participation, "bob")
    upload = Upload("总结.pdf", 1, "0" * 64)
    campaigns.report(task_id=task.pk, words="已完成。", upload=upload, hat=bob)
    return {
        "campaign_id": campaign.pk,
        "action_id": action.pk,
        "phase_id": action.phase_id,
        "task_id": task.pk,
        "file_id": task.files.get().pk,
    }


def _selection() -> dict[str, Any]:
    """A round whose list is published, with an objection."""
    panel = make_round(Stage.NOTICE, kind=Kind.MATTER)
    chosen = listed(panel)[0]
    made = object_to(candidate_id=chosen.pk, words="已经有了", once=uuid4())
    return {
        "round_id": panel.round.pk,
        "candidate_id": chosen.pk,
        "said_id": made.pk,
        "what": "objection",
    }


def _brief(campaign: Campaign) -> dict[str, Any]:
    """A draft, with the first of its figures."""
    brief = make_brief(make_hat("drafter"), campaign)
    figure = brief.figures.order_by("pk").values_list("pk", flat=True).first()
    return {"brief_id": brief.pk, "figure_id": figure}


def _matter() -> dict[str, Any]:
    """A suggestion that was answered, with its unit's part and a promise; its acts have names."""
    cast = make_cast()
    matter = make_suggestion(cast, "handling")
    part = answer_part(matter, cast.handler, cast.head, make_answer(promised=True))
    made = make_supervision(cast)
    return made_known(made) | {
        "group_id": made.group.pk,
        "participation_id": made.unit.pk,
        "visit_id": make_visit(made, FINDING).pk,
        "matter_id": matter.pk,
        "part_id": part.pk,
        "promise_id": matter.promises.get().pk,
        "act": 0,
        "held_id": 1,
        "term_id": 1,
        "session_id": 1,
        "deputy_id": 1,
        "review_id": matter.publications.get().pk,
        "answer_id": matter.answers.get().pk,
        "kind": "letter",
        "form": "docx",
    }


def made_known(made: Supervision) -> dict[str, Any]:
    """A topic that its head declared, a line of the inventory, and a contest with a text."""
    topic = make_topic(made)
    entry = make_entry(made)
    return {
        "call_id": topic.call_id,
        "topic_id": topic.pk,
        "milestone_id": topic.milestones.get().pk,
        "letter_id": make_letter(made.campaign, made.office).pk,
        "publicity_id": make_publicity(made).pk,
        "contest_id": entry.contest_id,
        "entry_id": entry.pk,
    }


def address(name: str, numbers: dict[str, int]) -> str:
    return reverse(name, kwargs={key: numbers[key] for key in ADDRESSES[name]})


def test_every_address_says_whom_it_is_for() -> None:
    assert set(ADDRESSES) == set(DESK) | SQUARE
    assert not set(DESK) & SQUARE


def test_what_stands_below_the_desk_is_the_desk(numbers: dict[str, int]) -> None:
    known = {"slug": "ideas", "code": "voices", "receipt": "1-x", "congress_id": 1, **numbers}
    for name, parts in ADDRESSES.items():
        url = reverse(name, kwargs={key: known[key] for key in parts})
        assert url.startswith("/desk/") == (name in DESK), url


@pytest.mark.parametrize("role", list(Role))
def test_each_role_opens_its_pages_and_no_other(role: Role, numbers: dict[str, int]) -> None:
    unit = make_unit(code="U01", name="示例市某单位")
    client = signed_in(make_clerk("somebody", role, None if role in OFFICE else unit))
    entries = Entry.objects.count()
    opened = {name for name in DESK if _lets_in(client, address(name, numbers))}
    assert opened == {name for name, roles in DESK.items() if role in roles}
    assert Entry.objects.count() == entries


def _lets_in(client: Client, url: str) -> bool:
    """By looking; and who may not look may not send anything either."""
    looked = client.get(url)
    if looked.streaming:
        list(looked.streaming_content)  # closes the file
    if looked.status_code != 403:
        # 404: a stopped import has no file of refused rows; 405: the page is only sent to.
        assert looked.status_code in {200, 302, 404, 405}, (url, looked.status_code)
        assert not looked.headers.get("Location", "").startswith("/enter/")
        return True
    assert client.post(url, {"act": "resume", "decision": "release"}).status_code in {403, 405}
    return False


def test_passers_by_are_led_to_the_entrance(numbers: dict[str, int]) -> None:
    for name in DESK:
        url = address(name, numbers)
        for answer in (Client().get(url), Client().post(url)):
            assert answer.status_code == 302
            assert answer["Location"].startswith("/enter/?next=/desk/"), url


def test_the_office_of_another_place_finds_nothing_of_ours(numbers: dict[str, int]) -> None:
    client, entries = charlie(), Entry.objects.count()
    ours = [name for name in DESK if ADDRESSES[name]]
    assert len(ours) > 15
    for name in ours:
        url = address(name, numbers)
        for answer in (client.get(url), client.post(url, _wish(name))):
            assert answer.status_code in {403, 404, 405}, (url, answer.status_code)
    assert Entry.objects.count() == entries


def _wish(name: str) -> dict[str, Any]:
    wishes: dict[str, dict[str, Any]] = {
        "voices_desk:act": {"act": "resume"},
        "voices_desk:decide": {"decision": "release"},
        "voices_desk:set_aside": {"reason": "no_request"},
        "voices_desk:erase": {"reason": "law"},
        "campaigns:plan": {"act": "revise"},
        "campaigns:phase": {"act": "sum_up", "summary": "总结"},
        "campaigns:task": {"act": "accept"},
        "reading:act": {"act": "start"},
        "reading:theme_act": {"act": "rename", "title": "别的"},
    }
    return wishes.get(name, {})


@pytest.mark.parametrize("number", [ABSENT, ENORMOUS])
def test_a_number_that_is_not_there_is_no_error_of_ours(
    number: int, numbers: dict[str, int]
) -> None:
    office, keeper = alice(), signed_in(make_clerk("frank", Role.DEPUTY_OFFICE))
    # What no post opens as such is asked for in the tests of its room.
    for name in (name for name, roles in DESK.items() if roles):
        client = office if Role.OFFICE in DESK[name] else keeper
        for key in ADDRESSES[name]:
            url = address(name, {**numbers, key: number})
            for answer in (client.get(url), client.post(url, _wish(name))):
                assert answer.status_code in {404, 405}, (url, answer.status_code)


@pytest.mark.parametrize("number", [ABSENT, ENORMOUS])
def test_on_the_square_neither(number: int) -> None:
    client = Client()
    urls = [f"/t/{number}/", f"/v/{number}/", f"/r/{number}-ABCDEFGHJKMNPQRS/", f"/r/{number}/"]
    for url in urls:
        assert client.get(url).status_code == 404, url
    for url in (f"/v/{number}/support/", f"/r/{number}-ABCDEFGHJKMNPQRS/withdraw/"):
        assert client.post(url).status_code == 404, url
    assert client.get(f"/r/{number}-ABCDEFGHJKMNPQRS/proof.json").status_code == 404
    for query in (f"before={number}", f"page={number}", f"first={number}&second={number}"):
        for url in ("/search/?q=x&", "/themes/?", "/record/consistency.json?", "/record/?"):
            assert client.get(url + query, follow=True).status_code < 500, url + query
