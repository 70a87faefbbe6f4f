"""Uploads that show something was done: what is taken, and where it lies."""

import hashlib
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from qunce.common.errors import Refused, TooLarge

LARGEST = 20_000_000
# By its end and by its first bytes; nothing that a browser would run is among them.
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_BEGINS = {
    ".pdf": b"%PDF",
    ".docx": _ZIP,
    ".xlsx": _ZIP,
    ".pptx": _ZIP,
    ".doc": _OLE,
    ".xls": _OLE,
    ".wps": _OLE,
    ".jpg": b"\xff\xd8\xff",
    ".jpeg": b"\xff\xd8\xff",
    ".png": b"\x89PNG",
}
ACCEPTED = ",".join(_BEGINS)


@dataclass(frozen=True)
class Upload:
    name: str
    size: int
    sha256: str


def keep(file: "UploadedFile[Any]") -> Upload:
    """Look at a file and put it under its digest; the name it came with is only shown."""
    name = PurePath((file.name or "").replace("\\", "/")).name[-200:]
    _look_at(name, file)
    digest, content = hashlib.sha256(), []
    for chunk in file.chunks():
        digest.update(chunk)
        content.append(chunk)
    path = path_of(digest.hexdigest())
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        draft = path.with_suffix(".draft")
        draft.write_bytes(b"".join(content))
        draft.rename(path)
    return Upload(name, file.size or 0, digest.hexdigest())


def path_of(sha256: str) -> Path:
    return Path(settings.MEDIA_ROOT) / "evidence" / sha256[:2] / sha256


def _look_at(name: str, file: "UploadedFile[Any]") -> None:
    if (file.size or 0) > LARGEST:
        said = _("The file has %(n).1f MB, and at most %(most)d MB are taken here.")
        raise TooLarge(said % {"n": (file.size or 0) / 1e6, "most": LARGEST // 1_000_000})
    begins = _BEGINS.get(PurePath(name).suffix.lower())
    if begins is None:
        raise Refused(
            _("Files of this kind are not taken here: “%(name)s”. PDF, Word, Excel, PowerPoint, "
              "JPG and PNG are.")
            % {"name": name},
            code="file-kind",
        )  # fmt: skip
    head = file.read(len(begins))
    file.seek(0)
    if head != begins:
        raise Refused(
            _("“%(name)s” is not what its name says; save it again and choose it anew.")
            % {"name": name},
            code="file-kind",
        )
