"""The inventory of publicity, and contests."""

from pathlib import Path
from tempfile import TemporaryDirectory

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qunce.campaigns import actions
from qunce.campaigns import queries as campaigns
from qunce.campaigns.forms.publicity import ContestForm, EntryForm, PublicityForm
from qunce.campaigns.models import Campaign, Contest, ContestEntry, Publicity
from qunce.campaigns.queries import publicity
from qunce.campaigns.rules import may_run
from qunce.common.clock import today
from qunce.common.errors import Refused
from qunce.people.entrance import DeskRequest, hat_required
from qunce.people.models import Role
from qunce.people.rules import UNIT
from qunce.places.models import Area, Level
from qunce.sheets import XLSX_TYPE, Table, write_xlsx

READERS = (Role.OFFICE, *UNIT)
SIZE = 60


def _campaign(request: DeskRequest) -> Campaign:
    campaign = campaigns.current(request.hat.jurisdiction_id)
    if campaign is None:
        raise Http404(_("There is no campaign at this address."))
    return campaign


def _own(request: DeskRequest) -> int | None:
    """A unit sees what it entered itself, the office all of it."""
    return request.hat.unit_id if request.hat.role in UNIT else None


@hat_required(*READERS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def home(request: DeskRequest) -> HttpResponse:
    """The totals, the lines, and the form for one more."""
    campaign = campaigns.current(request.hat.jurisdiction_id)
    if campaign is None:
        return render(request, "campaigns/nothing.html", {"hat": request.hat})
    places = Area.objects.filter(
        jurisdiction=campaign.jurisdiction_id, level__in=[Level.COUNTY, Level.ZONE], valid_to=None
    )
    data = request.POST if request.method == "POST" else None
    form = PublicityForm(list(places.order_by("code")), data)
    if form.is_bound and form.is_valid():
        try:
            actions.enter_publicity(campaign_id=campaign.pk, new=form.new(), hat=request.hat)
        except Refused as problem:
            form.add_error(None, str(problem.message))
        else:
            messages.success(request, _("The line is in the inventory."))
            return redirect("publicity:home")
    found = publicity.inventory(campaign.pk, _own(request))
    page = Paginator(found, SIZE).get_page(request.GET.get("page"))
    context = {
        "hat": request.hat,
        "campaign": campaign,
        "form": form,
        "totals": publicity.totals(found),
        "page": page,
        "count": page.paginator.count,
        "contests": list(publicity.contests(campaign)),
        "contest_form": ContestForm(),
        "runs": may_run(request.hat, campaign.jurisdiction_id),
    }
    return render(request, "campaigns/publicity.html", context, status=400 if form.errors else 200)


@hat_required(*READERS)
@require_POST
def strike(request: DeskRequest, publicity_id: int) -> HttpResponse:
    here = Publicity.objects.filter(campaign__jurisdiction=request.hat.jurisdiction_id)
    if not here.filter(pk=publicity_id).exists():
        raise Http404
    actions.strike_publicity(publicity_id=publicity_id, hat=request.hat)
    messages.success(request, _("The line counts no longer."))
    return redirect("publicity:home")


@hat_required(*READERS)
@never_cache
@require_safe
def sheet(request: DeskRequest) -> HttpResponse:
    """All lines as a spreadsheet."""
    campaign = _campaign(request)
    columns = [_("Unit"), _("What it is"), _("County"), _("Where"), _("How many"), _("From")]
    rows = publicity.sheet_rows(publicity.inventory(campaign.pk, _own(request)))
    table = Table(_("Publicity"), [*columns, _("Until")], rows, (28, 14, 14, 40, 10, 12, 12))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "publicity.xlsx"
        write_xlsx(path, [table])
        answer = HttpResponse(path.read_bytes(), content_type=XLSX_TYPE)
    name = f"publicity-{today().isoformat()}.xlsx"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@hat_required(Role.OFFICE)
@require_POST
def open_contest(request: DeskRequest) -> HttpResponse:
    campaign, form = _campaign(request), ContestForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("A contest has a kind, a title and a last day."))
        return redirect("publicity:home")
    try:
        made = actions.open_contest(campaign_id=campaign.pk, hat=request.hat, **form.cleaned_data)
    except Refused as problem:
        messages.error(request, problem.message)
        return redirect("publicity:home")
    return redirect("publicity:contest", made.pk)


@hat_required(*READERS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def contest(request: DeskRequest, contest_id: int) -> HttpResponse:
    """The texts and their results; a unit sends one here."""
    found = _contest(request, contest_id)
    form = EntryForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            actions.send_entry(contest_id=found.pk, hat=request.hat, **form.cleaned_data)
        except Refused as problem:
            form.add_error(None, str(problem.message))
        else:
            messages.success(request, _("The text is sent in."))
            return redirect("publicity:contest", found.pk)
    entries = found.entries.select_related("unit")
    is_open = today() <= found.closes_on
    if own := _own(request):
        # Once it is closed, what won a prize is there for every unit to read.
        won = Q(pk=None) if is_open else ~Q(award="")
        entries = entries.filter(Q(unit=own) | won)
    context = {
        "hat": request.hat,
        "contest": found,
        "form": form,
        "entries": entries,
        "awards": ContestEntry.Award.choices,
        "runs": may_run(request.hat, request.hat.jurisdiction_id),
        "is_open": is_open,
    }
    return render(request, "campaigns/contest.html", context, status=400 if form.errors else 200)


def _contest(request: DeskRequest, contest_id: int) -> Contest:
    found = publicity.contest(contest_id)
    if found is None or found.campaign.jurisdiction_id != request.hat.jurisdiction_id:
        raise Http404
    return found


@hat_required(Role.OFFICE)
@require_POST
def award(request: DeskRequest, contest_id: int, entry_id: int) -> HttpResponse:
    found = _contest(request, contest_id)
    if not found.entries.filter(pk=entry_id).exists():
        raise Http404
    try:
        actions.award(entry_id=entry_id, prize=request.POST.get("award", ""), hat=request.hat)
    except Refused as problem:
        messages.error(request, problem.message)
    else:
        messages.success(request, _("It is done and on record."))
    return redirect("publicity:contest", found.pk)
