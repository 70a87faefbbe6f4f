"""The made-up city as plain values: areas, units, the campaign with its topics, deputies.

Every name is invented; every area code starts with 99, which no real place has.
"""

from qunce.demo.city.areas import AREAS, BY_CODE, Area
from qunce.demo.city.campaign import CAMPAIGN, TOPICS, Campaign, Phase, Topic
from qunce.demo.city.deputies import CONGRESS, DELEGATIONS, DEPUTIES, NUMBER, Delegation, Deputy
from qunce.demo.city.units import UNITS, Unit

__all__ = [
    "AREAS",
    "BY_CODE",
    "CAMPAIGN",
    "CONGRESS",
    "DELEGATIONS",
    "DEPUTIES",
    "NUMBER",
    "TOPICS",
    "UNITS",
    "Area",
    "Campaign",
    "Delegation",
    "Deputy",
    "Phase",
    "Topic",
    "Unit",
]
