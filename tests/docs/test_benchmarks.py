"""The page of figures says what the benches wrote down, and the honest list says what is missed."""

from bench import page


def test_the_page_is_what_the_stored_figures_say() -> None:
    assert page.PAGE.read_text(encoding="utf-8") == page.text()


def test_a_figure_that_misses_its_goal_says_so() -> None:
    late = {"what": "place", "value": 7.7, "unit": "ms", "most": 5.0}
    assert page._row(late) == "| place | 7.7 ms | ≤ 5 ms | **missed** |"
    assert page._row({**late, "value": 4.9}).endswith("| reached |")
    assert page._row({"what": "seen", "value": 1536, "unit": ""}) == "| seen | 1,536 |  |  |"
    assert not page.reached({"value": 0.88, "least": 0.9})
