"""From a file to the files of its digest."""

import shutil
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from qunce import insight
from qunce.digest import document, tables
from qunce.digest.account import Digest
from qunce.digest.gather import gather
from qunce.digest.page import write_page
from qunce.digest.words import sayer

Progress = Callable[[str, float], None]


def digest(
    path: str | Path,
    out: str | Path,
    *,
    columns: Mapping[str, str | None] | None = None,
    sheet: str | None = None,
    header: int | None = None,
    language: str = "zh",
    progress: Progress | None = None,
    stop: Callable[[], bool] | None = None,
) -> Digest:
    """Reads the spreadsheet at `path` and writes its digest into the folder `out`.

    `columns` corrects the guess ({"text": "建议内容"}). `progress` is told a stage and the share
    of it that is done (rows read, for the stage "rows"); where `stop` answers True,
    `insight.Stopped` is raised and nothing is written.
    Raises `sheets.SheetError` for a file, `NoText` or ValueError for columns, OSError for `out`.
    """
    tell = progress or (lambda stage, share: None)
    gathered = gather(
        Path(path), columns, sheet=sheet, header=header, tell=lambda n: tell("rows", n)
    )
    tell("rows", len(gathered.voices) + len(gathered.refused))
    whole = [voice.whole for voice in gathered.voices]
    understanding = insight.read(whole, progress=tell, stop=stop)
    tell("writing", 0.0)
    read = Digest(gathered, understanding)
    files = _write(read, Path(out), language)
    tell("writing", 1.0)
    return Digest(gathered, understanding, files)


def _write(read: Digest, out: Path, language: str) -> tuple[Path, ...]:
    """All files or none: they are made beside their place and moved when the last is whole."""
    out.mkdir(parents=True, exist_ok=True)
    say = sayer(language)
    made = Path(tempfile.mkdtemp(prefix=".digest-", dir=out))
    try:
        document.write(read, made / "digest.json")
        tables.write(read, made / "digest.xlsx", say)
        write_page(read, made / "digest.html", say, language)
        if read.gathered.refused:
            tables.write_refused(read.gathered, made / "refused.xlsx", say)
        else:
            (out / "refused.xlsx").unlink(missing_ok=True)  # of an earlier reading
        names = sorted(file.name for file in made.iterdir())
        for name in names:
            (made / name).replace(out / name)
    finally:
        shutil.rmtree(made, ignore_errors=True)
    return tuple(out / name for name in names)
