"""Rows that break a law, by the room whose law it is."""

from tests.audit.crooked import (
    briefs,
    campaigns,
    house,
    matters,
    people,
    reading,
    record,
    selection,
    voices,
)

ROOMS = {
    "briefs": briefs.ROWS,
    "campaigns": campaigns.ROWS,
    "house": house.ROWS,
    "matters": matters.ROWS,
    "people": people.ROWS,
    "reading": reading.ROWS,
    "record": record.ROWS,
    "selection": selection.ROWS,
    "voices": voices.ROWS,
}
