"""What must be true for an act besides its step and its role: a sentence where it is not."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from qunce import profiles
from qunce.common.clock import now, today
from qunce.matters.actions.clocks import profile_of
from qunce.matters.actions.moving import Moving
from qunce.matters.models import Assignment, Matter, Mode
from qunce.matters.queries import gate
from qunce.matters.queries.coming import to_be_rated
from qunce.people import queries as people
from qunce.people.models import Deputy, Status
from qunce.people.queries import Obstacle
from qunce.places.queries import calendar
from qunce.procedure import Clock, Effect, Guard, Phase, due


def objection(moving: Moving) -> Any:
    """The first reason why the act may not be done now; nothing if it may."""
    return next((said for guard in moving.act.guards if (said := _GUARDS[guard](moving))), None)


def _in_time(moving: Moving) -> Any:
    """A return that comes late is refused where the profile is strict (rule 4)."""
    row = moving.row
    term = profile_of(row).term("return_request")
    clock = Clock("return_request", row.days())
    ends = due(profiles.load(profile_of(row).code), clock, calendar(moving.matter.jurisdiction_id))
    if term.strict and ends.on and today() > ends.on:
        return _("It could be returned until %(on)s; the unit goes on handling it.") % {
            "on": ends.on
        }
    return None


def _all_confirmed(moving: Moving) -> Any:
    open_ones = moving.matter.signers.filter(confirmed_at=None, declined_at=None).count()
    if open_ones:
        return _("%(n)d deputies have not answered yet; wait for them, or ask nobody else.") % {
            "n": open_ones
        }
    return None


def _enough_signers(moving: Moving) -> Any:
    """Ten in a county and above, five in a township (Local Organic Law 22)."""
    if _obstacle(moving.matter) is Obstacle.TOO_FEW:
        return _(
            "Too few deputies have confirmed for a bill. It can be handed in as a suggestion "
            "instead."
        )
    return None


def _session_open(moving: Moving) -> Any:
    if _obstacle(moving.matter) in {Obstacle.NO_SESSION, Obstacle.TOO_LATE}:
        return _(
            "Bills are moved in session, before its deadline. It can be handed in as a "
            "suggestion instead, at any time."
        )
    return None


def _obstacle(matter: Matter) -> Obstacle | None:
    congress = people.congress_of(matter.jurisdiction_id)
    if congress is None:
        return Obstacle.NO_SESSION
    signed = matter.signers.exclude(confirmed_at=None).values_list("person", flat=True)
    movers = Deputy.objects.filter(person__in=[*signed, matter.author_id], status=Status.ACTIVE)
    return people.obstacle_to_bill(congress.pk, now(), list(movers.values_list("pk", flat=True)))


def _three_parts(moving: Moving) -> Any:
    matter = moving.matter
    if not (matter.situation.strip() and matter.analysis.strip() and any(matter.requests)):
        return _("A bill has three parts: subject, grounds and proposal (案由、案据、方案).")
    return None


def _opinions_in(moving: Moving) -> Any:
    """The lead waits for its co-units, unless their lateness is on record (rule 5)."""
    waiting = moving.matter.assignments.filter(mode=Mode.CO, phase=Phase.OPEN)
    late = [a for a in waiting if not (a.due_on and a.due_on < today())]
    if moving.assignment.mode == Mode.LEAD and late:
        return _("%(unit)s has not given its opinion yet; it is due %(on)s.") % {
            "unit": late[0].unit.name,
            "on": late[0].due_on or _("soon"),
        }
    return None


def _reply_is_sound(moving: Moving) -> Any:
    """What bars a signature, and what the head may sign in spite of, with a reason."""
    answer = moving.assignment.answers.filter(signed_at=None).order_by("-pk").first()
    if answer is None:
        return _("There is no draft to sign yet.")
    findings = gate.look(answer)
    if barred := [finding for finding in findings if finding.bars]:
        return barred[0].says
    if findings and not moving.given.despite.strip():
        return _("%(finding)s Mend the draft, or say why you sign it as it is.") % {
            "finding": findings[0].says
        }
    return None


def _all_answered(moving: Moving) -> Any:
    if gate.answers_missing(moving.matter):
        return _("Not every unit has answered yet.")
    return None


def _promises_settled(moving: Moving) -> Any:
    if moving.matter.promises.filter(state="running").exists():
        return _("A promise is still running.")
    return None


def _before_withdrawal_ends(moving: Moving) -> Any:
    profile = profile_of(moving.row)
    if profile.switch("withdraw_until") == "assigned" and "assigned" in moving.matter.anchors:
        return _("Here a suggestion can be withdrawn until it is assigned (%(basis)s).") % {
            "basis": profile.switches["withdraw_until"].basis.zh
        }
    return _every_signer_agrees(moving.matter, profile.switch("joint_withdrawal"))


def _every_signer_agrees(matter: Matter, joint: str) -> Any:
    staying = matter.signers.exclude(confirmed_at=None).filter(withdrew_at=None)
    if joint == "all" and staying.exists():
        return _("%(n)d co-signers have not agreed to the withdrawal; here all of them must.") % {
            "n": staying.count()
        }
    return None


def _not_extended(moving: Moving) -> Any:
    return _("It was extended once; the law knows no second time.") if moving.row.extended else None


def _not_designated(moving: Moving) -> Any:
    assert isinstance(moving.row, Assignment)
    if moving.row.designated:
        return _("This unit was named after a dispute and cannot return it again.")
    return None


def _is_overdue(moving: Moving) -> Any:
    due_on = moving.row.due_on
    return None if due_on and due_on < today() else _("It is not overdue.")


def _not_on_duty_list(moving: Moving) -> Any:
    """What a community's published list names, it cannot send back (rule 23)."""
    matter = moving.matter
    listed = matter.place.listed_duties if matter.place else []
    if matter.duty and matter.duty in listed:
        return _("“%(duty)s” stands on the published duty list, so it cannot be sent back.") % {
            "duty": matter.duty
        }
    return None


