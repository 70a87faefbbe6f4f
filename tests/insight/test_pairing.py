"""The compiled pairing proposes what comparing every band and every run would propose."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from qunce.insight import signatures, sketches
from qunce.insight.signatures import ALIKE_ESTIMATE, ASKED, BANDS, RUN, SAMPLE, SHOWN, WIDTH

KEYS = st.lists(st.text(alphabet="甲乙丙12", max_size=60), max_size=25, unique=True)

# Texts put together from the same pieces stand inside one another.
PIECES = [
    "".join(chr(0x4E00 + (piece * 97 + at * at) % 5000) for at in range(40)) for piece in range(6)
]
NESTED = st.lists(
    st.lists(st.sampled_from(PIECES), max_size=4).map("".join), max_size=25, unique=True
)


def by_comparing(keys: list[str]) -> set[tuple[int, int]]:
    rows = signatures.signatures(*sketches.flat(keys))
    found = set()
    for band in range(BANDS):
        seen: dict[bytes, list[int]] = {}
        for row in range(len(keys)):
            had = seen.setdefault(rows[row, 4 * band : 4 * band + 4].tobytes(), [])
            found |= {(had[0], row), (had[-1], row)} if had else set()
            had.append(row)
    return {
        (low, high)
        for low, high in found
        if (rows[low] == rows[high]).sum() >= ALIKE_ESTIMATE * WIDTH
    }


@given(KEYS)
@settings(deadline=None)
def test_texts_that_share_a_band_are_proposed_once(keys: list[str]) -> None:
    found = [
        tuple(pair)
        for pair in signatures.alike(signatures.signatures(*sketches.flat(keys))).tolist()
    ]
    assert found == sorted(by_comparing(keys))


@given(NESTED)
@settings(deadline=None)
def test_a_longer_text_is_proposed_for_what_stands_inside_it(keys: list[str]) -> None:
    sizes, runs = sketches.sampled_runs(*sketches.flat(keys), RUN, SAMPLE)
    own = [part.tolist() for part in np.split(runs, np.cumsum(sizes)[:-1])] if keys else []
    expected = set()
    for inner, mine in enumerate(own):
        for run in mine[:ASKED]:
            longer = [row for row, theirs in enumerate(own) if run in theirs and row != inner]
            after = [(len(keys[row]), row) for row in longer]
            after = sorted(one for one in after if one > (len(keys[inner]), inner))
            for size, row in {after[0], after[-1]} if after else set():
                shown = mine[:SHOWN]
                hits = sum(value in own[row] for value in shown)
                if size > len(keys[inner]) and hits >= signatures.AGREE * len(shown):
                    expected.add((inner, row))
    found = [(inner, outer) for inner, outer in signatures.inside(*sketches.flat(keys)).tolist()]
    assert sorted(found) == sorted(expected)


def test_a_thousand_texts_of_one_template_give_no_square_of_pairs() -> None:
    keys = [f"青禾路{number}号的路灯坏了三个月没有人修请尽快派人来看看" for number in range(1_000)]
    pairs = signatures.alike(signatures.signatures(*sketches.flat(keys)))
    assert 0 < len(pairs) <= 2 * BANDS * len(keys)
