"""The catalogues of words: which sentences the code speaks, and their Chinese.

One catalogue a room, `locale/zh_Hans/LC_MESSAGES/django.po`. Babel reads and writes them, so
nobody needs the gettext programs.
"""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import normalize, read_po
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).resolve().parents[1]
_KEYWORDS: dict[str, None] = dict.fromkeys(
    (
        *("gettext", "gettext_lazy", "_", "ngettext", "ngettext_lazy"),
        *("pgettext", "pgettext_lazy", "npgettext", "npgettext_lazy"),
    )
)


@dataclass(frozen=True)
class Spoken:
    """A sentence in the code and where it stands; `plural` is empty for most."""

    room: str
    where: str
    msgid: str
    plural: str
    context: str


def rooms() -> list[str]:
    return sorted(p.name for p in PACKAGE.iterdir() if (p / "__init__.py").exists())


def catalogue(room: str) -> Path:
    return PACKAGE / room / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"


def spoken(room: str) -> Iterator[Spoken]:
    """Every sentence that the room's code and templates say."""
    for path in sorted((PACKAGE / room).rglob("*")):
        if path.suffix not in {".py", ".html", ".txt"} or not _speaks(path):
            continue
        source = path.read_text(encoding="utf-8")
        if path.suffix != ".py":
            source = templatize(source, origin=str(path))
        yield from _extract(room, str(path.relative_to(PACKAGE)), source)


def _speaks(path: Path) -> bool:
    parts = set(path.parts)
    return (path.suffix == ".py" and "migrations" not in parts) or "templates" in parts


def _extract(room: str, where: str, source: str) -> Iterator[Spoken]:
    found = extract_python(io.BytesIO(source.encode()), _KEYWORDS, [], {})
    for line, function, said, _comments in found:
        words = [said] if isinstance(said, str) else [w for w in said if isinstance(w, str)]
        name = str(function)
        context = words.pop(0) if "pgettext" in name and len(words) > 1 else ""
        plural = words[1] if name.startswith("n") and len(words) > 1 else ""
        if words and words[0]:
            yield Spoken(room, f"{where}:{line}", words[0], plural, context)


def load(room: str) -> Catalog:
    path = catalogue(room)
    if not path.exists():
        return Catalog(locale="zh_Hans")
    with path.open("rb") as file:
        return read_po(file, locale="zh_Hans")


def untranslated() -> list[Spoken]:
    """Sentences that have no Chinese in any room's catalogue."""
    known = {
        (str(message.context or ""), _first(message.id))
        for room in rooms()
        for message in load(room)
        if _first(message.id) and _first(message.string) and not message.fuzzy
    }
    return [s for room in rooms() for s in spoken(room) if (s.context, s.msgid) not in known]


def _first(text: str | Sequence[str] | None) -> str:
    return text if isinstance(text, str) else text[0] if text else ""


_HEADER = """msgid ""
msgstr ""
"Project-Id-Version: qunce\\n"
"Language: zh_Hans\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"
"""


def add_missing(only: Sequence[str] = ()) -> int:
    """Append each untranslated sentence to its room's catalogue, with empty Chinese."""
    missing = {(s.room, s.context, s.msgid): s for s in untranslated()}
    fresh = [s for s in missing.values() if not only or s.room in only]
    for said in fresh:
        path = catalogue(said.room)
        path.parent.mkdir(parents=True, exist_ok=True)
        text = path.read_text(encoding="utf-8") if path.exists() else _HEADER
        if load(said.room).get(said.msgid, said.context or None) is None:
            path.write_text(f"{text.rstrip()}\n\n{_blank(said)}", encoding="utf-8")
    return len(fresh)


def _blank(said: Spoken) -> str:
    lines = [f"msgctxt {normalize(said.context)}"] if said.context else []
    lines.append(f"msgid {normalize(said.msgid, width=100)}")
    if said.plural:
        lines += [f"msgid_plural {normalize(said.plural, width=100)}", 'msgstr[0] ""']
    else:
        lines.append('msgstr ""')
    return "\n".join(lines) + "\n"


def compile_all() -> int:
    """Compile what is newer than its compiled form; returns how many were compiled."""
    count = 0
    for room in rooms():
        source = catalogue(room)
        target = source.with_suffix(".mo")
        if not source.exists():
            continue
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with target.open("wb") as file:
            write_mo(file, load(room))
        count += 1
    return count
