"""Scores that should not be, and a round that ended too soon."""

from tests.audit.crooked.planting import Crooked

ROWS: list[Crooked] = [
    (
        "selection.own",
        "a score in spite of a declared interest",
        ["selection_review {review}"],
        [
            "INSERT INTO selection_conflict (reviewer_id, candidate_id, words, at)"
            " VALUES ({reviewer}, {candidate}, '', now())"
        ],
    ),
    (
        "selection.own",
        "a score for one's own unit",
        ["selection_review {review}"],
        [
            "UPDATE selection_candidate SET unit_id = (SELECT p.unit_id FROM people_post p"
            " JOIN selection_reviewer w ON w.person_id = p.person_id WHERE w.id = {reviewer})"
            " WHERE id = {candidate}"
        ],
    ),
    (
        "selection.loads",
        "a reviewer who was spared",
        ["selection_round {round}"],
        ["DELETE FROM selection_review WHERE reviewer_id = {reviewer}"],
    ),
    (
        "selection.scores",
        "two scores for what is listed",
        ["selection_candidate {candidate}"],
        ["UPDATE selection_review SET score = NULL, saved_at = NULL WHERE id = {review}"],
    ),
    (
        "selection.weights",
        "weights that make 101",
        ["selection_round {round}"],
        [
            "UPDATE selection_criterion SET weight = weight + 1 WHERE round_id = {round}"
            ' AND "order" = 1'
        ],
    ),
    (
        "selection.severity",
        "a severity that outlasted the round",
        ["selection_severity {reviewer}"],
        [
            "DELETE FROM selection_severity WHERE reviewer_id <> {reviewer}",
            "UPDATE selection_round SET stage = 'selected' WHERE id = {round}",
        ],
    ),
    (
        "selection.notice",
        "a notice cut short, and an objection nobody decided",
        ["selection_objection {objection}", "selection_round {round}"],
        ["UPDATE selection_round SET stage = 'selected', ended_at = now() WHERE id = {round}"],
    ),
    (
        "selection.recomputed",
        "a score that was helped",
        ["selection_candidate {candidate}"],
        ["UPDATE selection_candidate SET corrected = corrected + 1 WHERE id = {candidate}"],
    ),
]
