"""Receiving voices one by one: from the square, from paper, from a telephone."""

from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from qunce.common import ids, now, soon
from qunce.common.errors import NotAllowed, Refused
from qunce.common.keys import blind
from qunce.people.rules import Hat
from qunce.places.models import Area
from qunce.record.actions import Line
from qunce.voices import rules, screen, words
from qunce.voices.actions import receiving
from qunce.voices.actions.contacts import keep_contact
from qunce.voices.models import Call, Channel, IdeaTopic, Kind, Showing, Voice


@dataclass(frozen=True)
class Author:
    """What is known of who speaks: a browser's mark at most, never a name."""

    mark: str = ""
    contact: str = ""

    def token(self, call: Call) -> bytes | None:
        """The mark, blinded for this call: it leads nowhere else."""
        return blind(f"call/{call.pk}", self.mark) if self.mark else None


def hand_in(
    *,
    call: Call,
    text: str,
    author: Author,
    title: str = "",
    area: Area | None = None,
    place: str = "",
    topic: IdeaTopic | None = None,
    consent: bool = False,
    once: UUID | None = None,
) -> Voice:
    """A person says something on the square. A repeated `once` returns the voice it made."""
    if not rules.is_open(call, now()):
        raise Refused(_("This call is not open now, so nothing was sent."), code="call-closed")
    return _receive(
        call=call,
        title=title,
        text=text,
        area=area,
        place=place,
        topic=topic,
        consent=consent,
        channel=Channel.WEB,
        author=author,
        once=once,
        actor=("author", 0),
    )


@transaction.atomic
def take_down(
    *,
    call: Call,
    texts: list[str],
    channel: str,
    said_at: datetime,
    consent: bool,
    hat: Hat,
    area: Area | None = None,
    topic: IdeaTopic | None = None,
    once: UUID | None = None,
) -> list[Voice]:
    """A clerk enters what came on paper, by telephone or in a meeting: one voice for each text.

    All or none. With `once`, a second click returns the voices of the first.
    """
    if not rules.may_take_down(hat, call):
        raise NotAllowed(_("Only the campaign office enters voices for others."))
    if not texts:
        raise Refused(_("There is no text yet. Write at least one voice."), code="no-text")
    return [
        _receive(
            call=call,
            title="",
            text=text,
            area=area,
            topic=topic,
            consent=consent,
            channel=channel,
            author=Author(),
            once=UUID(int=(once.int + i) % 2**128) if once else None,
            actor=("person", hat.person_id),
            said_at=said_at,
        )
        for i, text in enumerate(texts)
    ]


def support(*, voice: Voice, author: Author, once: UUID | None = None) -> Voice:
    """ "I mean the same": a voice of its own that points at this one, once per person-token."""
    original = voice.supports if voice.supports_id else voice
    assert original is not None
    assert original.call is not None
    if not rules.may_be_supported(original):
        raise Refused(_("This voice is not open for support."), code="not-shown")
    if not rules.is_open(original.call, now()):
        raise Refused(_("This call is not open now, so nothing was sent."), code="call-closed")
    token = author.token(original.call)
    if earlier := _earlier_support(original, token, once):
        return earlier
    at = now()
    made = Voice(
        jurisdiction_id=original.jurisdiction_id,
        call=original.call,
        kind=Kind.SUPPORT,
        supports=original,
        salt=ids.salt(),
        said_at=at,
        received_at=at,
        token=token,
        once=once,
    )
    # Two clicks at once: the other one may have won, and then its voice is this one.
    return made if _store(made, ("author", 0)) else _only(_earlier_support(original, token, once))


def _earlier_support(original: Voice, token: bytes | None, once: UUID | None) -> Voice | None:
    """By the browser's mark, or by the click: a first click's answer may not have come yet."""
    known = Voice.objects.filter(supports=original, kind=Kind.SUPPORT)
    if token and (earlier := known.filter(token=token).first()):
        return earlier
    return known.filter(once=once).first() if once else None


def _receive(
    *,
    call: Call,
    title: str,
    text: str,
    area: Area | None,
    consent: bool,
    channel: str,
    author: Author,
    once: UUID | None,
    actor: tuple[str, int],
    said_at: datetime | None = None,
    place: str = "",
    topic: IdeaTopic | None = None,
) -> Voice:
    if topic and topic.call_id != call.pk:
        raise Refused(_("Please choose a topic of this call, or none."), code="other-topic")
    title, text = words.clean(title), words.clean(text)
    _check_words(title, text)
    found = screen.codes(words.whole(title, text))
    at = now()
    voice = Voice(
        jurisdiction_id=call.jurisdiction_id,
        call=call,
        topic=topic,
        channel=channel,
        title=title,
        text=text,
        salt=ids.salt(),
        area=area,
        place=words.clean(place),
        said_at=said_at or at,
        received_at=at,
        consent=consent,
        screen=found,
        showing=first_showing(consent, found),
        token=author.token(call),
        once=once,
    )
    stored = _store(voice, actor, author.contact)
    return voice if stored else _only(Voice.objects.filter(once=once).first())


def _only(earlier: Voice | None) -> Voice:
    assert earlier is not None, "a conflict with nothing to conflict with"
    return earlier


def first_showing(consent: bool, found: str) -> str:
    """Without the author's consent never; with it at once, unless the screen stopped it."""
    if not consent:
        return Showing.PRIVATE
    return Showing.QUEUED if found else Showing.SHOWN


def _check_words(title: str, text: str) -> None:
    if not text:
        raise Refused(_("There is no text yet. Please write what you want to say."), code="no-text")
    if len(text) > words.LONGEST_TEXT:
        raise Refused(
            _(
                "The text has %(length)d characters; at most %(most)d can be kept in one voice. "
                "Please send it in parts; nothing is cut off."
            )
            % {"length": len(text), "most": words.LONGEST_TEXT},
            code="too-long",
        )
    if len(title) > words.LONGEST_TITLE:
        raise Refused(_("The title is longer than 200 characters."), code="title-too-long")


def _store(voice: Voice, actor: tuple[str, int], contact: str = "") -> bool:
    """False if this click or this support was stored before."""
    with transaction.atomic() if contact else nullcontext():
        receiving.give_number(voice)
        stored = receiving.store(voice, received(voice, actor))
        if stored and contact:
            keep_contact(voice, contact)
    if stored:
        soon("voices.index_new")
        soon("voices.arrived")
    return stored


def received(voice: Voice, actor: tuple[str, int]) -> Line:
    """The entry that proves that these words were received."""
    body: dict[str, Any] = {
        "call": voice.call_id,
        "channel": str(voice.channel),
        "consent": voice.consent,
        "kind": str(voice.kind),
        # A proof names the number it is for; the code that opens the receipt stays out of it.
        "number": str(voice.pk),
        "showing": str(voice.showing),
    }
    if voice.supports_id:
        body["supports"] = voice.supports_id
    else:
        body["words"] = words.commitment(voice.salt, voice.title, voice.text)
    return Line(
        jurisdiction_id=voice.jurisdiction_id,
        verb="voice.received",
        actor=actor,
        subject=("voice", voice.pk),
        body=body,
    )
