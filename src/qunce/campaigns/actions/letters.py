"""A letter is written, opened with a call of its own, and closed."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from qunce.campaigns.actions.keeping import locked, write
from qunce.campaigns.models import Campaign, OpenLetter
from qunce.common import now
from qunce.common.clock import today
from qunce.common.errors import Conflict, Refused
from qunce.matters.actions.limits import checked_words
from qunce.people.rules import Hat
from qunce.voices.models import Call

_LONGEST = 5_000


@dataclass(frozen=True)
class NewLetter:
    """Written to; `closes_on` is the last day on which it can be answered."""

    title: str
    text: str
    closes_on: date


@transaction.atomic
def write_letter(*, campaign_id: int, new: NewLetter, hat: Hat) -> OpenLetter:
    """A draft: nobody outside the office reads it yet."""
    campaign = locked(campaign_id, hat)
    fields = _checked(campaign, new)
    letter = OpenLetter.objects.create(campaign=campaign, by_id=hat.person_id, at=now(), **fields)
    write("letter.written", campaign, letter, hat)
    return letter


@transaction.atomic
def revise_letter(*, letter_id: int, new: NewLetter, hat: Hat) -> OpenLetter:
    """Its words, and until when; of an open one too, whose call then closes on the new day."""
    letter, campaign = _locked(letter_id, hat)
    _refuse_closed(letter)
    for name, value in _checked(campaign, new, letter).items():
        setattr(letter, name, value)
    letter.save(update_fields=["title", "text", "closes_on"])
    if letter.call:
        letter.call.title, letter.call.closes_at = letter.title, _end_of(letter.closes_on)
        letter.call.save(update_fields=["title", "closes_at"])
    write("letter.revised", campaign, letter, hat, closes_on=letter.closes_on.isoformat())
    return letter


@transaction.atomic
def open_letter(*, letter_id: int, hat: Hat) -> OpenLetter:
    """From now on everybody who has its link reads and answers it; its voices are read with all."""
    letter, campaign = _locked(letter_id, hat)
    if letter.call_id:
        raise Conflict(_("It is open already. Nothing was changed."))
    if campaign.issued_at is None:
        raise Refused(_("Issue the campaign first; its letters belong to it."))
    if letter.closes_on < today():
        raise Refused(_("The last day to answer is over; choose a later one first."))
    call = Call.objects.create(
        jurisdiction_id=campaign.jurisdiction_id,
        slug=f"letter-{letter.pk}",
        title=letter.title,
        opens_at=now(),
        closes_at=_end_of(letter.closes_on),
    )
    letter.call = call
    letter.save(update_fields=["call"])
    campaign.calls.add(call)
    if campaign.corpus:
        campaign.corpus.calls.add(call)
    write("letter.opened", campaign, letter, hat, call=call.pk)
    return letter


@transaction.atomic
def close_letter(*, letter_id: int, hat: Hat) -> OpenLetter:
    """Before its day; what was answered goes its way all the same."""
    letter, campaign = _locked(letter_id, hat)
    if letter.call is None:
        raise Refused(_("It was not opened yet."))
    _refuse_closed(letter)
    letter.closed_at = letter.call.closes_at = now()
    letter.call.save(update_fields=["closes_at"])
    letter.save(update_fields=["closed_at"])
    write("letter.closed", campaign, letter, hat, call=letter.call_id)
    return letter


def _locked(letter_id: int, hat: Hat) -> tuple[OpenLetter, Campaign]:
    of = OpenLetter.objects.filter(pk=letter_id).values_list("campaign", flat=True).first()
    if of is None:
        raise Refused(_("There is no such letter."))
    campaign = locked(of, hat)
    return OpenLetter.objects.select_related("call").get(pk=letter_id), campaign


def _refuse_closed(letter: OpenLetter) -> None:
    if letter.closed_at:
        raise Conflict(_("It is closed. Write a new letter to ask again."))


def _checked(
    campaign: Campaign, new: NewLetter, letter: OpenLetter | None = None
) -> dict[str, object]:
    title = checked_words("letter", new.title, 80).strip()
    text = checked_words("text", new.text, _LONGEST).strip()
    if not title or not text:
        raise Refused(_("A letter has a title and a text."))
    if new.closes_on < today() and not (letter and letter.closes_on == new.closes_on):
        raise Refused(_("The last day to answer lies behind us."))
    others = campaign.letters.exclude(pk=letter.pk if letter else 0)
    if others.filter(title=title).exists():
        raise Refused(_("There is a letter of this title already."))
    return {"title": title, "text": text, "closes_on": new.closes_on}


def _end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.max))
