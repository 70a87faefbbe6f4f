"""What a round promises: nobody's own, quotas kept, seats after a notice, nothing outlasts it."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qunce.common.laws import Breach, Law, Seen, Sum, by_query, select
from qunce.selection.models import Candidate, Round, Stage, State
from qunce.selection.queries.recomputing import differences

_OWN = """
SELECT r.id, c.number FROM selection_review r
JOIN selection_candidate c ON c.id = r.candidate_id
JOIN selection_reviewer w ON w.id = r.reviewer_id
JOIN selection_round d ON d.id = c.round_id
WHERE EXISTS (
    SELECT FROM people_post p WHERE p.person_id = w.person_id
    AND p.unit_id IN (c.unit_id, c.screener_id)
    AND (p.until_on IS NULL OR p.until_on >= d.made_at::date)
    AND r.saved_at::date BETWEEN p.since_on AND coalesce(p.until_on, r.saved_at::date)
) OR EXISTS (
    SELECT FROM selection_conflict f
    WHERE f.candidate_id = r.candidate_id AND f.reviewer_id = r.reviewer_id
)
ORDER BY 1
"""
_ELSEWHERE = """
SELECT r.id FROM selection_review r
JOIN selection_candidate c ON c.id = r.candidate_id
JOIN selection_reviewer w ON w.id = r.reviewer_id
WHERE c.round_id <> w.round_id ORDER BY 1
"""
_LOADS = """
SELECT round, min(n), max(n), (
    SELECT count(*) FROM selection_conflict f JOIN selection_reviewer w ON w.id = f.reviewer_id
    WHERE w.round_id = round
) + (
    SELECT count(*) FROM selection_appeal a JOIN selection_candidate c ON c.id = a.candidate_id
    WHERE c.round_id = round AND a.granted
) AS handed
FROM (
    SELECT w.round_id AS round, w.id, count(r.id) AS n FROM selection_reviewer w
    LEFT JOIN selection_review r ON r.reviewer_id = w.id GROUP BY 1, 2
) AS loads
GROUP BY round ORDER BY 1
"""
_BARRED = """
SELECT count(*) FROM selection_reviewer w JOIN selection_candidate c ON c.round_id = w.round_id
JOIN people_post p ON p.person_id = w.person_id AND p.unit_id IN (c.unit_id, c.screener_id)
WHERE w.round_id = %s
"""
_FEW = """
SELECT c.id, count(r.score) FROM selection_candidate c
LEFT JOIN selection_review r ON r.candidate_id = c.id
WHERE c.state IN ('listed', 'selected')
GROUP BY c.id HAVING count(r.score) < 3 ORDER BY 1
"""
_WEIGHTS = """
SELECT d.id, coalesce(sum(k.weight), 0) FROM selection_round d
LEFT JOIN selection_criterion k ON k.round_id = d.id
GROUP BY d.id HAVING coalesce(sum(k.weight), 0) <> 100 ORDER BY 1
"""
_OUTLASTED = """
SELECT s.reviewer_id, w.round_id FROM selection_severity s
JOIN selection_reviewer w ON w.id = s.reviewer_id
JOIN selection_round d ON d.id = w.round_id
WHERE d.stage NOT IN ('shortlist', 'notice') ORDER BY 1
"""
_UNDECIDED = """
SELECT 'selection_objection', o.id FROM selection_objection o
JOIN selection_candidate c ON c.id = o.candidate_id JOIN selection_round d ON d.id = c.round_id
WHERE d.stage = 'selected' AND o.granted IS NULL
UNION ALL
SELECT 'selection_round', d.id FROM selection_round d
WHERE d.stage = 'selected' AND (d.ended_at AT TIME ZONE 'Asia/Shanghai')::date <= d.notice_ends_on
ORDER BY 1, 2
"""


def sums() -> Iterator[Sum]:
    yield Sum(gettext_lazy("candidates of rounds"), Candidate.objects.count())
    for state in State:
        yield Sum(state.label, Candidate.objects.filter(state=state).count(), part=True)


def _own(seen: Seen) -> Iterator[Breach]:
    seen(_count("selection_review"))
    for pk, number in select(_OWN):
        words = _("candidate %(n)d is the reader's own, or an interest was declared")
        yield Breach(f"selection_review {pk}", words % {"n": number})
    for (pk,) in select(_ELSEWHERE):
        yield Breach(f"selection_review {pk}", _("joins two rounds"))


def _count(table: str) -> int:
    return next(int(n) for (n,) in select(f"SELECT count(*) FROM {table}"))


def _even(seen: Seen) -> Iterator[Breach]:
    """Loads differ by one, and by one more for each candidate handed to somebody else."""
    for pk, least, most, handed in select(_LOADS):
        seen(1)
        if most - least <= 1 + handed or next(select(_BARRED, [pk]))[0]:
            continue
        words = _("one reviewer has %(most)d candidates and another %(least)d")
        yield Breach(f"selection_round {pk}", words % {"most": most, "least": least})


def _few(pk: int, scores: int) -> Breach:
    return Breach(f"selection_candidate {pk}", _("is listed with %(n)d scores") % {"n": scores})


def _weights(pk: int, total: int) -> Breach:
    return Breach(f"selection_round {pk}", _("has weights that make %(n)d") % {"n": total})


def _outlasted(pk: int, round_id: int) -> Breach:
    words = _("a severity is kept outside the time of round %(n)d")
    return Breach(f"selection_severity {pk}", words % {"n": round_id})


def _undecided(table: str, pk: int) -> Breach:
    words = _("was left undecided, or the notice was cut short, when the round was closed")
    return Breach(f"{table} {pk}", words)


def _recomputed(seen: Seen) -> Iterator[Breach]:
    for round_ in Round.objects.filter(stage__in=[Stage.SHORTLIST, Stage.NOTICE, Stage.SELECTED]):
        seen(1)
        for candidate, words in differences(round_):
            row = (
                f"selection_candidate {candidate}" if candidate else f"selection_round {round_.pk}"
            )
            yield Breach(row, words)


LAWS = (
    Law(
        "selection.own",
        gettext_lazy("Nobody scores what came from their own unit or what they have a part in."),
        _own,
    ),
    Law(
        "selection.loads",
        gettext_lazy("The reviewers of a round read equally much, within one."),
        _even,
    ),
    Law(
        "selection.scores",
        gettext_lazy("Nothing is listed with fewer than three scores."),
        by_query("SELECT count(*) FROM selection_candidate", _FEW, _few),
    ),
    Law(
        "selection.weights",
        gettext_lazy("The weights of a round make a hundred."),
        by_query("SELECT count(*) FROM selection_round", _WEIGHTS, _weights),
    ),
    Law(
        "selection.severity",
        gettext_lazy("How severe a reviewer was ends with the round."),
        by_query("SELECT count(*) FROM selection_reviewer", _OUTLASTED, _outlasted),
    ),
    Law(
        "selection.notice",
        gettext_lazy("Nothing is selected before the notice is over and objections are decided."),
        by_query("SELECT count(*) FROM selection_round", _UNDECIDED, _undecided),
    ),
    Law(
        "selection.recomputed",
        gettext_lazy("Scores, ranks and the published list follow from the record alone."),
        _recomputed,
    ),
)
