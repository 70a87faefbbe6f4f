"""What a file is, by its first bytes and its parts: a name is only a claim."""

from pathlib import Path

from qunce.sheets import ole
from qunce.sheets.archive import parts
from qunce.sheets.errors import Broken, Empty, Encrypted, Macros, Misdeclared, TooLarge
from qunce.sheets.limits import Limits
from qunce.sheets.words import Said

_HEAD = 4096
_MAGIC = (
    (b"%PDF", ("PDF 文件", "a PDF")),
    (b"{\\rtf", ("RTF 文档", "an RTF document")),
    (b"\x89PNG", ("图片", "a picture")),
    (b"\xff\xd8\xff", ("图片", "a picture")),
    (b"GIF8", ("图片", "a picture")),
    (b"Rar!", ("RAR 压缩包", "a RAR archive")),
    (b"7z\xbc\xaf", ("7z 压缩包", "a 7z archive")),
    (b"\x1f\x8b", ("gzip 压缩包", "a gzip archive")),
    (b"SQLite format 3", ("数据库文件", "a database")),
)
_MARKUP = (b"<!doctype", b"<html", b"<table", b"<head", b"<body", b"<meta", b"<?xml", b"<style")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def kind_of(path: Path, suffix: str, limits: Limits) -> str:
    """One of xlsx, xls, csv; raises what else it is. `suffix` is what it claims to be."""
    size = path.stat().st_size
    if size == 0:
        raise Empty
    if size >= limits.size:
        raise TooLarge(megabytes=round(size / 1e6), limit=round(limits.size / 1e6))
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if head.startswith(b"PK\x03\x04"):
        return _of_archive(path, suffix, limits)
    if head.startswith(ole.MAGIC):
        return _of_compound(path, suffix)
    return _of_text(suffix, head)


def _of_archive(path: Path, suffix: str, limits: Limits) -> str:
    names = parts(path, limits)
    if any(name.endswith("vbaProject.bin") for name in names):
        raise Macros
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "xl/workbook.bin" in names:
        raise _not_a_sheet(suffix, "二进制表格（.xlsb）", "a binary workbook (.xlsb)")
    if "word/document.xml" in names:
        raise _not_a_sheet(suffix, "Word 文档", "a Word document")
    if "content.xml" in names:
        raise _not_a_sheet(suffix, " OpenDocument 文件", "an OpenDocument file")
    raise _not_a_sheet(suffix, "压缩包", "a zip archive")


def _of_compound(path: Path, suffix: str) -> str:
    names = ole.names(path)
    if "EncryptedPackage" in names:
        raise Encrypted
    if {"_VBA_PROJECT_CUR", "VBA"} & names:
        raise Macros
    if {"Workbook", "Book"} & names:
        if ole.has_password(path):
            raise Encrypted
        return "xls"
    if "WordDocument" in names:
        raise _not_a_sheet(suffix, "Word 文档", "a Word document")
    raise Broken(Said("where_start"))


def _of_text(suffix: str, head: bytes) -> str:
    for magic, (zh, en) in _MAGIC:
        if head.startswith(magic):
            raise _not_a_sheet(suffix, zh, en)
    if head.removeprefix(b"\xef\xbb\xbf").lstrip().lower().startswith(_MARKUP):
        raise _not_a_sheet(suffix, "网页或 XML 文件", "a web page or XML")
    # Long runs of zeros are no text in any encoding we read; one stray zero in a cell may be.
    if b"\x00\x00" in head and not head.startswith(_UTF16):
        raise Broken(Said("where_start"))
    return "csv"


def _not_a_sheet(suffix: str, zh: str, en: str) -> Misdeclared:
    return Misdeclared(suffix=suffix or "—", kind_zh=zh, kind_en=en)
