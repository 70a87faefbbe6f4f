"""The dates of one text: written in one manner, each later than the one before."""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from qunce.demo.city import CAMPAIGN

Write = Callable[[], str]
SOONEST, LONGEST = 50, 480  # days before the campaign when the matter began
STEP = 24  # at most so many days between two things that happened


def _plain(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _spoken(day: date) -> str:
    return f"{_year(day)}{day.month}月{day.day}号"


def _short(day: date) -> str:
    return f"{day.month}月{day.day}日" if day.year == _now().year else _plain(day)


def _pointed(day: date) -> str:
    return f"{day.year}.{day.month}.{day.day}"


STYLES = (_plain, _spoken, _spoken, _spoken, _spoken, _short, _short, _short, _short, _pointed)
PARTS = ("", "", "", "份", "初", "底", "中旬")


def _now() -> date:
    return CAMPAIGN.ideas_from


def _year(day: date) -> str:
    return "去年" if day.year < _now().year else ""


class Days:
    """`start` must be called before each text."""

    def __init__(self, random: Random) -> None:
        self._random = random.random
        self.start()

    def start(self) -> None:
        self._style = STYLES[int(self._random() * len(STYLES))]
        ago = SOONEST + int(self._random() * (LONGEST - SOONEST))
        self.today = self._began = _now() - timedelta(days=ago)

    def sources(self) -> dict[str, Write]:
        return {"起": self._since, "日": self._next}

    def _since(self) -> str:
        began = self._began
        year = f"{began.year}年" if self._style is _plain else _year(began) or "今年"
        return f"{year}{began.month}月{PARTS[int(self._random() * len(PARTS))]}"

    def _next(self) -> str:
        left = (_now() - self.today).days
        self.today += timedelta(days=1 + int(self._random() * min(STEP, max(left // 2, 1))))
        return self._style(self.today)
