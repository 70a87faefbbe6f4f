"""A list to choose from is what Django draws, without its templates."""

from typing import Any

import pytest
from django import forms
from django.template import Context, Template
from django.test.html import parse_html

from qunce.ui.forms import Select

CHOICES = [("", "请选择"), (1, "市<住建>局"), (2, '"市"公安局&'), (3, "市'城管'局")]


def _drawn(widget: type[forms.Select], value: Any, **more: Any) -> Any:
    class Form(forms.Form):
        unit = forms.TypedChoiceField(choices=CHOICES, coerce=int, widget=widget, **more)

    return parse_html(str(Form(initial={"unit": value})["unit"]))


@pytest.mark.parametrize("value", ["", None, 2, "3", 9])
def test_it_is_drawn_as_django_draws_it(value: Any) -> None:
    for more in ({}, {"required": False}, {"help_text": "说明"}):
        assert _drawn(Select, value, **more) == _drawn(forms.Select, value, **more)


def test_options_mark_the_chosen_one_and_are_no_markup() -> None:
    drawn = Template("{% load ui %}{% options choices 2 %}").render(Context({"choices": CHOICES}))
    assert drawn.count(" selected") == 1
    assert '<option value="2" selected>&quot;市&quot;公安局&amp;</option>' in drawn
    assert "<住建>" not in drawn
