"""How new open data is."""

from datetime import datetime

from django.db.models import Max

from qunce.reading.models import Placement, Reading
from qunce.record import queries as record


def version() -> tuple[str, datetime | None]:
    """Changes with every entry of the record and with every voice that is placed."""
    last, at = record.newest()
    placed = Placement.objects.aggregate(last=Max("pk"))["last"] or 0
    read = Reading.objects.aggregate(at=Max("finished_at"))["at"]
    return f"{last}-{placed}-{int(read.timestamp()) if read else 0}", at
