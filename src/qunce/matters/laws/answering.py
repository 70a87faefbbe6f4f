"""What was signed stays as it was signed, and says by when."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qunce.common.laws import Breach, Law, Seen, by_query, select
from qunce.matters.actions.beginning import whole
from qunce.matters.models import Answer, Matter
from qunce.matters.queries import gate
from qunce.proof import opens

_SIGNED = "SELECT count(*) FROM matters_answer WHERE signed_at IS NOT NULL"
# The entry of its signature, if there is one and only one.
_COMMITTED = """
SELECT a.id, count(e.id), max(e.body->>'text') FROM matters_answer a
LEFT JOIN record_entry e ON e.verb IN ('assignment.answer_signed', 'matter.answer_signed')
    AND (e.body->>'answer')::bigint = a.id
WHERE a.signed_at IS NOT NULL GROUP BY a.id ORDER BY a.id
"""
# The last time that its words were written down decides.
_WORDS = """
SELECT DISTINCT ON (subject_id) subject_id, body->>'text' FROM record_entry
WHERE subject_kind = 'matter' AND body ? 'text' AND verb <> 'matter.answer_signed'
ORDER BY subject_id, id DESC
"""
_UNPROMISED = """
SELECT a.id FROM matters_answer a
WHERE a.signed_at IS NOT NULL AND a.assignment_id IS NOT NULL
  AND a.result IN ('in_progress', 'planned')
  AND NOT EXISTS (SELECT FROM matters_promise p WHERE p.answer_id = a.id)
ORDER BY 1
"""
_FOREIGN = """
SELECT p.id FROM matters_promise p JOIN matters_answer a ON a.id = p.answer_id
WHERE a.signed_at IS NULL OR a.matter_id <> p.matter_id OR a.unit_id <> p.unit_id
ORDER BY 1
"""
_WORDLESS = """
SELECT id FROM matters_rating
WHERE 'dissatisfied' IN (manner, result, explanation) AND btrim(words) = '' ORDER BY 1
"""


def _answers(seen: Seen) -> Iterator[Breach]:
    found = {pk: (times, text) for pk, times, text in select(_COMMITTED)}
    for answer in Answer.objects.exclude(signed_at=None).order_by("pk").iterator(1_000):
        seen(1)
        times, text = found.get(answer.pk, (0, None))
        if times != 1:
            yield _answer(answer.pk, _("has %(n)d entries of its signature") % {"n": times})
        elif not opens(text or "", bytes(answer.salt), gate.whole(answer)):
            yield _answer(answer.pk, _("has other words than were signed"))


def _words(seen: Seen) -> Iterator[Breach]:
    found = dict(select(_WORDS))
    for matter in Matter.objects.order_by("pk").iterator(1_000):
        seen(1)
        if not opens(found.get(matter.pk) or "", bytes(matter.salt), whole(matter)):
            yield Breach(f"matters_matter {matter.pk}", _("has other words than are on record"))


def _unpromised(pk: int) -> Breach:
    return _answer(pk, _("says that it is being done or planned, and promises nothing"))


def _foreign(pk: int) -> Breach:
    return Breach(f"matters_promise {pk}", _("is not of a signed answer of this unit here"))


def _wordless(pk: int) -> Breach:
    return Breach(f"matters_rating {pk}", _("is dissatisfied and does not say with what"))


def _answer(pk: int, words: str) -> Breach:
    return Breach(f"matters_answer {pk}", words)


LAWS = (
    Law(
        "matters.signed",
        gettext_lazy("Every signed answer has the words that were signed."),
        _answers,
    ),
    Law(
        "matters.words",
        gettext_lazy("Every matter has the words that are on record."),
        _words,
    ),
    Law(
        "matters.promised",
        gettext_lazy("What is being done or planned has a dated promise."),
        by_query(f"{_SIGNED} AND result IN ('in_progress', 'planned')", _UNPROMISED, _unpromised),
    ),
    Law(
        "matters.promises",
        gettext_lazy("Every promise stands in a signed answer of the unit that keeps it."),
        by_query("SELECT count(*) FROM matters_promise", _FOREIGN, _foreign),
    ),
    Law(
        "matters.ratings",
        gettext_lazy("Whoever is dissatisfied said with what."),
        by_query("SELECT count(*) FROM matters_rating", _WORDLESS, _wordless),
    ),
)
