"""Open data: what there is, what its columns mean, and the files."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_safe

from qunce.briefs.open_data import DATA_SETS, DICTIONARY, DataSet
from qunce.briefs.open_data.writing import as_csv, as_json, as_xlsx, licence
from qunce.briefs.queries.opened import version
from qunce.common import limits, now
from qunce.common.clock import today
from qunce.common.errors import TooMany
from qunce.sheets import XLSX_TYPE

# Of one address, which a whole school may share, and of everybody together. Measured at 115,000
# shown voices: 10 CPU seconds as CSV or JSON, 33 as Excel, which therefore counts for more.
MOST, HOUSE, WITHIN = 30, 120, timedelta(minutes=10)
LARGE, OF_A_LARGE_ONE = 10_000, 10
FORMS = ("csv", "json", "xlsx")


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    _last, at = version()
    listed = [(one, one.size() if one.size else None) for one in DATA_SETS.values()]
    context = {"listed": listed, "forms": FORMS, "licence": licence(), "at": at}
    return render(request, "briefs/open_data.html", context)


@require_safe
def one(request: HttpRequest, code: str) -> HttpResponse:
    """What the columns mean, out of what writes them."""
    found = _data(code)
    context = {"data": found, "forms": FORMS, "licence": licence(), "dictionary": DICTIONARY}
    return render(request, "briefs/open_data_columns.html", context)


def _mark(request: HttpRequest, code: str, form: str) -> str:
    """The same until something is recorded, a voice is placed, or a promise's day goes by."""
    last, _at = version()
    return f'W/"{code}-{form}-{translation.get_language()}-{last}-{today().isoformat()}"'


@require_safe
@condition(etag_func=_mark)
def file(request: HttpRequest, code: str, form: str) -> HttpResponseBase:
    found = _data(code)
    if form not in FORMS:
        raise Http404(_("There is no such file; the page of open data lists them."))
    _allow(request, _cost(found, form))
    made: HttpResponseBase = _MAKERS[form](found, now())
    made["Content-Disposition"] = f'attachment; filename="{code}-{today().isoformat()}.{form}"'
    # Words can be withdrawn: whoever keeps a copy asks before using it.
    made["Cache-Control"] = "no-cache"
    return made


def _data(code: str) -> DataSet:
    if code not in DATA_SETS:
        raise Http404(_("There is no such file; the page of open data lists them."))
    return DATA_SETS[code]


def _cost(data: DataSet, form: str) -> int:
    large = form == "xlsx" and data.size and data.size() >= LARGE
    return OF_A_LARGE_ONE if large else 1


def _allow(request: HttpRequest, cost: int) -> None:
    own = limits.count("open-data", limits.address(request), within=WITHIN, cost=cost)
    if own > MOST or limits.count("open-data", "everybody", within=WITHIN, cost=cost) > HOUSE:
        raise TooMany(
            _(
                "Many files were fetched within a short time. Please wait ten minutes. Whoever "
                "needs them often sends back the ETag of the last file: while nothing has changed, "
                "that costs nothing."
            )
        )


def _streamed(pieces: Iterator[bytes], kind: str) -> HttpResponseBase:
    return StreamingHttpResponse(_in(translation.get_language(), pieces), content_type=kind)


def _in(language: str | None, pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Rows are made when the page has long returned, perhaps in another language's thread."""
    while True:
        with translation.override(language):
            piece = next(pieces, None)
        if piece is None:
            return
        yield piece


_MAKERS: dict[str, Callable[[DataSet, datetime], HttpResponseBase]] = {
    "csv": lambda data, _at: _streamed(as_csv(data), "text/csv; charset=utf-8"),
    "json": lambda data, at: _streamed(as_json(data, at), "application/json"),
    "xlsx": lambda data, _at: FileResponse(as_xlsx(data), content_type=XLSX_TYPE),
}
