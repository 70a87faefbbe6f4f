"""Many matters at the desk: tick, look, confirm, call back within the minute."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from qunce.matters import actions
from qunce.matters.actions import holding
from qunce.matters.models import Held, Matter, Move
from qunce.people.models import Role
from qunce.people.rules import Hat
from tests.factories.matters import Cast, make_suggestion
from tests.factories.people import make_hat, make_unit
from tests.matters.pages import at_desk, words

pytestmark = pytest.mark.django_db
MORNING = "2030-03-01T02:00:00Z"
SEVERAL = "/desk/matters/several/"


def _supervisor() -> Hat:
    return make_hat("supervisor", Role.SUPERVISOR, make_unit(code="S01", name="市委督查室"))


def _send(client: Client, where: str, act: str, matters: list[Matter], **typed: Any) -> Any:
    ticked = [m.pk for m in matters]
    return client.post(f"{SEVERAL}{act}/{where}/", {"matter": ticked, **typed})


def _steps(matters: list[Matter]) -> list[str]:
    return [Matter.objects.get(pk=m.pk).step for m in matters]


def test_each_post_is_offered_what_it_can_do(cast: Cast) -> None:
    make_suggestion(cast, "assigning")
    both = {"批量交办", "批量催办"}
    wanted: dict[Hat, set[str]] = {
        cast.deputy_office: both,
        cast.government: both,
        cast.office: both,
        _supervisor(): {"批量催办"},
        make_hat("auditor", Role.AUDITOR, make_unit(code="A09", name="审计")): set(),
    }
    for hat, offered in wanted.items():
        page = words(at_desk(hat).get("/desk/matters/"))
        assert {one for one in both if one in page} == offered, hat.role


def test_the_list_holds_only_what_can_be_done(cast: Cast) -> None:
    open_one, handled = make_suggestion(cast, "assigning"), make_suggestion(cast, "handling")
    page = at_desk(cast.deputy_office).get(f"{SEVERAL}assign/").content.decode()
    assert f'value="{open_one.pk}"' in page
    assert f'name="matter" value="{handled.pk}"' not in page
    page = at_desk(cast.deputy_office).get(f"{SEVERAL}urge/").content.decode()
    assert f'name="matter" value="{open_one.pk}"' not in page  # it lies with the office itself
    assert f'name="matter" value="{handled.pk}"' in page


def test_the_confirmation_says_what_will_happen_and_what_not_and_does_nothing(cast: Cast) -> None:
    able = [make_suggestion(cast, "assigning") for _ in range(2)]
    moved = make_suggestion(cast, "handling")
    moves = Move.objects.count()
    answer = _send(at_desk(cast.deputy_office), "confirm", "assign", [*able, moved], unit=cast.unit)
    page = words(answer)
    assert "2 <small>可以办理" in page
    assert "1 <small>不能办理" in page
    assert "市住房和城乡建设局" in page
    assert "交办后到期日" in page
    assert "现在不能这样办" in page
    assert Move.objects.count() == moves
    assert _steps(able) == ["assigning"] * 2
    assert not Held.objects.exists()


def test_confirmed_it_is_held_then_done_and_recorded(cast: Cast) -> None:
    able = [make_suggestion(cast, "assigning") for _ in range(3)]
    with time_machine.travel(MORNING, tick=False) as clock:
        client = at_desk(cast.deputy_office)
        answer = _send(client, "hold", "assign", able, unit=cast.unit)
        held = Held.objects.get()
        assert answer["Location"] == f"/desk/matters/held/{held.pk}/"
        page = words(client.get(answer["Location"]))
        assert "60秒后生效" in page
        assert "撤回" in page
        assert "60秒后生效" in words(client.get("/desk/matters/"))
        clock.shift(timedelta(seconds=61))
        holding.take_effect(held_id=held.pk)
        assert "3件已办理并记录在案" in words(client.get(answer["Location"]))
    assert _steps(able) == ["handling"] * 3


def test_a_lead_has_co_units_as_it_was_confirmed(cast: Cast) -> None:
    able = [make_suggestion(cast, "assigning") for _ in range(2)]
    typed = {"unit": cast.unit, "co_1": cast.co_unit, "co_3": cast.other_unit}
    with time_machine.travel(MORNING, tick=False) as clock:
        client = at_desk(cast.deputy_office)
        page = words(_send(client, "confirm", "assign", able, **typed))
        for expected in ("2 <small>可以办理", "市住房和城乡建设局", "市公安局", "市城市管理局"):
            assert expected in page
        assert f'name="co_1" value="{cast.co_unit}"' in page
        assert _steps(able) == ["assigning"] * 2
        where = _send(client, "hold", "assign", able, **typed)["Location"]
        assert "市住房和城乡建设局（会办：市公安局、市城市管理局）" in words(client.get(where))
        clock.shift(timedelta(seconds=61))
        holding.take_effect(held_id=Held.objects.get().pk)
    for matter in able:
        parts = matter.assignments.order_by("pk").values_list("unit", "mode")
        assert list(parts) == [
            (cast.unit, "lead"), (cast.co_unit, "co"), (cast.other_unit, "co"),
        ]  # fmt: skip


def test_a_unit_that_is_named_twice_is_said_once(cast: Cast) -> None:
    able = [make_suggestion(cast, "assigning") for _ in range(3)]
    typed = {"unit": cast.unit, "co_1": cast.co_unit, "co_2": cast.unit}
    for where in ("confirm", "hold"):
        answer = _send(at_desk(cast.deputy_office), where, "assign", able, **typed)
        assert answer.status_code == 400
        assert words(answer).count("同一单位重复") <= 2
        assert 'href="#id_co_2"' in words(answer)
    assert not Held.objects.exists()


def test_called_back_without_javascript_nothing_happens(cast: Cast) -> None:
    able = [make_suggestion(cast, "assigning")]
    with time_machine.travel(MORNING, tick=False) as clock:
        client = at_desk(cast.deputy_office)
        _send(client, "hold", "assign", able, unit=cast.unit)
        held = Held.objects.get()
        clock.shift(timedelta(seconds=45))
        assert "15秒后生效" in words(client.get(f"/desk/matters/held/{held.pk}/"))
        answer = client.post(f"/desk/matters/held/{held.pk}/call-back/", follow=True)
        assert "已撤回" in words(answer)
        clock.shift(timedelta(seconds=61))
        holding.take_effect(held_id=held.pk)
    assert _steps(able) == ["assigning"]


def test_too_late_to_call_back_is_said(cast: Cast) -> None:
    with time_machine.travel(MORNING, tick=False) as clock:
        client = at_desk(cast.deputy_office)
        _send(client, "hold", "assign", [make_suggestion(cast, "assigning")], unit=cast.unit)
        clock.shift(timedelta(seconds=61))
        held = Held.objects.get()
        answer = client.post(f"/desk/matters/held/{held.pk}/call-back/", follow=True)
    assert "已撤回" not in words(answer)
    assert "已经生效" in words(answer)


def test_what_one_post_holds_no_other_sees(cast: Cast) -> None:
    _send(
        at_desk(cast.deputy_office),
        "hold",
        "assign",
        [make_suggestion(cast, "assigning")],
        unit=cast.unit,
    )
    url = f"/desk/matters/held/{Held.objects.get().pk}/"
    assert at_desk(cast.government).get(url).status_code == 404
    assert at_desk(cast.government).post(f"{url}call-back/").status_code == 404


def test_twelve_are_reminded_at_once_and_what_was_reminded_today_is_not(cast: Cast) -> None:
    matters = [make_suggestion(cast, "handling") for _ in range(3)]
    with time_machine.travel(MORNING, tick=False) as clock:
        actions.urge(matter_id=matters[0].pk, words="先催一次。", hat=cast.government)
        client = at_desk(_supervisor())
        page = words(_send(client, "confirm", "urge", matters, words="请抓紧办理。"))
        assert "2 <small>可以办理" in page
        assert "今天已经催办过" in page
        _send(client, "hold", "urge", matters, words="请抓紧办理。")
        clock.shift(timedelta(seconds=61))
        held = holding.take_effect(held_id=Held.objects.get().pk)
    assert (len(held.done), len(held.refused)) == (2, 1)
    assert Move.objects.filter(act="urge", words="请抓紧办理。").count() == 2


@pytest.mark.parametrize("where", ["confirm", "hold"])
def test_what_is_missing_is_said_and_the_ticks_stay(cast: Cast, where: str) -> None:
    matter, client = make_suggestion(cast, "assigning"), at_desk(cast.deputy_office)
    answer = _send(client, where, "assign", [matter])
    assert answer.status_code == 400
    assert f'value="{matter.pk}" checked' in words(answer)
    answer = _send(client, where, "assign", [], unit=cast.unit)
    assert answer.status_code == 400
    assert "请至少勾选一件事项" in words(answer)
    assert f'value="{cast.unit}" selected' in words(answer)
    assert not Held.objects.exists()


def test_who_may_not_do_it_for_one_may_not_for_many(cast: Cast) -> None:
    matter = make_suggestion(cast, "assigning")
    supervisor = _supervisor()
    for where in ("confirm", "hold"):
        answer = _send(at_desk(supervisor), where, "assign", [matter], unit=cast.unit)
        assert answer.status_code == 403
        answer = _send(at_desk(cast.handler), where, "urge", [matter], words="快")
        assert answer.status_code == 403
    assert not Held.objects.exists()


def test_matters_of_another_place_are_neither_shown_nor_touched(cast: Cast) -> None:
    from tests.factories import make_jurisdiction

    there = make_unit(make_jurisdiction("980000", name="邻市"), code="C01", name="邻市督查室")
    far = make_hat("far", Role.SUPERVISOR, there)
    matter = make_suggestion(cast, "handling")
    page = words(_send(at_desk(far), "confirm", "urge", [matter], words="请抓紧。"))
    assert matter.title not in page


def test_the_lists_ask_as_often_for_three_as_for_one(cast: Cast) -> None:
    def asked(url: str) -> int:
        client = at_desk(cast.deputy_office)
        with CaptureQueriesContext(connection) as found:
            assert client.get(url).status_code == 200
        return len(found)

    make_suggestion(cast, "assigning")
    urls = [f"{SEVERAL}assign/", f"{SEVERAL}urge/", "/desk/matters/"]
    first = [asked(url) for url in [*urls, *urls]][3:]
    for _ in range(2):
        make_suggestion(cast, "assigning")
        make_suggestion(cast, "handling")
    assert [asked(url) for url in urls] == first
