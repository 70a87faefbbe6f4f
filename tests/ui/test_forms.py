"""A field is one thing to a reader aloud: label, hint, error and widget belong together."""

import re

from django import forms

from qunce.ui.gallery import TYPED, SampleForm


def _ids(html: str) -> set[str]:
    return set(re.findall(r'\bid="([^"]+)"', html))


def test_hint_and_error_are_read_with_the_field() -> None:
    html = str(SampleForm(TYPED)["text"].as_field_group())
    assert 'aria-describedby="id_text_helptext id_text_error"' in html
    assert 'aria-invalid="true"' in html
    assert {"id_text", "id_text_helptext", "id_text_error"} <= _ids(html)


def test_every_described_by_points_at_something() -> None:
    html = str(SampleForm(TYPED))
    described = {i for ids in re.findall(r'aria-describedby="([^"]+)"', html) for i in ids.split()}
    assert described - _ids(html) == set()
    assert "id_mail_error" in described


def test_the_list_of_errors_leads_to_the_fields() -> None:
    html = str(SampleForm(TYPED))
    targets = re.findall(r'<li><a href="#([^"]+)"', html)
    assert targets == ["id_title", "id_text", "id_kind", "id_way", "id_mail"]
    assert set(targets) - _ids(html) == set()


def test_what_was_typed_is_kept() -> None:
    html = str(SampleForm(TYPED))
    assert 'value="nobody"' in html
    assert "路灯</textarea>" in html


def test_only_what_may_be_left_out_is_marked() -> None:
    html = str(SampleForm())
    assert html.count("（选填）") == 2


def test_choices_are_one_group_with_one_name() -> None:
    html = str(SampleForm()["way"].as_field_group())
    assert html.startswith("<fieldset")
    assert html.count("<legend>") == 1


def test_a_hidden_field_has_no_label() -> None:
    class Form(forms.Form):
        token = forms.CharField(widget=forms.HiddenInput)

    assert "label" not in str(Form())
    assert 'name="token"' in str(Form())


def test_errors_are_said_plainly() -> None:
    errors = SampleForm(TYPED).errors
    assert errors["title"] == ["请填写这一项。"]
    assert errors["text"] == ["请至少写10个字，现在有2个。"]
    assert errors["kind"] == ["请从列出的选项中选择。"]
    assert errors["mail"] == ["请填写正确的电子邮箱，例如name@example.com。"]
