"""What every page of a reading begins with."""

from django.http import Http404
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
