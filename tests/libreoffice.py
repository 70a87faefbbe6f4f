"""LibreOffice, where it is installed: a program that is not ours opens what we wrote."""

import shutil
import subprocess
from pathlib import Path

import pytest


def convert(source: Path, to: str, into: Path, *options: str) -> Path:
    """The same document as another kind (`pdf`, `xlsx`, `csv:…`), in the folder `into`."""
    office = shutil.which("soffice")
    if not office:
        pytest.skip("left out: LibreOffice (soffice) is not installed")
    # Two that run at a time would share a profile, and one would lose its work.
    profile = f"-env:UserInstallation={(into / 'profile').as_uri()}"
    command = [office, profile, "--headless", *options, "--convert-to", to, "--outdir", str(into)]
    subprocess.run([*command, str(source)], check=True, timeout=180)
    return into / f"{source.stem}.{to.partition(':')[0]}"
