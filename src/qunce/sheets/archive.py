"""An .xlsx is a zip: looked through before anything inside it is opened."""

import struct
import zipfile
import zlib
from pathlib import Path
from typing import BinaryIO

from qunce.sheets.errors import Bomb, Broken, Encrypted
from qunce.sheets.limits import Limits
from qunce.sheets.words import Said

_CHUNK = 1 << 20
_END = struct.Struct("<4s4H2IH")  # end of central directory, APPNOTE 4.3.16
_LOCAL = struct.Struct("<4s5H3I2H")  # local file header, 4.3.7
_DIRECTORY_ENTRY = 400  # bytes of directory per part, generously: 46 and the name


def parts(path: Path, limits: Limits) -> set[str]:
    """The names inside; raises unless all of it is of a size that a workbook may have."""
    try:
        return _looked_through(path, limits)
    # Offsets and lengths of a damaged directory lead outside the file.
    except (zipfile.BadZipFile, zlib.error, struct.error, ValueError, OSError) as problem:
        raise Broken(Said("where_archive")) from problem


def _looked_through(path: Path, limits: Limits) -> set[str]:
    with path.open("rb") as file:
        _directory(file, limits)
        with zipfile.ZipFile(file) as archive:
            found = archive.infolist()
        if any(part.flag_bits & 1 for part in found):
            raise Encrypted
        _declared(found, limits)
        for part in found:
            _unpacks_as_declared(file, part)
    return {part.filename for part in found}


def _directory(file: BinaryIO, limits: Limits) -> None:
    """Before Python reads the directory: a long one alone could fill the memory."""
    file.seek(0, 2)
    tail_from = max(0, file.tell() - 65_536 - _END.size)
    file.seek(tail_from)
    tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or at + _END.size > len(tail):
        raise Broken(Said("where_archive"))
    _, _, _, _, count, size, _, _ = _END.unpack_from(tail, at)
    if count > limits.parts or size > limits.parts * _DIRECTORY_ENTRY:
        raise Bomb
    file.seek(0)


def _declared(found: list[zipfile.ZipInfo], limits: Limits) -> None:
    if len(found) > limits.parts or sum(part.file_size for part in found) > limits.unpacked:
        raise Bomb
    for part in found:
        large = part.file_size > limits.ratio_from
        if large and part.file_size > limits.ratio * max(part.compress_size, 1):
            raise Bomb


def _unpacks_as_declared(file: BinaryIO, part: zipfile.ZipInfo) -> None:
    """Headers may lie: the part is unpacked once, into nothing, and counted."""
    if part.compress_type == zipfile.ZIP_STORED:
        return
    if part.compress_type != zipfile.ZIP_DEFLATED:
        raise Broken(Said("where_archive"))
    _seek_content(file, part)
    left, unpacked, packer = part.compress_size, 0, zlib.decompressobj(-15)
    while left > 0 and not packer.eof:
        block = file.read(min(_CHUNK, left))
        if not block:
            raise Broken(Said("where_archive"))
        left -= len(block)
        while block and unpacked <= part.file_size:
            unpacked += len(packer.decompress(block, _CHUNK))
            block = packer.unconsumed_tail
        if unpacked > part.file_size:
            raise Bomb


def _seek_content(file: BinaryIO, part: zipfile.ZipInfo) -> None:
    file.seek(part.header_offset)
    header = file.read(_LOCAL.size)
    if len(header) < _LOCAL.size or not header.startswith(b"PK\x03\x04"):
        raise Broken(Said("where_archive"))
    *_, name_length, extra_length = _LOCAL.unpack(header)
    file.seek(name_length + extra_length, 1)
