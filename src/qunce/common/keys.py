"""The installation's secret, and the keys that are derived from it for one purpose each."""

import hashlib
import hmac
import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path


def secret(var: Path, given: str) -> str:
    """The secret that was given, or one made once and kept in `var/secret` (mode 600)."""
    if given:
        return given
    path = var / "secret"
    if not path.exists():
        var.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=var)  # its mode is 600
        draft = Path(name)
        with os.fdopen(handle, "w") as out:
            out.write(secrets.token_urlsafe(48))
        with suppress(FileExistsError):  # another process was quicker: then theirs counts
            os.link(draft, path)
        draft.unlink()
    return path.read_text().strip()


def key(purpose: str) -> bytes:
    """32 bytes for one purpose; knowing one key tells nothing of the secret or another key."""
    from django.conf import settings

    return hmac.digest(settings.SECRET_KEY.encode(), f"qunce/{purpose}".encode(), hashlib.sha256)


def blind(purpose: str, value: str) -> bytes:
    """16 bytes that stand for `value` where it must be compared but not known."""
    return hmac.digest(key(purpose), value.encode(), hashlib.sha256)[:16]
