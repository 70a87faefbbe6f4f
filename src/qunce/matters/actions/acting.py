"""One act: lock, permit, check, do, save, record, tell. All of it or nothing."""

from typing import Any

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from qunce.common.errors import NotAllowed, Refused
from qunce.matters.actions import guards, telling
from qunce.matters.actions.clocks import CLOCK, set_clock
from qunce.matters.actions.effects import EFFECTS
from qunce.matters.actions.effects.answering import answer_as_its_parent
from qunce.matters.actions.effects.assigning import end_parts
from qunce.matters.actions.effects.voices import let_go
from qunce.matters.actions.given import Given
from qunce.matters.actions.limits import ahead, checked
from qunce.matters.actions.moving import Moving, enter, hold, keep, mark, write
from qunce.matters.actions.opening_review import open_review
from qunce.matters.models import Assignment, Matter, Running
from qunce.matters.queries.answered import answering, answers
from qunce.matters.queries.facts import facts_of
from qunce.matters.rules import roles_in, who_may
from qunce.people.rules import Hat
from qunce.procedure import Act, Choice, Effect, Phase, Role
from qunce.procedure.grammar import OF_THE_MATTER, PROMISES
from qunce.procedure.table import needs_words

# After these a matter has new parts.
_OPENING = frozenset({Effect.ASSIGN, Effect.DISPATCH, Effect.REASSIGN, Effect.REOPEN})


@transaction.atomic
def act_on_matter(*, matter_id: int, act: str, hat: Hat, given: Given | None = None) -> Matter:
    """Do an act of a matter's procedure. Refused with a sentence where it may not be done."""
    matter = locked(matter_id)
    _do(matter, matter, act, hat, checked(given or Given()))
    _hold_those_it_answers(matter)
    return matter


@transaction.atomic
def act_on_assignment(
    *, assignment_id: int, act: str, hat: Hat, given: Given | None = None
) -> Assignment:
    """Do an act of a unit's part; the matter moves on when the last answer is in."""
    found = Assignment.objects.values_list("matter", flat=True).filter(pk=assignment_id).first()
    if found is None:
        raise Refused(_("There is no such part of a matter."))
    matter = locked(found)
    part = Assignment.objects.select_for_update().get(pk=assignment_id)
    part.matter = matter
    _do(part, matter, act, hat, checked(given or Given()))
    follow(matter)
    _hold_those_it_answers(matter)
    return part


@transaction.atomic
def act_as_author(*, matter_id: int, act: str, given: Given | None = None) -> Matter:
    """The author of a voice acts with the receipt in hand; the caller has checked its code."""
    matter = locked(matter_id)
    wanted = act_here(matter, act)
    if Role.AUTHOR not in matter.at_step.may(wanted) or matter.author_id:
        raise NotAllowed(not_yours(matter))
    _perform(Moving(matter, matter, wanted, Role.AUTHOR, None, checked(given or Given())))
    return matter


def follow(matter: Matter) -> None:
    """What happens by itself now: all answers are in, every promise is settled."""
    if matter.phase != Phase.OPEN:
        return
    hold(matter)
    matter.save(update_fields=["holder_role", "holder_unit"])
    for wanted in matter.at_step.acts:
        by_itself = wanted.code in {"answered", "settled"} and Role.HOUSE in wanted.by
        moving = Moving(matter, matter, wanted, Role.HOUSE, None, Given())
        if by_itself and guards.objection(moving) is None:
            _settle_what_is_open(moving)
            _perform(moving)
            for child in _merged(matter):
                follow(child)
            return


def _settle_what_is_open(moving: Moving) -> None:
    """Once all is answered nobody waits for a late opinion; a merged matter has its own answer."""
    if moving.act.code == "answered":
        answer_as_its_parent(moving)
        end_parts(moving)


def _hold_those_it_answers(matter: Matter) -> None:
    """What is handled together with it has the same holder."""
    for child in _merged(matter):
        hold(child)
        child.save(update_fields=["holder_role", "holder_unit"])


def _merged(matter: Matter) -> list[Matter]:
    return list(matter.children.select_for_update().filter(tie="merged", step="merged"))


def lapse(matter: Matter, act: str) -> None:
    """A date went by; the house moves the matter on. The caller has locked it."""
    wanted = act_here(matter, act)
    _perform(Moving(matter, matter, wanted, Role.HOUSE, None, Given()))


def locked(matter_id: int) -> Matter:
    """The matter, held against every other hand until the transaction ends."""
    matter = Matter.objects.select_for_update().filter(pk=matter_id).first()
    if matter is None:
        raise Refused(_("There is no such matter."))
    return matter


def _do(row: Running, matter: Matter, code: str, hat: Hat, given: Given) -> None:
    roles = roles_in(hat, facts_of(row))
    wanted = act_here(row, code)
    role = who_may(row.at_step, wanted, roles)
    if role is None or role == Role.HOUSE:
        raise NotAllowed(not_yours(row))
    _perform(Moving(row, matter, wanted, role, hat, given))


