"""The scene of one text: where its writer lives, and the names that stay the same in it."""

from dataclasses import dataclass
from itertools import accumulate
from random import Random

from qunce.demo.city import AREAS, BY_CODE, UNITS, Area
from qunce.demo.writing.grammar import Grammar, Write

# Names that a text keeps once it has used them, and the rule that invents each.
KEPT = {
    "小区": "小区名",
    "路": "路名",
    "路二": "路名",
    "店": "店名",
    "公司": "公司名",
    "学校": "学校名",
    "幼儿园名字": "幼儿园名",
    "医院": "医院名",
    "公交": "公交名",
    "市场": "市场名",
    "公园": "公园名",
    "河": "河名",
    "景区": "景区名",
    "机构": "机构名",
    "合作社": "合作社名",
    "厂": "厂名",
    "村": "村名",
}
AROUND_TOWN = (
    *("小区名",) * 5,
    *("路名",) * 4,
    "路口名",
    "店铺旁",
    "市场名",
    "公园名",
    "社区",
    "街道",
)
# How often a text comes back to a place that it has named: somebody writes about two or three
# places, not about a new one in each sentence.
COMES_BACK = 0.55
AROUND_VILLAGE = (*("村名",) * 6, "镇", "河名", "路名", "社区", "市场名")


@dataclass(frozen=True)
class Place:
    """A community or village with the names of what it lies in."""

    area: Area
    town: str
    county: str

    @classmethod
    def of(cls, area: Area) -> "Place":
        town = BY_CODE[area.parent or ""]
        return cls(area, town.name, BY_CODE[town.parent or ""].name)


def _weighted(level: str) -> tuple[list[Place], list[float]]:
    places = [Place.of(area) for area in AREAS if area.level == level]
    counties = [BY_CODE[BY_CODE[place.area.parent or ""].parent or ""] for place in places]
    names = [county.name for county in counties]
    weights = [
        county.people / names.count(county.name) * (2 if at % 5 == 0 else 1)
        for at, county in enumerate(counties)
    ]
    return places, list(accumulate(weights))


class Scene:
    """Sources of names for the grammar. `start` must be called before each text."""

    def __init__(self, random: Random) -> None:
        self._random = random.random
        self._choices = random.choices
        self._urban = _weighted("community")
        self._rural = _weighted("village")
        self._units = [unit.short for unit in UNITS]
        self.names: dict[str, str] = {}
        self.place = self._urban[0][0]
        self.topic: Write = lambda: ""
        self.near: list[str] = self._units
        self._home = ""
        self._named: list[str] = []

    def start(self, *, rural: bool, near: list[str]) -> None:
        """A new text: somewhere else, nothing named yet; `near` are the units it may name."""
        places, weights = self._rural if rural else self._urban
        self.place = self._choices(places, cum_weights=weights)[0]
        self.names = {}
        self.near = near or self._units
        self._home = ""
        self._named = []

    def sources(self) -> dict[str, Write]:
        area = {
            "县": lambda: self.place.county,
            "镇": lambda: self.place.town,
            "街道": lambda: self.place.town,
            "社区": lambda: self.place.area.name,
            "县短": lambda: self.place.county[:2],
            "镇短": lambda: self.place.town[:2],
            "社区短": lambda: self.place.area.name[:-1].removesuffix("社"),
            "路短": self._road_stem,
            "哪里": self._elsewhere,
        }
        return {**area, "家": self._write_home, "单位": self._unit, "题": lambda: self.topic()}

    def keep(self, grammar: Grammar) -> dict[str, Write]:
        return {name: self._kept(name, grammar, rule) for name, rule in KEPT.items()}

    def _kept(self, name: str, grammar: Grammar, rule: str) -> Write:
        invent: list[Write] = []

        def write() -> str:
            known = self.names.get(name)
            if known is None:
                if not invent:
                    invent.append(grammar.rule(rule))
                known = self.names[name] = invent[0]()
            return known

        return write

    def bind(self, grammar: Grammar) -> None:
        """Where else things happen: in the town around a town-dweller, in villages around."""
        self._estate = grammar.rule("小区")
        self._around = {
            "community": [grammar.rule(name) for name in AROUND_TOWN],
            "village": [grammar.rule(name) for name in AROUND_VILLAGE],
        }

    def _elsewhere(self) -> str:
        """Often a place named before, but never the same twice in a row."""
        named = self._named
        if len(named) > 1 and self._random() < COMES_BACK:
            place = named.pop(int(self._random() * (len(named) - 1)))
        else:
            place = self._somewhere()
            while place in named:
                place = self._somewhere()
        named.append(place)
        return place

    def _somewhere(self) -> str:
        around = self._around[self.place.area.level]
        return around[int(self._random() * len(around))]()

    def _write_home(self) -> str:
        """Full at first; later short, as people do."""
        if self._home:
            return ("我们这里", self._home, self._home)[int(self._random() * 3)]
        place = self.place
        if place.area.level == "village":
            self._home = place.area.name
            return place.town + place.area.name
        self._home = self._estate()
        lead = (place.county, place.town, place.county + place.town, "", place.area.name)
        return lead[int(self._random() * 5)] + self._home

    def _unit(self) -> str:
        near = self.near if self._random() < 0.95 else self._units
        return near[int(self._random() * len(near))]

    def _road_stem(self) -> str:
        place = self.place
        return (place.town if self._random() < 0.5 else place.area.name)[:2]
