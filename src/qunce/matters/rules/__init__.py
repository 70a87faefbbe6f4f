from qunce.matters.rules.roles import Facts, roles_in, who_may
from qunce.matters.rules.seeing import may_read

__all__ = ["Facts", "may_read", "roles_in", "who_may"]
