"""The proof finds each kind of fault, and none in a sound procedure."""

from qunce import profiles
from qunce.procedure import Act, Choice, Effect, Need, Phase, Procedure, Role, Step, Words, check

NATIONAL = profiles.load("national")
W = Words("一", "one")
GO = Act("go", W, ("done",))
DONE = Step("done", W, phase=Phase.ENDED)
BEGIN = Step("begin", W, Role.OFFICE, "review", (GO,))


def _faults(*steps: Step, begins_with: tuple[str, ...] = ("submitted",)) -> list[str]:
    procedure = Procedure("p", "1", W, "law", steps, begins_with)
    return [f"{fault.where}: {fault.words}" for fault in check(procedure, NATIONAL)]


def test_a_sound_one_has_no_fault() -> None:
    assert _faults(BEGIN, DONE) == []


def test_an_arrow_into_nowhere() -> None:
    begin = Step("begin", W, Role.OFFICE, "review", (Act("go", W, ("nowhere",)),))
    assert _faults(begin, DONE) == ["begin.go: leads to “nowhere”, which is no step"]


def test_a_step_nobody_reaches_and_a_step_that_never_ends() -> None:
    lost = Step("lost", W, Role.OFFICE, "review", (Act("stay", W, ("lost",)),))
    assert _faults(BEGIN, DONE, lost) == [
        "lost: cannot be reached from the first step",
        "lost: no way leads from here to an end",
    ]


def test_an_open_step_without_holder_or_term() -> None:
    assert "begin: an open step needs one holder, an ended one has none" in _faults(
        Step("begin", W, None, "review", (Act("go", W, ("done",), by=(Role.OFFICE,)),)), DONE
    )
    assert _faults(Step("begin", W, Role.OFFICE, "", (GO,)), DONE) == [
        "begin: an open step needs a term, any other has none"
    ]
    assert _faults(Step("begin", W, Role.OFFICE, "soon", (GO,)), DONE) == [
        "begin: profile national has no term “soon”"
    ]


def test_a_dead_act() -> None:
    begin = Step("begin", W, Role.OFFICE, "review", (GO, Act("nothing", W)))
    assert _faults(begin, DONE) == ["begin.nothing: changes nothing"]


def test_an_end_at_which_something_may_be_done() -> None:
    done = Step("done", W, phase=Phase.ENDED, acts=(Act("x", W, by=(Role.OFFICE,), marks=("y",)),))
    assert _faults(BEGIN, done) == ["done: has acts although it is an end"]


def test_several_next_steps_without_a_choice() -> None:
    begin = Step("begin", W, Role.OFFICE, "review", (Act("go", W, ("done", "begin")),))
    alone = Step(
        "begin", W, Role.OFFICE, "review", (Act("go", W, ("done",), choice=Choice.BY_RATING),)
    )
    words = "begin.go: several next steps need a choice, a single one must not have any"
    assert _faults(begin, DONE) == [words]
    assert _faults(alone, DONE) == [words]


def test_a_clock_that_counts_from_a_day_nobody_set() -> None:
    assert _faults(BEGIN, DONE, begins_with=()) == [
        "begin: can be reached before “submitted” is a day on record"
    ]


def test_an_act_that_stands_twice() -> None:
    begin = Step("begin", W, Role.OFFICE, "review", (GO, Act("go", W, effect=Effect.CONTACT)))
    assert _faults(begin, DONE) == ["begin.go: stands twice at this step"]


def test_a_step_due_on_a_date_that_nobody_asked_for() -> None:
    owed = Step("owed", W, Role.LEAD_UNIT, "set-date", (GO,))
    begin = Step("begin", W, Role.OFFICE, "review", (Act("go", W, ("owed",)),))
    asked = Step(
        "begin", W, Role.OFFICE, "review", (Act("go", W, ("owed",), needs=(Need.DUE_ON,)),)
    )
    assert _faults(begin, owed, DONE) == ["begin.go: leads to “owed” without asking for its date"]
    assert _faults(asked, owed, DONE) == []
    assert _faults(owed, DONE) == ["owed: begins without its date"]


def test_parts_that_are_given_by_nobody() -> None:
    give = Act("give", W, ("done",), effect=Effect.ASSIGN)
    begin = Step("begin", W, Role.OFFICE, "review", (give,))
    assert _faults(begin, DONE) == [
        "begin.give: gives units their parts, but nobody is named as assigner"
    ]
