"""What every page of a reading begins with."""

from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from qunce.common.errors import NotAllowed
from qunce.people.entrance import DeskRequest
from qunce.reading import queries, rules
from qunce.reading.models import Corpus


def opened(request: DeskRequest, corpus_id: int) -> Corpus:
    """The corpus, for somebody who may look at it."""
    found = queries.corpus(corpus_id)
    if found is None:
        raise Http404
    corpus, jurisdiction_id = found
    if not rules.may_look(request.hat, jurisdiction_id):
        raise NotAllowed(_("Only the campaign office works on readings and themes."))
    return corpus


def numbers(sent: Iterable[str]) -> list[int]:
    """The numbers among what was ticked."""
    return [int(one) for one in sent if one.isdecimal() and len(one) < 19]


def number(request: HttpRequest, name: str, source: Any = None) -> int | None:
    """A number that was sent, or None."""
    found = numbers([(request.GET if source is None else source).get(name, "")])
    return found[0] if found else None
