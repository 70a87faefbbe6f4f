"""Bring a spreadsheet into a campaign from the command line."""
# ruff: noqa: N999 — Django names a command by its module.

import hashlib
import os
import signal
from argparse import ArgumentTypeError
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError

from qunce import sheets
from qunce.campaigns import queries as campaigns
from qunce.campaigns.models import Campaign
from qunce.common import jobs
from qunce.common.errors import Problem
from qunce.common.models import Job
from qunce.people.models import Role
from qunce.people.rules import Hat
from qunce.voices.actions import importing, index_import
from qunce.voices.models import Import, ImportState
from qunce.voices.rows import ROLES


def _columns(written: str) -> dict[str, str]:
    """text=C,title=B as a mapping; a column is a letter or its name."""
    pairs = [part.partition("=") for part in written.split(",") if part.strip()]
    chosen = {role.strip(): column.strip() for role, _equals, column in pairs}
    if unknown := [role for role in chosen if role not in ROLES]:
        raise ArgumentTypeError(f"no such role: {unknown[0]}; there are {', '.join(ROLES)}")
    return chosen


class Command(BaseCommand):
    help = (
        "Brings a spreadsheet (.xlsx, .xls, .csv) into a campaign. Rows that are there already "
        "are not stored twice; the same command goes on where it was stopped."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--campaign", required=True, help="the campaign's short name")
        parser.add_argument(
            "--columns", type=_columns, default={}, help="text=C,title=B,…; else as recognised"
        )
        parser.add_argument(
            "--consent",
            choices=["yes", "no"],
            default="no",
            help="yes: the authors agreed that their words are shown in public",
        )
        parser.add_argument("--sheet", default="", help="name of the sheet; else the first in use")

    def handle(self, *args: Any, **options: Any) -> None:
        campaign, path = _campaign(options["campaign"]), options["file"].resolve()
        if not path.is_file():
            raise CommandError(f"There is no file {path}.")
        hat = _hat(campaign)
        try:
            source, job = self._begin(campaign, path, hat, options)
            with self._stoppable():
                importing.run(job)
        except sheets.SheetError as error:
            raise CommandError(error.words(_language())) from error
        except Problem as problem:
            raise CommandError(str(problem.message)) from problem
        except OperationalError as error:
            raise CommandError(
                f"The database stopped answering ({str(error).strip()}). What is stored is safe; "
                "a minute after it answers again, the same command goes on from here."
            ) from error
        source.refresh_from_db()
        self._tell(source, job)
        self._index(source)

    def _begin(
        self, campaign: Campaign, path: Path, hat: Hat, options: dict[str, Any]
    ) -> tuple[Import, Job]:
        sha256 = _sha256(path)
        call = campaign.calls.latest("pk")
        begun = Import.objects.filter(call=call, sha256=sha256, sheet=options["sheet"])
        open_states = [ImportState.STOPPED, ImportState.FAILED, ImportState.RUNNING]
        if source := begun.filter(path=str(path), state__in=open_states).last():
            self.stdout.write(f"· going on at row {source.next_row:,} of {source.rows:,}")
            return source, importing.start(import_id=source.pk, hat=hat, here=True)
        self.stdout.write(f"· looking at {path.name} …")
        source = importing.take_file(
            call=call, name=path.name, path=path, sha256=sha256, hat=hat, sheet=options["sheet"]
        )
        columns, said = _chosen(path, options["sheet"], options["columns"])
        self.stdout.write(f"  {source.rows:,} rows; {said}")
        agreed = options["consent"] == "yes"
        job = importing.start(
            import_id=source.pk, hat=hat, columns=columns, consent=agreed, here=True
        )
        return source, job

    @contextmanager
    def _stoppable(self) -> Iterator[None]:
        """Progress on the terminal; Ctrl-C ends after the present rows, and nothing is lost."""
        asked: list[int] = []

        def hear(job: Job) -> None:
            self.stdout.write(f"\r· stored {job.percent:3} % of the rows", ending="")
            self.stdout.flush()
            if asked:
                raise jobs.Stopped

        ends = (signal.SIGINT, signal.SIGTERM)
        before = [signal.signal(end, lambda *_: asked.append(1)) for end in ends]
        try:
            with jobs.heard_by(hear):
                yield
        finally:
            for end, handler in zip(ends, before, strict=True):
                signal.signal(end, handler)
            self.stdout.write("")

    def _tell(self, source: Import, job: Job) -> None:
        self.stdout.write(
            f"  {source.next_row:,} rows read = {source.stored:,} stored"
            f" + {source.known:,} known already + {source.refused:,} not taken"
        )
        if source.refused:
            self.stdout.write(f"  rows not taken, with reasons: /desk/imports/{source.pk}/")
        if source.state == ImportState.STOPPED:
            raise CommandError(
                "Stopped. What is stored is safe; the same command goes on from here."
            )
        if source.state == ImportState.FAILED:
            raise CommandError(job.failure or "The import failed; what is stored is safe.")

    def _index(self, source: Import) -> None:
        self.stdout.write("· making them findable …")
        try:
            index_import(source.pk)
        except KeyboardInterrupt:
            raise CommandError("Stopped. The worker makes the rest findable.") from None
        self.stdout.write("  done")


def _campaign(slug: str) -> Campaign:
    if campaign := campaigns.by_slug(slug):
        return campaign
    known = ", ".join(Campaign.objects.values_list("slug", flat=True)) or "none yet"
    raise CommandError(f"There is no campaign “{slug}”. There is: {known}.")


def _hat(campaign: Campaign) -> Hat:
    """Whoever may run commands on this machine acts for the campaign's office."""
    return Hat(
        person_id=0,
        name="",
        role=Role.OFFICE,
        unit_id=campaign.office_id,
        unit=campaign.office.name,
        jurisdiction_id=campaign.jurisdiction_id,
    )


def _chosen(path: Path, sheet: str, wish: dict[str, str]) -> tuple[dict[str, int], str]:
    """The columns as recognised and then as wished, and both in words."""
    with sheets.open_sheet(path, sheet=sheet or None) as opened:
        guess = sheets.recognise(opened.columns, opened.sample)
    names = list(guess.names)
    try:
        found = guess.corrected({role: _name(column, names) for role, column in wish.items()})
    except ValueError as error:
        raise CommandError(str(error)) from error
    mapping = {role: at for role, at in found.mapping().items() if role in ROLES}
    if "text" not in mapping:
        raise CommandError(
            "No column was recognised as the text; say which: --columns text=C. "
            f"There are: {', '.join(names)}"
        )
    return mapping, ", ".join(f"{role} = {names[at]}" for role, at in mapping.items())


def _name(column: str, names: list[str]) -> str:
    """A column by its name, or by the letter at the edge of the spreadsheet."""
    if column in names or not (column.isascii() and column.isalpha() and len(column) <= 2):
        return column
    at = 0
    for letter in column.upper():
        at = at * 26 + ord(letter) - ord("A") + 1
    return names[at - 1] if at <= len(names) else column


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _language() -> str:
    return "zh" if os.environ.get("LANG", "").startswith("zh") else "en"
