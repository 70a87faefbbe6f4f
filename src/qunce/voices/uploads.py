"""A spreadsheet on its way to the disk: written and hashed while it arrives, never in memory."""

import hashlib
import uuid
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import IO, Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from qunce.sheets import Limits
from qunce.voices.actions import importing


class SheetFile(UploadedFile):  # type: ignore[type-arg]
    """A file that lies in the folder of imports."""

    path: Path
    sha256: str


class SheetUpload(FileUploadHandler):
    """Writes into the folder of imports; stops reading where the largest spreadsheet ends."""

    chunk_size = 1 << 20
    too_large = 0  # bytes that came or were announced, if more than a spreadsheet may have

    def handle_raw_input(self, input_data: Any, META: Any, content_length: int, *_: Any) -> None:  # noqa: N803
        if content_length > Limits().size:
            self.too_large = content_length

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._hash = hashlib.sha256()
        self._size = 0
        self._path = importing.folder() / uuid.uuid4().hex
        self._path.touch(mode=0o600)
        self._out: IO[bytes] = self._path.open("wb")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self._size += len(raw_data)
        if self.too_large or self._size >= Limits().size:
            self.too_large = max(self.too_large, self._size)
            self.upload_interrupted()
            # The rest is read and dropped, so that the browser shows our page and no broken line.
            raise StopUpload(connection_reset=False)
        self._hash.update(raw_data)
        self._out.write(raw_data)

    def file_complete(self, file_size: int) -> SheetFile:
        self._out.close()
        file = SheetFile(self._path.open("rb"), self.file_name, self.content_type, file_size)
        file.path, file.sha256 = self._path, self._hash.hexdigest()
        return file

    def upload_interrupted(self) -> None:
        self._out.close()
        self._path.unlink(missing_ok=True)


def takes_a_sheet(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view gets its file by a SheetUpload.

    The protection against forged requests reads the form, and with it the file; so it stands
    behind this door, where the handler is already chosen. Guards belong before this door: who
    may not import must not fill the disk.
    """

    @csrf_exempt
    @wraps(view)
    def with_handler(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.upload_handlers = [SheetUpload(request)]
        return csrf_protect(view)(request, *args, **kwargs)

    return with_handler


def announced_too_large(request: HttpRequest) -> int:
    """The size of a file that was too large to be taken, in bytes; 0 if there was none."""
    found = (h.too_large for h in request.upload_handlers if isinstance(h, SheetUpload))
    return max(found, default=0)
