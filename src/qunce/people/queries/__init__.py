"""Who somebody is here, and how the congress stands."""

from qunce.people.queries.congress import (
    Obstacle,
    SeatedDelegation,
    congress_of,
    deputies_of,
    deputy_of,
    may_move_bills,
    obstacle_to_bill,
    seated,
    session_open_at,
    sessions_of,
    term_at,
)
from qunce.people.queries.posts import (
    acting_deputies,
    area_of,
    hat_of,
    hats_of,
    unit_names,
    units_of,
)

__all__ = [
    "Obstacle",
    "SeatedDelegation",
    "acting_deputies",
    "area_of",
    "congress_of",
    "deputies_of",
    "deputy_of",
    "hat_of",
    "hats_of",
    "may_move_bills",
    "obstacle_to_bill",
    "seated",
    "session_open_at",
    "sessions_of",
    "term_at",
    "unit_names",
    "units_of",
]
