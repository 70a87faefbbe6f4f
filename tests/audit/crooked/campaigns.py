"""Plans, tasks, groups and findings that contradict each other."""

from tests.audit.crooked.planting import Crooked

ROWS: list[Crooked] = [
    (
        "campaigns.calls",
        "a call of two campaigns",
        ["voices_call {call}"],
        [
            "INSERT INTO campaigns_campaign (jurisdiction_id, slug, title, slogan, about, aim,"
            " leading_group, office_id, starts_on, ends_on) SELECT jurisdiction_id, 'x', title,"
            " slogan, about, '', '', office_id, starts_on, ends_on FROM campaigns_campaign"
            " WHERE slug = 'big'",
            "INSERT INTO campaigns_campaign_calls (campaign_id, call_id)"
            " SELECT max(id), {call} FROM campaigns_campaign",
        ],
    ),
    (
        "campaigns.tasks",
        "a task whose matter lies with another unit",
        ["campaigns_task {task_owed}"],
        ["UPDATE matters_matter SET place_id = {other_unit} WHERE id = {task_matter}"],
    ),
    (
        "campaigns.tasks",
        "a task that is a matter of another kind",
        ["campaigns_task {task_owed}"],
        ["UPDATE matters_matter SET procedure = 'finding' WHERE id = {task_matter}"],
    ),
    (
        "campaigns.no_loose_task",
        "a task that no plan knows",
        ["matters_matter {task_matter}"],
        ["DELETE FROM campaigns_task WHERE id = {task_owed}"],
    ),
    (
        "campaigns.helpers",
        "a unit that helps with its own task",
        ["matters_assignment {helper}"],
        [
            "UPDATE matters_matter SET place_id = (SELECT unit_id FROM matters_assignment"
            " WHERE id = {helper}) WHERE id = {task_matter}"
        ],
    ),
    (
        "campaigns.helpers",
        "a unit that helps and takes no part",
        ["matters_assignment {helper}"],
        ["UPDATE matters_assignment SET unit_id = {other_unit} WHERE id = {helper}"],
    ),
    (
        "campaigns.helpers",
        "a part of another kind in a task",
        ["matters_assignment {helper}"],
        ["UPDATE matters_assignment SET mode = 'lead' WHERE id = {helper}"],
    ),
    (
        "campaigns.planned_helpers",
        "an own action with which its unit is to help",
        ["campaigns_action {helped_action}"],
        [
            "UPDATE campaigns_action SET own_id = (SELECT participation_id"
            " FROM campaigns_action_co_units WHERE action_id = {helped_action})"
            " WHERE id = {helped_action}"
        ],
    ),
    (
        "campaigns.planned_helpers",
        "a unit of another campaign that is to help",
        ["campaigns_action {helped_action}"],
        [
            "UPDATE campaigns_action_co_units SET participation_id = {seen_unit}"
            " WHERE action_id = {helped_action}"
        ],
    ),
    (
        "campaigns.gates",
        "a phase that closed before the one before it",
        ["campaigns_phase {second_phase}"],
        [
            "UPDATE campaigns_phase t SET summary = 'x', approved_on = f.approved_on, closed_at ="
            " f.closed_at, closed_by_id = f.closed_by_id FROM campaigns_phase f"
            " WHERE f.id = {first_phase} AND t.id = {second_phase}",
        ],
    ),
    (
        "campaigns.gates",
        "a phase that closed over an open task",
        ["campaigns_phase {first_phase}"],
        [
            "UPDATE campaigns_action a SET phase_id = {first_phase} FROM campaigns_task t"
            " WHERE t.action_id = a.id AND t.id = {task_owed}"
        ],
    ),
    (
        "campaigns.gates",
        "a summary that was approved before its phase",
        ["campaigns_phase {first_phase}"],
        ["UPDATE campaigns_phase SET approved_on = starts_on - 1 WHERE id = {first_phase}"],
    ),
    (
        "campaigns.shown",
        "a task taken as done on nobody's word",
        ["campaigns_task {task_done}"],
        ["DELETE FROM campaigns_evidence WHERE task_id = {task_done}"],
    ),
    (
        "campaigns.topics",
        "a topic of another unit",
        ["campaigns_topic {topic}"],
        [
            "UPDATE matters_matter SET place_id = {other_unit}"
            " WHERE id = (SELECT matter_id FROM campaigns_topic WHERE id = {topic})"
        ],
    ),
    (
        "campaigns.topics",
        "a matter that it did not become",
        ["campaigns_topic {topic}"],
        ["UPDATE campaigns_topic SET became_id = {handled} WHERE id = {topic}"],
    ),
    (
        "campaigns.letters",
        "a letter that nobody opened",
        ["campaigns_openletter {letter}"],
        ["UPDATE record_entry SET verb = 'letter.lost' WHERE verb = 'letter.opened'"],
    ),
    (
        "campaigns.publicity",
        "a line that nobody entered",
        ["campaigns_publicity {publicity}"],
        ["UPDATE record_entry SET verb = 'publicity.lost' WHERE verb = 'publicity.entered'"],
    ),
    (
        "campaigns.one_group",
        "a group that is none",
        ["campaigns_participation {seen_unit}"],
        ["UPDATE campaigns_participation SET group_id = {other_unit} WHERE id = {seen_unit}"],
    ),
    (
        "campaigns.one_group",
        "a group of another campaign",
        ["campaigns_participation {seen_unit}"],
        ["UPDATE campaigns_supervisiongroup SET campaign_id = {campaign} WHERE id = {group}"],
    ),
    (
        "campaigns.own_unit",
        "a member with a second post at a supervised unit",
        ["people_post {supervising}"],
        [
            "INSERT INTO people_post (person_id, unit_id, role, since_on)"
            " VALUES ({supervisor}, {unit}, 'unit', '2020-01-01')"
        ],
    ),
    (
        "campaigns.visits",
        "a phase of another campaign",
        ["campaigns_visit {second_visit}"],
        [
            'INSERT INTO campaigns_phase (campaign_id, "order", title, about, starts_on, ends_on,'
            " summary, approved)"
            " VALUES ({campaign}, 1, 'x', '', '2026-01-01', '2026-12-31', '', '')",
            "UPDATE campaigns_visit SET phase_id = (SELECT max(id) FROM campaigns_phase)"
            " WHERE id = {second_visit}",
        ],
    ),
    (
        "campaigns.visits",
        "a day outside",
        ["campaigns_visit {second_visit}"],
        ["UPDATE campaigns_visit SET \"on\" = '2020-01-01' WHERE id = {second_visit}"],
    ),
    (
        "campaigns.visits",
        "a visit that nobody recorded",
        ["campaigns_visit {second_visit}"],
        [
            "UPDATE record_entry SET verb = 'visit.lost' WHERE verb = 'visit.written'"
            " AND subject_id = {second_visit}"
        ],
    ),
    (
        "campaigns.visited_again",
        "a second visit without a finding",
        ["campaigns_visit {second_visit}"],
        ["DELETE FROM campaigns_finding"],
    ),
    (
        "campaigns.findings",
        "a finding without its visit",
        ["matters_matter {finding}"],
        ["DELETE FROM campaigns_finding"],
    ),
    (
        "campaigns.findings",
        "a finding about a task of another unit",
        ["matters_matter {finding}"],
        ["UPDATE campaigns_finding SET task_id = {task_owed} WHERE matter_id = {finding}"],
    ),
    (
        "campaigns.findings",
        "a finding at another unit",
        ["matters_matter {finding}"],
        ["UPDATE matters_matter SET place_id = {other_unit} WHERE id = {finding}"],
    ),
    (
        "campaigns.findings",
        "a severity that does not exist",
        ["matters_matter {finding}"],
        ["UPDATE matters_matter SET evidence = '{{}}' WHERE id = {finding}"],
    ),
]
