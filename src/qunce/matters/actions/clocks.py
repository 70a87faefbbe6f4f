"""Working out when something is due, and writing the answer down with its reason."""

from collections.abc import Callable, Sequence
from datetime import date

from qunce import profiles
from qunce.matters.models import Assignment, Matter, Running
from qunce.places.models import Jurisdiction
from qunce.places.queries import calendar
from qunce.procedure import Clock, Due, Guard, Phase, Profile, Words, due
from qunce.procedure.grammar import OF_THE_MATTER, PROMISES, SET_DATE
from qunce.procedure.sentences import day
from qunce.workdays import Calendar, Pause

_ANSWER = "answer"
CLOCK = ("due_on", "due_zh", "due_en", "provisional", "reminded_on", "escalated_on")


def profile_of(row: Running) -> Profile:
    return _profile(jurisdiction_of(row))


def calendar_of(row: Running) -> Calendar:
    return calendar(jurisdiction_of(row))


def set_clock(row: Running) -> None:
    """Write the due date of the step the row stands at, and its sentence; saves nothing."""
    found = work_out(row, profile_of, calendar_of) if row.phase == Phase.OPEN else None
    row.due_on = found.on if found else None
    row.due_zh, row.due_en = (found.why.zh, found.why.en) if found else ("", "")
    row.provisional = bool(found and found.provisional)
    row.reminded_on = row.escalated_on = None


def work_out(
    row: Running,
    profile_of: Callable[[Running], Profile],
    calendar_of: Callable[[Running], Calendar],
) -> Due:
    """When the step of an open row is due; the two are only asked where its term needs them."""
    step = row.at_step
    if step.term == PROMISES:
        return _promised(row)
    if step.term == SET_DATE and row.set_on:
        on = day(row.set_on)
        return Due(
            row.set_on, Words(f"{on.zh}前：交办时确定的日期。", f"Due {on.en}, as it was set.")
        )
    if step.term == OF_THE_MATTER:
        return _with_its_matter(row)
    profile = profile_of(row)
    clock = Clock(
        _term(row, profile), row.days(), _pauses(row), row.stands_since, row.stands_because
    )
    return due(profile, clock, calendar_of(row))


def _term(row: Running, profile: Profile) -> str:
    """The step's term, or the longer one of the same name that was granted."""
    own = row.at_step.term
    if own == _ANSWER and isinstance(row, Assignment):
        own = _of_the_matter(row.matter)
    longer = f"{own}_extended"
    return longer if row.extended and longer in profile.terms else own


def _of_the_matter(matter: Matter) -> str:
    """A part is answered by the clock of its matter: a golden idea's, or a second round's."""
    return matter.at_step.term if waits_for_answers(matter) else _ANSWER


def waits_for_answers(matter: Matter) -> bool:
    return any(Guard.ALL_ANSWERED in act.guards for act in matter.at_step.acts)


def _pauses(row: Running) -> Sequence[Pause]:
    return [
        Pause(date.fromisoformat(p["since"]), date.fromisoformat(p["until"]), p["reason"])
        for p in row.pauses
    ]


def _with_its_matter(row: Running) -> Due:
    """A part that is wanted by the day that was set for its matter."""
    assert isinstance(row, Assignment)
    assert row.matter.set_on is not None
    on = day(row.matter.set_on)
    return Due(
        row.matter.set_on,
        Words(f"{on.zh}前：与牵头单位同一时限。", f"Due {on.en}, together with the lead unit."),
    )


def _promised(row: Running) -> Due:
    """The next promise that runs; a matter has them, nothing else does."""
    assert isinstance(row, Matter)
    promise = row.promises.filter(state="running").order_by("due_on").first()
    if promise is None:
        return Due(None, Words("承诺均已办结。", "Every promise is settled."))
    on = day(promise.due_on)
    return Due(
        promise.due_on,
        Words(
            f"{on.zh}前：承诺“{promise.what}”的日期。",
            f"Due {on.en}: the day of the promise “{promise.what}”.",
        ),
    )


def jurisdiction_of(row: Running) -> int:
    matter = row if isinstance(row, Matter) else getattr(row, "matter", None)
    assert isinstance(matter, Matter)
    return matter.jurisdiction_id


def _profile(jurisdiction_id: int) -> Profile:
    return profiles.load(_profile_code(jurisdiction_id))


def _profile_code(jurisdiction_id: int) -> str:
    return Jurisdiction.objects.values_list("profile", flat=True).get(pk=jurisdiction_id)
