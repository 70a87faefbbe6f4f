"""What holds of every group, visit and finding (rule 20)."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qunce.common.clock import today
from qunce.common.laws import Breach, Law, Seen, by_query, count, select

_GROUPED = "SELECT count(*) FROM campaigns_participation WHERE group_id IS NOT NULL"
_NO_GROUP = """
SELECT p.id FROM campaigns_participation p
LEFT JOIN campaigns_supervisiongroup g ON g.unit_id = p.group_id
WHERE p.group_id IS NOT NULL AND (g.id IS NULL OR g.campaign_id <> p.campaign_id)
ORDER BY 1
"""
# Whatever they do there: also the post that they do not wear now.
_OWN = """
SELECT DISTINCT m.id FROM campaigns_participation p
JOIN people_post m ON m.unit_id = p.group_id AND m.role = 'supervisor'
JOIN people_post o ON o.person_id = m.person_id AND o.unit_id = p.unit_id
WHERE (m.until_on IS NULL OR m.until_on >= %(on)s) AND (o.until_on IS NULL OR o.until_on >= %(on)s)
ORDER BY 1
"""
_VISITS = "SELECT count(*) FROM campaigns_visit"
_MISPLACED = """
SELECT v.id FROM campaigns_visit v
JOIN campaigns_participation p ON p.id = v.participation_id
JOIN campaigns_campaign c ON c.id = p.campaign_id
JOIN campaigns_phase f ON f.id = v.phase_id
JOIN campaigns_supervisiongroup g ON g.id = v.group_id
WHERE f.campaign_id <> c.id OR g.campaign_id <> c.id OR v.on NOT BETWEEN c.starts_on AND c.ends_on
   OR NOT EXISTS (SELECT FROM record_entry e WHERE e.verb = 'visit.written'
                  AND e.subject_kind = 'visit' AND e.subject_id = v.id)
ORDER BY 1
"""
# A finding of an earlier visit was open when this one was written.
_AGAIN = """
SELECT v.id FROM campaigns_visit v
WHERE v.because = '' AND EXISTS (
    SELECT FROM campaigns_visit w WHERE w.participation_id = v.participation_id
    AND w.phase_id = v.phase_id AND w.written_at < v.written_at
) AND NOT EXISTS (
    SELECT FROM campaigns_finding f
    JOIN campaigns_visit w ON w.id = f.visit_id JOIN matters_matter m ON m.id = f.matter_id
    WHERE w.participation_id = v.participation_id AND m.begun_at <= v.written_at
    AND w.id <> v.id AND (m.ended_at IS NULL OR m.ended_at >= v.written_at)
) ORDER BY 1
"""
_FINDINGS = "SELECT count(*) FROM matters_matter WHERE procedure = 'finding'"
_STRAY = """
SELECT m.id FROM matters_matter m
LEFT JOIN campaigns_finding f ON f.matter_id = m.id
LEFT JOIN campaigns_visit v ON v.id = f.visit_id
LEFT JOIN campaigns_participation p ON p.id = v.participation_id
LEFT JOIN campaigns_supervisiongroup g ON g.id = v.group_id
LEFT JOIN campaigns_task t ON t.id = f.task_id
WHERE (m.procedure = 'finding' OR f.id IS NOT NULL) AND (
    f.id IS NULL OR m.procedure <> 'finding' OR m.place_id IS DISTINCT FROM p.unit_id
    OR m.group_id IS DISTINCT FROM g.unit_id OR t.participation_id <> p.id
    OR coalesce(m.evidence ->> 'severity', '') NOT IN ('hint', 'general', 'serious')
) ORDER BY 1
"""


def _own(seen: Seen) -> Iterator[Breach]:
    seen(count(_GROUPED))
    on = today()
    for (pk,) in select(_OWN.replace("%(on)s", "%s"), [on, on]):
        yield Breach(
            f"people_post {pk}", _("this member of a group would supervise their own unit")
        )


def _no_group(pk: int) -> Breach:
    return Breach(
        f"campaigns_participation {pk}", _("its group is no supervision group of its campaign")
    )


def _misplaced(pk: int) -> Breach:
    return Breach(
        f"campaigns_visit {pk}", _("is not of its campaign's phases and groups, or not on record")
    )


def _again(pk: int) -> Breach:
    return Breach(
        f"campaigns_visit {pk}", _("is a second one in its phase without a finding or a reason")
    )


def _stray(pk: int) -> Breach:
    return Breach(
        f"matters_matter {pk}",
        _("a finding without its visit, or not of the unit, its tasks and the group of the visit"),
    )


LAWS = (
    Law(
        "campaigns.one_group",
        gettext_lazy("Every unit is looked at by one group of its campaign at most."),
        by_query(_GROUPED, _NO_GROUP, _no_group),
    ),
    Law(
        "campaigns.own_unit",
        gettext_lazy("Nobody supervises a unit at which they hold a post."),
        _own,
    ),
    Law(
        "campaigns.visits",
        gettext_lazy("Every visit is of its campaign, and on record."),
        by_query(_VISITS, _MISPLACED, _misplaced),
    ),
    Law(
        "campaigns.visited_again",
        gettext_lazy("A unit is visited again in a phase only for an open finding or a reason."),
        by_query(_VISITS, _AGAIN, _again),
    ),
    Law(
        "campaigns.findings",
        gettext_lazy(
            "Every finding is of the visited unit, of its tasks, and of the group that came."
        ),
        by_query(_FINDINGS, _STRAY, _stray),
    ),
)
