"""Who may read a matter at the desk, drafts and all."""

from qunce.matters.rules.roles import Facts, roles_in
from qunce.people.models import Role as Post
from qunce.people.rules import Hat
from qunce.procedure import Role

# They follow every matter of their place.
OVERSEERS: frozenset[str] = frozenset(
    {
        Post.OFFICE,
        Post.DEPUTY_OFFICE,
        Post.GOVERNMENT_OFFICE,
        Post.SECRETARIAT,
        Post.SUPERVISOR,
        Post.COMMITTEE,
        Post.CHAIRS,
        Post.AUDITOR,
    }
)

# Who decides what of an answer the public may read.
REVIEWERS: frozenset[str] = frozenset({Post.DEPUTY_OFFICE, Post.OFFICE, Post.SECRETARIAT})


def is_overseer(hat: Hat, jurisdiction_id: int) -> bool:
    return hat.role in OVERSEERS and hat.jurisdiction_id == jurisdiction_id


def may_read(hat: Hat, facts: Facts) -> bool:
    """A draft is its author's and those who were asked to sign; the rest is for who has a part."""
    if roles_in(hat, facts) & _PARTS:
        return True
    return not facts.is_draft and is_overseer(hat, facts.jurisdiction_id)


_PARTS = frozenset(
    {
        Role.AUTHOR,
        Role.COSIGNER,
        Role.LEAD_UNIT,
        Role.CO_UNIT,
        Role.UNIT_HEAD,
        Role.COMMUNITY,
        Role.TOWN,
        Role.TOWN_LEADER,
        Role.COUNTY,
        Role.STATION,
        Role.UNIT,
        Role.HEAD,
        Role.GROUP,
    }
)
