"""Import of a large spreadsheet: CPU seconds of our processes and of PostgreSQL.

    python -m bench importing [rows]

Works in a database of its own, in a folder that it removes.
"""

import resource
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from bench.cpu import Spent, own_database, spent

ROWS = 151_681
TARGET_ROWS_A_SECOND = 5_000
TARGET_CPU = 250


def main(argv: list[str]) -> int:
    count = int(argv[0]) if argv else ROWS
    var = own_database()
    from qunce.common import jobs
    from qunce.voices.actions import importing, indexing
    from qunce.voices.models import VoiceIndex

    call, hat = _call_and_clerk()
    path = var / "ideas.xlsx"
    _write_file(path, count)
    print(f"{count:,} rows, {path.stat().st_size / 1e6:.0f} MB .xlsx")
    begin = spent()
    source = importing.take_file(call=call, name=path.name, path=path, sha256="0" * 64, hat=hat)
    looked = spent()
    job = importing.start(
        import_id=source.pk, hat=hat, columns=source.columns, consent=True, here=True
    )
    reading = _reading_alone(path)
    before = spent()
    early = _peak()
    importing.run(job)
    stored = spent()
    indexing.index_import(source.pk)
    indexed = spent()
    source.refresh_from_db()
    assert source.stored == count == VoiceIndex.objects.count(), source.stored
    assert jobs.latest("import", source.pk).state == "done"
    rate = count / ((stored - before).total - reading.total)
    whole = (looked - begin).total + (indexed - before).total
    _say("look at the file (columns, rows)", looked - begin)
    _say("read the file alone", reading)
    _say("store with receipt and entry", stored - before)
    print(f"  = {rate:,.0f} rows per CPU second after reading (goal {TARGET_ROWS_A_SECOND:,})")
    _say("screen and index", indexed - stored)
    print(f"searchable after {whole:.0f} CPU s in all (goal {TARGET_CPU})")
    print(f"memory: {early} MB before the import, {_peak()} MB at its peak")
    return 0 if rate >= TARGET_ROWS_A_SECOND and whole <= TARGET_CPU else 1


def _texts(count: int) -> Iterator[list[str]]:
    from qunce.demo.writing import write

    for number, idea in enumerate(write(count), 1):
        said = idea.said_at.strftime("%Y-%m-%d %H:%M:%S")
        yield [str(number), idea.title, idea.text, said, idea.area]


def _write_file(path: Path, count: int) -> None:
    from qunce import sheets

    head = ["编号", "标题", "内容", "时间", "区域代码"]
    sheets.write_xlsx(path, [sheets.Table("来信", head, _texts(count))])


def _reading_alone(path: Path) -> Spent:
    from qunce import sheets

    begin = spent()
    with sheets.open_sheet(path) as sheet:
        for _row in sheet.rows():
            pass
    return spent() - begin


def _say(what: str, used: Spent) -> None:
    ours, database = used.ours, used.database
    print(f"{what}: {used.total:.1f} CPU s (ours {ours:.1f}, PostgreSQL {database:.1f})")


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _call_and_clerk() -> tuple[Any, Any]:
    from qunce.common import now
    from qunce.people import actions as people
    from qunce.people.models import Role
    from qunce.people.queries import hat_of
    from qunce.places import actions as places
    from qunce.voices.models import Call

    place = places.found(code="990000", name="示例市")
    office = people.NewUnit(code="A01", name="活动办公室", kind="department")
    unit = people.set_up_units(jurisdiction=place, units=[office])["A01"]
    person = people.appoint(
        username="bench",
        name="bench",
        password="",
        unit=unit,
        role=Role.OFFICE,
        since_on=date(2020, 1, 1),
    )
    call = Call.objects.create(
        jurisdiction=place,
        slug="ideas",
        title="金点子",
        opens_at=now() - timedelta(days=1),
        closes_at=now() + timedelta(days=1),
    )
    return call, hat_of(person)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
