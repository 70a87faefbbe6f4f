import pytest
from hypothesis import given
from hypothesis import strategies as st

from qunce.ui.shares import WIDTH, Part, cut


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=12))
def test_the_slices_fill_the_bar_without_gap_or_overlap(counts: list[int]) -> None:
    slices = list(cut([Part("", count) for count in counts]))
    edges = [0.0] + [s.start + s.width for s in slices]
    assert [s.start for s in slices] == pytest.approx(edges[:-1], abs=0.02)
    assert edges[-1] == pytest.approx(WIDTH if sum(counts) else 0, abs=0.02)
    assert sum(s.share for s in slices) == pytest.approx(1 if sum(counts) else 0)


def test_a_part_has_its_share() -> None:
    third, rest = cut([Part("a", 1), Part("b", 3)])
    assert (third.start, third.width, third.share) == (0, 250, 0.25)
    assert (rest.start, rest.width, rest.share) == (250, 750, 0.75)
