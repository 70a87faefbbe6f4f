"""A round is set up: its rules, its candidates, its reviewers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from qunce.common import now
from qunce.common.errors import NotAllowed, Refused
from qunce.matters.actions.limits import checked_words
from qunce.matters.models import Matter
from qunce.people.models import Person, Unit
from qunce.people.rules import Hat, is_office
from qunce.places.models import Jurisdiction
from qunce.reading.models import Family, Theme
from qunce.reading.queries import jurisdiction_of
from qunce.selection import rules
from qunce.selection.actions.moving import by, locked, run_by, write
from qunce.selection.models import (
    Candidate,
    Criterion,
    Kind,
    QuotaBy,
    QuotaRule,
    Reviewer,
    Round,
    Stage,
)
from qunce.selection.queries.reading import units_held
from qunce.voices.models import Fate, Voice


@dataclass(frozen=True)
class NewCriterion:
    name: str
    weight: int
    about: str = ""


@dataclass(frozen=True)
class NewRound:
    """`quota_seats` is the least number of seats of each group."""

    title: str
    seats: int
    each: int = 4
    criteria: tuple[NewCriterion, ...] = tuple(NewCriterion(*one) for one in rules.DEFAULT_CRITERIA)
    quota_by: str = QuotaBy.NOTHING
    quota_rule: str = QuotaRule.MINIMUM
    quota_seats: int = 0
    call: int | None = None


@dataclass(frozen=True)
class NewCandidate:
    """By kind and number; `unit` sent it, `screener` looks at it first (else the unit, else we)."""

    kind: str
    subject_id: int
    unit_id: int | None = None
    screener_id: int | None = None
    strand: str = ""


@transaction.atomic
def set_up(*, new: NewRound, hat: Hat) -> Round:
    """Choose the rules before anything is judged. Refused where the weights do not make 100."""
    if not is_office(hat, hat.jurisdiction_id):
        raise NotAllowed(_("Only the campaign office runs a round of selection."))
    _check(new)
    round_ = Round.objects.create(
        jurisdiction=Jurisdiction.objects.get(pk=hat.jurisdiction_id),
        title=checked_words("title", new.title, 80),
        call_id=new.call,
        seats=new.seats,
        each=new.each,
        quota_by=new.quota_by,
        quota_rule=new.quota_rule,
        quota_seats=new.quota_seats,
        made_at=now(),
    )
    Criterion.objects.bulk_create(
        Criterion(round=round_, order=n, name=one.name, about=one.about, weight=one.weight)
        for n, one in enumerate(new.criteria, 1)
    )
    write(round_, "set_up", by(hat), **_rules_of(new))
    return round_


def _check(new: NewRound) -> None:
    weights = [one.weight for one in new.criteria]
    if not new.title.strip():
        raise Refused(_("Give the round a title."))
    if not rules.adds_up(weights):
        raise Refused(
            _("The weights add up to %(sum)d; they must make 100, and each be at least 1.")
            % {"sum": sum(weights)},
            code="weights",
        )
    if not 3 <= new.each <= 5:
        raise Refused(_("Three to five reviewers read each candidate."))
    if not 1 <= new.seats <= 5_000 or new.quota_seats < 0:
        raise Refused(_("Say how many are to be selected: at least one."))


def _rules_of(new: NewRound) -> dict[str, object]:
    return {
        "seats": new.seats,
        "each": new.each,
        "weights": [one.weight for one in new.criteria],
        "quota_by": str(new.quota_by),
        "quota_rule": str(new.quota_rule),
        "quota_seats": new.quota_seats,
    }


@transaction.atomic
def add_candidates(*, round_id: int, news: Iterable[NewCandidate], hat: Hat) -> int:
    """Those not in the round yet; returns how many. All of them or none."""
    round_ = locked(round_id, at=[Stage.ELIGIBILITY])
    run_by(round_, hat)
    known = set(round_.candidates.values_list("kind", "subject_id"))
    fresh = [new for new in dict.fromkeys(news) if (new.kind, new.subject_id) not in known]
    _must_exist(round_, fresh)
    first = len(known) + 1
    rows = Candidate.objects.bulk_create(
        (_candidate(round_, n, new, hat) for n, new in enumerate(fresh, first)), batch_size=1_000
    )
    write(round_, "added", by(hat), added=len(rows), total=len(known) + len(rows))
    return len(rows)


def _candidate(round_: Round, number: int, new: NewCandidate, hat: Hat) -> Candidate:
    return Candidate(
        round=round_,
        number=number,
        kind=new.kind,
        subject_id=new.subject_id,
        unit_id=new.unit_id,
        screener_id=new.screener_id or new.unit_id or hat.unit_id,
        strand=checked_words("strand", new.strand, 80),
    )


def _must_exist(round_: Round, news: Sequence[NewCandidate]) -> None:
    place = round_.jurisdiction_id
    for kind, exist in _EXIST.items():
        wanted = {new.subject_id for new in news if new.kind == kind}
        if missing := len(wanted) - exist(wanted, place):
            raise Refused(
                _("%(n)d of these are not there, or not in this place; nothing was added.")
                % {"n": missing}
            )
    units = {u for new in news for u in (new.unit_id, new.screener_id) if u}
    if len(units) > Unit.objects.filter(pk__in=units, jurisdiction=place).count():
        raise Refused(_("One of these units does not exist here; nothing was added."))


def _voices(ids: set[int], place: int) -> int:
    found = Voice.objects.filter(pk__in=ids, jurisdiction=place, erased_at=None)
    return found.exclude(fate=Fate.WITHDRAWN).count()


def _families(ids: set[int], place: int) -> int:
    rows = Family.objects.filter(pk__in=ids).values_list("corpus", flat=True)
    return sum(jurisdiction_of(corpus) == place for corpus in rows)


def _themes(ids: set[int], place: int) -> int:
    rows = Theme.objects.filter(pk__in=ids, gone_at=None).values_list("corpus", flat=True)
    return sum(jurisdiction_of(corpus) == place for corpus in rows)


def _matters(ids: set[int], place: int) -> int:
    return Matter.objects.filter(pk__in=ids, jurisdiction=place).count()


_EXIST = {
    Kind.VOICE: _voices,
    Kind.FAMILY: _families,
    Kind.THEME: _themes,
    Kind.MATTER: _matters,
}


@transaction.atomic
def name_reviewers(*, round_id: int, person_ids: Iterable[int], hat: Hat) -> int:
    """Persons who hold a post in this place; those named before stay. Returns how many are new."""
    round_ = locked(round_id, at=[Stage.ELIGIBILITY, Stage.SCREENING])
    run_by(round_, hat)
    wanted = sorted(set(person_ids))
    held = units_held(wanted, round_.jurisdiction_id)
    if any(not held.get(pk) for pk in wanted) or not _active(wanted):
        raise Refused(_("A reviewer is somebody with a post in this place; nobody was named."))
    known = set(round_.reviewers.values_list("person", flat=True))
    fresh = [Reviewer(round=round_, person_id=pk) for pk in wanted if pk not in known]
    Reviewer.objects.bulk_create(fresh)
    write(round_, "reviewers_named", by(hat), added=len(fresh), total=len(known) + len(fresh))
    return len(fresh)


def _active(ids: Sequence[int]) -> bool:
    return Person.objects.filter(pk__in=ids, is_active=True).count() == len(ids)
