"""How much of a stranger's file we are willing to open."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """151,681 rows of seven columns are an .xlsx of 25 to 85 MB, 150 MB unpacked."""

    size: int = 300_000_000  # bytes on disk; the file must be smaller
    unpacked: int = 1_000_000_000  # bytes of all parts of an .xlsx together
    ratio: int = 200  # unpacked to packed, for parts that are large enough to hurt
    ratio_from: int = 50_000_000
    parts: int = 10_000  # files inside an .xlsx: a workbook has a few dozen
    memory: int = 3_000_000_000  # address space of the process that reads a workbook
    seconds: int = 600  # CPU time of that process
    cell: int = 1_000_000  # characters; Excel's own limit is 32,767
