"""Bring the catalogues of Chinese words up to date and compile them."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from qunce.common import catalogues


class Command(BaseCommand):
    help = "Adds sentences that have no Chinese yet to their room's catalogue; compiles all."
    requires_system_checks: list[str] = []  # noqa: RUF012 — Django reads it as a list

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("rooms", nargs="*", help="only these rooms; all if none is named")
        parser.add_argument("--compile-only", action="store_true", help="change no catalogue")
        parser.add_argument("--check", action="store_true", help="fail where Chinese is missing")
        parser.add_argument("--quiet", action="store_true", help="say nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["check"]:
            self._check()
            return
        added = 0 if options["compile_only"] else catalogues.add_missing(options["rooms"])
        compiled = catalogues.compile_all()
        if not options["quiet"]:
            self.stdout.write(f"{added} sentences without Chinese; {compiled} catalogues compiled")

    def _check(self) -> None:
        missing = catalogues.untranslated()
        for said in missing:
            self.stdout.write(f"{said.where}: {said.msgid!r}")
        if missing:
            raise CommandError(f"{len(missing)} sentences have no Chinese")
