"""Make a made-up city, or say how to enter it."""

import os
import signal
import subprocess
import sys
import time
from argparse import SUPPRESS
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from qunce.demo import building
from qunce.demo.accounts import ACCOUNTS, PASSWORD
from qunce.demo.funnel import Funnel
from qunce.voices.models import Voice

FULL = 151_681  # ideas, as one city had them
STEPS = {
    "city": "the city: areas, units, congress, accounts, campaign",
    "suggestions": "three years of deputies' suggestions, answered, promised, kept or not",
    "plan": "the plan of the campaign, its tasks, what units did of them",
    "writing": "what its people write",
    "voices": "voices received, each with receipt and entry",
    "sent": "what counties and city units send",
    "search": "search index",
    "reading": "the reading",
    "golden": "large themes taken up, assigned, answered",
    "rounds": "a round of selection, and one whose reviewers read",
    "funnel": "units screen, reviewers score, the list is selected",
    "supervision": "twelve groups, their visits and findings; topics and publicity",
    "bulletins": "bulletins drafted out of the facts, signed, issued",
    "closing": "day by day to the end of the campaign and its closing report",
}


# Two processes write on one terminal: each clears what the other left of the line.
_ANEW = "\r\033[K"


class Command(BaseCommand):
    help = "Makes the demo city 示例市: 97 units, a campaign, and what its people say."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--ideas", type=int, default=20_000, help="from people (20000)")
        parser.add_argument(
            "--full", action="store_true", help="151,681 ideas, and the numbers of a real campaign"
        )
        parser.add_argument("--seed", type=int, default=2026, help="another seed, another city")
        parser.add_argument(
            "--processes",
            type=int,
            choices=(1, 2),
            default=min(2, os.cpu_count() or 1),
            help="2, the default where there are two cores, does some steps beside the others",
        )
        parser.add_argument("--part", choices=building.PARTS, help=SUPPRESS)
        parser.add_argument("--if-empty", action="store_true", help="do nothing if it is there")
        parser.add_argument("--how-to-enter", metavar="ADDRESS", help="only say who can enter")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["how_to_enter"]:
            self._how_to_enter(options["how_to_enter"])
            return
        self._name, self._began, self._ended = "", time.monotonic(), set[str]()
        if options["part"]:
            # Whoever started this part says why it ends.
            for end in (signal.SIGINT, signal.SIGTERM):
                signal.signal(end, signal.SIG_DFL)
            building.PARTS[options["part"]](options["seed"], self._say)
            self._end_step()
            return
        if not options["if_empty"]:  # `qunce run` has just done it
            call_command("migrate", verbosity=0)
        if building.is_built():
            if options["if_empty"]:
                return
            raise CommandError("The demo city is there already. QUNCE_VAR=… makes another one.")
        if options["if_empty"] and Voice.objects.filter(source=None).exists():
            return
        seed, many = options["seed"], options["processes"] > 1
        beside = partial(_beside, seed) if many else None
        funnel = Funnel() if options["full"] else None
        ideas = FULL if funnel else options["ideas"]
        building.build(ideas=ideas, seed=seed, say=self._say, beside=beside, funnel=funnel)
        self._end_step()

    def _say(self, step: str, share: float) -> None:
        if step in self._ended:
            return
        if step != self._name:
            self._end_step()
            self._name, self._began = step, time.monotonic()
        line = f"· {STEPS[step]} … {share:4.0%}"
        self.stdout.write(f"{_ANEW}{line}" if self.stdout.isatty() else "", ending="")
        self.stdout.flush()
        if share >= 1:
            self._end_step()

    def _end_step(self) -> None:
        if self._name:
            seconds = time.monotonic() - self._began
            start = _ANEW if self.stdout.isatty() else ""
            self.stdout.write(f"{start}· {STEPS[self._name]} … {seconds:.1f} s")
            self.stdout.flush()
            self._ended.add(self._name)
            self._name = ""

    def _how_to_enter(self, door: str) -> None:
        self.stdout.write(f"  citizen           {door}/")
        for account in ACCOUNTS:
            self.stdout.write(
                f"  {account.username:17} {door}/enter/  account {account.username}, "
                f"password {PASSWORD}"
            )
        self.stdout.write("")


@contextmanager
def _beside(seed: int, part: str) -> Iterator[None]:
    """Another process does a part; its end is waited for, and its failure is this one's."""
    command = [sys.executable, "-m", "qunce", "demo", f"--part={part}", f"--seed={seed}"]
    with subprocess.Popen(command) as other:
        try:
            yield
        except BaseException:
            other.terminate()
            raise
    if other.returncode:
        raise CommandError(f"A part of the city could not be made ({part}); see above.")
