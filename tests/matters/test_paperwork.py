"""The papers of a suggestion say what the matter says."""

from io import BytesIO

import pytest
from docx import Document

from qunce import profiles
from qunce.matters.models import Answer, Result
from qunce.matters.queries import paperwork
from qunce.papers import as_word
from tests.factories.matters import answer_part, make_answer, make_cast, make_suggestion

pytestmark = pytest.mark.django_db


def _answer(promised: bool = False) -> Answer:
    cast = make_cast()
    matter = make_suggestion(cast, "handling")
    answer_part(matter, cast.handler, cast.head, make_answer(promised=promised))
    return Answer.objects.select_related("matter__author", "unit", "signed_by").get()


def test_the_letter_answers_each_request_under_its_number_and_shows_the_class() -> None:
    answer = _answer(promised=True)
    letter = paperwork.letter_of(answer)
    assert [a.request for a in letter.answers] == answer.matter.requests
    assert (letter.mark, letter.deputies) == ("B", ("deputy",))
    assert "补建充电桩2000个（" in letter.closing
    words = "\n".join(p.text for p in Document(BytesIO(as_word(letter))).paragraphs)
    assert "关于在老旧小区增设电动自行车充电桩的建议" in words


def test_the_sheet_names_the_deputy_and_the_unit() -> None:
    sheet = paperwork.sheet_of(_answer().matter)
    assert (sheet.lead.name, sheet.requests) == ("deputy", ("今年内补建充电桩", "统一收费标准"))
    assert "市住房和城乡建设局" in sheet.assignment


def test_the_opinion_form_is_left_for_the_deputy() -> None:
    form = paperwork.opinion_form_of(_answer())
    assert (form.attitude, form.result, form.opinion) == (None, None, "")
    assert form.contacts == {"座谈": 1}


@pytest.mark.parametrize("code", profiles.codes())
def test_every_scheme_that_a_profile_names_has_a_letter_for_every_result(code: str) -> None:
    scheme = paperwork.SCHEMES[profiles.load(code).switch("class_scheme")]
    assert set(scheme) == set(Result)
