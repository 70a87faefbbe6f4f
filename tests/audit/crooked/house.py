"""Columns and tables that cross the line: matters, never residents."""

from tests.audit.crooked.planting import Crooked

ROWS: list[Crooked] = [
    (
        "house.columns",
        "a column of political attitude",
        ["people_post.political_attitude"],
        ["ALTER TABLE people_post ADD COLUMN political_attitude text"],
    ),
    (
        "house.columns",
        "a score of persons",
        ["people_person.score"],
        ["ALTER TABLE people_person ADD COLUMN score integer"],
    ),
    (
        "house.columns",
        "a table of residents",
        ["places_resident.id", "places_resident.area"],
        ["CREATE TABLE places_resident (id bigint, area bigint)"],
    ),
]
