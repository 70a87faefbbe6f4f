"""The topics of a call: set out with it, added, renamed, closed for new ideas, struck.

A topic that ideas name stays: who chose it would find it gone, and its number with it.
"""

from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from qunce.common import now
from qunce.common.clock import today
from qunce.common.errors import Conflict, NotAllowed, Refused
from qunce.people.rules import Hat
from qunce.record import actions as record
from qunce.record.actions import Line
from qunce.voices import rules, words
from qunce.voices.models import Call, IdeaTopic

_LONGEST = 40
MOST = 40


def set_out_topics(call: Call, titles: Iterable[str]) -> list[IdeaTopic]:
    """Those that a call has from its beginning; whoever makes the call has permitted it."""
    each = dict.fromkeys(_title(title) for title in titles)
    return IdeaTopic.objects.bulk_create(
        IdeaTopic(call=call, order=order, title=title) for order, title in enumerate(each, 1)
    )


@transaction.atomic
def add_topic(*, call_id: int, title: str, hat: Hat) -> IdeaTopic:
    """One more; a second click finds the first one's."""
    call = _held_call(call_id, hat)
    title = _title(title)
    if earlier := call.topics.filter(title=title).first():
        return earlier
    if call.topics.count() >= MOST:
        raise Refused(_("%(n)d topics are as many as anybody reads.") % {"n": MOST})
    last = call.topics.aggregate(last=Max("order"))["last"] or 0
    made = IdeaTopic.objects.create(call=call, order=last + 1, title=title)
    _write("call.topic_added", made, hat, title=_hash(title))
    return made


@transaction.atomic
def rename_topic(*, topic_id: int, title: str, hat: Hat) -> IdeaTopic:
    """The old name stays beside the new one, and the record proves both."""
    topic = _held(topic_id, hat)
    title = _title(title)
    if title == topic.title:
        return topic
    if topic.call.topics.filter(title=title).exists():
        raise Refused(_("There is a topic of this name already."), code="topic-taken")
    _write("call.topic_renamed", topic, hat, title=_hash(title), was=_hash(topic.title))
    topic.former = [*topic.former, {"title": topic.title, "until": today().isoformat()}]
    topic.title = title
    topic.save(update_fields=["former", "title"])
    return topic


@transaction.atomic
def close_topic(*, topic_id: int, hat: Hat) -> IdeaTopic:
    """It is offered no longer; its ideas stay with it."""
    topic = _held(topic_id, hat)
    if topic.closed_at:
        raise Conflict(_("This topic is closed already."))
    return _set_closed(topic, hat, "call.topic_closed", now())


@transaction.atomic
def open_topic(*, topic_id: int, hat: Hat) -> IdeaTopic:
    topic = _held(topic_id, hat)
    if topic.closed_at is None:
        raise Conflict(_("This topic is open already."))
    return _set_closed(topic, hat, "call.topic_opened", None)


@transaction.atomic
def strike_topic(*, topic_id: int, hat: Hat) -> None:
    """Refused where an idea names it, also one that was withdrawn: the row keeps what it said."""
    topic = _held(topic_id, hat)
    if n := topic.voices.count():
        raise Refused(
            _("%(n)d ideas name this topic; rename it, or close it for new ideas.") % {"n": n},
            code="topic-has-ideas",
        )
    _write("call.topic_struck", topic, hat, title=_hash(topic.title))
    topic.delete()


def held_topics(call_id: int) -> dict[str, int]:
    """The topics of a call by their names, former ones and closed ones too: a list that is brought
    in tells what was said before. None is struck until the transaction ends.
    """
    held = list(IdeaTopic.objects.select_for_update(no_key=True).filter(call=call_id))
    former = {name["title"]: topic.pk for topic in held for name in topic.former}
    return former | {topic.title: topic.pk for topic in held}


def _set_closed(topic: IdeaTopic, hat: Hat, verb: str, at: Any) -> IdeaTopic:
    topic.closed_at = at
    topic.save(update_fields=["closed_at"])
    _write(verb, topic, hat)
    return topic


def _held_call(call_id: int, hat: Hat) -> Call:
    # Without its key: an idea that arrives holds its topic and then the key of its call.
    call = Call.objects.select_for_update(no_key=True).filter(pk=call_id).first()
    if call is None:
        raise Refused(_("There is no such call."))
    if not rules.may_ask(hat, call):
        raise NotAllowed(_("The campaign office says what a call asks about."))
    return call


def _held(topic_id: int, hat: Hat) -> IdeaTopic:
    """Its call is held first, as for a new one: names are compared within a call."""
    of = IdeaTopic.objects.filter(pk=topic_id).values_list("call", flat=True).first()
    call = _held_call(of, hat) if of else None
    found = IdeaTopic.objects.select_for_update().filter(pk=topic_id).first() if call else None
    if found is None or call is None:
        raise Conflict(_("This topic is gone already."))
    found.call = call
    return found


def _title(title: str) -> str:
    title = words.clean(title).strip()
    if not title:
        raise Refused(_("Give the topic a name."), code="no-title")
    if len(title) > _LONGEST:
        raise Refused(
            _("The name of a topic has at most %(most)d characters.") % {"most": _LONGEST},
            code="too-long",
        )
    return title


def _hash(title: str) -> str:
    """Everybody may read the name; the entry holds no text all the same, and proves it."""
    return sha256(title.encode()).hexdigest()


def _write(verb: str, topic: IdeaTopic, hat: Hat, **body: Any) -> None:
    record.write(
        Line(
            jurisdiction_id=topic.call.jurisdiction_id,
            verb=verb,
            actor=("person", hat.person_id),
            subject=("idea_topic", topic.pk),
            body={"call": topic.call_id, **body},
        )
    )
