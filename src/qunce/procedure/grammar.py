"""What a procedure is made of: frozen data, and nothing that runs.

The closed lists below (`Need`, `Guard`, `Effect`, `Choice`, `Tell`) are all the spine knows how to
ask, to check, to do, to decide and to say. A new kind of matter picks from them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from qunce.procedure.roles import Role
from qunce.procedure.words import Words


class Need(StrEnum):
    """What must be written down for an act; without it nothing is changed."""

    TEXT = "text"
    REASON = "reason"
    REASON_CODE = "reason_code"
    UNITS = "units"
    UNIT = "unit"
    DUE_ON = "due_on"
    CONTACT = "contact"
    ANSWER = "answer"
    RATING = "rating"
    TARGET = "target"
    PEOPLE = "people"
    UNIT_RATINGS = "unit_ratings"
    WORDS = "words"  # title, situation, analysis, requests


class Guard(StrEnum):
    """What must be true, over and above step and role."""

    IN_TIME = "in_time"  # the step's own clock has not run out, where the profile is strict
    ALL_CONFIRMED = "all_confirmed"  # every co-signer who was asked has answered
    ENOUGH_SIGNERS = "enough_signers"  # the law's number for a bill
    SESSION_OPEN = "session_open"  # before the session's deadline for bills
    THREE_PARTS = "three_parts"  # 案由、案据、方案
    OPINIONS_IN = "opinions_in"  # co-opinions are there, or their lateness is on record
    REPLY_IS_SOUND = "reply_is_sound"  # contact on record, class against promises, co-units named
    ALL_ANSWERED = "all_answered"  # every reply that is due to the author is signed
    PROMISES_SETTLED = "promises_settled"
    BEFORE_WITHDRAWAL_ENDS = "before_withdrawal_ends"  # a switch of the profile
    NOT_EXTENDED = "not_extended"  # extended once and no more
    NOT_DESIGNATED = "not_designated"  # a unit named after a dispute cannot return again
    IS_OVERDUE = "is_overdue"
    NOT_ON_DUTY_LIST = "not_on_duty_list"  # what is on the list cannot be sent back
    FIRST_ROUND = "first_round"
    EVERY_UNIT_RATED = "every_unit_rated"


class Effect(StrEnum):
    """What an act does besides moving the matter and writing its entry."""

    NUMBER = "number"
    ASSIGN = "assign"
    HAND = "hand"  # to the community or town that is named
    NAME_CO_UNITS = "name_co_units"  # these help from now on, others no longer
    REASSIGN = "reassign"
    CONTACT = "contact"
    DRAFT = "draft"
    SIGN = "sign"
    OPINION = "opinion"
    EXTEND = "extend"
    ASK_COSIGNERS = "ask_cosigners"
    CONFIRM = "confirm"
    DECLINE = "decline"
    AGREE = "agree"  # to the withdrawal of what one signed
    MERGE = "merge"
    RATE = "rate"
    RATE_UNITS = "rate_units"
    DISPATCH = "dispatch"  # rates the whistle, then gives the departments their parts
    REOPEN = "reopen"
    END_ASSIGNMENTS = "end_assignments"
    SET_VOICES_ASIDE = "set_voices_aside"
    OPEN_SUGGESTION = "open_suggestion"
    OBJECT = "object"
    REWRITE = "rewrite"  # other words; who signed the old ones is asked again
    HAND_OVER = "hand_over"  # to another jurisdiction, where it begins anew


class Choice(StrEnum):
    """Which of several next steps an act leads to; decided from facts on record."""

    BY_RATING = "by_rating"
    BY_PROMISES = "by_promises"
    BY_PRODUCT = "by_product"


class Tell(StrEnum):
    """Who hears of an act at once."""

    AUTHOR = "author"
    SIGNERS = "signers"
    VOICES = "voices"
    UNITS = "units"
    HOLDER = "holder"


class Phase(StrEnum):
    DRAFT = "draft"  # not handed in: nobody owes anything yet
    OPEN = "open"
    ENDED = "ended"


@dataclass(frozen=True)
class Act:
    """Something that may be done at a step. Without `to` the matter stays where it is.

    `by` empty means whoever holds the step. `marks` are the days it sets (“assigned”), from which
    terms count. With several steps in `to`, `choice` says what decides between them.
    """

    code: str
    title: Words
    to: tuple[str, ...] = ()
    by: tuple[Role, ...] = ()
    needs: tuple[Need, ...] = ()
    guards: tuple[Guard, ...] = ()
    effect: Effect | None = None
    choice: Choice | None = None
    marks: tuple[str, ...] = ()
    tells: tuple[Tell, ...] = ()
    basis: str = ""


# Clocks that are no term of a profile: the next promise's own date, a date that was set when the
# matter came to the step (a task's, a finding's), and for a part that date of its matter.
PROMISES = "promises"
SET_DATE = "set-date"
OF_THE_MATTER = "date-of-the-matter"
OWN_CLOCKS = frozenset({PROMISES, SET_DATE, OF_THE_MATTER})


@dataclass(frozen=True)
class Step:
    """Where a matter stands: who holds it, by which term, and what may be done."""

    code: str
    title: Words
    holder: Role | None = None
    term: str = ""
    acts: tuple[Act, ...] = ()
    phase: Phase = Phase.OPEN
    # Who holds it instead where several units answer separately.
    holder_of_several: Role | None = None

    def may(self, act: Act) -> tuple[Role, ...]:
        """The roles that may do this act here."""
        return act.by or ((self.holder,) if self.holder else ())

    def act(self, code: str) -> Act | None:
        return next((act for act in self.acts if act.code == code), None)


@dataclass(frozen=True)
class Procedure:
    """One kind of matter. A published version is never edited; the first step is the beginning."""

    code: str
    version: str
    title: Words
    basis: str
    steps: tuple[Step, ...]
    # The days that are known when a matter begins.
    begins_with: tuple[str, ...] = ()
    # Who may begin one, where it is not whoever holds its first step.
    begun_by: tuple[Role, ...] = ()
    # Who gives units their parts and takes them back; nobody where there are no parts.
    assigner: Role | None = None
    # What the part of a unit that helps goes through.
    co_parts: str = "opinion"
    publisher: Role = Role.DEPUTY_OFFICE

    def __post_init__(self) -> None:
        codes = [step.code for step in self.steps]
        if len(set(codes)) < len(codes):
            raise ValueError(f"{self.code}: a step stands twice")

    @property
    def first(self) -> Step:
        return self.steps[0]

    @property
    def beginners(self) -> tuple[Role, ...]:
        return self.begun_by or ((self.first.holder,) if self.first.holder else ())

    def who(self, role: Role) -> Role:
        """The role that a part or a review of such a matter means by its assigner or publisher."""
        if role == Role.PUBLISHER:
            return self.publisher
        if role == Role.ASSIGNER:
            if self.assigner is None:
                raise ValueError(f"{self.code} gives no parts, so nobody gave this one")
            return self.assigner
        return role

    def step(self, code: str) -> Step:
        """Raises KeyError if there is none of that name."""
        for step in self.steps:
            if step.code == code:
                return step
        raise KeyError(f"{self.code} has no step “{code}”")

    def moves(self) -> Iterator[tuple[Step, Act, str]]:
        """Every act with each step it may lead to."""
        for step in self.steps:
            for act in step.acts:
                for to in act.to or (step.code,):
                    yield step, act, to
