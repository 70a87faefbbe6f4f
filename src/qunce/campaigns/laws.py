"""A campaign's voices, summed up by campaign and by the unit that holds it."""

from collections.abc import Iterator

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qunce.campaigns import supervision_laws, topic_laws
from qunce.campaigns.models import Campaign
from qunce.common.laws import Breach, Law, Sum, by_query
from qunce.people.models import Unit
from qunce.voices.models import Voice

_SHARED_CALL = """
SELECT c.call_id, count(*) FROM campaigns_campaign_calls c GROUP BY c.call_id HAVING count(*) > 1
ORDER BY 1
"""

_TASKS = "FROM campaigns_task t JOIN campaigns_action a ON a.id = t.action_id"
_UNITS = "JOIN campaigns_participation p ON p.id = t.participation_id"
_MATTERS = "JOIN matters_matter m ON m.id = t.matter_id"
_ELSEWHERE = f"""
SELECT t.id {_TASKS} {_UNITS} {_MATTERS}
WHERE m.procedure <> 'campaign-task' OR m.place_id IS DISTINCT FROM p.unit_id
   OR a.campaign_id <> p.campaign_id OR a.own_id <> p.id ORDER BY 1
"""
_LOOSE = """
SELECT m.id FROM matters_matter m LEFT JOIN campaigns_task t ON t.matter_id = m.id
WHERE m.procedure = 'campaign-task' AND t.id IS NULL ORDER BY 1
"""
_CLOSED = "FROM campaigns_phase f WHERE f.closed_at IS NOT NULL"
_AJAR = f"""
SELECT f.id {_CLOSED} AND (
    f.approved_on < f.starts_on OR f.approved_on > f.closed_at::date + 1
    OR EXISTS (SELECT 1 FROM campaigns_phase e WHERE e.campaign_id = f.campaign_id
               AND e."order" < f."order" AND e.closed_at IS NULL)
    OR EXISTS (SELECT 1 {_TASKS} {_MATTERS} WHERE a.phase_id = f.id AND a.gates
               AND (m.ended_at IS NULL OR m.ended_at > f.closed_at))
) ORDER BY 1
"""
_UNSHOWN = f"""
SELECT t.id {_TASKS} {_MATTERS}
WHERE a.needs_evidence AND m.step = 'done'
  AND NOT EXISTS (SELECT 1 FROM campaigns_evidence e WHERE e.task_id = t.id) ORDER BY 1
"""


def sums() -> Iterator[Sum]:
    """Each voice is counted in one campaign at most, so the parts and the rest sum up."""
    held = Voice.objects.filter(call__campaigns__isnull=False).count()
    yield Sum(gettext_lazy("voices in campaigns"), held)
    for campaign in Campaign.objects.annotate(n=Count("calls__voice")).order_by("pk"):
        yield Sum(campaign.title, campaign.n, part=True)
    yield Sum(gettext_lazy("voices by the unit that holds the campaign"), held)
    units = Unit.objects.annotate(n=Count("campaign__calls__voice")).filter(n__gt=0)
    for unit in units.order_by("-n", "code"):
        yield Sum(unit.name, unit.n, part=True)


def _shared(call: int, campaigns: int) -> Breach:
    return Breach(
        f"voices_call {call}", _("belongs to %(n)d campaigns instead of one") % {"n": campaigns}
    )


def _elsewhere(task: int) -> Breach:
    return Breach(f"campaigns_task {task}", _("lies elsewhere than with the unit that owes it"))


def _loose(matter: int) -> Breach:
    return Breach(f"matters_matter {matter}", _("is a campaign task that no plan knows"))


def _ajar(phase: int) -> Breach:
    return Breach(f"campaigns_phase {phase}", _("is closed although a gate was open"))


def _unshown(task: int) -> Breach:
    return Breach(f"campaigns_task {task}", _("was taken as done although nothing shows it"))


LAWS = (
    Law(
        "campaigns.calls",
        gettext_lazy("A call belongs to one campaign at most, so no voice is counted twice."),
        by_query("SELECT count(*) FROM campaigns_campaign_calls", _SHARED_CALL, _shared),
    ),
    Law(
        "campaigns.tasks",
        gettext_lazy("A task is a matter that lies with the unit that owes it, in one campaign."),
        by_query("SELECT count(*) FROM campaigns_task", _ELSEWHERE, _elsewhere),
    ),
    Law(
        "campaigns.no_loose_task",
        gettext_lazy("Every matter of the kind campaign task belongs to a plan."),
        by_query(
            "SELECT count(*) FROM matters_matter WHERE procedure = 'campaign-task'", _LOOSE, _loose
        ),
    ),
    Law(
        "campaigns.gates",
        gettext_lazy("A phase closes after the one before it, when all that gates it is done."),
        by_query(f"SELECT count(*) {_CLOSED}", _AJAR, _ajar),
    ),
    Law(
        "campaigns.shown",
        gettext_lazy("A task that asks for evidence is done only when something shows it."),
        by_query(f"SELECT count(*) {_TASKS} WHERE a.needs_evidence", _UNSHOWN, _unshown),
    ),
    *supervision_laws.LAWS,
    *topic_laws.LAWS,
)
