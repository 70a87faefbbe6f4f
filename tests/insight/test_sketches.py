import random

import numpy as np
import pytest

from qunce.insight.sketches import flat, minhashes, sampled_runs

WIDTH = 256


def sketched(*keys: str) -> np.ndarray[tuple[int, int], np.dtype[np.uint16]]:
    return minhashes(*flat(keys), WIDTH)


def pairs(key: str) -> set[str]:
    return {key[at : at + 2] for at in range(len(key) - 1)}


def changed(key: list[str], share: float, dice: random.Random) -> list[str]:
    return [chr(0x4E00 + dice.randrange(3000)) if dice.random() < share else c for c in key]


@pytest.mark.parametrize(("length", "apart"), [(12, 0.03), (60, 0.02), (300, 0.01)])
def test_agreement_estimates_the_share_of_common_pairs(length: int, apart: float) -> None:
    dice = random.Random(length)
    errors = []
    for _time in range(200):
        one = changed([""] * length, 1.0, dice)
        first, second = "".join(one), "".join(changed(one, 0.1, dice))
        common = len(pairs(first) & pairs(second)) / len(pairs(first) | pairs(second))
        left, right = sketched(first, second)
        errors.append((left == right).mean() - common)
    assert abs(np.mean(errors)) < apart


def test_a_sketch_depends_on_its_own_key_alone() -> None:
    alone = sketched("小区路灯坏了")[0]
    among = sketched("", "公交太少", "小区路灯坏了", "a")[2]
    assert (alone == among).all()


def test_keys_with_nothing_in_common_agree_by_chance_only() -> None:
    left, right = sketched("小区路灯坏了请修", "公交班次实在太少")
    assert (left == right).mean() < 0.05


def test_keys_of_one_character_and_of_none_have_a_sketch() -> None:
    empty, one, same = sketched("", "灯", "灯")
    assert (one == same).all()
    assert (one != empty).any()


def test_runs_of_a_key_stand_in_the_key_that_holds_it() -> None:
    dice = random.Random(5)
    inner = "".join(changed([""] * 400, 1.0, dice))
    sizes, values = sampled_runs(*flat([inner, "前面" + inner + "后面"]), 12, 8)
    own, held = values[: sizes[0]], values[sizes[0] :]
    assert sizes[0] > 20
    assert set(own.tolist()) <= set(held.tolist())
    assert (np.diff(own.astype(np.float64)) > 0).all()


def test_nothing_gives_nothing() -> None:
    assert sketched().shape == (0, WIDTH)
    assert sampled_runs(*flat([]), 12, 8)[1].size == 0
