"""The build runs when an input changed, and only then."""

import re
from pathlib import Path

import pytest

from qunce.ui import assets


@pytest.fixture
def frontend(tmp_path: Path) -> Path:
    for name in ("build.mjs", "package.json", "package-lock.json", "icons.txt"):
        (tmp_path / name).write_text(name)
    for folder in ("scss", "js"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / f"a.{folder}").write_text("a")
    return tmp_path


@pytest.mark.parametrize(
    "name", ["build.mjs", "package-lock.json", "icons.txt", "scss/a.scss", "js/a.js"]
)
def test_any_input_makes_the_build_old(frontend: Path, name: str) -> None:
    before = assets.digest(assets.inputs(frontend, frontend))
    (frontend / name).write_text("changed")
    assert assets.digest(assets.inputs(frontend, frontend)) != before


def test_a_new_file_makes_the_build_old(frontend: Path) -> None:
    before = assets.digest(assets.inputs(frontend, frontend))
    (frontend / "scss" / "_b.scss").write_text("")
    assert assets.digest(assets.inputs(frontend, frontend)) != before


def test_a_build_is_fresh_while_its_stamp_fits(tmp_path: Path) -> None:
    assert not assets.fresh(tmp_path, "abc")
    (tmp_path / assets.STAMP).write_text("abc")
    assert assets.fresh(tmp_path, "abc")
    assert not assets.fresh(tmp_path, "abd")


def test_an_installed_package_has_nothing_to_build(tmp_path: Path) -> None:
    assert assets.build(tmp_path / "none", tmp_path) is False


def test_no_lock_names_where_a_package_comes_from() -> None:
    lock = (assets.FRONTEND / "package-lock.json").read_text()
    assert '"resolved"' not in lock
    # Pages about funding are named by the packages themselves; nothing is fetched from them.
    assert re.findall(r'"(?:url|integrity)": "https?://[^"]*\.tgz', lock) == []
    assert lock.count('"integrity"') > 10


def test_every_package_has_an_exact_version() -> None:
    import json

    wanted = json.loads((assets.FRONTEND / "package.json").read_text())["devDependencies"]
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in wanted.values())
    assert set(wanted) == {"@tabler/icons", "bootstrap", "esbuild", "sass"}
