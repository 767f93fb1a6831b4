"""Telling by their first bytes what files are, for formats kip does not read."""

from __future__ import annotations

import io
import zipfile

ZIP_MARK = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

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
    ("xl/", "an Excel workbook"),
    ("ppt/", "a PowerPoint presentation"),
    ("word/", "a Word document without its main part"),
    ("content.xml", "an OpenDocument file"),
    ("META-INF/container.xml", "an e-book"),
)


def is_known_binary(data: bytes) -> bool:
    """Return whether the first bytes name a format that is no plain text, even where all its bytes are letters."""
    # `BM` and `MZ` begin words too; real ones are full of zero bytes and fail as text anyway.
    return any(data.startswith(mark) for mark, _ in _SIGNATURES if len(mark) > 2)


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
    except zipfile.BadZipFile:
        return ()
