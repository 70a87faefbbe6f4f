"""The page around its sections."""

from importlib.resources import files
from pathlib import Path

from qunce.digest.account import Digest
from qunce.digest.page.markup import Markup, tag
from qunce.digest.page.sections import Sections
from qunce.digest.words import Say

# The file may be opened from a disk or a mail: nothing in it may run or be fetched.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def write_page(digest: Digest, path: Path, say: Say, language: str) -> None:
    lang = "zh-CN" if language.startswith("zh") else "en"
    style = files("qunce.digest.page").joinpath("style.css").read_text(encoding="utf-8")
    name = digest.gathered.name.rpartition(".")[0] or digest.gathered.name
    head = tag(
        "head",
        Markup('<meta charset="utf-8">'),
        Markup(f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'),
        Markup('<meta name="viewport" content="width=device-width, initial-scale=1">'),
        Markup('<meta name="color-scheme" content="light dark">'),
        tag("title", say("title", name=name)),
        tag("style", Markup(style)),
    )
    body = tag("body", tag("main", list(Sections(digest, say).all())))
    page = f"<!doctype html>\n{tag('html', head, body, lang=lang)}\n"
    path.write_text(page, encoding="utf-8", errors="replace")
