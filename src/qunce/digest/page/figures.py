"""Charts on the page: drawn once wide and once narrow, the screen decides which is seen."""

from collections import Counter
from collections.abc import Callable
from datetime import date

from qunce import charts
from qunce.charts import Picture
from qunce.digest.page.markup import Markup, tag
from qunce.digest.words import OUTCOMES, Say, percent
from qunce.insight import Outcome, Theme, Understanding

_WIDE, _NARROW = 680, 340  # px of text column and of a telephone
_MOST_DAYS = 400  # more bars than that are a blur, so months are drawn
Draw = Callable[[int], Picture]


def figure(draw: Draw, number: int, numbered: str) -> Markup:
    wide, narrow = draw(_WIDE), draw(_NARROW)
    return tag(
        "figure",
        tag("figcaption", tag("span", numbered.format(number), class_="no"), wide.title),
        tag("div", Markup(wide.svg), class_="wide"),
        tag("div", Markup(narrow.svg), class_="narrow"),
        tag("p", wide.words, class_="words"),
    )


def ledger(read: Understanding, say: Say) -> Draw:
    parts = [(say(key), read.ledger[Outcome(key)]) for key in OUTCOMES]
    words = say("ledger_words", received=read.received)
    return lambda width: charts.shares(say("f_ledger"), parts, words=words, width=width)


def largest(themes: list[Theme], received: int, say: Say) -> Draw:
    first = themes[0]
    words = say(
        "overview_words", name=first.name, size=first.size, share=percent(first.size / received)
    )
    title = say("f_overview", n=len(themes))
    rows = [(theme.name, theme.size) for theme in themes]
    return lambda width: charts.bars(title, rows, words=words, width=width)


def coverage(read: Understanding, first: int, say: Say) -> Draw:
    shares = read.coverage.share
    points = [(0.0, 0.0), *((float(n), share) for n, share in enumerate(shares, 1))]
    step = max(1, len(points) // 200)  # a smooth line needs no more
    kept = [*points[:-1:step], points[-1]]
    said = {"read": first, "share": percent(shares[first - 1])}
    return lambda width: charts.curve(
        say("f_coverage"),
        kept,
        x_title=say("coverage_x"),
        y_title=say("coverage_y"),
        mark=(first, shares[first - 1], say("coverage_mark", **said)),
        words=say("coverage_words", **said),
        width=width,
    )


def time(days: Counter[date], missing: int, say: Say) -> Draw:
    first, last = min(days), max(days)
    monthly = (last - first).days > _MOST_DAYS
    counts: Counter[date] = Counter()
    for day, count in days.items():
        counts[day.replace(day=1) if monthly else day] += count
    peak = max(counts, key=lambda day: (counts[day], day))
    words = say(
        "time_months" if monthly else "time_days",
        first=first.isoformat(),
        last=last.isoformat(),
        peak=peak.isoformat()[: 7 if monthly else 10],
        count=counts[peak],
    )
    if missing:
        words += say("time_missing", missing=missing)
    title = say("f_months" if monthly else "f_days")
    rows = sorted(counts.items())
    return lambda width: charts.days(title, rows, monthly=monthly, words=words, width=width)
