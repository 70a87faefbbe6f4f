"""Writing entries and sealing them."""

from qunce.record.actions.sealing import Seal, seal, seal_all
from qunce.record.actions.writing import COLUMNS, Line, digest_of, rows, write, write_many

__all__ = [
    "COLUMNS",
    "Line",
    "Seal",
    "digest_of",
    "rows",
    "seal",
    "seal_all",
    "write",
    "write_many",
]
