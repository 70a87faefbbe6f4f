"""Units get their parts, lose them, or get them again."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from qunce.common.errors import Refused
from qunce.matters.actions.effects import voices
from qunce.matters.actions.given import Part
from qunce.matters.actions.limits import checked_words
from qunce.matters.actions.moving import Moving, enter, write
from qunce.matters.actions.parts import fresh, opened, refuse_odd_co_units
from qunce.matters.models import Assignment, Matter, Mode
from qunce.people.models import Unit
from qunce.procedure import Phase, Role
from qunce.record import actions as record

_SEVERAL = {Mode.SPLIT, Mode.MULTI_LEAD}
_GONE = ("returned", "ended")


def assign(moving: Moving) -> None:
    """Open a part for each unit that is named."""
    _check_parts(moving.given.units)
    matter = moving.matter
    matter.several = _are_several(moving.given.units)
    for part in moving.given.units:
        _open(matter, part, moving)


def reassign(moving: Moving) -> None:
    """Other units instead. The author's date stays that of the first assignment (rule 2)."""
    if isinstance(moving.row, Assignment):
        _replace_one(moving)
        return
    for part in _open_parts(moving.matter):
        _end(part, "returned", moving)
    assign(moving)
    _save_several(moving.matter)


def _replace_one(moving: Moving) -> None:
    """The part that was returned goes to others, in the same mode unless several are named."""
    old, matter = moving.assignment, moving.matter
    fresh = _in_place_of(old, moving.given.units)
    stay = matter.assignments.filter(round=matter.round).exclude(step__in=_GONE).exclude(pk=old.pk)
    all_parts = [*(Part(a.unit_id, a.mode, a.share) for a in stay), *fresh]
    _check_parts(all_parts)
    for part in fresh:
        _open(matter, part, moving, after=old)
    if matter.several != (several := _are_several(all_parts)):
        matter.several = several
        _save_several(matter)


def _in_place_of(old: Assignment, units: tuple[Part, ...]) -> list[Part]:
    alone = len(units) == 1
    return [
        Part(part.unit_id, old.mode if alone else part.mode, part.share or old.share)
        for part in units
    ]


def _are_several(parts: Iterable[Part]) -> bool:
    return any(part.mode in _SEVERAL for part in parts)


def name_co_units(moving: Moving) -> None:
    """Exactly these units help from now on. Whoever has said what it did stays as it is."""
    matter, wanted = moving.matter, {part.unit_id for part in moving.given.units}
    refuse_odd_co_units(matter, [part.unit_id for part in moving.given.units])
    parts = matter.assignments.filter(mode=Mode.CO).exclude(step__in=_GONE)
    helping = {part.unit_id: part for part in parts.order_by("pk").select_for_update()}
    for unit, part in helping.items():
        if unit not in wanted and part.phase == Phase.OPEN:
            part.matter = matter
            _end(part, "ended", moving)
    for unit in sorted(wanted - helping.keys()):
        _open(matter, Part(unit, Mode.CO), moving)


def hand(moving: Moving) -> None:
    """The community or town that is named has it from now on."""
    moving.matter.place = _unit(moving.given.units[0], moving.matter)
    moving.matter.duty = checked_words("duty", moving.given.text)


def merge(moving: Moving) -> None:
    """Handled with another of its kind, answered by itself (rule 12)."""
    assert moving.given.target is not None
    target = Matter.objects.select_for_update().filter(pk=moving.given.target).first()
    matter = moving.matter
    if target is None or target.jurisdiction_id != matter.jurisdiction_id:
        raise Refused(_("There is no such matter here to merge with."))
    if target.pk == matter.pk or target.procedure != matter.procedure or target.step != "handling":
        raise Refused(
            _("It can only be merged with another of its kind that a unit is handling now.")
        )
    matter.parent, matter.tie = target, "merged"


