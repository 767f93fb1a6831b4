"""Telling by their first bytes what files are, for formats kip does not read."""

from __future__ import annotations

import io
import struct
import zipfile

ZIP_MARK = b"PK\x03\x04"
# What zipfile raises over archives that are broken in other ways than a missing end.
_BROKEN_ZIP = (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, struct.error)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

# An Office file under a password: a container of streams, named in entries of 128 bytes from a multiple of 512 on.
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_ENTRY_BYTES = 128

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (_OLE, "an old Office file (such as .doc or .xls)"),
    (b"{\\rtf", "an RTF file"),
    (b"%!PS", "a PostScript file"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"GIF8", "a GIF image"),
    (b"BM", "a bitmap image"),
    (b"RIFF", "a WebP image or a sound"),
    (b"\x00\x00\x01\x00", "an icon"),
    (b"SQLite format 3", "a database"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
)

_ZIPPED: tuple[tuple[str, str], ...] = (
    ("xl/workbook.bin", "a binary Excel workbook (.xlsb)"),
    ("xl/", "an Excel workbook without its main part"),
    ("ppt/", "a PowerPoint presentation"),
    ("word/", "a Word document without its main part"),
    ("content.xml", "an OpenDocument file"),
    ("META-INF/container.xml", "an e-book"),
)


def is_known_binary(data: bytes) -> bool:
    """Return whether the first bytes name a format that is no plain text, even where all its bytes are letters."""
    # `BM` and `MZ` begin words too; real ones are full of zero bytes and fail as text anyway.
    return any(data.startswith(mark) for mark, _ in _SIGNATURES if len(mark) > 2)


def is_encrypted_office(data: bytes) -> bool:
    """Return whether the bytes are a Word, Excel or PowerPoint file of 2007 or later under a password."""
    if not data.startswith(_OLE):
        return False
    place = data.find(_ENCRYPTED_STREAM)
    while place >= 0 and place % _ENTRY_BYTES:
        place = data.find(_ENCRYPTED_STREAM, place + 1)
    return place >= 0


def describe(data: bytes) -> str:
    """Return what the bytes seem to be, as a noun phrase for a sentence."""
    if data.startswith(ZIP_MARK):
        return _describe_zip(data)
    for mark, what in _SIGNATURES:
        if data.startswith(mark):
            return what
    if data[4:8] == b"ftyp":
        return "a video or a HEIC image"
    return "neither text nor a known document format"


def _describe_zip(data: bytes) -> str:
    names = zip_names(data)
    for part, what in _ZIPPED:
        if any(name.startswith(part) for name in names):
            return what
    return "a ZIP archive"


def zip_names(data: bytes) -> tuple[str, ...]:
    """Return the names in a ZIP archive; none where the archive is damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return tuple(archive.namelist())
    except _BROKEN_ZIP:
        return ()
