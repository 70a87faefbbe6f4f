"""The made-up campaign's bulletins: of the last three weeks, two issued and one still a draft."""

from datetime import date, timedelta

from qunce.briefs import actions
from qunce.briefs.actions import Edited, NewBrief
from qunce.briefs.models import Brief, Kind, Secrecy, State
from qunce.campaigns.models import Campaign
from qunce.common.clock import today
from qunce.demo.accounts import OFFICE_HEAD
from qunce.people.models import Person
from qunce.people.queries import hat_of
from qunce.people.rules import Hat

_WEEK = timedelta(days=7)
_NOTE = "本期把群众说得最多的事、各单位的答复和还没有办完的事项放在一起，请对照抓好落实。"


def issue(campaign: Campaign, office: Hat) -> None:
    """Once for a city: what was drafted before stays as it is."""
    if Brief.objects.filter(campaign=campaign).exists():
        return
    for weeks in (3, 2, 1):
        brief = _of_week(campaign, today() - weeks * _WEEK, office)
        if weeks > 1:
            _issue(brief, office, _head())


def weekly(campaign: Campaign, office: Hat) -> None:
    """Last week's draft goes out, and this week's is begun."""
    _issue_drafts(campaign, office)
    _of_week(campaign, today() - _WEEK, office)


def report(campaign: Campaign, office: Hat) -> None:
    """What is still a draft goes out, and after it the closing report of the whole campaign."""
    _issue_drafts(campaign, office)
    new = NewBrief(
        name="解放思想大讨论总结报告",
        from_on=campaign.starts_on,
        to_on=today() - timedelta(days=1),
        kind=Kind.REPORT,
        secrecy=Secrecy.PUBLIC,
    )
    brief = actions.draft(campaign_id=campaign.pk, new=new, hat=office)
    _edit(brief, office)
    _issue(brief, office, _head())


def _issue_drafts(campaign: Campaign, office: Hat) -> None:
    for brief in Brief.objects.filter(campaign=campaign, state=State.DRAFT).order_by("pk"):
        _issue(brief, office, _head())


def _head() -> Hat:
    head = hat_of(Person.objects.get(username=OFFICE_HEAD))
    assert head is not None
    return head


def _of_week(campaign: Campaign, begins: date, office: Hat) -> Brief:
    new = NewBrief(
        name="解放思想大讨论简报",
        from_on=begins,
        to_on=begins + timedelta(days=6),
        secrecy=Secrecy.PUBLIC,
    )
    brief = actions.draft(campaign_id=campaign.pk, new=new, hat=office)
    _edit(brief, office)
    return brief


def _edit(brief: Brief, office: Hat) -> None:
    edited = Edited(
        edition=brief.edition,
        articles=[(article.title, article.text) for article in brief.articles.all()],
        secrecy=Secrecy.PUBLIC,
        editor_note=_NOTE,
        to_report="市委常委，市人大常委会、市政府、市政协领导",
        to_send="市直各部门",
        to_distribute="各县（区）委，各参加单位",
        copies=120,
    )
    actions.edit(brief_id=brief.pk, edited=edited, hat=office)


def _issue(brief: Brief, office: Hat, head: Hat) -> None:
    actions.hand_in(brief_id=brief.pk, hat=office)
    actions.sign(brief_id=brief.pk, signed_by=head.name, hat=head)
    actions.issue(brief_id=brief.pk, hat=office, on=min(brief.to_on + timedelta(days=1), today()))
