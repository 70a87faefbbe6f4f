"""Enter a year's days off and moved weekends, and work out again what waited for them."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from qunce.matters import actions
from qunce.places.models import Jurisdiction


class Command(BaseCommand):
    help = (
        "Enters the calendar of a year (JSON: days, each with date and isOffDay) and works out "
        "every provisional due date again; the old ones stay in the record."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--jurisdiction", required=True, metavar="CODE", help="such as 140500")

    def handle(self, *args: Any, **options: Any) -> None:
        place = Jurisdiction.objects.filter(code=options["jurisdiction"]).first()
        if place is None:
            raise CommandError(f"There is no jurisdiction {options['jurisdiction']}.")
        days = read_days(options["file"])
        moved = actions.enter_calendar(jurisdiction=place, days=days)
        self.stdout.write(f"{len(days)} days entered, {moved} due dates moved.")


def read_days(path: Path) -> Mapping[date, bool]:
    """Which days are worked. Raises CommandError naming what is wrong with the file."""
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        days = {date.fromisoformat(d["date"]): not d["isOffDay"] for d in document["days"]}
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from None
    except (ValueError, KeyError, TypeError) as error:
        raise CommandError(
            f"{path} is no calendar: {error}. It needs “days”, each with “date” and “isOffDay”."
        ) from None
    if not days:
        raise CommandError(f"{path} names no day: the notice of that year is not in it yet.")
    return days
