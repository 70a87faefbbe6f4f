"""Parts that are drawn once: once for each language and each value named beside them."""

from typing import Any

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.utils import translation


class Counting:
    """Says how often it was asked."""

    def __init__(self) -> None:
        self.asked = 0

    def __str__(self) -> str:
        self.asked += 1
        return f"<{self.asked}>"


def draw(template: Template, **values: Any) -> str:
    return template.render(Context(values))


def test_the_content_is_drawn_once_and_escaped() -> None:
    template, counting = (
        Template("{% load lasting %}{% lasting %}{{ it }}{% endlasting %}"),
        Counting(),
    )
    assert draw(template, it=counting) == draw(template, it=counting) == "&lt;1&gt;"


def test_each_named_value_has_its_own() -> None:
    template = Template(
        "{% load lasting %}{% lasting a.size b %}{{ a.size }}{{ b }}{% endlasting %}"
    )
    assert draw(template, a={"size": "large"}, b=1) == "large1"
    assert draw(template, a={"size": "normal"}, b=1) == "normal1"
    assert draw(template, a={"size": "normal"}, b="1") == "normal1"
    assert draw(template, a={"size": "large"}, b=2) == "large2"
    assert draw(template) == ""


def test_each_language_has_its_own() -> None:
    template = Template(
        "{% load i18n lasting %}{% lasting %}{% get_current_language as l %}{{ l }}{% endlasting %}"
    )
    for language in ("zh-hans", "en", "zh-hans"):
        with translation.override(language):
            assert draw(template) == language


def test_many_values_are_not_kept_for_ever() -> None:
    template = Template("{% load lasting %}{% lasting n %}{{ n }}{% endlasting %}")
    assert [draw(template, n=n) for n in range(1_200)] == [str(n) for n in range(1_200)]
    (node,) = (n for n in template.nodelist if hasattr(n, "_drawn"))
    assert len(node._drawn) <= 500


def test_while_somebody_works_on_it_nothing_lasts(settings: Any) -> None:
    settings.DEBUG = True
    template = Template("{% load lasting %}{% lasting %}{{ it }}{% endlasting %}")
    assert (draw(template, it=1), draw(template, it=2)) == ("1", "2")


def test_a_block_of_other_pages_is_refused() -> None:
    with pytest.raises(TemplateSyntaxError):
        Template("{% load lasting %}{% lasting %}{% block b %}{% endblock %}{% endlasting %}")
