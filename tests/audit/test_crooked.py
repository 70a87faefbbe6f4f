"""Every law finds the row that breaks it, and calls a healthy house healthy."""

from collections.abc import Callable

import pytest
from django.utils import translation

from qunce.audit import walk
from qunce.common.laws import Sum
from tests.audit.conftest import World

pytestmark = pytest.mark.django_db(databases=["default", "owner"])


def drop(name: str, table: str = "voices_voice") -> str:
    return f"ALTER TABLE {table} DROP CONSTRAINT {name}"


def drop_index(name: str) -> str:
    return f"DROP INDEX {name}"


# the law, what is wrong, the rows it must name, what is done to the house
CROOKED: list[tuple[str, str, list[str], list[str]]] = [
    (
        "briefs.numbers",
        "a number that was left out",
        ["briefs_brief {second_brief}"],
        ["UPDATE briefs_brief SET number = 3 WHERE id = {second_brief}"],
    ),
    (
        "briefs.figures",
        "a number that was bent",
        ["briefs_figure {received}"],
        ["UPDATE briefs_figure SET value = value + 1 WHERE id = {received}"],
    ),
    (
        "briefs.unaltered",
        "words changed after they were signed",
        ["briefs_brief {second_brief}"],
        ["UPDATE briefs_article SET text = text || '。' WHERE id = {article}"],
    ),
    (
        "record.unaltered",
        "a changed time",
        ["record_entry {received_a}"],
        ["UPDATE record_entry SET at = at + interval '1 second' WHERE id = {received_a}"],
    ),
    (
        "record.unaltered",
        "a changed body",
        ["record_entry {received_a}"],
        ["UPDATE record_entry SET body = body || '{{\"consent\": false}}' WHERE id = {received_a}"],
    ),
    (
        "record.unaltered",
        "a changed actor",
        ["record_entry {aside_b}"],
        ["UPDATE record_entry SET actor_id = 999 WHERE id = {aside_b}"],
    ),
    (
        "record.unaltered",
        "a changed digest",
        ["record_entry {received_a}"],
        ["UPDATE record_entry SET digest = sha256('x') WHERE id = {received_a}"],
    ),
    (
        "record.codes",
        "words in an entry",
        ["record_entry {received_a}"],
        ['UPDATE record_entry SET body = \'{{"note": "路灯"}}\' WHERE id = {received_a}'],
    ),
    (
        "record.sealed",
        "an entry nobody sealed",
        ["record_entry {received_a}"],
        [
            "DELETE FROM record_leaf WHERE entry_id = {received_a}",
            "UPDATE record_entry SET at = at - interval '2 hours' WHERE id = {received_a}",
        ],
    ),
    (
        "record.places",
        "a gap",
        ["record_leaf 77/301"],
        ["DELETE FROM record_leaf WHERE jurisdiction_id = 77 AND position = 300"],
    ),
    (
        "record.places",
        "a log that does not begin at 0",
        ["record_leaf 77/1"],
        ["DELETE FROM record_leaf WHERE jurisdiction_id = 77 AND position = 0"],
    ),
    (
        "record.places",
        "an entry of another log",
        ["record_leaf 77/523", "record_leaf {log}/1"],
        [
            "DELETE FROM record_leaf WHERE entry_id = {received_a}",
            "INSERT INTO record_leaf (jurisdiction_id, position, entry_id, digest)"
            " VALUES (77, 523, {received_a}, sha256('x'))",
        ],
    ),
    (
        "record.states",
        "an entry altered with its digest",
        [
            "record_leaf 77/9",
            "record_tile 77/1/0",
            "record_checkpoint 77/520",
            "record_checkpoint 77/523",
        ],
        [
            "UPDATE record_entry SET digest = sha256('x') WHERE id ="
            " (SELECT entry_id FROM record_leaf WHERE jurisdiction_id = 77 AND position = 9)"
        ],
    ),
    (
        "record.states",
        "a leaf with another hash",
        ["record_leaf 77/9"],
        ["UPDATE record_leaf SET digest = sha256('x') WHERE jurisdiction_id = 77 AND position = 9"],
    ),
    (
        "record.states",
        "an altered tile",
        ["record_tile 77/1/1"],
        ["UPDATE record_tile SET digest = sha256('x') WHERE jurisdiction_id = 77 AND position = 1"],
    ),
    (
        "record.states",
        "a missing tile",
        ["record_tile 77/1/1"],
        ["DELETE FROM record_tile WHERE jurisdiction_id = 77 AND position = 1"],
    ),
    (
        "record.states",
        "a tile too many",
        ["record_tile 77/1/2"],
        [
            "INSERT INTO record_tile (jurisdiction_id, level, position, digest)"
            " VALUES (77, 1, 2, sha256('x'))"
        ],
    ),
    (
        "record.states",
        "an older state that was altered",
        ["record_checkpoint 77/520"],
        [
            "UPDATE record_checkpoint SET root = sha256('x')"
            " WHERE jurisdiction_id = 77 AND size = 520"
        ],
    ),
    (
        "record.states",
        "leaves cut off at the end",
        ["record_checkpoint 77/523"],
        ["DELETE FROM record_leaf WHERE jurisdiction_id = 77 AND position >= 520"],
    ),
    (
        "record.states",
        "leaves that were never signed",
        ["record_leaf 77/520"],
        ["DELETE FROM record_checkpoint WHERE jurisdiction_id = 77 AND size = 523"],
    ),
    (
        "record.signatures",
        "a changed root",
        ["record_checkpoint 77/520"],
        [
            "UPDATE record_checkpoint SET root = sha256('x')"
            " WHERE jurisdiction_id = 77 AND size = 520"
        ],
    ),
    (
        "record.signatures",
        "a changed note",
        ["record_checkpoint 77/520"],
        [
            "UPDATE record_checkpoint SET note = replace(note, '520', '521')"
            " WHERE jurisdiction_id = 77 AND size = 520"
        ],
    ),
    (
        "voices.kept",
        "a voice that is gone",
        ["voices_voice {e}"],
        [
            "DELETE FROM reading_placement WHERE voice_id = {e}",
            "DELETE FROM voices_voiceindex WHERE voice_id = {e}",
            "DELETE FROM voices_voice WHERE id = {e}",
        ],
    ),
    (
        "voices.kept",
        "a voice nobody received",
        ["voices_voice {e}"],
        [
            "DELETE FROM record_leaf WHERE entry_id = {received_e}",
            "DELETE FROM record_entry WHERE id = {received_e}",
        ],
    ),
    (
        "voices.kept",
        "a voice received twice",
        ["voices_voice {a}"],
        [
            "INSERT INTO record_entry (jurisdiction_id, at, verb, actor_kind, actor_id,"
            " subject_kind, subject_id, body, digest) SELECT jurisdiction_id, at, verb,"
            " actor_kind, actor_id, subject_kind, subject_id, body, digest"
            " FROM record_entry WHERE id = {received_a}"
        ],
    ),
    (
        "voices.words",
        "words that were edited",
        ["voices_voice {a}"],
        ["UPDATE voices_voice SET text = text || '。' WHERE id = {a}"],
    ),
    (
        "voices.words",
        "a title that was put on",
        ["voices_voice {a}"],
        ["UPDATE voices_voice SET title = '路灯' WHERE id = {a}"],
    ),
    (
        "voices.words",
        "another salt",
        ["voices_voice {a}"],
        ["UPDATE voices_voice SET salt = substr(sha256('x'), 1, 16) WHERE id = {a}"],
    ),
    (
        "voices.words",
        "words cut away without a decision",
        ["voices_voice {a}"],
        ["UPDATE voices_voice SET text = '' WHERE id = {a}"],
    ),
    (
        "voices.words",
        "another channel",
        ["voices_voice {a}"],
        ["UPDATE voices_voice SET channel = 'hotline' WHERE id = {a}"],
    ),
    (
        "voices.words",
        "a support that was turned to another voice",
        ["voices_voice {s}"],
        ["UPDATE voices_voice SET supports_id = {d} WHERE id = {s}"],
    ),
    (
        "voices.fates",
        "a fate that nobody decided",
        ["voices_voice {a}"],
        ["UPDATE voices_voice SET fate = 'answered' WHERE id = {a}"],
    ),
    (
        "voices.fates",
        "a fate taken back in silence",
        ["voices_voice {b}"],
        ["UPDATE voices_voice SET fate = 'waiting' WHERE id = {b}"],
    ),
    (
        "voices.fates",
        "a fate that does not exist",
        ["voices_voice {a}"],
        [drop("voice_has_one_fate"), "UPDATE voices_voice SET fate = 'lost' WHERE id = {a}"],
    ),
    (
        "voices.set_aside",
        "a reason that is none",
        ["voices_voice {b}"],
        ["UPDATE voices_voice SET fate_reason = 'bother' WHERE id = {b}"],
    ),
    (
        "voices.set_aside",
        "no reason",
        ["voices_voice {b}"],
        [drop("set_aside_has_reason"), "UPDATE voices_voice SET fate_reason = '' WHERE id = {b}"],
    ),
    (
        "voices.set_aside",
        "another reason than was recorded",
        ["voices_voice {b}"],
        ["UPDATE voices_voice SET fate_reason = 'advertising' WHERE id = {b}"],
    ),
    (
        "voices.set_aside",
        "a machine that decided",
        ["voices_voice {b}"],
        ["UPDATE record_entry SET actor_kind = 'system' WHERE id = {aside_b}"],
    ),
    (
        "voices.set_aside",
        "nobody who decided",
        ["voices_voice {b}"],
        ["UPDATE record_entry SET actor_id = 0 WHERE id = {aside_b}"],
    ),
    (
        "voices.erased",
        "words that came back",
        ["voices_voice {c}"],
        ["UPDATE voices_voice SET text = '回来了' WHERE id = {c}"],
    ),
    (
        "voices.erased",
        "erased by nobody",
        ["voices_voice {a}"],
        [
            "UPDATE voices_voice SET text = '', erased_at = now() WHERE id = {a}",
            "DELETE FROM voices_contact",
        ],
    ),
    (
        "voices.erased",
        "an erasure that was undone",
        ["voices_voice {c}"],
        ["UPDATE voices_voice SET erased_at = NULL WHERE id = {c}"],
    ),
    (
        "voices.erased",
        "a contact that stayed",
        ["voices_voice {c}"],
        ["UPDATE voices_contact SET voice_id = {c} WHERE voice_id = {a}"],
    ),
    (
        "voices.shown",
        "without consent",
        ["voices_voice {a}"],
        [drop("shown_by_consent"), "UPDATE voices_voice SET consent = false WHERE id = {a}"],
    ),
    (
        "voices.shown",
        "stopped by the screen and not released",
        ["voices_voice {a}"],
        ["UPDATE voices_voice SET screen = 'phone' WHERE id = {a}"],
    ),
    (
        "voices.shown",
        "though erased",
        ["voices_voice {c}"],
        ["UPDATE voices_voice SET showing = 'shown' WHERE id = {c}"],
    ),
    (
        "voices.shown",
        "though withheld",
        ["voices_voice {d}"],
        ["UPDATE record_entry SET verb = 'voice.withheld' WHERE id = {released_d}"],
    ),
    (
        "voices.supports",
        "a support of another call",
        ["voices_voice {s}"],
        [
            "INSERT INTO voices_call (jurisdiction_id, slug, title, opens_at, closes_at)"
            " SELECT jurisdiction_id, 'x', title, opens_at, closes_at FROM voices_call"
            " ORDER BY id LIMIT 1",
            "UPDATE voices_voice SET call_id = (SELECT max(id) FROM voices_call) WHERE id = {s}",
        ],
    ),
    (
        "voices.supports",
        "a support of a support",
        ["voices_voice {copy}"],
        ["UPDATE voices_voice SET kind = 'support', supports_id = {s} WHERE id = {copy}"],
    ),
    (
        "voices.supports",
        "a support of nothing",
        ["voices_voice {s}"],
        [
            drop("support_points_at_a_voice"),
            "UPDATE voices_voice SET supports_id = NULL WHERE id = {s}",
        ],
    ),
    (
        "voices.supports",
        "twice by the same token",
        ["voices_voice {s}"],
        [
            drop_index("one_support_per_person_token"),
            "UPDATE voices_voice SET kind = 'support', supports_id = {a},"
            " token = (SELECT token FROM voices_voice WHERE id = {s}) WHERE id IN ({copy}, {s})",
        ],
    ),
    (
        "voices.contacts",
        "a contact past its day",
        ["voices_contact {a}"],
        ["UPDATE voices_contact SET expires_on = now()::date - 3"],
    ),
    (
        "voices.index",
        "found on the square though not shown",
        ["voices_voiceindex {b}"],
        ["UPDATE voices_voiceindex SET shown = NOT shown WHERE voice_id = {b}"],
    ),
    (
        "voices.index",
        "found in another call",
        ["voices_voiceindex {a}"],
        ["UPDATE voices_voiceindex SET call_id = 12345 WHERE voice_id = {a}"],
    ),
    (
        "voices.index",
        "found though erased",
        ["voices_voiceindex {c}"],
        ["UPDATE voices_voiceindex SET tokens = '''路灯''' WHERE voice_id = {c}"],
    ),
    (
        "voices.calls",
        "of another jurisdiction",
        ["voices_voice {a}"],
        [
            "INSERT INTO places_jurisdiction (code, name, profile) VALUES ('X', 'X', 'national')",
            "UPDATE voices_voice SET jurisdiction_id = (SELECT max(id) FROM places_jurisdiction)"
            " WHERE id = {a}",
        ],
    ),
    (
        "selection.own",
        "a score in spite of a declared interest",
        ["selection_review {review}"],
        [
            "INSERT INTO selection_conflict (reviewer_id, candidate_id, words, at)"
            " VALUES ({reviewer}, {candidate}, '', now())"
        ],
    ),
    (
        "selection.own",
        "a score for one's own unit",
        ["selection_review {review}"],
        [
            "UPDATE selection_candidate SET unit_id = (SELECT p.unit_id FROM people_post p"
            " JOIN selection_reviewer w ON w.person_id = p.person_id WHERE w.id = {reviewer})"
            " WHERE id = {candidate}"
        ],
    ),
    (
        "selection.loads",
        "a reviewer who was spared",
        ["selection_round {round}"],
        ["DELETE FROM selection_review WHERE reviewer_id = {reviewer}"],
    ),
    (
        "selection.scores",
        "two scores for what is listed",
        ["selection_candidate {candidate}"],
        ["UPDATE selection_review SET score = NULL, saved_at = NULL WHERE id = {review}"],
    ),
    (
        "selection.weights",
        "weights that make 101",
        ["selection_round {round}"],
        [
            "UPDATE selection_criterion SET weight = weight + 1 WHERE round_id = {round}"
            ' AND "order" = 1'
        ],
    ),
    (
        "selection.severity",
        "a severity that outlasted the round",
        ["selection_severity {reviewer}"],
        [
            "DELETE FROM selection_severity WHERE reviewer_id <> {reviewer}",
            "UPDATE selection_round SET stage = 'selected' WHERE id = {round}",
        ],
    ),
    (
        "selection.notice",
        "a notice cut short, and an objection nobody decided",
        ["selection_objection {objection}", "selection_round {round}"],
        ["UPDATE selection_round SET stage = 'selected', ended_at = now() WHERE id = {round}"],
    ),
    (
        "selection.recomputed",
        "a score that was helped",
        ["selection_candidate {candidate}"],
        ["UPDATE selection_candidate SET corrected = corrected + 1 WHERE id = {candidate}"],
    ),
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
        "reading.ledger",
        "a ledger that lost a voice",
        ["reading_reading {reading}"],
        ["UPDATE reading_reading SET received = received + 1"],
    ),
    (
        "reading.ledger",
        "an outcome that does not exist",
        ["reading_reading {reading}"],
        ['UPDATE reading_reading SET ledger = \'{{"theme": 6, "skipped": 1}}\''],
    ),
    (
        "reading.accounted",
        "a voice without outcome",
        ["reading_placement {corpus}/{b}"],
        ["DELETE FROM reading_placement WHERE voice_id = {b}"],
    ),
    (
        "reading.accounted",
        "a voice with two outcomes",
        ["reading_placement {corpus}/{b}"],
        [
            drop("one_outcome_a_voice", "reading_placement"),
            "INSERT INTO reading_placement (corpus_id, voice_id, outcome, also, reason, points,"
            " by_hand) SELECT corpus_id, voice_id, outcome, also, reason, points, by_hand"
            " FROM reading_placement WHERE voice_id = {b}",
        ],
    ),
    (
        "reading.accounted",
        "a voice that was never asked for",
        ["reading_placement {corpus}/{%s}" % name for name in "abcde"]  # noqa: UP031
        + ["reading_placement {corpus}/{copy}", "reading_placement {corpus}/{s}"],
        ["DELETE FROM reading_corpus_calls"],
    ),
    (
        "reading.themes",
        "a theme that was merged",
        ["reading_placement {corpus}/{d}"],
        ["UPDATE reading_placement SET theme_id = {old} WHERE voice_id = {d}"],
    ),
    (
        "reading.themes",
        "a theme that has children",
        ["reading_placement {corpus}/{d}"],
        ["UPDATE reading_placement SET theme_id = {parent} WHERE voice_id = {d}"],
    ),
    (
        "reading.themes",
        "a theme that is not there",
        ["reading_placement {corpus}/{d}"],
        ["UPDATE reading_placement SET also = ARRAY[987654]::bigint[] WHERE voice_id = {d}"],
    ),
    (
        "reading.sizes",
        "a theme that is larger than its voices",
        ["reading_theme {leaf}"],
        ["UPDATE reading_theme SET size = size + 1 WHERE id = {leaf}"],
    ),
    (
        "reading.sizes",
        "more independent ones than there are",
        ["reading_theme {parent}"],
        ["UPDATE reading_theme SET independent = 3 WHERE id = {parent}"],
    ),
    (
        "reading.families",
        "a duplicate of nothing",
        ["reading_placement {corpus}/{b}"],
        ["UPDATE reading_placement SET outcome = 'duplicate' WHERE voice_id = {b}"],
    ),
    (
        "reading.families",
        "a family too large",
        ["reading_family {family}"],
        ["UPDATE reading_family SET size = 3"],
    ),
    (
        "reading.families",
        "a family without its representative",
        ["reading_family {family}"],
        ["UPDATE reading_family SET representative_id = {d}"],
    ),
    (
        "reading.families",
        "a support that stands elsewhere",
        ["reading_placement {corpus}/{s}"],
        ["UPDATE reading_placement SET theme_id = {other} WHERE voice_id = {s}"],
    ),
    (
        "reading.edits",
        "a name that was lost",
        ["reading_theme {leaf}"],
        ["UPDATE reading_theme SET title = '' WHERE id = {leaf}"],
    ),
    (
        "reading.edits",
        "a voice that was moved back",
        ["reading_placement {corpus}/{a}"],
        ["UPDATE reading_placement SET by_hand = false WHERE voice_id = {a}"],
    ),
    (
        "people.one_seat",
        "the same person twice",
        ["people_deputy {suspended}"],
        [
            drop_index("one_seat_a_term"),
            "UPDATE people_deputy SET person_id ="
            " (SELECT person_id FROM people_deputy WHERE id = {seat}) WHERE id = {suspended}",
        ],
    ),
    (
        "people.seats_in_terms",
        "begins before its term",
        ["people_deputy {seat}"],
        ["UPDATE people_deputy SET since_on = '2023-12-01' WHERE id = {seat}"],
    ),
    (
        "people.seats_in_terms",
        "ends before it begins",
        ["people_deputy {ended}"],
        ["UPDATE people_deputy SET until_on = '2024-01-01' WHERE id = {ended}"],
    ),
    (
        "people.formed_in_terms",
        "a group of the next term",
        ["people_deputy {seat}"],
        [
            "INSERT INTO people_deputy_groups (deputy_id, group_id) VALUES ({seat}, {later_group})",
        ],
    ),
    (
        "people.posts_of_seats",
        "an active deputy who cannot act",
        ["people_deputy {seat}"],
        ["UPDATE people_post SET until_on = '2024-06-01' WHERE id = {seat_post}"],
    ),
    (
        "people.posts_of_seats",
        "an ended seat that goes on acting",
        ["people_deputy {ended}"],
        [
            "UPDATE people_post SET until_on = '2028-12-31' WHERE id ="
            " (SELECT post_id FROM people_deputy WHERE id = {ended})",
        ],
    ),
    (
        "people.posts_of_seats",
        "a suspended deputy who goes on acting",
        ["people_deputy {suspended}"],
        ["UPDATE people_post SET until_on = '2028-12-31' WHERE id = {suspended_post}"],
    ),
    (
        "people.sessions_in_terms",
        "after its term",
        ["people_session {session}"],
        ["UPDATE people_session SET closes_on = '2029-01-01' WHERE id = {session}"],
    ),
    (
        "people.sessions_in_terms",
        "bills after the last day, by the clock of the place",
        ["people_session {session}"],
        ["UPDATE people_session SET bills_until = '2024-01-14 16:00+00' WHERE id = {session}"],
    ),
    (
        "people.terms_apart",
        "a term that begins early",
        ["people_term {later}"],
        ["UPDATE people_term SET begins_on = '2028-12-31' WHERE id = {later}"],
    ),
    (
        "matters.fates",
        "a voice that waits and is carried",
        ["voices_voice {copy}"],
        ["UPDATE voices_voice SET fate = 'waiting' WHERE id = {copy}"],
    ),
    (
        "matters.fates",
        "a voice that is carried by nothing",
        ["voices_voice {copy}"],
        ["UPDATE matters_carried SET until = now() WHERE voice_id = {copy}"],
    ),
    (
        "matters.fates",
        "a voice that two matters carry",
        ["voices_voice {copy}"],
        [
            drop_index("carried_by_one_matter"),
            "INSERT INTO matters_carried (matter_id, voice_id, since, greeted)"
            " VALUES ({told}, {copy}, now(), true)",
        ],
    ),
    (
        "matters.answered",
        "an answer that nobody signed",
        ["voices_voice {copy}"],
        ["UPDATE voices_voice SET fate = 'answered' WHERE id = {copy}"],
    ),
    (
        "matters.left",
        "a matter that ended and kept its voice",
        ["voices_voice {copy}"],
        [
            "UPDATE matters_matter SET phase = 'ended', step = 'closed',"
            " ended_at = now() - interval '2 hours' WHERE id = {handled}"
        ],
    ),
    (
        "matters.told",
        "an author who was not told",
        ["voices_voice {d}"],
        [
            "UPDATE matters_move SET at = now() - interval '2 hours' WHERE id = {answering}",
            "UPDATE matters_carried SET since = now() - interval '3 hours' WHERE voice_id = {d}",
            "DELETE FROM notices_notice WHERE to_id = {d} AND code = 'matter.answered'",
        ],
    ),
    (
        "matters.told",
        "an author who was told twice",
        ["voices_voice {d}"],
        [
            "UPDATE matters_move SET at = now() - interval '2 hours' WHERE id = {answering}",
            "UPDATE matters_carried SET since = now() - interval '3 hours' WHERE voice_id = {d}",
            drop("notice_once_per_batch", "notices_notice"),
            "INSERT INTO notices_notice (to_kind, to_id, code, params, batch, at)"
            " SELECT to_kind, to_id, code, params, batch, at FROM notices_notice"
            " WHERE to_id = {d} AND code = 'matter.answered'",
        ],
    ),
    (
        "matters.held",
        "a unit that has no part",
        ["matters_matter {handled}"],
        ["UPDATE matters_matter SET holder_unit_id = {other_unit} WHERE id = {handled}"],
    ),
    (
        "matters.held",
        "a unit without holder",
        ["matters_matter {handled}"],
        ["UPDATE matters_matter SET holder_unit_id = NULL WHERE id = {handled}"],
    ),
    (
        "matters.held",
        "the wrong office",
        ["matters_matter {asked}"],
        ["UPDATE matters_matter SET holder_role = 'chairs' WHERE id = {asked}"],
    ),
    (
        "matters.held",
        "a step that the procedure does not have",
        ["matters_matter {asked}"],
        ["UPDATE matters_matter SET step = 'limbo' WHERE id = {asked}"],
    ),
    (
        "matters.held",
        "an open step that counts as ended",
        ["matters_matter {asked}"],
        ["UPDATE matters_matter SET phase = 'ended', ended_at = now() WHERE id = {asked}"],
    ),
    (
        "matters.held",
        "another deputy's draft",
        ["matters_matter {asked}"],
        ["UPDATE matters_matter SET holder_person_id = {deputy} WHERE id = {asked}"],
    ),
    (
        "matters.held",
        "a part held by another unit",
        ["matters_assignment {part}"],
        ["UPDATE matters_assignment SET holder_unit_id = {other_unit} WHERE id = {part}"],
    ),
    (
        "matters.held",
        "a part that outlived its matter",
        ["matters_assignment {part}"],
        [
            "UPDATE matters_matter SET phase = 'ended', step = 'closed', ended_at = now(),"
            " holder_role = '', holder_unit_id = NULL WHERE id = {handled}"
        ],
    ),
    (
        "matters.clocks",
        "a date that no rule gives",
        ["matters_matter {asked}"],
        ["UPDATE matters_matter SET due_on = due_on + 1 WHERE id = {asked}"],
    ),
    (
        "matters.clocks",
        "a part whose first day was moved",
        ["matters_assignment {part}"],
        [
            'UPDATE matters_assignment SET anchors = anchors || \'{{"assigned": "2020-01-02"}}\''
            " WHERE id = {part}"
        ],
    ),
    (
        "matters.entries",
        "a move that is not on record",
        ["matters_matter {asked}"],
        ["UPDATE matters_matter SET step = 'mediation' WHERE id = {asked}"],
    ),
    (
        "matters.entries",
        "a part whose beginning is not on record",
        ["matters_assignment {part}"],
        ["DELETE FROM record_entry WHERE subject_kind = 'assignment' AND subject_id = {part}"],
    ),
    (
        "matters.numbers",
        "a gap",
        ["matters_series deputy-suggestion:{year}"],
        ["UPDATE matters_matter SET number = '{year}-0002' WHERE id = {asked}"],
    ),
    (
        "matters.numbers",
        "a number that nobody has",
        ["matters_series deputy-suggestion:{year}"],
        ["UPDATE matters_series SET last = 2"],
    ),
    (
        "matters.signed",
        "an altered answer",
        ["matters_answer {answer}"],
        ["UPDATE matters_answer SET text = text || '。' WHERE id = {answer}"],
    ),
    (
        "matters.signed",
        "an altered response to one request",
        ["matters_answer {answer}"],
        ['UPDATE matters_answer SET responses = \'["不办", "不办"]\' WHERE id = {answer}'],
    ),
    (
        "matters.signed",
        "a signature that is not on record",
        ["matters_answer {answer}"],
        [
            "DELETE FROM record_entry WHERE verb = 'assignment.answer_signed'"
            " AND (body->>'answer')::int = {answer}"
        ],
    ),
    (
        "matters.words",
        "an altered request",
        ["matters_matter {asked}"],
        ["UPDATE matters_matter SET requests = '[\"什么也不要\"]' WHERE id = {asked}"],
    ),
    (
        "matters.promised",
        "planned, and nothing promised",
        ["matters_answer {answer}"],
        ["DELETE FROM matters_promise WHERE id = {promise}"],
    ),
    (
        "matters.promises",
        "a promise of a unit that signed nothing",
        ["matters_promise {promise}"],
        ["UPDATE matters_promise SET unit_id = {other_unit} WHERE id = {promise}"],
    ),
    (
        "matters.ratings",
        "dissatisfied without a word",
        ["matters_rating {rating}"],
        [
            drop("dissatisfied_says_why", "matters_rating"),
            "UPDATE matters_rating SET words = ' ' WHERE id = {rating}",
        ],
    ),
    (
        "house.columns",
        "a column of political attitude",
        ["people_post.political_attitude"],
        ["ALTER TABLE people_post ADD COLUMN political_attitude text"],
    ),
    (
        "house.columns",
        "a score of persons",
        ["people_person.score"],
        ["ALTER TABLE people_person ADD COLUMN score integer"],
    ),
    (
        "house.columns",
        "a table of residents",
        ["places_resident.id", "places_resident.area"],
        ["CREATE TABLE places_resident (id bigint, area bigint)"],
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


def found(code: str) -> list[str]:
    (law,) = [law for law in walk.laws() if law.code == code]
    return [breach.row for breach in walk.walk(law).breaches]


def entries(world: World) -> World:
    from qunce.record.models import Entry

    def one(verb: str, voice: str) -> int:
        return Entry.objects.get(
            verb=verb, subject_kind="voice", subject_id=world[voice], jurisdiction_id=world["log"]
        ).pk

    return {
        "received_a": one("voice.received", "a"),
        "received_e": one("voice.received", "e"),
        "aside_b": one("voice.set_aside", "b"),
        "released_d": one("voice.released", "d"),
    }


@pytest.mark.parametrize(
    ("code", "name", "rows", "deeds"), CROOKED, ids=[f"{c}: {n}" for c, n, _, _ in CROOKED]
)
def test_a_crooked_row_is_named(
    plant: Callable[..., None],
    world: World,
    code: str,
    name: str,
    rows: list[str],
    deeds: list[str],
) -> None:
    world.update(entries(world))
    assert found(code) == []
    plant(*deeds)
    assert sorted(found(code)) == sorted(row.format(**world) for row in rows)


def test_every_law_has_a_crooked_row() -> None:
    tried = {code for code, _, _, _ in CROOKED} | {"house.doors"}
    assert tried == {law.code for law in walk.laws()}


def test_a_healthy_house_keeps_every_law_and_every_law_had_something_to_look_at(
    world: World,
) -> None:
    results = [walk.walk(law) for law in walk.laws()]
    assert [(r.law.code, [b.row for b in r.breaches]) for r in results if not r.kept] == []
    assert [r.law.code for r in results if not r.seen] == []


def test_the_parts_of_each_sum_add_up(world: World) -> None:
    with translation.override("en"):
        sums = [Sum(str(s.label), s.value, s.part) for s in walk.sums()]
    totals = [i for i, s in enumerate(sums) if not s.part]
    for start, stop in zip(totals, [*totals[1:], len(sums)], strict=True):
        parts = sums[start + 1 : stop]
        assert not parts or sum(p.value for p in parts) == sums[start].value, sums[start].label
    assert {s.label: s.value for s in sums if not s.part}["receipts"] == 7


def test_twenty_rows_are_named_and_the_rest_counted(plant: Callable[..., None]) -> None:
    plant("UPDATE record_entry SET at = at + interval '1 day' WHERE jurisdiction_id = 77")
    (law,) = [law for law in walk.laws() if law.code == "record.unaltered"]
    result = walk.walk(law)
    assert (result.broken, len(result.breaches)) == (523, 20)
