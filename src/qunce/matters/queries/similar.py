"""Earlier matters that ask for much the same, with what was answered and what came of it."""

from dataclasses import dataclass

from django.db.models import Prefetch, Q

from qunce.matters.models import Answer, Matter, Promise
from qunce.matters.queries.broken import is_broken
from qunce.matters.queries.saying import say
from qunce.procedure import Phase

# Of 1: titles of the demo that ask for the same share more than a quarter of their pairs.
_NEAR = 0.25
_PAIRS = 12  # as many pairs are asked of the database
_LOOKED_AT = 400
_SHOWN = 5
# In every title, so they say nothing.
_FRAME = ("关于", "建议", "的建", "加强", "进一步", "问题")


@dataclass(frozen=True)
class Similar:
    matter: Matter
    answers: list[Answer]
    promises: list[tuple[Promise, bool]]  # and whether it is broken

    @property
    def kind(self) -> str:
        return say(self.matter.grammar.title)


def similar(jurisdiction_id: int, title: str) -> list[Similar]:
    """The nearest by their titles, the nearest first; drafts are nobody else's business."""
    asked = pairs(title)
    ranked = [(_share(asked, pairs(m.title)), m) for m in _candidates(jurisdiction_id, asked)]
    near = sorted((-share, -m.pk, m) for share, m in ranked if share >= _NEAR)
    return [_similar(matter) for _share_of, _pk, matter in near[:_SHOWN]]


def pairs(title: str) -> set[str]:
    """Pairs of characters, without those that stand in every title."""
    signs = "".join(c for c in title if c.isalnum())
    for frame in _FRAME:
        signs = signs.replace(frame, " ")
    found = {signs[i : i + 2] for i in range(len(signs) - 1)}
    return {pair for pair in found if " " not in pair}


def _share(one: set[str], other: set[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


def _candidates(jurisdiction_id: int, asked: set[str]) -> list[Matter]:
    if not asked:
        return []
    words = Q()
    for pair in sorted(asked)[:_PAIRS]:
        words |= Q(title__contains=pair)
    found = Matter.objects.filter(words, jurisdiction=jurisdiction_id).exclude(phase=Phase.DRAFT)
    signed = Answer.objects.exclude(signed_at=None).select_related("unit").order_by("-pk")
    return list(
        found.order_by("-pk").prefetch_related(Prefetch("answers", signed), "promises")[:_LOOKED_AT]
    )


def _similar(matter: Matter) -> Similar:
    promises = [(promise, is_broken(promise)) for promise in matter.promises.all()]
    return Similar(matter, list(matter.answers.all()), promises)
