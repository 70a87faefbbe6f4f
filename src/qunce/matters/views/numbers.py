"""The numbers of suggestions at the desk, the matters behind each, and all of it as a table."""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from qunce import charts
from qunce.common.clock import today
from qunce.common.sent import number
from qunce.matters.queries import listing
from qunce.matters.queries.numbers import BY_CODE, RATES, RESULTS, tables
from qunce.matters.queries.numbers.figures import Figure, Rate
from qunce.matters.queries.numbers.tables import BY, Asked, Behind, Group
from qunce.matters.rules.seeing import OVERSEERS
from qunce.people.entrance import DeskRequest, hat_required
from qunce.people.queries import units_of
from qunce.sheets import XLSX_TYPE, Table, write_csv, write_xlsx

PER_PAGE = 40
_KIND = "deputy-suggestion"
# What stands in the table of groups; the rest stands above it and in the download.
_SHORT = ("answered", "in_time", "met", "returned", "satisfied", "kept")
_TYPES = {
    "xlsx": XLSX_TYPE,
    "csv": "text/csv; charset=utf-8",
}


@dataclass(frozen=True)
class Cell:
    """A rate, and where the matters that count and those that fall short are listed."""

    figure: Figure
    rate: Rate
    url: str
    missing_url: str


@hat_required(*OVERSEERS)
@never_cache
@require_safe
def numbers(request: DeskRequest) -> HttpResponse:
    place, asked, by = request.hat.jurisdiction_id, _asked(request), _by(request)
    whole = tables.counted(place, asked)
    context = {
        "asked": asked,
        "by": by,
        "kinds": listing.kinds(),
        "periods": tables.periods(place, asked.kind),
        "units": units_of(place),
        "total": whole.matters,
        "all_url": _rows(asked.kind, whole, "", False),
        "rates": _cells(asked.kind, whole, RATES),
        "results": [cell for cell in _cells(asked.kind, whole, RESULTS) if cell.rate.part],
        "picture": _picture(whole),
        "means": tables.means(place, asked),
        "columns": [BY_CODE[code] for code in _SHORT],
        "groups": _groups(place, asked, by),
        "query": _query(asked, by),
    }
    return render(request, "matters/numbers.html", context)


@hat_required(*OVERSEERS)
@never_cache
@require_safe
def rows(request: DeskRequest) -> HttpResponse:
    """The matters behind one number."""
    place, asked = request.hat.jurisdiction_id, _asked(request)
    code, missing = request.GET.get("figure", ""), request.GET.get("missing") == "1"
    ids: Any = Behind(place, asked, code, missing)
    page = Paginator(ids, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "matters": tables.listed(list(page.object_list)),
        "figure": BY_CODE.get(code),
        "missing": missing,
        "narrowed": _narrowed(place, asked),
        "back": f"{reverse('matters:numbers')}?{_query(asked, _by(request))}",
    }
    return render(request, "matters/numbers_rows.html", context)


@hat_required(*OVERSEERS)
@require_safe
def download(request: DeskRequest, form: str) -> HttpResponse:
    if form not in _TYPES:
        raise Http404
    place, asked, by = request.hat.jurisdiction_id, _asked(request), _by(request)
    everything = Group(_("All"), tables.counted(place, asked).cells)
    lines = list(tables.rows([everything, *tables.groups(place, asked, by)]))
    headers = {"Content-Disposition": f'attachment; filename="numbers-{today()}.{form}"'}
    return HttpResponse(_written(form, lines), content_type=_TYPES[form], headers=headers)


def _written(form: str, lines: Sequence[Sequence[Any]]) -> bytes:
    columns = [_("Of"), _("Figure"), _("Numerator"), _("Of how many"), _("Denominator"), "%"]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"numbers.{form}"
        if form == "csv":
            write_csv(path, columns, lines)
        else:
            write_xlsx(path, [Table(_("Numbers"), columns, lines, (28, 24, 10, 20, 10, 10))])
        return path.read_bytes()


def _asked(request: DeskRequest) -> Asked:
    """What the address asks for; what it has wrong is left out."""
    kinds = dict(listing.kinds())
    kind = request.GET.get("kind", "")
    kind = kind if kind in kinds else _KIND
    known = dict(tables.periods(request.hat.jurisdiction_id, kind))
    period = request.GET.get("period", "")
    return Asked(kind, period if period in known else "", number(request, "unit"))


def _by(request: DeskRequest) -> str:
    by = request.GET.get("by", "")
    return by if by in BY else BY[0]


def _query(asked: Asked, by: str) -> str:
    found = {"kind": asked.kind, "period": asked.period, "unit": asked.unit, "by": by}
    return urlencode({name: value for name, value in found.items() if value})


def _narrowed(jurisdiction_id: int, asked: Asked) -> str:
    names = [
        dict(listing.kinds())[asked.kind],
        dict(tables.periods(jurisdiction_id, asked.kind)).get(asked.period, ""),
        *units_of(jurisdiction_id).filter(pk=asked.unit or 0).values_list("name", flat=True),
    ]
    return " · ".join(filter(None, names))


def _groups(jurisdiction_id: int, asked: Asked, by: str) -> list[tuple[Group, str, list[Cell]]]:
    figures = [BY_CODE[code] for code in _SHORT]
    return [
        (group, _rows(asked.kind, group, "", False), _cells(asked.kind, group, figures))
        for group in tables.groups(jurisdiction_id, asked, by)
    ]


def _cells(kind: str, group: Group, figures: Sequence[Figure]) -> list[Cell]:
    return [
        Cell(f, rate, _rows(kind, group, f.code, False), _rows(kind, group, f.code, True))
        for f, rate in group.rates(figures)
    ]


def _rows(kind: str, group: Group, figure: str, missing: bool) -> str:
    asked = {
        "kind": kind,
        "period": group.period,
        "unit": group.unit,
        "figure": figure,
        "missing": int(missing),
    }
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"{reverse('matters:numbers_rows')}?{query}"


def _picture(whole: Group) -> charts.Picture | None:
    """What the answers come to, as bars."""
    found = [(str(f.title), rate.part) for f, rate in whole.rates(RESULTS) if rate.part]
    if not found:
        return None
    words = "、".join(f"{title} {n}" for title, n in found)
    return charts.bars(_("What the answers come to"), found, words=words, width=480)
