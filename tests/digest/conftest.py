import json
from pathlib import Path
from typing import Any

import pytest

from qunce.digest import Digest, digest
from tests.digest.voices import spreadsheet


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("digest")


@pytest.fixture(scope="session")
def read(folder: Path) -> Digest:
    return digest(spreadsheet(folder / "金点子.xlsx"), folder / "out")


@pytest.fixture(scope="session")
def document(read: Digest, folder: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((folder / "out" / "digest.json").read_text())
    return loaded


@pytest.fixture(scope="session")
def page(read: Digest, folder: Path) -> str:
    return (folder / "out" / "digest.html").read_text()
