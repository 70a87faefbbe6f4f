"""A page that says what went wrong: what happened, why, and what to do next."""

import re
from collections.abc import Callable

import pytest
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils.translation import override

from qunce.common.errors import Conflict, NotAllowed, Problem, Refused, TooMany

PAGES = ["400", "403", "403_csrf", "404", "429", "500"]


def _sentences(page: str) -> list[str]:
    main = page.partition("<main")[2].partition("</main>")[0]
    return [s for s in re.findall(r"<(?:h1|p)[^>]*>([^<]+)</(?:h1|p)>", main) if s.strip()]


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_an_error_page_needs_nothing_but_itself(name: str, language: str) -> None:
    # Django renders 400 and 500 without a request: no user, no navigation, no cookie.
    with override(language):
        page = render_to_string(f"{name}.html")
    code, what, why, following = _sentences(page)
    assert code == name[:3]
    assert min(len(what), len(why), len(following)) >= 5
    assert len({what, why, following}) == 3


@pytest.mark.parametrize(
    ("make", "title"),
    [
        (NotAllowed, "您不能在这里进行这项操作"),
        (Conflict, "已有人先一步办理"),
        (TooMany, "请求有点多，请稍候"),
        (Refused, "操作没有完成"),
    ],
)
def test_a_problem_becomes_a_page(make: Callable[[str], Problem], title: str) -> None:
    problem = make("因为<b>如此</b>。")
    request = RequestFactory().get("/x/", headers={"referer": "https://elsewhere.example/"})
    page = _problem_page(request, problem)
    assert re.findall(r"<h1>\s*(.*?)\s*</h1>", page) == [title]
    assert '<p class="lead" data-problem>因为&lt;b&gt;如此&lt;/b&gt;。</p>' in page
    assert "elsewhere.example" not in page


def _problem_page(request: HttpRequest, problem: Problem) -> str:
    return render_to_string("ui/problem.html", {"problem": problem}, request)


def test_a_form_without_its_token_is_answered_kindly() -> None:
    response = Client(enforce_csrf_checks=True).post("/ui/look/", {"theme": "dark"})
    assert response.status_code == 403
    assert "<h1>表单已过期</h1>" in response.content.decode()
