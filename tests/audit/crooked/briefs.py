"""Bulletins and figures that were bent."""

from tests.audit.crooked.planting import Crooked

ROWS: list[Crooked] = [
    (
        "briefs.numbers",
        "a number that was left out",
        ["briefs_brief {second_brief}"],
        ["UPDATE briefs_brief SET number = 3 WHERE id = {second_brief}"],
    ),
    (
        "briefs.figures",
        "a number that was bent",
        ["briefs_figure {received}"],
        ["UPDATE briefs_figure SET value = value + 1 WHERE id = {received}"],
    ),
    (
        "briefs.unaltered",
        "words changed after they were signed",
        ["briefs_brief {second_brief}"],
        ["UPDATE briefs_article SET text = text || '。' WHERE id = {article}"],
    ),
]
