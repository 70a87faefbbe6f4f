"""One file per jurisdiction: its terms and switches, each with its article. Data only."""

from functools import cache
from pathlib import Path

from qunce.procedure.profile import BadProfile, Profile

_HERE = Path(__file__).parent
_ROOT = "national"


def codes() -> list[str]:
    """The profiles there are, the national one first."""
    found = sorted(path.stem for path in _HERE.glob("*.toml"))
    return sorted(found, key=lambda code: code != _ROOT)


@cache
def load(code: str) -> Profile:
    """A profile with what it takes over from the national one. Raises BadProfile."""
    path = _HERE / f"{code}.toml"
    if code not in codes():
        raise BadProfile(f"there is no profile “{code}”; known: {', '.join(codes())}")
    return Profile.read(path, None if code == _ROOT else load(_ROOT))
