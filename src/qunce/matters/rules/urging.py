"""Who may remind a holder by hand (督促、催办), and whom they would remind."""

from qunce.matters.rules.roles import Facts, roles_in
from qunce.people.models import Role as Post
from qunce.people.rules import Hat
from qunce.procedure import Role

URGERS: frozenset[str] = frozenset(
    {
        Post.OFFICE,
        Post.DEPUTY_OFFICE,
        Post.GOVERNMENT_OFFICE,
        Post.SECRETARIAT,
        Post.SUPERVISOR,
    }
)


def may_urge(hat: Hat, jurisdiction_id: int) -> bool:
    return hat.role in URGERS and hat.jurisdiction_id == jurisdiction_id


def is_own(hat: Hat, jurisdiction_id: int, holder_role: str) -> bool:
    """Whether an office holds it that is one's own; units and persons are held by name."""
    return bool(holder_role) and Role(holder_role) in roles_in(hat, Facts(jurisdiction_id))
