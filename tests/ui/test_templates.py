"""What every template of the house must keep to."""

import re
from pathlib import Path

import pytest

import qunce
from qunce.ui.assets import BUILT, UI

ROOT = Path(qunce.__file__).parent
TEMPLATES = sorted(ROOT.rglob("templates/**/*.html"))
ICONS = (UI / "icons.txt").read_text().split()
# By name in a tag, a tag's argument or a navigation's entry.
NAMED = re.compile(r"""(?:\{% icon |\bicon=|["']icon["']: ?)["']([a-z0-9-]+)["']""")


def test_there_are_templates() -> None:
    assert len(TEMPLATES) > 30


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: str(p.relative_to(ROOT)))
def test_nothing_is_inline_that_the_policy_forbids(path: Path) -> None:
    text = path.read_text()
    # A digest is a file of its own, opened without us: its rules are in tests/digest.
    if path.is_relative_to(ROOT / "digest"):
        pytest.skip("not a page of the site")
    assert re.findall(r"\sstyle=|<style|<script(?![^>]*\bsrc=)|\son[a-z]+=|javascript:", text) == []
    assert re.findall(r"https?://(?!www\.w3\.org)[^\s\"']+", text) == []


def test_every_icon_that_is_named_is_in_the_sprite() -> None:
    sources = [*TEMPLATES, *ROOT.rglob("*.py")]
    named = {name for path in sources for name in NAMED.findall(path.read_text())}
    assert named - set(ICONS) == set()
    assert {"check", "home"} <= named


def test_the_sprite_holds_each_icon_once_and_in_order() -> None:
    sprite = (BUILT / "icons.svg").read_text()
    assert re.findall(r'<symbol id="([^"]+)"', sprite) == ICONS
    assert sorted(ICONS) == ICONS
