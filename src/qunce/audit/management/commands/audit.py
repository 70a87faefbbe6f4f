"""`qunce audit`: the sums, and every law that can be checked from what is stored."""

import json
import sys
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from qunce.audit import table, walk
from qunce.audit.walk import Result
from qunce.common.laws import Law
from qunce.record import actions as record


class Command(BaseCommand):
    help = "Adds up what is stored and checks every law; names the rows that break one."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--law", metavar="CODE", action="append", help="only this law")
        parser.add_argument("--json", action="store_true", help="for programs")
        parser.add_argument("--seal", action="store_true", help="first seal whatever is unsealed")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["seal"]:
            record.seal_all(thorough=True)
        chosen = _chosen(options["law"])
        with walk.snapshot():
            sums = [] if options["law"] else walk.sums()
            if options["json"]:
                results = [walk.walk(law) for law in chosen]
                self.stdout.write(json.dumps(table.document(sums, results), ensure_ascii=False))
            else:
                self.stdout.write(table.sums(sums) if sums else "", ending="")
                results = [self._walk(law) for law in chosen]
                self.stdout.write(table.verdict(results))
        if not all(result.kept for result in results):
            sys.exit(1)

    def _walk(self, law: Law) -> Result:
        start = time.monotonic()
        result = walk.walk(law, self._tick)
        self._wipe()
        self.stdout.write(table.line(result, time.monotonic() - start))
        return result

    def _tick(self, seen: int) -> None:
        """Progress, on a terminal only and on the other stream: the table stays clean."""
        if self.stderr.isatty():
            words = ngettext("%(n)s row", "%(n)s rows", seen) % {"n": f"{seen:,}"}
            self.stderr.write(f"\r  … {words}", ending="")
            self.stderr.flush()

    def _wipe(self) -> None:
        if self.stderr.isatty():
            self.stderr.write("\r\033[K", ending="")


def _chosen(codes: list[str] | None) -> list[Law]:
    known = {law.code: law for law in walk.laws()}
    for code in codes or ():
        if code not in known:
            raise CommandError(
                _("There is no law “%(code)s”. There are: %(known)s.")
                % {"code": code, "known": ", ".join(known)}
            )
    return [known[code] for code in codes] if codes else list(known.values())
