"""The scene of one text: where its writer lives, and the names that stay the same in it."""

from dataclasses import dataclass
from itertools import accumulate
from random import Random

from qunce.demo.city import AREAS, BY_CODE, UNITS, Area
from qunce.demo.writing.days import Days
from qunce.demo.writing.grammar import Grammar, Write

# Names that a text keeps once it has used them, and the rule that invents each.
KEPT = {
    "小区": "小区名",
    "小区二": "小区名",
    "路": "路名",
    "路二": "路名",
    "店": "店名",
    "公司": "公司名",
    "企业": "企业名",
    "开发商": "开发商名",
    "物业公司": "物业名",
    "建筑公司": "建筑商名",
    "装修公司": "装修名",
    "农业公司": "农业名",
    "配餐公司": "餐饮名",
    "旅游公司": "旅游名",
    "充电公司": "充电名",
    "学校": "学校名",
    "学校二": "学校名",
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
    "村二": "村名",
}


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
        self.days = Days(random)
        self.names: dict[str, str] = {}
        self.place = self._urban[0][0]
        self.rural = False
        self.topic: Write = lambda: ""
        self.near: list[str] = self._units
        self._home = ""
        self._charge = ""

    def start(self, *, rural: bool, near: list[str]) -> None:
        """A new text: somewhere else, nothing named yet; `near` are the units it may name."""
        places, weights = self._rural if rural else self._urban
        self.place = self._choices(places, cum_weights=weights)[0]
        self.rural = rural
        self.names = {}
        self.near = near or self._units
        self._home = ""
        self._charge = ""
        self.days.start()

    def sources(self) -> dict[str, Write]:
        area = {
            "县": lambda: self.place.county,
            "镇": lambda: self.place.town,
            "街道": lambda: self.place.town,
            "社区": lambda: self.place.area.name,
            "县短": self._county_stem,
            "镇短": lambda: self.place.town[:2],
            "社区短": lambda: self.place.area.name[:-1].removesuffix("社"),
            "路短": self._road_stem,
        }
        own = {
            "家": self._write_home,
            "谁": self._somebody,
            "单位": self.unit,
            "题": lambda: self.topic(),
        }
        return {**area, **own, **self.days.sources()}

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
        self._estate = grammar.rule("小区")
        self._people = {True: grammar.rule("村里谁"), False: grammar.rule("城里谁")}

    def _write_home(self) -> str:
        """Full at first; later short, as people do."""
        place = self.place
        if self._home:
            ours = ("我们村", "村里") if self.rural else ("我们小区", "小区")
            return (*ours, self._home)[int(self._random() * 3)]
        self._home = place.area.name if self.rural else self._estate()
        lead = [place.town, place.county + place.town]
        lead += [place.town] if self.rural else [place.county, "", place.area.name]
        return lead[int(self._random() * len(lead))] + self._home

    def _somebody(self) -> str:
        return self._people[self.rural]()

    def unit(self) -> str:
        """The unit in charge, the same throughout a text."""
        if not self._charge:
            # The first is mainly in charge.
            first = self._random() < 0.6
            self._charge = self.near[0 if first else int(self._random() * len(self.near))]
        return self._charge

    def _county_stem(self) -> str:
        name = self.place.county
        return "经开区" if name.endswith("开发区") else name[:2]

    def _road_stem(self) -> str:
        place = self.place
        return (place.town if self._random() < 0.5 else place.area.name)[:2]
