# ruff: noqa: E501
"""Who may do what, kind by kind, written by hand from the law and the practice (domain 1.3, 2, 3,
4): a test made from the procedures could not see that a procedure is wrong.

Each line: the step, who holds it, what may be done; in brackets who else or who instead.
"""

import pytest

from qunce import procedures
from qunce.procedure import Act, Phase, Procedure, Role, Step

D, G, S = "deputies' office", "government office", "secretariat"
NAMES = {
    Role.AUTHOR: "author", Role.COSIGNER: "co-signers", Role.OFFICE: "campaign office",
    Role.DEPUTY_OFFICE: D, Role.GOVERNMENT_OFFICE: G, Role.SECRETARIAT: S,
    Role.PRESIDIUM: "presidium", Role.COMMITTEE: "committee", Role.CHAIRS: "chairs",
    Role.STATION: "station", Role.COMMUNITY: "community", Role.TOWN: "town",
    Role.TOWN_LEADER: "head of the town", Role.COUNTY: "county", Role.LEAD_UNIT: "lead unit",
    Role.CO_UNIT: "co-unit", Role.UNIT_HEAD: "head of the unit", Role.HOUSE: "by itself",
    Role.UNIT: "responsible unit", Role.HEAD: "its head", Role.GROUP: "supervision group",
    Role.ASSIGNER: "whoever assigned it", Role.PUBLISHER: "whoever publishes",
}  # fmt: skip
OFFICES = f"{D}, {S}"
GIVERS = f"{D}, {G}, {S}"
ALL_GIVERS = f"{D}, {G}, {S}, campaign office, town"

TABLES = {
    "deputy-suggestion": f"""
draft | author | discard; invite; rewrite; submit
cosigning | author | confirm (co-signers); decline (co-signers); discard; invite; rewrite; submit
review | {D} | admit ({OFFICES}); agree (co-signers); keep_as_letter ({OFFICES}); refuse ({OFFICES}); revise ({OFFICES}); withdraw (author)
revision | author | agree (co-signers); confirm (co-signers); decline (co-signers); rewrite; submit; withdraw
assigning | {D} | agree (co-signers); assign ({GIVERS}); merge ({GIVERS}); withdraw (author)
handling | lead unit | agree (co-signers); answered (by itself); object (author); reassign ({GIVERS}); withdraw (author)
merged | lead unit | agree (co-signers); answered (by itself); separate ({GIVERS}); withdraw (author)
feedback | author | lapse (by itself); rate
rehandle_decision | {D} | leave ({GIVERS}); rehandle ({GIVERS})
rehandling | lead unit | answered (by itself); reassign ({GIVERS})
feedback_again | author | lapse (by itself); rate
mediation | {D} | conclude
tracking | lead unit | settled (by itself)
""",
    "assignment": f"""
offered | lead unit | ask_return; end (by itself); receive
return_asked | whoever assigned it | allow_return ({ALL_GIVERS}); end (by itself); refuse_return ({ALL_GIVERS})
working | lead unit | ask_extension; ask_return; contact; draft; end (by itself)
extension_asked | whoever assigned it | contact (lead unit); end (by itself); extend ({ALL_GIVERS}); refuse_extension ({ALL_GIVERS})
signing | head of the unit | contact (lead unit); countersign (co-unit); end (by itself); send_back; sign
""",
    "opinion": f"""
offered | co-unit | ask_return; end (by itself); receive
return_asked | whoever assigned it | allow_return ({ALL_GIVERS}); end (by itself); refuse_return ({ALL_GIVERS})
working | co-unit | ask_return; contact; end (by itself); give_opinion
""",
    "bill": f"""
draft | author | convert; discard; invite; rewrite; submit
cosigning | author | confirm (co-signers); convert; decline (co-signers); discard; invite; rewrite; submit
received | {S} | to_committee; to_presidium; withdraw (author)
committee | committee | give_opinion; withdraw (author)
presidium | presidium | after_session; convert; on_agenda; withdraw (author)
deliberation | presidium | vote; withdraw (author)
after_session | committee | report
""",
    "citizens-voice": """
triage | station | answer_on_the_spot; hand_over; redirect; to_community; to_county; to_suggestion; to_town; withdraw (author)
community | community | contact; result; to_town; withdraw (author)
town | town | contact; result; to_county; to_suggestion; withdraw (author)
county | county | contact; hand_over; result; to_suggestion; withdraw (author)
feedback | station | feed_back; withdraw (author)
answered | author | close (station); lapse (by itself); rate; reopen (station)
objection | station | leave; reopen
""",
    "grid-report": """
triage | station | hand_over; redirect; solve; to_community; to_town
community | community | contact; escalate; refuse_duty; solve
town | town | contact; escalate; solve; whistle
whistle_approval | head of the town | approve; refuse
whistled | county | dispatch
joint | town | contact; rate_units
county | county | contact; dispatch; hand_over; solve
answered | author | lapse (by itself); rate
objection | station | leave; reopen
""",
    "golden-idea": """
selected | campaign office | assign; set_aside
handling | lead unit | answered (by itself); reassign (campaign office)
carrying_out | lead unit | settled (by itself)
""",
    "key-supervision": """
proposed | chairs | choose; drop
planning | committee | plan
supervising | committee | report; visit
reported | chairs | close; continue
""",
    "campaign-task": """
owed | responsible unit | co_units (campaign office); drop (campaign office); move_date (campaign office); report
looked_at | campaign office | accept; send_back
""",
    "co-task": """
helping | co-unit | ask_out; end (by itself); give; log
out_asked | whoever assigned it | end (by itself); keep (campaign office); release (campaign office)
""",
    "finding": """
found | responsible unit | acknowledge; object
objected | supervision group | take_back; uphold
mending | responsible unit | report
looked_at | supervision group | close; keep_on; send_back
long_term | responsible unit | report
""",
    "research-topic": """
draft | responsible unit | declare (its head); discard; rewrite
review | campaign office | approve; refuse; revise
research | responsible unit | hand_in (its head); milestone; move_date (campaign office)
judging | campaign office | adopt; close; send_back
""",
    "publication": f"""
pending | whoever publishes | full ({D}, campaign office, {S}); keep ({D}, campaign office, {S}); redact ({D}, campaign office, {S}); summary ({D}, campaign office, {S})
""",
}  # fmt: skip


@pytest.mark.parametrize("code", sorted(procedures.every()))
def test_who_may_what_is_as_it_was_written_down_by_hand(code: str) -> None:
    assert _lines(procedures.load(code)) == TABLES[code].strip().split("\n")


def _lines(kind: Procedure) -> list[str]:
    return [_line(step) for step in kind.steps if step.phase != Phase.ENDED]


def _line(step: Step) -> str:
    assert step.holder
    acts = "; ".join(sorted(_act(step, act) for act in step.acts))
    return f"{step.code} | {NAMES[step.holder]} | {acts}"


def _act(step: Step, act: Act) -> str:
    by = ", ".join(NAMES[role] for role in act.by)
    return act.code if step.may(act) == (step.holder,) else f"{act.code} ({by})"


def test_each_kind_says_who_gives_the_parts_and_who_publishes() -> None:
    kinds = [procedures.load(code) for code in sorted(procedures.every())]
    assert {k.code: NAMES[k.assigner] for k in kinds if k.assigner} == {
        "deputy-suggestion": D, "golden-idea": "campaign office", "grid-report": "town",
        "campaign-task": "campaign office",
    }  # fmt: skip
    assert {k.code for k in kinds if k.publisher != Role.DEPUTY_OFFICE} == {"golden-idea"}
    assert procedures.load("golden-idea").publisher == Role.OFFICE
