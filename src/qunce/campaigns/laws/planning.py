"""A call is one campaign's, a task is a matter of its plan, a phase closes behind its gates."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qunce.common.laws import Breach, Law, by_query

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


# Who helps takes part, and never helps itself.
_HELPED = """
FROM matters_assignment h
JOIN matters_matter m ON m.id = h.matter_id AND m.procedure = 'campaign-task'
"""
_ODD_HELPERS = f"""
SELECT h.id {_HELPED} WHERE h.mode <> 'co' OR h.procedure <> 'co-task' OR h.unit_id = m.place_id
   OR h.step NOT IN ('returned', 'ended') AND NOT EXISTS (
       SELECT FROM campaigns_task t JOIN campaigns_action a ON a.id = t.action_id
       JOIN campaigns_participation p ON p.campaign_id = a.campaign_id
       WHERE t.matter_id = m.id AND p.unit_id = h.unit_id
   ) ORDER BY 1
"""
_PLANNED = """
FROM campaigns_action_co_units c JOIN campaigns_action a ON a.id = c.action_id
JOIN campaigns_participation p ON p.id = c.participation_id
"""
_ODDLY_PLANNED = f"""
SELECT DISTINCT a.id {_PLANNED} WHERE p.campaign_id <> a.campaign_id OR a.own_id = p.id ORDER BY 1
"""


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


def _odd_helper(part: int) -> Breach:
    return Breach(f"matters_assignment {part}", _("helps with a task of its own, or takes no part"))


def _oddly_planned(action: int) -> Breach:
    return Breach(
        f"campaigns_action {action}", _("is to be helped with by who leads it or takes no part")
    )


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
        "campaigns.helpers",
        gettext_lazy("Who helps with a task takes part in its campaign and does not lead it."),
        by_query(f"SELECT count(*) {_HELPED}", _ODD_HELPERS, _odd_helper),
    ),
    Law(
        "campaigns.planned_helpers",
        gettext_lazy("Who is to help with an action takes part in its campaign."),
        by_query(f"SELECT count(*) {_PLANNED}", _ODDLY_PLANNED, _oddly_planned),
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
)
