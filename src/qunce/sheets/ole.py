"""The names in a compound file (.xls, .doc, encrypted .xlsx): enough to know what it is."""

import struct
from pathlib import Path

MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
_ENTRY = 128
_FREE = 0xFFFFFFFA  # this and above: no sector ([MS-CFB] 2.1)
_MOST_SECTORS = 4096  # of the directory: a workbook has one or two


_SECTOR = 512
_BOF = b"\x09\x08"  # [MS-XLS] 2.4.21
_FILEPASS = 0x2F  # 2.4.117


def names(path: Path) -> set[str]:
    """The names of all streams and storages; as far as the file can be followed."""
    content = path.read_bytes()
    if len(content) < 512:
        return set()
    size = 1 << min(struct.unpack_from("<H", content, 30)[0], 12)
    sector = struct.unpack_from("<I", content, 48)[0]
    fat_sectors = struct.unpack_from("<109I", content, 76)
    found: set[str] = set()
    for _ in range(_MOST_SECTORS):
        if sector >= _FREE:
            break
        start = (sector + 1) * size
        found |= _names_in(content[start : start + size])
        sector = _next(content, size, fat_sectors, sector)
    return found


def has_password(path: Path) -> bool:
    """Whether a workbook stream begins with the record that says how it is encrypted.

    Looked for here because the reader of workbooks calls such a file merely broken.
    """
    content = path.read_bytes()
    return any(
        _FILEPASS in _first_records(content, at)
        for at in range(_SECTOR, len(content) - 8, _SECTOR)
        if content[at : at + 2] == _BOF
    )


def _first_records(content: bytes, at: int) -> list[int]:
    """The types of the records after the beginning of a stream, as far as its first sector."""
    found, stop = [], min(at + _SECTOR, len(content) - 4)
    while at < stop:
        kind, length = struct.unpack_from("<HH", content, at)
        found.append(kind)
        at += 4 + length
    return found


def _names_in(block: bytes) -> set[str]:
    found = set()
    for at in range(0, len(block) - _ENTRY + 1, _ENTRY):
        length = min(struct.unpack_from("<H", block, at + 64)[0], 64)
        found.add(block[at : at + max(length - 2, 0)].decode("utf-16-le", "replace"))
    return found


def _next(content: bytes, size: int, fat_sectors: tuple[int, ...], sector: int) -> int:
    part, place = divmod(sector, size // 4)
    if part >= len(fat_sectors) or fat_sectors[part] >= _FREE:
        return _FREE
    at = (fat_sectors[part] + 1) * size + place * 4
    return int(struct.unpack_from("<I", content, at)[0]) if at + 4 <= len(content) else _FREE
