"""What a reading says, for pages: the ledger, themes, coverage, and where one voice stands.

`public=True` is what the square may show: words of shown voices only, no small cells.
"""

from qunce.reading.queries.corpora import (
    calls_of,
    corpora_of,
    corpus,
    jurisdiction_of,
    last_reading,
    lessons,
    progress,
)
from qunce.reading.queries.coverage import Coverage, coverage, coverage_of
from qunce.reading.queries.families import (
    Place,
    families_of,
    family_page,
    lines_of,
    members_of,
    places_of,
)
from qunce.reading.queries.hints import Hints, hints_of
from qunce.reading.queries.ledger import Ledger, ledger
from qunce.reading.queries.movements import MovementCard, movements_of
from qunce.reading.queries.pages import FamilyCard, ThemePage, theme_page
from qunce.reading.queries.places import leftovers, placement_of, placements_of, theme_of_voice
from qunce.reading.queries.themes import SMALL, ThemeCard, leaves_of, theme_choices, themes

__all__ = [
    "SMALL",
    "Coverage",
    "FamilyCard",
    "Hints",
    "Ledger",
    "MovementCard",
    "Place",
    "ThemeCard",
    "ThemePage",
    "calls_of",
    "corpora_of",
    "corpus",
    "coverage",
    "coverage_of",
    "families_of",
    "family_page",
    "hints_of",
    "jurisdiction_of",
    "last_reading",
    "leaves_of",
    "ledger",
    "leftovers",
    "lessons",
    "lines_of",
    "members_of",
    "movements_of",
    "placement_of",
    "placements_of",
    "places_of",
    "progress",
    "theme_choices",
    "theme_of_voice",
    "theme_page",
    "themes",
]
