"""What becomes of a voice, other than being carried by a matter and answered."""

from django.db import transaction
from django.utils.translation import gettext as _

from qunce.common import now
from qunce.common.errors import Conflict, NotAllowed, Refused
from qunce.notices.actions import tell
from qunce.people.rules import Hat
from qunce.record import actions as record
from qunce.record.actions import Line
from qunce.voices import rules
from qunce.voices.models import Contact, Fate, Showing, Voice, VoiceIndex

# Why a voice may be set aside; each is said to its author in full (see notices.words).
SET_ASIDE_REASONS = (
    "no_request",
    "not_understandable",
    "advertising",
    "personal_case",
    "elsewhere",
)
# The reason that only a matter gives, for all its voices at once.
NOT_TAKEN_UP = "not_taken_up"


@transaction.atomic
def set_aside(*, voice_id: int, reason: str, hat: Hat) -> Voice:
    """A person decides that a voice will not be followed, and says why."""
    voice = _locked(voice_id)
    if not rules.may_decide(hat, voice):
        raise NotAllowed(_("Only the campaign office may set a voice aside."))
    if reason not in SET_ASIDE_REASONS:
        raise Refused(_("Please choose a reason; the author is told it."), code="no-reason")
    _must_be(voice, Fate.WAITING)
    tell(voices=[voice.pk], code="voice.set_aside", params={"reason": reason})
    return _end(voice, Fate.SET_ASIDE, reason, ("person", hat.person_id))


@transaction.atomic
def put_back(*, voice_id: int, hat: Hat) -> Voice:
    """Take a set-aside voice up again."""
    voice = _locked(voice_id)
    if not rules.may_decide(hat, voice):
        raise NotAllowed(_("Only the campaign office may take a voice up again."))
    _must_be(voice, Fate.SET_ASIDE)
    tell(voices=[voice.pk], code="voice.put_back")
    return _end(voice, Fate.WAITING, "", ("person", hat.person_id))


@transaction.atomic
def withdraw(*, voice_id: int) -> Voice:
    """The author takes the voice back; the caller has checked the receipt's code."""
    voice = _locked(voice_id)
    if voice.fate == Fate.WITHDRAWN:
        return voice
    _hide(voice)
    return _end(voice, Fate.WITHDRAWN, "author", ("author", 0))


@transaction.atomic
def erase(*, voice_id: int, reason: str, hat: Hat) -> Voice:
    """Erase the words by a recorded decision; the row, the receipt and the fate stay."""
    voice = _locked(voice_id)
    if not rules.may_decide(hat, voice):
        raise NotAllowed(_("Only the campaign office may erase words."))
    if voice.erased_at:
        return voice
    _hide(voice, for_good=True)
    voice.title, voice.text, voice.erased_at = "", "", now()
    voice.save(update_fields=["title", "text", "erased_at"])
    Contact.objects.filter(voice=voice).delete()
    tell(voices=[voice.pk], code="voice.erased", params={"reason": reason})
    _record(voice, "voice.erased", ("person", hat.person_id), reason=reason)
    return voice


def _locked(voice_id: int) -> Voice:
    return Voice.objects.select_for_update().get(pk=voice_id)


def _must_be(voice: Voice, fate: Fate) -> None:
    if voice.fate != fate:
        raise Conflict(
            _("Somebody was quicker: this voice is now “%(fate)s”. Nothing was changed.")
            % {"fate": voice.get_fate_display()}
        )


def _end(voice: Voice, fate: Fate, reason: str, actor: tuple[str, int]) -> Voice:
    was, voice.fate, voice.fate_reason = voice.fate, fate, reason
    voice.save(update_fields=["fate", "fate_reason"])
    _record(voice, f"voice.{fate.value}", actor, was=was, reason=reason)
    return voice


def _hide(voice: Voice, *, for_good: bool = False) -> None:
    if voice.showing != Showing.PRIVATE:
        voice.showing = Showing.WITHHELD if for_good else Showing.PRIVATE
        voice.save(update_fields=["showing"])
    found = VoiceIndex.objects.filter(voice=voice)
    found.update(shown=False, **({"tokens": ""} if for_good else {}))


def _record(voice: Voice, verb: str, actor: tuple[str, int], **body: str) -> None:
    record.write(
        Line(
            jurisdiction_id=voice.jurisdiction_id,
            verb=verb,
            actor=actor,
            subject=("voice", voice.pk),
            body={k: str(v) for k, v in body.items()},
        )
    )