def extend(moving: Moving) -> None:
    """More time for this part, and for the matter while it waits for it."""
    moving.row.extended = True
    matter = moving.matter
    if matter.phase == Phase.OPEN and not matter.extended:
        matter.extended = True
        enter(matter, matter.step)
        matter.save(update_fields=["extended", "due_on", "due_zh", "due_en", "provisional"])
        write(matter, "extended", moving.actor, due=str(matter.due_on))


def reopen(moving: Moving) -> None:
    """Another round: where units handle it, those that answered get their parts again."""
    matter = moving.matter
    parts = _that_answered(matter) if _goes_to_units(moving) else []
    matter.round += 1
    matter.extended = False
    if matter.tie == "merged":  # from now on by itself
        matter.tie = "was_merged"
        matter.several = _are_several(parts)
    for part in parts:
        _open(matter, part, moving)
    voices.take_up_again(moving)


def _goes_to_units(moving: Moving) -> bool:
    return moving.row.grammar.step(moving.act.to[0]).holder == Role.LEAD_UNIT


def _that_answered(matter: Matter) -> list[Part]:
    """The parts of the last round that was answered, its own or of the one it was merged with."""
    of = matter.parent if matter.tie == "merged" and matter.parent else matter
    done = of.assignments.filter(step__in=["answered", "given"]).order_by("-round", "pk")
    last = next((part.round for part in done if part.step == "answered"), 0)
    return [Part(a.unit_id, a.mode, a.share) for a in done if a.round == last]


def end_assignments(moving: Moving) -> None:
    """Nobody has a part in it any more."""
    end_parts(moving)
    if moving.matter.tie == "merged":
        moving.matter.parent, moving.matter.tie = None, ""


def end_parts(moving: Moving) -> None:
    """Whatever is still open of it is over."""
    for part in _open_parts(moving.matter):
        _end(part, "ended", moving)


def _check_parts(parts: Iterable[Part]) -> None:
    modes = sorted(part.mode for part in parts)
    units = [part.unit_id for part in parts]
    if len(set(units)) < len(units):
        raise Refused(_("A unit is named twice; each has one part."))
    leading = [mode for mode in modes if mode != Mode.CO]
    if leading not in (["sole"], ["lead"]) and not _share(leading):
        raise Refused(
            _(
                "Choose one unit alone, one lead with co-units, or several that each answer "
                "their own share."
            )
        )
    if any(part.mode in _SEVERAL and not part.share.strip() for part in parts):
        raise Refused(_("Where several units answer, say what the share of each is."))
    if leading == ["sole"] and len(modes) > 1:
        raise Refused(_("A unit that handles alone has no co-units; make it the lead."))


def _share(leading: list[str]) -> bool:
    return len(leading) > 1 and set(leading) <= _SEVERAL and len(set(leading)) == 1


def _open(matter: Matter, part: Part, moving: Moving, after: Assignment | None = None) -> None:
    unit = _unit(part, matter)
    if matter.assignments.exclude(phase=Phase.ENDED).filter(unit=part.unit_id).exists():
        raise Refused(_("This unit has a part in the matter already."))
    made = fresh(matter, part, designated=after is not None)
    made.unit = unit
    made.save()
    record.write(opened(made, moving.actor))


def _unit(part: Part, matter: Matter) -> Unit:
    found = Unit.objects.filter(pk=part.unit_id, jurisdiction=matter.jurisdiction_id).first()
    if found is None:
        raise Refused(_("This unit does not belong to this place; choose another."))
    return found


def _open_parts(matter: Matter) -> list[Assignment]:
    return list(matter.assignments.exclude(phase=Phase.ENDED).order_by("pk").select_for_update())


def _end(part: Assignment, step: str, moving: Moving) -> None:
    enter(part, step)
    part.save()
    write(part, step, moving.actor)


def _save_several(matter: Matter) -> None:
    enter(matter, matter.step)
    matter.save(update_fields=["several", "holder_role", "holder_unit"])
