"""Until the campaign ends every theme is taken up, or set aside where it asks for nothing."""

from datetime import date, timedelta

from qunce.campaigns.models import Campaign
from qunce.common.clock import today
from qunce.demo import answering, golden
from qunce.matters.actions import Given, act_on_matter
from qunce.matters.models import Matter
from qunce.people.models import Unit
from qunce.people.rules import Hat
from qunce.reading.models import Outcome, Placement, Theme
from qunce.voices.actions import set_aside
from qunce.voices.models import Fate

# What is taken up in the last days is still with its units when the campaign ends.
_LAST = timedelta(days=3)
_FEWEST = 10  # what fewer say waits until somebody has read it by itself
_READ_A_DAY = 60


def take_up_next(campaign: Campaign, *, office: Hat, units: dict[str, Unit]) -> None:
    """A working day's share of the themes that wait, the largest first, until the last day."""
    left = _working_days(campaign.ends_on - _LAST)
    if today().weekday() > 4 or not left or not campaign.corpus_id:
        return
    waiting = golden.open_themes(campaign.corpus_id).filter(size__gte=_FEWEST)
    for theme in waiting[: len(waiting) // left]:
        _take_up(theme, office, units)


def _working_days(last_on: date) -> int:
    """Today's and those that follow it until the last one."""
    days = (today() + timedelta(days=n) for n in range((last_on - today()).days + 1))
    return sum(day.weekday() < 5 for day in days)


def _take_up(theme: Theme, office: Hat, units: dict[str, Unit]) -> None:
    subject = answering.subjects().get(golden.about(theme))
    matter = golden.begin(theme, office)
    if subject:
        golden.assign(matter, units[subject.unit], office)


def decide(matter: Matter, *, office: Hat, units: dict[str, Unit]) -> None:
    """The office assigns what waits for it; a theme that asks for nothing it sets aside."""
    about = golden.about_matter(matter)
    if matter.evidence.get("kind") == "theme" and about not in answering.subjects():
        reason = answering.farewell(matter.evidence["name"], matter.carried.count(), about)
        given = Given(reason_code="EMPTY", reason=reason)
        act_on_matter(matter_id=matter.pk, act="set_aside", hat=office, given=given)
    else:
        golden.assign(matter, units[golden.subject_of(matter).unit], office)


def set_aside_next(campaign: Campaign, *, office: Hat) -> None:
    """Somebody at the office reads what the reading could not, some dozens a working day."""
    if today().weekday() > 4 or not campaign.corpus_id:
        return
    found = Placement.objects.filter(
        corpus=campaign.corpus_id,
        outcome=Outcome.NOT_UNDERSTANDABLE,
        voice__fate=Fate.WAITING,
    )
    for voice in found.order_by("voice").values_list("voice", flat=True)[:_READ_A_DAY]:
        set_aside(voice_id=voice, reason="not_understandable", hat=office)
