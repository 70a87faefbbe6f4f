"""Who somebody is to a matter: their post, the unit they act for, and what they signed."""

from dataclasses import dataclass

from qunce.people.models import Role as Post
from qunce.people.rules import UNIT, Hat
from qunce.procedure import Act, Role, Step

# A post that acts in one role whatever the matter, in its own jurisdiction. What the presidium
# decides is entered by the secretariat.
_BY_POST = {
    Post.OFFICE: {Role.OFFICE},
    Post.DEPUTY_OFFICE: {Role.DEPUTY_OFFICE},
    Post.GOVERNMENT_OFFICE: {Role.GOVERNMENT_OFFICE, Role.COUNTY},
    Post.SECRETARIAT: {Role.SECRETARIAT, Role.PRESIDIUM},
    Post.COMMITTEE: {Role.COMMITTEE},
    Post.CHAIRS: {Role.CHAIRS},
    Post.STATION: {Role.STATION},
}
# It may be any of them; the step says which acts.
_PLACES = frozenset({Role.COMMUNITY, Role.TOWN, Role.UNIT})

_LEADERS = frozenset({Role.TOWN_LEADER, Role.HEAD})


@dataclass(frozen=True)
class Facts:
    """What of a matter decides who somebody is to it."""

    jurisdiction_id: int
    author_id: int | None = None
    signers: frozenset[int] = frozenset()
    leads: frozenset[int] = frozenset()  # units that answer, while their part is open or signed
    cos: frozenset[int] = frozenset()
    is_draft: bool = False
    place: int | None = None  # the unit it lies with itself
    group: int | None = None  # the supervision group that found it
    # Which of the roles it means by whoever assigned it and whoever reviews its openness.
    assigner: Role | None = None
    publisher: Role | None = None
    # The unit of the assignment that is looked at; none for the matter itself.
    only: int | None = None


def roles_in(hat: Hat, facts: Facts) -> frozenset[Role]:
    """Every role of this post in a matter; empty for a stranger."""
    if hat.jurisdiction_id != facts.jurisdiction_id:
        return frozenset()
    roles = set(_BY_POST.get(Post(hat.role), set()))
    if hat.role == Post.DEPUTY:
        roles |= _of_a_deputy(hat, facts)
    if hat.role in UNIT:
        roles |= _of_a_unit(hat, facts)
    if hat.role == Post.SUPERVISOR and hat.unit_id == facts.group:
        roles.add(Role.GROUP)
    named = ((Role.ASSIGNER, facts.assigner), (Role.PUBLISHER, facts.publisher))
    return frozenset(roles | {name for name, role in named if role in roles})


def who_may(step: Step, act: Act, roles: frozenset[Role]) -> Role | None:
    """The role in which the act is done here; None if it may not be."""
    return next((role for role in step.may(act) if role in roles), None)


def _of_a_deputy(hat: Hat, facts: Facts) -> set[Role]:
    if hat.person_id == facts.author_id:
        return {Role.AUTHOR}
    return {Role.COSIGNER} if hat.person_id in facts.signers else set()


def _of_a_unit(hat: Hat, facts: Facts) -> set[Role]:
    roles: set[Role] = set()
    if hat.unit_id in facts.leads and facts.only in {None, hat.unit_id}:
        roles |= {Role.LEAD_UNIT} | ({Role.UNIT_HEAD} if hat.role == Post.UNIT_HEAD else set())
    # To the part of another co-unit it is nobody; under the lead's draft it signs.
    if hat.unit_id in facts.cos and (facts.only not in facts.cos or facts.only == hat.unit_id):
        roles.add(Role.CO_UNIT)
    if hat.unit_id == facts.place:
        roles |= _PLACES | (_LEADERS if hat.role == Post.UNIT_HEAD else set())
    return roles
