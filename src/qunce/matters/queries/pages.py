"""Everything that a matter's page shows, for one reader."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qunce.matters.models import (
    Answer,
    Assignment,
    Contact,
    Grade,
    Matter,
    Mode,
    Promise,
    PromiseState,
    Rating,
    Signer,
)
from qunce.matters.queries import gate
from qunce.matters.queries.colours import Colour, colour
from qunce.matters.queries.doing import Doing, doings
from qunce.matters.queries.facts import facts_of
from qunce.matters.queries.gate import Finding
from qunce.matters.queries.headings import Headings, headings
from qunce.matters.queries.next_step import Next, next_step
from qunce.matters.queries.progress import Stage, stages
from qunce.matters.queries.saying import holder_of, say
from qunce.matters.queries.timeline import Line, lines
from qunce.matters.queries.whole import last_moves
from qunce.matters.rules import may_read
from qunce.people.models import Role as Post
from qunce.people.rules import UNIT, Hat
from qunce.procedure import Phase
from qunce.voices.models import Showing, Voice

_VOICES = 5


@dataclass(frozen=True)
class PartCard:
    """A unit's part, its draft for those who work on it, and what the gate says of the draft."""

    part: Assignment
    colour: Colour
    draft: Answer | None
    findings: list[Finding]

    @property
    def mode(self) -> str:
        """A co-unit's by what it does in this kind of matter: 会办 or 协办."""
        part = self.part
        return say(part.grammar.title) if part.mode == Mode.CO else part.get_mode_display()

    @property
    def holder(self) -> str:
        return holder_of(self.part)


@dataclass(frozen=True)
class PromiseLine:
    promise: Promise
    colour: Colour
    mine: bool


@dataclass(frozen=True)
class RatingCard:
    """What the author rated, and how many authors of voices rated the result how."""

    authors: list[Rating]
    voices: list[tuple[str, int]]


@dataclass(frozen=True)
class Link:
    """What it became, or what it came from."""

    words: Any
    matter: Matter


@dataclass(frozen=True)
class MatterPage:
    matter: Matter
    colour: Colour
    stages: list[Stage]
    doings: list[Doing]
    parts: list[PartCard]
    answers: list[Answer]
    promises: list[PromiseLine]
    ratings: RatingCard | None
    signers: list[Signer]
    contacts: list[Contact]
    carried: int
    voices: list[Voice]
    lines: list[Line]
    next: Next = field(default_factory=Next)
    linked: list[Link] = field(default_factory=list)

    @property
    def headings(self) -> Headings:
        return headings(self.matter.procedure)

    @property
    def kicker(self) -> str:
        return " · ".join(filter(None, [say(self.matter.grammar.title), self.matter.number]))

    @property
    def holder(self) -> str:
        return holder_of(self.matter) if self.matter.phase != Phase.ENDED else ""


def is_readable(matter: Matter, hat: Hat) -> bool:
    return may_read(hat, facts_of(matter))


def matter_page(matter: Matter, hat: Hat) -> MatterPage:
    """Of a matter that `with_parts` gave, for somebody who may read it."""
    parts = list(matter.assignments.all())
    answers = [answer for answer in matter.answers.all() if answer.signed_at]
    moves = last_moves(matter.pk)[::-1]
    seen = may_see_ratings(hat, matter)
    found = [doing for row in (matter, *parts) for doing in doings(row, hat)]
    return MatterPage(
        matter=matter,
        colour=colour(matter.due_on, matter.jurisdiction_id),
        stages=stages(matter, moves),
        doings=found,
        parts=[_card(part, matter, hat) for part in parts],
        answers=answers,
        promises=_promises(matter, hat) if answers else [],
        ratings=_ratings(matter) if answers and seen else None,
        signers=list(matter.signers.all()),
        contacts=list(matter.contacts.all()),
        carried=matter.carried_now,  # type: ignore[attr-defined]
        voices=_voices(matter, hat),
        lines=lines(matter, moves, ratings=seen),
        next=next_step(matter, found, hat),
        linked=_linked(matter, hat),
    )


# What ends here goes on in another matter.
_GOES_ON = ("converted", "suggestion", "handed_over")


def _linked(matter: Matter, hat: Hat) -> list[Link]:
    """Asked only where there is one; shown to who may read it."""
    found: list[Link] = []
    if matter.parent and matter.tie in _CAME:
        found.append(Link(_CAME[matter.tie], matter.parent))
    if matter.step in _GOES_ON:
        children = matter.children.filter(tie__in=list(_CAME)).order_by("pk")
        found += [Link(_("It goes on as"), child) for child in children]
    return [link for link in found if is_readable(link.matter, hat)]


_CAME = {"became": gettext_lazy("It came from"), "handed": gettext_lazy("It was handed over from")}


def may_see_ratings(hat: Hat, matter: Matter) -> bool:
    """Units read what was thought of their work only once it is closed."""
    return hat.role not in UNIT or matter.phase == Phase.ENDED


def _card(part: Assignment, matter: Matter, hat: Hat) -> PartCard:
    draft = _draft(part, matter) if _works_on(hat, matter) else None
    return PartCard(
        part=part,
        colour=colour(part.due_on, matter.jurisdiction_id),
        draft=draft,
        findings=gate.look(draft) if draft and part.step == "signing" else [],
    )


def _draft(part: Assignment, matter: Matter) -> Answer | None:
    """The last draft of an open part; a signed answer is no draft any more."""
    if part.phase == Phase.ENDED:
        return None
    drafts = [a for a in matter.answers.all() if a.assignment_id == part.pk and not a.signed_at]
    return drafts[-1] if drafts else None


def _works_on(hat: Hat, matter: Matter) -> bool:
    """Whose unit has a part in it reads drafts; the author reads what was signed."""
    units = {part.unit_id for part in matter.assignments.all()}
    return hat.role in UNIT and hat.unit_id in units


def _promises(matter: Matter, hat: Hat) -> list[PromiseLine]:
    found = matter.promises.select_related("unit").order_by("due_on", "pk")
    return [_promise(promise, matter, hat) for promise in found]


def _promise(promise: Promise, matter: Matter, hat: Hat) -> PromiseLine:
    runs = promise.state == PromiseState.RUNNING
    return PromiseLine(
        promise=promise,
        colour=colour(promise.due_on if runs else None, matter.jurisdiction_id),
        mine=runs and hat.role in UNIT and hat.unit_id == promise.unit_id,
    )


def _ratings(matter: Matter) -> RatingCard:
    found = list(matter.ratings.order_by("round", "pk")[:5_000])
    grades = Counter(r.result for r in found if r.voice_id)
    return RatingCard(
        authors=[rating for rating in found if rating.voice_id is None],
        voices=[(str(grade.label), grades[grade.value]) for grade in Grade if grades[grade.value]],
    )


def _voices(matter: Matter, hat: Hat) -> list[Voice]:
    """The first ones: all words for the office, for others those that everybody may read."""
    if not matter.carried_now:  # type: ignore[attr-defined]
        return []
    found = matter.carried.filter(until=None).exclude(voice__kind="support")
    if hat.role != Post.OFFICE:
        found = found.filter(voice__showing=Showing.SHOWN)
    rows = found.select_related("voice").order_by("pk")[:_VOICES]
    return [row.voice for row in rows]
