"""The background worker: imports, readings, sealing, whatever waits in the queue."""

import logging
from typing import Any

from django.core.management.base import BaseCommand, CommandParser


class Command(BaseCommand):
    help = "Runs what waits in the queue until it is stopped. More workers are more processes."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="stop when the queue is empty")
        parser.add_argument("--concurrency", type=int, default=3, help="jobs at the same time")

    def handle(self, *args: Any, **options: Any) -> None:
        from procrastinate.contrib.django import app

        logging.getLogger("procrastinate").setLevel(logging.WARNING)
        connector = app.connector.get_worker_connector()  # type: ignore[attr-defined]
        app.with_connector(connector).run_worker(
            concurrency=options["concurrency"],
            wait=not options["once"],
            delete_jobs="successful",
            shutdown_graceful_timeout=20,
            install_signal_handlers=True,
        )
