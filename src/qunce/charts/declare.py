"""What each kind of chart looks like, as a Vega-Lite declaration."""

import datetime as dt
import math
from collections.abc import Sequence
from typing import Any

from qunce.charts.look import CONFIG, INK, LINE, PARTS, RED, STEP, folded, width_of
from qunce.charts.picture import Picture, Value

BAD_NUMBERS = "a chart shows finite numbers only"
_SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
_LABEL_SHARE = 0.38  # of the width at most for the names of bars


def bars(
    title: str, rows: Sequence[tuple[str, float]], *, words: str = "", width: int = 640
) -> Picture:
    """Horizontal bars in the order given, with names of any length and the value at the end."""
    _finite(value for _, value in rows)
    names = [folded(name, round(width * _LABEL_SHARE)) for name, _ in rows]
    said = [_number(value) for _, value in rows]
    values = [
        {"order": n, "name": name, "lines": name.count("\n") + 1, "value": value, "said": text}
        for n, (name, text, (_, value)) in enumerate(zip(names, said, rows, strict=True))
    ]
    left = max(map(width_of, names), default=0) + 8
    right = max(map(width_of, said), default=0) + 12
    lines = sorted({name.count("\n") + 1 for name in names})
    no_axis = {"title": None, "labels": False, "domain": False, "minExtent": left}
    declared = {
        "width": max(width - left - right, 60),
        "height": {"step": max(STEP, lines[-1] * LINE + 10) if lines else STEP},
        "data": {"values": values},
        "encoding": {"y": {"field": "order", "type": "ordinal", "axis": no_axis}},
        "layer": [_bar(), _value_at_the_end(), *map(_name_of_bar, lines)],
    }
    return _picture(title, words, declared, rows)


def _bar() -> dict[str, Any]:
    x = {"field": "value", "type": "quantitative", "axis": None, "scale": {"zero": True}}
    return {
        "mark": {"type": "bar", "color": RED, "height": {"band": 0.62}},
        "encoding": {"x": x},
    }


def _value_at_the_end() -> dict[str, Any]:
    return {
        "mark": {"type": "text", "align": "left", "dx": 6, "color": INK},
        "encoding": {
            "x": {"field": "value", "type": "quantitative"},
            "text": {"field": "said", "type": "nominal"},
        },
    }


def _name_of_bar(lines: int) -> dict[str, Any]:
    """The names of so many lines, which an axis would not centre on their bars."""
    return {
        "transform": [{"filter": f"datum.lines === {lines}"}],
        "mark": {
            "type": "text",
            "align": "right",
            "dx": -8,
            "dy": -(lines - 1) * LINE / 2,
            "lineHeight": LINE,
            "lineBreak": "\n",
            "color": INK,
        },
        "encoding": {"x": {"value": 0}, "text": {"field": "name", "type": "nominal"}},
    }


def curve(
    title: str,
    points: Sequence[tuple[float, float]],
    *,
    x_title: str,
    y_title: str,
    mark: tuple[float, float, str] | None = None,
    words: str = "",
    width: int = 640,
) -> Picture:
    """A line of shares (0 to 1) over counts, such as "read N, hear X %"; one point may be named."""
    _finite(value for point in points for value in point)
    x = {
        "field": "x",
        "type": "quantitative",
        "axis": {"title": x_title, "grid": False, "tickCount": 5, "format": ",d"},
    }
    y = {
        "field": "y",
        "type": "quantitative",
        "scale": {"domain": [0, 1]},
        "axis": {
            "title": y_title,
            "format": ".0%",
            "tickCount": 5,
            "titleAngle": 0,
            "titleAlign": "left",
            "titleAnchor": "end",
            "titleY": -14,
            "titleX": -30,
        },
    }
    layers: list[dict[str, Any]] = [
        {
            "data": {"values": [{"x": a, "y": b} for a, b in points]},
            "mark": {"type": "line", "color": RED, "strokeWidth": 2.5, "interpolate": "monotone"},
            "encoding": {"x": x, "y": y},
        }
    ]
    if mark:
        layers += _named_point(*mark, last=points[-1][0] if points else 0)
    declared = {"width": width - 70, "height": round(min(width * 0.45, 260)), "layer": layers}
    return _picture(title, words, declared, list(points))