def _first_round(moving: Moving) -> Any:
    if moving.matter.round > 1:
        return _("It was taken up again once; explain and close it.")
    return None


def _every_unit_rated(moving: Moving) -> Any:
    """Rule 23: where departments are sent, who whistled; once they answered, they themselves."""
    rated = {unit for unit, _grade in moving.given.unit_ratings}
    if moving.act.effect == Effect.DISPATCH:
        whistled = {moving.matter.place_id}
        return None if rated == whistled else _("Rate the whistle, and nobody else.")
    if rated != to_be_rated(moving.matter):
        return _("Rate every department that came, and nobody else.")
    return None


_GUARDS: Mapping[Guard, Callable[[Moving], Any]] = {
    Guard.IN_TIME: _in_time,
    Guard.ALL_CONFIRMED: _all_confirmed,
    Guard.ENOUGH_SIGNERS: _enough_signers,
    Guard.SESSION_OPEN: _session_open,
    Guard.THREE_PARTS: _three_parts,
    Guard.OPINIONS_IN: _opinions_in,
    Guard.REPLY_IS_SOUND: _reply_is_sound,
    Guard.ALL_ANSWERED: _all_answered,
    Guard.PROMISES_SETTLED: _promises_settled,
    Guard.BEFORE_WITHDRAWAL_ENDS: _before_withdrawal_ends,
    Guard.NOT_EXTENDED: _not_extended,
    Guard.NOT_DESIGNATED: _not_designated,
    Guard.IS_OVERDUE: _is_overdue,
    Guard.NOT_ON_DUTY_LIST: _not_on_duty_list,
    Guard.FIRST_ROUND: _first_round,
    Guard.EVERY_UNIT_RATED: _every_unit_rated,
}
