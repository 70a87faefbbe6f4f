"""A matter begins: a deputy's draft, a theme taken up, a report taken down."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from qunce.common import later, now
from qunce.common.errors import NotAllowed, Refused
from qunce.matters.actions.given import NewMatter
from qunce.matters.actions.limits import ahead, checked
from qunce.matters.actions.moving import enter, line_of, mark
from qunce.matters.actions.parts import open_co_parts
from qunce.matters.models import Carried, Matter, Move
from qunce.matters.rules import Facts, roles_in
from qunce.people.rules import Hat
from qunce.procedure import Phase, Procedure, Role
from qunce.procedure.grammar import SET_DATE
from qunce.procedure.term import ANCHORS
from qunce.procedures import load
from qunce.proof import commit, new_salt
from qunce.record import actions as record
from qunce.record.actions import Line
from qunce.voices.actions import carrying
from qunce.voices.models import Voice


@transaction.atomic
def begin(
    *,
    procedure: str,
    new: NewMatter,
    hat: Hat,
    voices: Sequence[int] = (),
) -> Matter:
    """Begin a matter of this kind; whoever would hold its first step may. Carries the voices.

    Refused where a voice is carried by another matter, is set aside or withdrawn.
    """
    kind = load(procedure)
    matter = _made(kind, checked(new), hat)
    _permit(kind, matter, hat)
    _store(matter, ("person", hat.person_id), hat)
    if new.co_units:
        open_co_parts([(matter, new.co_units)], ("person", hat.person_id))
    take(matter, voices, hat)
    return matter


@transaction.atomic
def begin_many(*, procedure: str, news: Iterable[NewMatter], hat: Hat) -> list[Matter]:
    """Begin many that carry no voices, as `begin` does each; all of them or none."""
    kind, asked = load(procedure), [checked(new) for new in news]
    matters = [_made(kind, new, hat) for new in asked]
    for matter in matters:
        _permit(kind, matter, hat)
        _set_up(matter)
    Matter.objects.bulk_create(matters, batch_size=500)
    Move.objects.bulk_create((_first_move(matter, hat) for matter in matters), batch_size=500)
    actor = ("person", hat.person_id)
    record.write_many(_begun(matter, actor) for matter in matters)
    helped = [(m, new.co_units) for m, new in zip(matters, asked, strict=True) if new.co_units]
    if helped:
        open_co_parts(helped, actor)
    return matters


def _permit(kind: Procedure, matter: Matter, hat: Hat) -> None:
    facts = Facts(
        jurisdiction_id=matter.jurisdiction_id,
        author_id=matter.author_id,
        place=matter.place_id,
        group=matter.group_id,
    )
    if not roles_in(hat, facts) & set(kind.beginners):
        language = get_language() or "zh"
        who = "、".join(role.words.in_language(language) for role in kind.beginners)
        raise NotAllowed(_("A matter of this kind is begun by: %(who)s.") % {"who": who})


def begin_from(source: Matter, *, author_id: int, actor: tuple[str, int]) -> Matter:
    """A draft suggestion with the words of a bill or of a citizen's matter, linked to it."""
    kind = load("deputy-suggestion")
    words = _words_of(source)
    matter = _new(kind, source.jurisdiction_id, replace(words, title=_as_suggestion(words.title)))
    matter.author_id = author_id
    matter.parent, matter.tie = source, "became"
    _store(matter, actor, None)
    return matter


def _as_suggestion(title: str) -> str:
    """“关于…的议案” is a suggestion from now on, and says so."""
    return f"{title.removesuffix('议案')}建议" if title.endswith("议案") else title


def begin_there(source: Matter, *, jurisdiction_id: int, actor: tuple[str, int]) -> Matter:
    """The same matter in another jurisdiction, from the first step on, linked to this one."""
    matter = _new(source.grammar, jurisdiction_id, _words_of(source))
    matter.parent, matter.tie = source, "handed"
    _store(matter, actor, None)
    return matter


def take(matter: Matter, voice_ids: Sequence[int], hat: Hat) -> None:
    """The voices are carried from now on. The caller has locked the matter and asked who may."""
    if not (wanted := sorted(set(voice_ids))):
        return
    here = Voice.objects.filter(pk__in=wanted, jurisdiction=matter.jurisdiction_id)
    taken = carrying.carry(
        voice_ids=here.values_list("pk", flat=True),
        matter_id=matter.pk,
        actor=("person", hat.person_id),
    )
    if missing := len(wanted) - len(taken):
        raise Refused(
            _(
                "%(n)d of these voices are carried by another matter, answered, set aside or "
                "withdrawn; nothing was changed."
            )
            % {"n": missing}
        )
    Carried.objects.bulk_create(
        (Carried(matter=matter, voice_id=pk, since=now()) for pk in taken), batch_size=2_000
    )
    if matter.phase == Phase.OPEN:
        later("matters.taken_up", [matter.pk])


def _made(kind: Procedure, new: NewMatter, hat: Hat) -> Matter:
    matter = _new(kind, hat.jurisdiction_id, new)
    if kind.first.holder == Role.AUTHOR:
        matter.author_id = hat.person_id
    return matter


def _new(kind: Procedure, jurisdiction_id: int, new: NewMatter) -> Matter:
    if not new.title.strip():
        raise Refused(_("Give it a title."))
    return Matter(
        jurisdiction_id=jurisdiction_id,
        procedure=kind.code,
        version=kind.version,
        title=new.title.strip(),
        situation=new.situation,
        analysis=new.analysis,
        requests=[text for text in new.requests if text.strip()],
        evidence=new.evidence,
        confidential=new.confidential,
        place_id=new.lies_with,
        group_id=new.group,
        set_on=ahead(new.due_on),
        salt=new_salt(),
        begun_at=now(),
    )


def _words_of(source: Matter) -> NewMatter:
    return NewMatter(
        title=source.title,
        situation=source.situation,
        analysis=source.analysis,
        requests=tuple(source.requests),
        evidence=source.evidence,
        confidential=source.confidential,
    )


def _store(matter: Matter, actor: tuple[str, int], hat: Hat | None) -> None:
    _set_up(matter)
    matter.save()
    _first_move(matter, hat).save()
    record.write(_begun(matter, actor))


def _set_up(matter: Matter) -> None:
    """At its first step, with what is known on its first day."""
    kind = matter.grammar
    if kind.first.term == SET_DATE and matter.set_on is None:
        raise Refused(_("Say by which day it is due."))
    mark(matter, tuple(day for day in kind.begins_with if day in ANCHORS))
    enter(matter, kind.first.code)
    if matter.holder_role in {Role.UNIT, Role.GROUP} and matter.holder_unit_id is None:
        raise Refused(_("Say which unit it lies with."))


def _first_move(matter: Matter, hat: Hat | None) -> Move:
    return Move(
        matter=matter,
        act="begin",
        became=matter.step,
        role=matter.holder_role,
        person_id=hat.person_id if hat else None,
        unit_id=hat.unit_id if hat else None,
        at=now(),
    )


def _begun(matter: Matter, actor: tuple[str, int]) -> Line:
    return line_of(
        matter,
        "begun",
        actor,
        kind=matter.procedure,
        text=commit(bytes(matter.salt), whole(matter)),
    )


def whole(matter: Matter) -> str:
    """The words that the record commits to."""
    return "\n".join([matter.title, matter.situation, matter.analysis, *matter.requests])
