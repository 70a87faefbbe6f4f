"""What became of a voice, told to its author in plain words: so far, and what comes next."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qunce.common import now
from qunce.notices.queries import Told, reason_words, told
from qunce.reading.queries import ThemeCard
from qunce.record.queries import Event, entries_about
from qunce.voices.models import Fate, Kind, Showing, Voice

_TITLES = {
    "voice.received": gettext_lazy("Received"),
    "voice.released": gettext_lazy("Shown in public"),
    "voice.withheld": gettext_lazy("Not shown in public"),
    "voice.set_aside": gettext_lazy("Set aside"),
    "voice.put_back": gettext_lazy("Taken up again"),
    "voice.withdrawn": gettext_lazy("Withdrawn by you"),
    "voice.erased": gettext_lazy("The words were erased"),
    "voice.carried": gettext_lazy("Taken up by an office"),
    "voice.answered": gettext_lazy("Answered"),
    "matter.taken_up": gettext_lazy("Part of a matter"),
    "matter.assigned": gettext_lazy("A unit is to answer"),
    "matter.answered": gettext_lazy("The answer is here"),
    "matter.reopened": gettext_lazy("Handled again"),
    "matter.moved": gettext_lazy("It went on"),
    "matter.promise_kept": gettext_lazy("A promise was kept"),
    "matter.promise_impossible": gettext_lazy("A promise cannot be kept"),
    "selection.dropped": gettext_lazy("Not taken further in a selection"),
    "selection.listed": gettext_lazy("On the public list of a selection"),
    "selection.moved_up": gettext_lazy("Moved up to the public list of a selection"),
    "selection.selected": gettext_lazy("Selected"),
    "selection.brought_back": gettext_lazy("Back in the selection"),
    "selection.appeal_granted": gettext_lazy("Your appeal was granted"),
    "selection.appeal_kept": gettext_lazy("Your appeal was not granted"),
    "selection.awarded": gettext_lazy("Awarded"),
    "matter.let_go": gettext_lazy("It waits by itself again"),
}
# What the author was told of stands in the timeline as it was told, so its entry does not.
_TOLD = {"voice.released", "voice.withheld", "voice.set_aside", "voice.waiting", "voice.erased"}
_TONES = {"voice.received": "red", "voice.released": "green", "voice.answered": "green"}
# Fates after which nothing more will happen of itself.
_OVER = {Fate.SET_ASIDE, Fate.WITHDRAWN, Fate.ANSWERED}


@dataclass(frozen=True)
class Step:
    """One line of the timeline, as ui draws it; what is yet to come has `when` for `at`."""

    title: str
    text: str = ""
    at: datetime | None = None
    when: str = ""
    tone: str = ""


def timeline(voice: Voice, theme: ThemeCard | None) -> list[Step]:
    happened = [_event(e) for e in entries_about("voice", voice.pk) if e.verb not in _TOLD]
    happened += [_told(notice) for notice in told(voice.pk)]
    return [*sorted(happened, key=lambda step: step.at or now()), *_coming(voice, theme)]


def _event(event: Event) -> Step:
    words = _("The receipt is the proof that it arrived.") if event.verb == "voice.received" else ""
    return _step(event.verb, event.at, words)


def _told(notice: Told) -> Step:
    return _step(notice.code, notice.at, notice.words)


def _step(code: str, at: datetime, words: str) -> Step:
    title = str(_TITLES.get(code, gettext_lazy("Something was done")))
    return Step(title, words, at=at, tone=_TONES.get(code, ""))


def _coming(voice: Voice, theme: ThemeCard | None) -> list[Step]:
    if voice.fate in _OVER:
        return []
    steps = []
    if theme is None and voice.fate == Fate.WAITING:
        steps.append(
            Step(
                _("It will be read"),
                _("Together with all others, and put to those that are about the same."),
                when=_("Next"),
                tone="gold",
            )
        )
    steps.append(
        Step(
            _("An office deals with it"),
            _(
                "Voices about the same thing are dealt with together; each of them gets the "
                "answer here."
            ),
            when=_("Later") if steps else _("Next"),
            tone="" if steps else "gold",
        )
    )
    return steps


def fate_words(voice: Voice, theme: ThemeCard | None) -> str:
    """Where the voice stands now, in one or two sentences."""
    if voice.fate == Fate.WAITING and theme is not None:
        return _("It has been read. Now it waits for an office to deal with it.")
    return {
        Fate.WAITING: _("It has arrived and waits to be read."),
        Fate.CARRIED: _("An office is dealing with it."),
        Fate.ANSWERED: _("It has been answered."),
        Fate.SET_ASIDE: _("Somebody has read it and decided that it will not be followed further.")
        + " "
        + reason_words(voice.fate_reason),
        Fate.WITHDRAWN: _("You have withdrawn it. It will not be followed further."),
    }[Fate(voice.fate)]


def showing_words(voice: Voice) -> str:
    """Who can read the words."""
    if voice.kind == Kind.SUPPORT:
        return _("A support has no words of its own; only the number is shown.")
    if voice.erased_at:
        return _("The words were erased. That they were received can still be proved.")
    if voice.showing == Showing.SHOWN:
        return _("Your words are shown in public, without your contact.")
    if voice.showing == Showing.QUEUED:
        return _(
            "You agreed to show your words. Somebody from the office looks at them first, since "
            "they may hold personal details."
        )
    if voice.showing == Showing.WITHHELD:
        return _("Your words are not shown in public. They count and are followed all the same.")
    if voice.consent and voice.fate != Fate.WITHDRAWN:
        return _("You agreed to show your words. They are being made ready.")
    return _("Your words are not shown in public. Only the office reads them.")