def _perform(moving: Moving) -> None:
    row, act = moving.row, moving.act
    ask_for(act, moving.given)
    if said := guards.objection(moving):
        raise Refused(said, code="not-now")
    was, due_before = row.step, row.due_on
    mark(row, act.marks)
    row.set_on = ahead(moving.given.due_on) or row.set_on
    if act.effect:
        EFFECTS[act.effect](moving)
    if act.to:
        enter(row, _next(moving))
    move = keep(moving, was, due_before)
    _time_parts(moving)
    _move_along(moving)
    if isinstance(row, Matter) and answers(move):
        open_review(moving)
    _leave_nobody_behind(moving)
    telling.tell_of(moving, move)


def _time_parts(moving: Moving) -> None:
    """Parts were opened before the matter stood where they are answered; its clock is theirs."""
    row = moving.row
    if not isinstance(row, Matter) or moving.act.effect not in _OPENING:
        return
    for part in row.assignments.exclude(phase=Phase.ENDED):
        part.matter = row
        set_clock(part)
        part.save(update_fields=list(CLOCK))


def _move_along(moving: Moving) -> None:
    """Another day was set for the matter; a part that is due with it is due then too."""
    row = moving.row
    if not isinstance(row, Matter) or moving.given.due_on is None:
        return
    for part in row.assignments.exclude(phase=Phase.ENDED).order_by("pk").select_for_update():
        part.matter = row
        if part.at_step.term == OF_THE_MATTER and part.due_on != row.set_on:
            set_clock(part)
            part.save(update_fields=list(CLOCK))
            write(part, "day_moved", moving.actor, due=str(part.due_on))


def _leave_nobody_behind(moving: Moving) -> None:
    """What ends without an answer lets its voices go, and takes nothing else along."""
    row = moving.row
    if not isinstance(row, Matter) or row.phase != Phase.ENDED:
        return
    end_parts(moving)
    if answering(row) is None:
        let_go(moving)
    for child in _merged(row):
        _take_apart(child)


def _take_apart(child: Matter) -> None:
    """It was handled with one that is over now; it is assigned by itself."""
    reason = Given(reason=str(_("The suggestion that it was handled with was withdrawn.")))
    _perform(Moving(child, child, act_here(child, "separate"), Role.HOUSE, None, reason))


def act_here(row: Running, code: str) -> Act:
    if (found := row.at_step.act(code)) is None:
        raise Refused(_not_here(row), code="not-here")
    return found


def ask_for(act: Act, given: Given) -> None:
    missing = [need for need in act.needs if not given.has(need)]
    if missing:
        language = get_language() or "zh"
        names = "、".join(needs_words(need).in_language(language) for need in missing)
        raise Refused(
            _("“%(act)s” needs: %(names)s.")
            % {"act": act.title.in_language(language), "names": names},
            code=f"needs-{missing[0].value}",
        )


def _next(moving: Moving) -> str:
    act = moving.act
    if act.choice is None:
        return act.to[0]
    if act.choice == Choice.BY_PRODUCT:
        if moving.given.outcome not in act.to:
            raise Refused(_("Say what the result is."))
        return moving.given.outcome
    rating = moving.given.rating
    if act.choice == Choice.BY_RATING and rating and rating.dissatisfied:
        return act.to[-1]
    return _by_promises(moving)


def _by_promises(moving: Moving) -> str:
    """Where promises run, they are followed; else it ends."""
    grammar = moving.row.grammar
    runs = moving.matter.promises.filter(state="running").exists()
    wanted = [
        to
        for to in moving.act.to
        if (grammar.step(to).term == PROMISES if runs else grammar.step(to).phase == Phase.ENDED)
    ]
    return wanted[0] if wanted else moving.act.to[0]


def _not_here(row: Running) -> Any:
    return _(
        "That cannot be done now: it is at the step “%(step)s”, held by %(holder)s. What may be "
        "done: %(acts)s."
    ) % _standing(row)


def not_yours(row: Running) -> Any:
    return _(
        "Not yours to do: it is at the step “%(step)s”, held by %(holder)s, who may: %(acts)s."
    ) % _standing(row)


def _standing(row: Running) -> dict[str, str]:
    language = get_language() or "zh"
    step = row.at_step
    acts = "、".join(a.title.in_language(language) for a in step.acts if a.by != (Role.HOUSE,))
    return {
        "step": step.title.in_language(language),
        "holder": holder_words(row, language),
        "acts": acts or _("nothing"),
    }


def holder_words(row: Running, language: str) -> str:
    """Who holds it, as people say it: the unit's or the person's name, or the office's."""
    if row.holder_unit:
        return row.holder_unit.name
    if row.holder_person:
        return row.holder_person.name
    return Role(row.holder_role).words.in_language(language) if row.holder_role else _("nobody")
