"""Where a damaged .xlsx broke: read once more, slowly, and only to name the last good cell."""

import zipfile
import zlib
from pathlib import Path
from xml.parsers import expat


def where_broken(path: Path) -> str:
    """The cell at which the damage begins, such as "C17"; "" if it cannot be said."""
    try:
        with zipfile.ZipFile(path) as archive:
            for part in sorted(archive.namelist()):
                if part.startswith("xl/worksheets/") and part.endswith(".xml"):
                    cell, whole = _last_cell(archive, part)
                    if not whole:
                        return cell
    except (zipfile.BadZipFile, OSError, KeyError, ValueError):
        pass
    return ""


def _last_cell(archive: zipfile.ZipFile, part: str) -> tuple[str, bool]:
    cell = ""

    def seen(tag: str, attributes: dict[str, str]) -> None:
        nonlocal cell
        if tag.rpartition(":")[2] == "c":
            cell = attributes.get("r", cell)

    parser = expat.ParserCreate()
    parser.StartElementHandler = seen
    try:
        with archive.open(part) as file:
            parser.ParseFile(file)
    except (expat.ExpatError, zipfile.BadZipFile, zlib.error, EOFError):
        return cell, False
    return cell, True
