"""Handing in a voice, durably, with receipt, search index and entry, against a bare insert.

    python bench creating

Eight clients take turns of a few seconds: now the whole action, now a bare ORM insert of the same
row into the same table with the same indexes. Synchronous commit both times.
"""

import itertools
import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from bench.cpu import Spent, spent

CLIENTS = 8
SECONDS = 4.0
ROUNDS = 5
GOAL = 0.5


def main(argv: list[str]) -> int:
    call = _set_up()
    words = _texts()
    ways: dict[str, Callable[[], Any]] = {
        "bare ORM insert": lambda: _insert(call, next(words)),
        "hand in": lambda: _hand_in(call, next(words)),
    }
    made = dict.fromkeys(ways, 0)
    used = dict.fromkeys(ways, Spent(0, 0))
    for way in ways.values():  # connections, caches
        _run(way, 1.0)
    for _ in range(ROUNDS):
        for name, way in ways.items():
            begin = spent()
            made[name] += _run(way, SECONDS)
            took = spent() - begin
            used[name] = Spent(used[name].ours + took.ours, used[name].database + took.database)
    for name in ways:
        each = 1000 / made[name]
        print(
            f"{name:16} {made[name] / ROUNDS / SECONDS:7.0f} a second, "
            f"{used[name].total * each:5.2f} CPU ms each "
            f"(PostgreSQL {used[name].database * each:.2f})"
        )
    ratio = made["hand in"] / made["bare ORM insert"]
    print(f"ratio {ratio:.2f} (goal {GOAL})")
    return 0 if ratio >= GOAL else 1


def _run(way: Callable[[], Any], seconds: float) -> int:
    """How often eight threads did it together."""
    until = time.monotonic() + seconds
    counts = [0] * CLIENTS
    faults: list[BaseException] = []

    def client(number: int) -> None:
        from django.db import connection

        try:
            while time.monotonic() < until:
                way()
                counts[number] += 1
        except BaseException as fault:
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=client, args=(n,)) for n in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise faults[0]
    return sum(counts)


def _texts() -> Any:
    from qunce.demo.writing import write

    return itertools.cycle([idea.text for idea in itertools.islice(write(2_000), 2_000)])


def _hand_in(call: Any, text: str) -> Any:
    from uuid import uuid4

    from qunce.voices import actions

    author = actions.Author(mark=str(uuid4()))
    return actions.hand_in(call=call, text=text, author=author, consent=True, once=uuid4())


def _insert(call: Any, text: str) -> Any:
    from uuid import uuid4

    from qunce.common import ids, now
    from qunce.voices.models import Voice

    return Voice.objects.create(
        jurisdiction_id=call.jurisdiction_id,
        call=call,
        text=text,
        salt=ids.salt(),
        said_at=now(),
        received_at=now(),
        consent=True,
        token=ids.salt(),
        once=uuid4(),
    )


def _set_up() -> Any:
    os.environ["QUNCE_VAR"] = tempfile.mkdtemp(prefix="qunce-bench-")
    os.environ["DJANGO_SETTINGS_MODULE"] = "qunce.settings"
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from qunce.common import now
    from qunce.places import actions as places
    from qunce.voices.models import Call

    return Call.objects.create(
        jurisdiction=places.found(code="990000", name="示例市"),
        slug="ideas",
        title="我为示例市献一计",
        opens_at=now() - timedelta(days=1),
        closes_at=now() + timedelta(days=1),
    )


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
