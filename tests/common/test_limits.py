from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import RequestFactory, override_settings

from qunce.common import limits
from qunce.common.errors import TooMany
from qunce.common.models import Count

MINUTE = timedelta(minutes=1)


@pytest.mark.django_db
def test_the_limit_refuses_the_next_one_and_forgets_after_the_window() -> None:
    with time_machine.travel("2026-11-23 10:00:00+00:00", tick=False) as clock:
        for _time in range(3):
            limits.take("say", "10.0.0.1", most=3, within=MINUTE)
        with pytest.raises(TooMany):
            limits.take("say", "10.0.0.1", most=3, within=MINUTE)
        limits.take("say", "10.0.0.2", most=3, within=MINUTE)
        clock.shift(MINUTE * 2)
        limits.take("say", "10.0.0.1", most=3, within=MINUTE)


@pytest.mark.django_db
def test_an_address_is_not_stored() -> None:
    limits.take("say", "10.0.0.1", most=3, within=MINUTE)
    assert b"10.0.0.1" not in bytes(Count.objects.get().name)


@pytest.mark.django_db(transaction=True)
def test_hands_at_once_do_not_slip_through() -> None:
    def one(_n: int) -> bool:
        try:
            limits.take("say", "10.0.0.1", most=10, within=MINUTE)
        except TooMany:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(one, range(40))) == 10


@pytest.mark.parametrize(
    ("proxies", "header", "expected"),
    [
        (0, "1.1.1.1", "127.0.0.1"),
        (1, "9.9.9.9, 1.1.1.1", "1.1.1.1"),
        (2, "9.9.9.9, 1.1.1.1, 2.2.2.2", "1.1.1.1"),
        (1, "", "127.0.0.1"),
    ],
)
def test_an_address_is_believed_only_from_trusted_proxies(
    proxies: int, header: str, expected: str
) -> None:
    request = RequestFactory().get("/", headers={"x-forwarded-for": header})
    with override_settings(PROXIES=proxies):
        assert limits.address(request) == expected
