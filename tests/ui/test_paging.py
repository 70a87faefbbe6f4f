from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import QueryDict
from django.template import Context, Template
from django.test import RequestFactory

from qunce.ui.paging import Link, links


def _drawn(page: object, address: str = "/x/") -> str:
    request = RequestFactory().get(address)
    return Template("{% load ui %}{% pages page %}").render(
        Context({"page": page, "request": request})
    )


def test_the_neighbours_and_the_ends_are_linked() -> None:
    page = Paginator(range(240), 20).page(6)
    numbers = [link.number for link in links(page, QueryDict(), "page")]
    assert numbers == [1, "…", 5, 6, 7, "…", 12]


def test_the_page_itself_is_marked_and_alone_on_a_phone() -> None:
    page = Paginator(range(60), 20).page(2)
    shown = [link for link in links(page, QueryDict(), "page") if not link.far]
    assert shown == [Link(2, "?page=2", current=True, far=False)]


def test_the_rest_of_the_address_stays() -> None:
    drawn = _drawn(Paginator(range(60), 20).page(1), "/x/?q=路灯&page=1")
    assert 'rel="next" href="?q=%E8%B7%AF%E7%81%AF&amp;page=2"' in drawn
    assert 'rel="prev"' not in drawn


def test_one_page_needs_no_links() -> None:
    assert _drawn(Paginator(range(3), 20).page(1)).strip() == ""


@dataclass
class Endless:
    number: int

    def has_previous(self) -> bool:
        return self.number > 1

    def has_next(self) -> bool:
        return True


def test_a_list_whose_end_is_unknown_has_both_ways_and_its_number() -> None:
    drawn = _drawn(Endless(3))
    assert ('href="?page=2"' in drawn, 'href="?page=4"' in drawn) == (True, True)
    assert "第3页" in drawn
