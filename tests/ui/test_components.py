"""What the tags make of what they are given."""

from typing import Any

import pytest
from django.template import Context, Template

from qunce.ui.shares import Part

HOSTILE = '<script>alert("x")</script>'
ESCAPED = "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;"


def draw(source: str, **values: Any) -> str:
    return Template("{% load ui %}" + source).render(Context(values))


@pytest.mark.parametrize(
    "source",
    [
        "{% quote text=x who=x number=x %}{% endquote %}",
        "{% card title=x %}{% endcard %}",
        "{% header title=x lead=x kicker=x %}{% endheader %}",
        "{% badge x %}",
        "{% stat x x unit=x note=x %}",
        "{% progress 1 2 x note=x %}",
        "{% empty title=x text=x %}{% endempty %}",
        "{% chart src='a.svg' alt=x caption=x %}{% endchart %}",
        "{% table caption=x %}{% endtable %}",
        "{% copy x %}",
        "{% icon 'search' x %}",
        "{% icon x %}",
        "{% message %}{{ x }}{% endmessage %}",
        "{% more x label=x %}",
    ],
)
def test_no_component_lets_markup_through(source: str) -> None:
    drawn = draw(source, x=HOSTILE)
    assert "<script" not in drawn
    assert ESCAPED in drawn


def test_lists_of_steps_events_and_parts_are_escaped_too() -> None:
    row = {"label": HOSTILE, "title": HOSTILE, "text": HOSTILE, "note": HOSTILE, "state": "todo"}
    drawn = draw("{% stepper x %}{% timeline x %}{% parts p 'l' %}", x=[row], p=[Part(HOSTILE, 1)])
    assert "<script" not in drawn
    assert drawn.count(ESCAPED) == 5


def test_the_words_of_a_voice_are_not_altered() -> None:
    words = "第一行！！\n  第二行 & 更多"
    assert f">{words.replace('&', '&amp;')}</blockquote>" in draw(
        "{% quote text=words %}{% endquote %}", words=words
    )


def test_markup_inside_a_block_stays_markup() -> None:
    assert '<div class="acts"><a href="/x">go</a></div>' in draw(
        '{% header title="t" %}<a href="/x">go</a>{% endheader %}'
    )


def test_a_head_without_acts_has_no_empty_row() -> None:
    assert "acts" not in draw('{% header title="t" %}\n{% endheader %}')


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("{{ 151681|number }}", "151,681"),
        ("{{ nothing|number }}", "—"),
        ("{{ 0|number }}", "0"),
        ("{{ share|percent }}", "87%"),
        ("{{ share|percent:1 }}", "87.3%"),
        ("{{ nothing|percent }}", "—"),
    ],
)
def test_numbers_are_written_for_people(source: str, text: str) -> None:
    assert draw(source, share=0.873, nothing=None) == text


def test_progress_over_nothing_is_none_at_all() -> None:
    drawn = draw("{% progress 0 0 'l' %}")
    assert '<progress value="0" max="1"' in drawn
    assert "0%" in drawn


def test_an_icon_is_decoration_unless_it_has_a_name() -> None:
    assert 'aria-hidden="true"' in draw("{% icon 'search' %}")
    assert 'role="img" aria-label="Search"' in draw("{% icon 'search' 'Search' %}")


def test_a_done_step_is_said_and_the_current_one_marked() -> None:
    steps = [{"label": "A", "state": "done"}, {"label": "B", "state": "current"}]
    drawn = draw("{% stepper s %}", s=steps)
    assert drawn.count('aria-current="step"') == 1
    assert "（已完成）" in drawn
