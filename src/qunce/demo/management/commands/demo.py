"""Make a made-up city, or say how to enter it."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from qunce.demo import building
from qunce.demo.accounts import ACCOUNTS, PASSWORD
from qunce.voices.models import Voice

STEPS = {
    "city": "the city: areas, units, congress, accounts, campaign",
    "suggestions": "three years of deputies' suggestions, answered, promised, kept or not",
    "plan": "the plan of the campaign, its tasks, what units did of them",
    "writing": "what its people write",
    "voices": "voices received, each with receipt and entry",
    "search": "search index",
    "reading": "the reading",
    "golden": "large themes taken up, assigned, answered",
    "rounds": "a round of selection, and one whose reviewers read",
    "supervision": "twelve groups, their visits and findings; topics and publicity",
    "bulletins": "bulletins drafted out of the facts, signed, issued",
}


class Command(BaseCommand):
    help = "Makes the demo city 示例市: 97 units, a campaign, and what its people say."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--ideas", type=int, default=20_000, help="151681 makes the full city")
        parser.add_argument("--seed", type=int, default=2026, help="another seed, another city")
        parser.add_argument("--if-empty", action="store_true", help="do nothing if it is there")
        parser.add_argument("--how-to-enter", metavar="ADDRESS", help="only say who can enter")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["how_to_enter"]:
            self._how_to_enter(options["how_to_enter"])
            return
        if building.is_built():
            if options["if_empty"]:
                return
            raise CommandError("The demo city is there already. QUNCE_VAR=… makes another one.")
        if options["if_empty"] and Voice.objects.filter(source=None).exists():
            return
        self._name, self._began = "", time.monotonic()
        building.build(ideas=options["ideas"], seed=options["seed"], say=self._say)
        self._end_step()

    def _say(self, step: str, share: float) -> None:
        if step != self._name:
            self._end_step()
            self._name, self._began = step, time.monotonic()
        line = f"· {STEPS[step]} … {share:4.0%}"
        self.stdout.write(f"\r{line}" if self.stdout.isatty() else "", ending="")
        self.stdout.flush()

    def _end_step(self) -> None:
        if self._name:
            seconds = time.monotonic() - self._began
            start = "\r" if self.stdout.isatty() else ""
            self.stdout.write(f"{start}· {STEPS[self._name]} … {seconds:.1f} s")

    def _how_to_enter(self, door: str) -> None:
        self.stdout.write(f"  citizen           {door}/")
        for account in ACCOUNTS:
            self.stdout.write(
                f"  {account.username:17} {door}/enter/  account {account.username}, "
                f"password {PASSWORD}"
            )
        self.stdout.write("")
