"""The lines of the inbox and of all that is open, which are drawn without templates."""

import pytest
from django.utils import translation

from qunce.matters import actions
from qunce.matters.models import Matter
from qunce.matters.queries.facts import facts_of
from qunce.matters.queries.inbox import Place, inbox
from qunce.matters.queries.rows import Kind, facts_of_rows
from qunce.people.models import Person, Unit
from qunce.people.rules import Hat
from tests.factories.matters import Cast, make_suggestion, part_of
from tests.matters.pages import at_desk

pytestmark = pytest.mark.django_db
BAD, SAFE = "<b>&\"'坏", "&lt;b&gt;&amp;&quot;&#x27;坏"
LISTS = ("/desk/inbox/", "/desk/matters/", "/desk/")


def _page(hat: Hat, url: str, language: str = "") -> str:
    headers = {"accept-language": language} if language else {}
    answer = at_desk(hat).get(url, headers=headers)
    assert answer.status_code == 200
    return str(answer.content.decode())


@pytest.mark.parametrize("url", LISTS)
def test_nothing_that_somebody_typed_is_markup(cast: Cast, url: str) -> None:
    matter = make_suggestion(cast, "review")
    Matter.objects.filter(pk=matter.pk).update(
        title=f"{BAD}一", number=f"{BAD}二", due_zh=f"{BAD}三", due_en=f"{BAD}三"
    )
    Person.objects.filter(pk=cast.deputy.person_id).update(name=f"{BAD}四")
    page = _page(cast.deputy_office, url)
    shown = "一二" if url == "/desk/matters/" else "一二三四"
    assert BAD not in page
    assert [SAFE + mark in page for mark in shown] == [True] * len(shown)


def test_a_holder_and_a_reminder_are_no_markup_either(cast: Cast) -> None:
    matter = make_suggestion(cast, "handling")
    actions.urge(matter_id=matter.pk, hat=cast.government, words=f"{BAD}请抓紧")
    Unit.objects.update(name=f"{BAD}局")
    for hat, url in ((cast.handler, "/desk/inbox/"), (cast.deputy_office, "/desk/matters/")):
        page = _page(hat, url)
        assert BAD not in page
        assert f"{SAFE}局" in page
    assert f"{SAFE}请抓紧" in _page(cast.handler, "/desk/inbox/")


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_line_speaks_the_language_of_its_reader(cast: Cast, language: str) -> None:
    matter = make_suggestion(cast, "handling")
    part = part_of(matter, cast.handler)
    page = _page(cast.handler, "/desk/inbox/", language)
    with translation.override(language):
        assert part.why.replace("'", "&#x27;") in page
        assert part.step_title in page
        assert all(act in page for act in inbox(cast.handler).rows[0].acts)
        assert matter.grammar.title.in_language(language) in page
        assert matter.grammar.title.in_language(language) in _page(
            cast.deputy_office, "/desk/matters/", language
        )


def test_the_facts_of_a_line_are_those_of_its_model(cast: Cast) -> None:
    """Whoever may do something by the model may do it by the line, and nobody else."""
    matters = [make_suggestion(cast, step) for step in ("draft", "review", "handling", "feedback")]
    people = actions.Given(people=(cast.second.person_id,))
    actions.act_on_matter(matter_id=matters[0].pk, act="invite", hat=cast.deputy, given=people)
    asked = actions.Given(reason="不属我局职责", unit_id=cast.other_unit)
    part = part_of(make_suggestion(cast, "handling"), cast.handler)
    actions.act_on_assignment(
        assignment_id=part.pk, act="ask_return", hat=cast.handler, given=asked
    )
    hats = (cast.deputy, cast.deputy_office, cast.handler, cast.head, cast.office)
    seen = set()
    for hat in hats:
        rows = [held.row for held in inbox(hat).rows]
        for row, facts in zip(rows, facts_of_rows(rows), strict=True):
            model = Matter.objects.get(pk=row.matter_id)
            of = model.assignments.get(pk=row.pk) if row.kind == Kind.PART else model
            assert facts == facts_of(of)
            seen.add(row.step)
    assert seen == {"cosigning", "review", "offered", "return_asked", "pending", "feedback"}


def test_a_place_of_another_kind_goes_on_behind_it(cast: Cast) -> None:
    """On one day matters stand before parts: a page that ends on a matter begins with parts."""
    make_suggestion(cast, "handling")
    due_on = inbox(cast.handler).rows[0].row.due_on

    def behind(kind: int, pk: int) -> int:
        return len(inbox(cast.handler, Place(due_on, kind, pk)).rows)

    assert (behind(0, 10**9), behind(1, 10**9), behind(2, 0)) == (1, 0, 0)
