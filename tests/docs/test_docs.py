"""The documentation cannot lie: settings, commands and links are compared with the code."""

import re
from pathlib import Path

import pytest
from django.core.management import get_commands, load_command_class

from qunce.__main__ import _PLAIN
from qunce.common.environment import ROOT, SETTINGS

PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])


def _table(page: str) -> list[list[str]]:
    rows = re.findall(r"^\| (.+) \|$", (ROOT / page).read_text(encoding="utf-8"), re.M)
    return [[cell.strip() for cell in row.split(" | ")] for row in rows[1:]]


def test_the_settings_page_says_what_the_code_reads() -> None:
    said = [(n.strip("`"), d.strip("`–"), m) for n, d, m in _table("docs/settings.md")]
    assert said == [(s.name, s.default, s.meaning) for s in SETTINGS]


def test_no_other_setting_is_read_or_spoken_of() -> None:
    known = {s.name for s in SETTINGS} | {"QUNCE_TEST_PORT", "QUNCE_WALK"}
    sources = [*ROOT.glob("src/**/*.py"), *ROOT.glob("tests/**/*.py"), *ROOT.glob("bench/**/*.py")]
    spoken = {
        name
        for path in [*sources, *PAGES, ROOT / "Makefile", ROOT / ".ci/run"]
        for name in re.findall(r"\bQUNCE_[A-Z_]+[A-Z]\b", path.read_text(encoding="utf-8"))
    }
    assert spoken - known == set()


def _ours() -> dict[str, str]:
    return {name: app for name, app in get_commands().items() if app.startswith("qunce.")}


def test_the_commands_page_lists_our_commands() -> None:
    said = {re.match(r"`qunce ([a-z-]+)", row[0])[1] for row in _table("docs/commands.md")}  # type: ignore[index]
    assert said == {*_ours(), *_PLAIN}


@pytest.mark.parametrize("row", _table("docs/commands.md"), ids=lambda row: row[0])
def test_every_option_that_is_documented_exists(row: list[str]) -> None:
    name = row[0].split()[1].strip("`")
    said = set(re.findall(r"--[a-z-]+", " ".join(row)))
    if name in _PLAIN:
        from importlib import import_module

        parser = import_module(_PLAIN[name]).parser()
    else:
        parser = load_command_class(_ours()[name], name).create_parser("qunce", name)
    assert said - {o for a in parser._actions for o in a.option_strings} == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)#\s]+)", text) if "://" not in link]
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_the_two_readmes_name_the_same_commands() -> None:
    def commands(page: str) -> list[str]:
        return re.findall(r"^(make \w+)", (ROOT / page).read_text(encoding="utf-8"), re.M)

    assert commands("README.md") == commands("README.zh-CN.md") == ["make run", "make test"]
