"""A spreadsheet on its way to the disk: written and hashed while it arrives, never in memory."""

import hashlib
import math
import uuid
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import IO, Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.datastructures import MultiValueDict
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from qunce.common.middleware import announced
from qunce.sheets import Limits
from qunce.voices.actions import importing


class SheetFile(UploadedFile):  # type: ignore[type-arg]
    """A file that lies in the folder of imports."""

    path: Path
    sha256: str


class SheetUpload(FileUploadHandler):
    """Writes into the folder of imports; reads nothing of what is announced as too large."""

    chunk_size = 1 << 20
    too_large = 0  # bytes that were announced, if more than a spreadsheet may have

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,  # noqa: N803
        content_length: int,
        *_: Any,
    ) -> tuple[QueryDict, MultiValueDict[str, Any]] | None:
        if content_length <= Limits().size:
            return None
        self.too_large = content_length
        return QueryDict(), MultiValueDict()  # an answer here means that nothing is to be read

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._hash = hashlib.sha256()
        self._path = importing.folder() / uuid.uuid4().hex
        self._path.touch(mode=0o600)
        self._out: IO[bytes] = self._path.open("wb")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
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
        if announced(request) > Limits().size:
            # The token lies in what is not read; and nothing is done but to say so.
            return view(request, *args, **kwargs)
        return csrf_protect(view)(request, *args, **kwargs)

    vars(with_handler)["largest_body"] = math.inf
    return with_handler


def announced_too_large(request: HttpRequest) -> int:
    """How many bytes were announced and are too many for a file; 0 if they are not."""
    found = (h.too_large for h in request.upload_handlers if isinstance(h, SheetUpload))
    return max(found, default=0)