def days(
    title: str,
    counts: Sequence[tuple[dt.date, int]],
    *,
    monthly: bool = False,
    words: str = "",
    width: int = 640,
) -> Picture:
    """A bar for each day (or month, given by its first day); those not given have none."""
    _finite(count for _, count in counts)
    unit = "utcyearmonth" if monthly else "utcyearmonthdate"
    axis = {
        "title": None,
        "grid": False,
        "format": "%Y-%m" if monthly else "%Y-%m-%d",
        "tickCount": max(2, width // 130),
        "labelOverlap": True,
    }
    count_axis = {"title": None, "tickCount": 4, "tickMinStep": 1, "format": ",d"}
    declared = {
        "width": width - 70,
        "height": round(min(width * 0.35, 200)),
        "data": {"values": [{"day": day.isoformat(), "n": n} for day, n in counts]},
        "mark": {"type": "bar", "color": RED, "binSpacing": 0.5},
        "encoding": {
            "x": {"field": "day", "type": "temporal", "timeUnit": unit, "axis": axis},
            "y": {"field": "n", "type": "quantitative", "axis": count_axis},
        },
    }
    return _picture(title, words, declared, [(day.isoformat(), n) for day, n in counts])


def shares(
    title: str, parts: Sequence[tuple[str, float]], *, words: str = "", width: int = 640
) -> Picture:
    """One bar that is the whole, its parts beside each other, and what each part is."""
    _finite(value for _, value in parts)
    whole = sum(value for _, value in parts) or 1
    names = [f"{name} {_number(value)}（{value / whole:.1%}）" for name, value in parts]
    longest = max(map(width_of, names), default=0) + 40
    color = {
        "field": "name",
        "type": "nominal",
        "sort": names,
        "scale": {"domain": names, "range": [PARTS[n % len(PARTS)] for n in range(len(names))]},
        "legend": {
            "title": None,
            "orient": "bottom",
            "columns": max(1, width // longest),
            "columnPadding": 24,
            "rowPadding": 6,
            "offset": 12,
        },
    }
    declared = {
        "width": width - 12,
        "height": 34,
        "data": {
            "values": [
                {"order": n, "name": name, "value": value}
                for n, (name, (_, value)) in enumerate(zip(names, parts, strict=True))
            ]
        },
        "mark": {"type": "bar", "height": 34},
        "encoding": {
            "x": {
                "field": "value",
                "type": "quantitative",
                "stack": "zero",
                "axis": None,
                "scale": {"domain": [0, whole]},
            },
            "color": color,
            "order": {"field": "order"},
        },
    }
    return _picture(title, words, declared, list(parts))


def _named_point(x: float, y: float, name: str, last: float) -> list[dict[str, Any]]:
    """A dashed line down from the point, and its name at the foot, where a rising curve is not."""
    left = x > last * 0.55
    at = {"values": [{"x": x, "y": y, "foot": 0.07, "name": name}]}
    across = {"x": {"field": "x", "type": "quantitative"}}
    up = {"y": {"field": "y", "type": "quantitative"}}
    foot = {"y": {"field": "foot", "type": "quantitative"}}
    text = {
        "type": "text",
        "align": "right" if left else "left",
        "dx": -8 if left else 8,
        "fontWeight": "bold",
        "color": INK,
    }
    return [
        {
            "data": at,
            "mark": {"type": "rule", "color": RED, "strokeDash": [4, 4]},
            "encoding": {**across, **up, "y2": {"datum": 0}},
        },
        {
            "data": at,
            "mark": {"type": "point", "color": RED, "filled": True, "size": 70, "opacity": 1},
            "encoding": {**across, **up},
        },
        {
            "data": at,
            "mark": text,
            "encoding": {**across, **foot, "text": {"field": "name", "type": "nominal"}},
        },
    ]


def _picture(
    title: str, words: str, declared: dict[str, Any], rows: Sequence[tuple[Value, Value]]
) -> Picture:
    return Picture(title, words, {"$schema": _SCHEMA, "config": CONFIG, **declared}, tuple(rows))


def _number(value: float) -> str:
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"


def _finite(values: Any) -> None:
    if not all(math.isfinite(value) for value in values):
        raise ValueError(BAD_NUMBERS)
