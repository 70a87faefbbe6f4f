"""One file per kind of matter, data only. A new file is found by itself: it has `PROCEDURE`."""

from functools import cache
from importlib import import_module
from pathlib import Path

from qunce.procedure import Procedure


@cache
def every() -> dict[str, Procedure]:
    """All procedures by their code."""
    names = sorted(path.stem for path in Path(__file__).parent.glob("[a-z]*.py"))
    found = [import_module(f"{__name__}.{name}").PROCEDURE for name in names]
    return {procedure.code: procedure for procedure in found}


def load(code: str) -> Procedure:
    """Raises KeyError, naming those there are."""
    if (found := every().get(code)) is None:
        raise KeyError(f"there is no procedure “{code}”; known: {', '.join(every())}")
    return found
