"""Research topics at the desk: the call and the list for the office, a unit's own topics."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qunce.campaigns import actions
from qunce.campaigns import queries as campaigns
from qunce.campaigns.forms.topics import ReachedForm, TopicCallForm, TopicForm
from qunce.campaigns.models import Campaign, Topic, TopicCall
from qunce.campaigns.queries import topics
from qunce.campaigns.rules import may_report, may_run
from qunce.common.errors import Conflict, NotAllowed, Refused
from qunce.people.entrance import DeskRequest, hat_required
from qunce.people.models import Role
from qunce.people.rules import UNIT

READERS = (Role.OFFICE, Role.AUDITOR, *UNIT)
SIZE = 100


@hat_required(*READERS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def home(request: DeskRequest) -> HttpResponse:
    """The topics by where they stand; the office asks for them here."""
    campaign = campaigns.current(request.hat.jurisdiction_id)
    if campaign is None:
        return render(request, "campaigns/nothing.html", {"hat": request.hat})
    form = TopicCallForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _call(request, campaign, form):
        return redirect("topics:home")
    unit = request.hat.unit_id if request.hat.role in UNIT else None
    found = topics.topics_of(campaign.pk, unit=unit)
    steps = topics.by_step(found)
    asked = request.GET.get("step", "")
    step = asked if asked in {code for code, _title, _n in steps} else ""
    chosen = topics.topics_of(campaign.pk, unit=unit, step=step)
    page = Paginator(chosen, SIZE).get_page(request.GET.get("page"))
    context = {
        "hat": request.hat,
        "campaign": campaign,
        "form": form,
        "page": page,
        "calls": list(topics.calls(campaign)),
        "open_calls": list(topics.open_calls(campaign)) if unit else [],
        "steps": steps,
        "step": step,
        "lines": topics.lines(chosen.filter(pk__in=[t.pk for t in page])),
        "runs": may_run(request.hat, campaign.jurisdiction_id),
    }
    return render(request, "campaigns/topics.html", context, status=400 if form.errors else 200)


def _call(request: DeskRequest, campaign: Campaign, form: TopicCallForm) -> bool:
    known = form.cleaned_data
    directions = [line.strip() for line in known["directions"].splitlines() if line.strip()]
    try:
        actions.call_for_topics(
            campaign_id=campaign.pk, hat=request.hat, **{**known, "directions": directions}
        )
    except Refused as problem:
        form.add_error(None, str(problem.message))
        return False
    messages.success(request, _("The units are asked for topics."))
    return True


@hat_required(*READERS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def declare(request: DeskRequest, call_id: int) -> HttpResponse:
    """A unit's draft; it goes on as a matter, which the head declares."""
    call = TopicCall.objects.select_related("campaign").filter(pk=call_id).first()
    if call is None or call.campaign.jurisdiction_id != request.hat.jurisdiction_id:
        raise Http404
    if not call.campaign.participations.filter(unit=request.hat.unit_id).exists():
        raise NotAllowed(_("Topics are declared by the units that take part."))
    form = TopicForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            made = actions.draft_topic(call_id=call.pk, new=form.new(), hat=request.hat)
        except Refused as problem:
            form.add_error(None, str(problem.message))
        else:
            messages.success(request, _("The draft is kept. The head of the unit declares it."))
            return redirect("topics:topic", made.pk)
    context = {"hat": request.hat, "call": call, "form": form}
    return render(
        request, "campaigns/topic_draft.html", context, status=400 if form.errors else 200
    )


def opened(request: DeskRequest, topic_id: int) -> Topic:
    found = topics.topic(topic_id)
    if found is None or found.call.campaign.jurisdiction_id != request.hat.jurisdiction_id:
        raise Http404
    own = may_report(request.hat, found.participation.unit_id)
    if not own and (request.hat.role in UNIT or found.matter.step == "draft"):
        raise NotAllowed(_("A topic is read by its unit and by the office; a draft by its unit."))
    return found


@hat_required(*READERS)
@never_cache
@require_safe
def topic(request: DeskRequest, topic_id: int) -> HttpResponse:
    return _show(request, opened(request, topic_id), ReachedForm())


def _show(request: DeskRequest, found: Topic, form: ReachedForm, status: int = 200) -> HttpResponse:
    runs = may_run(request.hat, found.call.campaign.jurisdiction_id)
    context = {
        "hat": request.hat,
        "topic": found,
        "matter": found.matter,
        "milestones": list(found.milestones.all()),
        "form": form,
        "works": topics.is_running(found) and may_report(request.hat, found.participation.unit_id),
        "may_link": runs and found.matter.step == "as_suggestion" and found.became is None,
        "may_begin": runs and found.matter.step == "as_matter" and found.became is None,
    }
    return render(request, "campaigns/topic.html", context, status=status)


@hat_required(*READERS)
@require_POST
def reach(request: DeskRequest, topic_id: int, milestone_id: int) -> HttpResponse:
    found = opened(request, topic_id)
    if not found.milestones.filter(pk=milestone_id).exists():
        raise Http404
    form = ReachedForm(request.POST)
    if form.is_valid():
        words = form.cleaned_data["words"]
        try:
            actions.reach_milestone(milestone_id=milestone_id, words=words, hat=request.hat)
        except (Conflict, Refused) as problem:
            form.add_error(None, str(problem.message))
        else:
            messages.success(request, _("It is done and on record."))
            return redirect("topics:topic", found.pk)
    return _show(request, found, form, status=400)


@hat_required(*READERS)
@require_POST
def begin(request: DeskRequest, topic_id: int) -> HttpResponse:
    """Its result becomes a matter, which the office assigns next."""
    found = opened(request, topic_id)
    try:
        made = actions.begin_from_topic(topic_id=found.pk, hat=request.hat)
    except Refused as problem:
        messages.error(request, problem.message)
        return _show(request, found, ReachedForm(), status=problem.status)
    return redirect("matters:matter", made.pk)


@hat_required(*READERS)
@require_POST
def link(request: DeskRequest, topic_id: int) -> HttpResponse:
    """Its result became a suggestion of a deputy's, known by its number."""
    found = opened(request, topic_id)
    typed = request.POST.get("number", "").replace("\x00", "")
    try:
        actions.link_suggestion(topic_id=found.pk, number=typed, hat=request.hat)
    except Refused as problem:
        messages.error(request, problem.message)
        return _show(request, found, ReachedForm(), status=problem.status)
    messages.success(request, _("It is done and on record."))
    return redirect("topics:topic", found.pk)
