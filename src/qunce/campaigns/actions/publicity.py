"""The inventory of publicity, entered once; contests and the texts that units send in."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from qunce.campaigns.actions.keeping import locked, write
from qunce.campaigns.models import Campaign, Contest, ContestEntry, Publicity
from qunce.campaigns.rules import may_report, may_run
from qunce.common import now
from qunce.common.clock import today
from qunce.common.errors import NotAllowed, Refused
from qunce.people.rules import UNIT, Hat
from qunce.places.models import Area


@dataclass(frozen=True)
class NewPublicity:
    kind: str
    place: str
    count: int
    since_on: date
    until_on: date | None = None
    area: int | None = None


@transaction.atomic
def enter_publicity(*, campaign_id: int, new: NewPublicity, hat: Hat) -> Publicity:
    """One line, by a unit that takes part or by the office. The same line twice is refused."""
    campaign = _own_campaign(campaign_id, hat)
    _check(campaign, new)
    same = campaign.publicity.filter(
        unit=hat.unit_id,
        kind=new.kind,
        place=new.place.strip(),
        since_on=new.since_on,
        struck_at=None,
    )
    if same.exists():
        raise Refused(_("This line stands in the inventory already."), code="entered-already")
    line = Publicity.objects.create(
        campaign=campaign,
        unit_id=hat.unit_id,
        kind=new.kind,
        area_id=new.area,
        place=new.place.strip(),
        count=new.count,
        since_on=new.since_on,
        until_on=new.until_on,
        by_id=hat.person_id,
        at=now(),
    )
    write("publicity.entered", campaign, line, hat, kind=new.kind, count=new.count)
    return line


@transaction.atomic
def strike_publicity(*, publicity_id: int, hat: Hat) -> Publicity:
    """A line that was wrong stays and counts no longer."""
    found = Publicity.objects.select_for_update(of=("self",)).select_related("campaign")
    line = found.filter(pk=publicity_id).first()
    if line is None:
        raise Refused(_("There is no such line."))
    runs = may_run(hat, line.campaign.jurisdiction_id)
    if not (runs or may_report(hat, line.unit_id)):
        raise NotAllowed(_("The unit that entered a line, or the office, strikes it."))
    if line.struck_at is None:
        line.struck_at = now()
        line.save(update_fields=["struck_at"])
        write("publicity.struck", line.campaign, line, hat)
    return line


def _own_campaign(campaign_id: int, hat: Hat) -> Campaign:
    """For the office or a unit that takes part; held against a second click."""
    campaign = Campaign.objects.select_for_update().filter(pk=campaign_id).first()
    if campaign is None:
        raise Refused(_("There is no such campaign."))
    takes_part = campaign.participations.filter(unit=hat.unit_id).exists()
    if may_run(hat, campaign.jurisdiction_id) or (hat.role in UNIT and takes_part):
        return campaign
    raise NotAllowed(_("Units that take part and the campaign office do this."))


def _check(campaign: Campaign, new: NewPublicity) -> None:
    if new.kind not in Publicity.Kind.values or not new.place.strip():
        raise Refused(_("Say what it is and where."))
    if not 0 < new.count < 10_000_000:
        raise Refused(_("Say how many there are: at least one."))
    if new.until_on and new.until_on < new.since_on:
        raise Refused(_("It ends before it begins; look at the two days."))
    here = Area.objects.filter(jurisdiction=campaign.jurisdiction_id)
    if new.area and not here.filter(pk=new.area).exists():
        raise Refused(_("There is no such place here."))


@transaction.atomic
def open_contest(*, campaign_id: int, kind: str, title: str, closes_on: date, hat: Hat) -> Contest:
    campaign = locked(campaign_id, hat)
    if kind not in Contest.Kind.values or not title.strip():
        raise Refused(_("Say what kind of contest it is, and its title."))
    if campaign.contests.filter(title=title.strip()).exists():
        raise Refused(_("There is a contest of this title already."))
    contest = Contest.objects.create(
        campaign=campaign,
        kind=kind,
        title=title.strip(),
        closes_on=closes_on,
        by_id=hat.person_id,
        at=now(),
    )
    write("contest.opened", campaign, contest, hat, closes_on=closes_on.isoformat())
    return contest


@transaction.atomic
def send_entry(*, contest_id: int, title: str, text: str, hat: Hat) -> ContestEntry:
    """A text of a unit's. It is the unit's: whoever wrote it has no row here."""
    contest = Contest.objects.filter(pk=contest_id).first()
    if contest is None:
        raise Refused(_("There is no such contest."))
    campaign = _own_campaign(contest.campaign_id, hat)
    if today() > contest.closes_on:
        raise Refused(_("Entries were taken until %(on)s.") % {"on": contest.closes_on})
    if not title.strip() or not text.strip():
        raise Refused(_("An entry has a title and a text."))
    if contest.entries.filter(unit=hat.unit_id, title=title.strip()).exists():
        raise Refused(_("Your unit sent a text of this title already."))
    entry = ContestEntry.objects.create(
        contest=contest,
        unit_id=hat.unit_id,
        title=title.strip(),
        text=text.strip(),
        by_id=hat.person_id,
        at=now(),
    )
    write("contest.entered", campaign, entry, hat, contest=contest.pk)
    return entry


@transaction.atomic
def award(*, entry_id: int, prize: str, hat: Hat) -> ContestEntry:
    """The result for a text; an empty one takes it back."""
    found = ContestEntry.objects.select_for_update(of=("self",)).select_related("contest")
    entry = found.filter(pk=entry_id).first()
    if entry is None:
        raise Refused(_("There is no such entry."))
    campaign = locked(entry.contest.campaign_id, hat)
    if prize and prize not in ContestEntry.Award.values:
        raise Refused(_("There is no such prize."))
    entry.award = prize
    entry.save(update_fields=["award"])
    write("contest.awarded", campaign, entry, hat, prize=prize or "none")
    return entry
