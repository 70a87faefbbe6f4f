"""A simulated year in which people do what they like: after it, and all along, the laws hold.

`QUNCE_WALK=1000 pytest -s tests/matters/test_walk.py` walks with a thousand matters. Gone to its
end last with 8,560 acts done, 625 of them signatures, and 5,673 refused, in 39 minutes on a busy
machine. By default there are few, for a minute.
"""

import os
import sys

import pytest

from tests.matters.walking import Walk, keeps

pytestmark = pytest.mark.django_db
MATTERS = int(os.environ.get("QUNCE_WALK", "0"))


@pytest.mark.parametrize("seed", [1, 2])
def test_the_laws_hold_all_through_a_year(seed: int) -> None:
    walk = Walk(seed, 12, days=120, hands=4)
    walk.go(keeps, every=120)
    assert walk.did["refused"] > 20
    assert len(walk.did) > 20
    assert walk.did["sign"] > 2


@pytest.mark.skipif(not MATTERS, reason="QUNCE_WALK says how many matters")
def test_the_laws_hold_all_through_a_year_of_many_matters() -> None:
    walk = Walk(2026, MATTERS, hands=max(12, MATTERS // 20))
    walk.go(keeps, every=MATTERS)
    sys.stdout.write(walk.report())  # read it with -s
    assert walk.did["sign"] > MATTERS // 5
    assert walk.did["rate"] + walk.did["rate_again"] > MATTERS // 20
    assert walk.did["rehandle"] + walk.did["reopen"] > MATTERS // 100
