"""Telling by their first bytes what files are, for formats kip does not read."""

from __future__ import annotations

import io
import re
import struct
import zipfile

ZIP_MARK = b"PK\x03\x04"
# What zipfile raises over archives that are broken in other ways than a missing end.
_BROKEN_ZIP = (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, struct.error)
_ENTRY = b"PK\x01\x02"
# Names are read of archives of no more parts than this.
MAX_NAMES = 20_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

# An Office file under a password: a container of streams, named in entries of 128 bytes from a multiple of 512 on.
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_ENTRY_BYTES = 128

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"{\\rtf", "an RTF file"),
    (b"%!PS", "a PostScript file"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"\xfd7zXZ\0", "an xz archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"MSCF", "a cabinet archive"),
    (b"GIF8", "a GIF image"),
    (b"BM", "a bitmap image"),
    (b"\0\0\0\x0cjP  ", "a JPEG 2000 image"),
    (b"AT&TFORM", "a DjVu document"),
    (b"\x00\x00\x01\x00", "an icon"),
    (b"SQLite format 3", "a database"),
    (b"PAR1", "a Parquet table"),
    (b"ID3", "a sound"),
    (b"OggS", "a sound or video"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
)
# Containers that hold several formats, told by a further mark at a place of its own.
_CONTAINED: tuple[tuple[bytes, int, bytes, str], ...] = (
    (b"RIFF", 8, b"WEBP", "a WebP image"),
    (b"RIFF", 8, b"", "a sound or video"),
    (b"", 4, b"ftyphei", "a HEIC image"),
    (b"", 4, b"ftypmif", "a HEIC image"),
    (b"", 4, b"ftypavi", "an AVIF image"),
    (b"", 4, b"ftyp", "a video"),
    (b"", 257, b"ustar", "a tar archive"),
)
# Streams of old Office files, as their directory names them.
_STREAMS: tuple[tuple[str, str], ...] = (
    ("WordDocument", "an old Word document (.doc)"),
    ("Workbook", "an old Excel workbook (.xls)"),
    ("PowerPoint Document", "an old PowerPoint presentation (.ppt)"),
    ("__substg1.0_", "an Outlook message (.msg)"),
)
# Texts that are no text to read: marks of XML and of mail, whose bodies are encoded.
TEXT_HEAD = 4_096
_MAIL = re.compile(
    rb"(?:[!-9;-~]{1,60}:[^\n]{0,998}\n(?:[ \t][^\n]{0,998}\n){0,50}){0,60}?MIME-Version:\s*1", re.IGNORECASE
)
_XML = re.compile(rb"\s*<(?:\?xml|!DOCTYPE|svg[\s>])", re.IGNORECASE)
_DRAWING = re.compile(rb"<svg[\s>]", re.IGNORECASE)

_ZIPPED: tuple[tuple[str, str], ...] = (
    ("xl/workbook.bin", "a binary Excel workbook (.xlsb)"),
    ("xl/", "an Excel workbook without its main part"),
    ("ppt/", "a PowerPoint presentation"),
    ("word/", "a Word document without its main part"),
    ("content.xml", "an OpenDocument file"),
    ("META-INF/container.xml", "an e-book"),
)


def is_other_format(data: bytes) -> bool:
    """Return whether the first bytes name a format that is no plain text, even where all its bytes are letters."""
    # `BM` and `MZ` begin words too; real ones are full of zero bytes and fail as text anyway.
    marked = data.startswith(_OLE) or any(data.startswith(mark) for mark, _ in _SIGNATURES if len(mark) > 3)
    return marked or _describe_text(data) is not None


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
    if data.startswith(_OLE):
        return _describe_old_office(data)
    found = (what for mark, what in _SIGNATURES if data.startswith(mark))
    held = (what for mark, at, inner, what in _CONTAINED if data.startswith(mark) and data.startswith(inner, at))
    what = next(found, None) or next(held, None) or _describe_text(data)
    return what or "neither text nor a known document format"


def _describe_text(data: bytes) -> str | None:
    head = data[:TEXT_HEAD].removeprefix(b"\xef\xbb\xbf")
    if _MAIL.match(head):
        return "an e-mail or a web archive (.eml, .mht)"
    if _XML.match(head):
        return "an SVG drawing" if _DRAWING.search(data) else "an XML file"
    return None


def _describe_old_office(data: bytes) -> str:
    streams = (what for name, what in _STREAMS if name.encode("utf-16-le") in data)
    return next(streams, "an old Office file (such as .doc or .xls)")


def _describe_zip(data: bytes) -> str:
    names = zip_names(data)
    for part, what in _ZIPPED:
        if any(name.startswith(part) for name in names):
            return what
    return "a ZIP archive"


def count_parts(data: bytes) -> int:
    """Return how many parts a ZIP archive lists, or a few more, without unpacking its list."""
    return data.count(_ENTRY)


def zip_names(data: bytes) -> tuple[str, ...]:
    """Return the names in a ZIP archive; none where the archive is damaged or has too many."""
    if count_parts(data) > MAX_NAMES:
        return ()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return tuple(archive.namelist())
    except _BROKEN_ZIP:
        return ()
