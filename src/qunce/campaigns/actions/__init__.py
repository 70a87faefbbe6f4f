"""Planning a campaign, giving its tasks, taking what units report, closing its phases."""

from qunce.campaigns.actions.asking import (
    NewAction,
    ask,
    declare_own,
    revise_action,
    strike_action,
)
from qunce.campaigns.actions.closing import close_phase, sum_up
from qunce.campaigns.actions.copying import apply_outline, copy
from qunce.campaigns.actions.counting import send
from qunce.campaigns.actions.giving import GivenTasks, give
from qunce.campaigns.actions.grouping import (
    NewTurn,
    give_units,
    invite_member,
    join_group,
    leave_group,
    plan_turns,
    set_up_groups,
    take_unit,
)
from qunce.campaigns.actions.helping import say_for_all
from qunce.campaigns.actions.joining import let_go, take_in, write_plan
from qunce.campaigns.actions.letters import (
    NewLetter,
    close_letter,
    open_letter,
    revise_letter,
    write_letter,
)
from qunce.campaigns.actions.opening import NewPhase, open_campaign
from qunce.campaigns.actions.planning import issue, revise, revise_phase, set_day, strike_day
from qunce.campaigns.actions.publicity import (
    NewPublicity,
    award,
    enter_publicity,
    open_contest,
    send_entry,
    strike_publicity,
)
from qunce.campaigns.actions.reporting import accept, report, send_back
from qunce.campaigns.actions.topics import (
    NewMilestone,
    NewTopic,
    begin_from_topic,
    call_for_topics,
    draft_topic,
    link_suggestion,
    reach_milestone,
)
from qunce.campaigns.actions.visiting import NewFinding, NewVisit, write_visit

__all__ = [
    "GivenTasks",
    "NewAction",
    "NewFinding",
    "NewLetter",
    "NewMilestone",
    "NewPhase",
    "NewPublicity",
    "NewTopic",
    "NewTurn",
    "NewVisit",
    "accept",
    "apply_outline",
    "ask",
    "award",
    "begin_from_topic",
    "call_for_topics",
    "close_letter",
    "close_phase",
    "copy",
    "declare_own",
    "draft_topic",
    "enter_publicity",
    "give",
    "give_units",
    "invite_member",
    "issue",
    "join_group",
    "leave_group",
    "let_go",
    "link_suggestion",
    "open_campaign",
    "open_contest",
    "open_letter",
    "plan_turns",
    "reach_milestone",
    "report",
    "revise",
    "revise_action",
    "revise_letter",
    "revise_phase",
    "say_for_all",
    "send",
    "send_back",
    "send_entry",
    "set_day",
    "set_up_groups",
    "strike_action",
    "strike_day",
    "strike_publicity",
    "sum_up",
    "take_in",
    "take_unit",
    "write_letter",
    "write_plan",
    "write_visit",
]
