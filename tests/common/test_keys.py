import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from qunce.common import keys


def test_the_secret_is_made_once_and_readable_by_its_owner_alone(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        made = set(pool.map(lambda _n: keys.secret(tmp_path, ""), range(8)))
    assert len(made) == 1
    assert stat.S_IMODE((tmp_path / "secret").stat().st_mode) == 0o600
    assert [p.name for p in tmp_path.iterdir()] == ["secret"]


def test_a_given_secret_is_not_written_down(tmp_path: Path) -> None:
    assert keys.secret(tmp_path, "given") == "given"
    assert list(tmp_path.iterdir()) == []


def test_keys_for_two_purposes_differ() -> None:
    assert keys.key("contact") != keys.key("record")
