"""What every room needs and no room owns: errors, ids, the clock, work for later."""

from qunce.common.clock import now
from qunce.common.work import later, soon

__all__ = ["later", "now", "soon"]
