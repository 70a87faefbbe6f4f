"""A topic that was declared, a line of the inventory, a text sent to a contest."""

from datetime import timedelta

from qunce.campaigns import actions
from qunce.campaigns.actions import NewMilestone, NewPublicity, NewTopic
from qunce.campaigns.models import ContestEntry, Publicity, Topic
from qunce.common.clock import today
from qunce.matters.actions import act_on_matter
from tests.factories.supervision import Supervision


def make_topic(made: Supervision) -> Topic:
    on = today() + timedelta(days=30)
    call = actions.call_for_topics(
        campaign_id=made.campaign.pk,
        title="重点课题",
        about="",
        directions=[],
        closes_on=on,
        hat=made.office,
    )
    new = NewTopic(
        title="老旧小区充电设施建设机制研究",
        problem="飞线充电普遍。",
        approach="",
        results=("调研报告",),
        team="房正言，领题",
        milestones=(NewMilestone("完成走访", on),),
    )
    topic = actions.draft_topic(call_id=call.pk, new=new, hat=made.cast.handler)
    act_on_matter(matter_id=topic.matter_id, act="declare", hat=made.cast.head)
    return topic


def make_publicity(made: Supervision) -> Publicity:
    new = NewPublicity(kind="bus", place="1路", count=20, since_on=today())
    return actions.enter_publicity(campaign_id=made.campaign.pk, new=new, hat=made.cast.handler)


def make_entry(made: Supervision) -> ContestEntry:
    contest = actions.open_contest(
        campaign_id=made.campaign.pk, kind="essay", title="征文", closes_on=today(), hat=made.office
    )
    return actions.send_entry(
        contest_id=contest.pk, title="我的一天", text="全文", hat=made.cast.handler
    )
