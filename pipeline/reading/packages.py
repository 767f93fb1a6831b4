"""Zipped Office files: their size, their names and their XML are checked before any library opens them."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass

from docx.opc.exceptions import OpcError
from lxml import etree

from pipeline.domain.failures import DocumentFailure
from pipeline.reading.limits import Limits
from pipeline.reading.signatures import ZIP_MARK, count_parts, zip_names

# What libraries raise over a file that is not what it says; MemoryError is left out, it has a code of its own.
BROKEN: tuple[type[Exception], ...] = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    OpcError,
    RecursionError,
    SyntaxError,
    TypeError,
    ValueError,
    etree.LxmlError,
    struct.error,
    zipfile.BadZipFile,
    zlib.error,
)

ENCRYPTED_FLAG = 0x1
# Office writes no document types (ECMA-376 part 2 forbids them); bombs of entities need one.
_DOCTYPE = b"<!DOCTYPE"
_MARKUP = (".xml", ".rels", ".vml")
# Enough of any other part to see a document type.
PROLOG_BYTES = 65_536
# Where a title's words must stand, in code points, and how many of them.
TITLE_REACH = 3_000
MIN_TITLE_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class PackageKind:
    """How a kind of Office file is told: its main part (a pattern), the folder of its parts, and a name for people."""

    main_part: re.Pattern[str]
    folder: str
    name: str


def score_package(data: bytes, kind: PackageKind) -> float:
    """Return 1 for a ZIP archive of this kind, also where its end is cut off, else 0."""
    if not data.startswith(ZIP_MARK):
        return 0.0
    names = zip_names(data)
    if names:
        return 1.0 if any(map(kind.main_part.fullmatch, names)) else 0.0
    # A cut-off archive has lost its list of parts; their names stand before each of them too.
    return 1.0 if re.search(rb"PK\x03\x04.{26}" + kind.folder.encode(), data, re.DOTALL) else 0.0


def check_package(data: bytes, limits: Limits, kind: PackageKind) -> None:
    """Raise DocumentFailure where a zipped Office file can't or must not be opened: damaged, encrypted, too_large."""
    limits.check("max_parts", count_parts(data), "parts")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            items = archive.infolist()
            limits.check("max_unzipped", sum(item.file_size for item in items), "bytes unpacked")
            if any(item.flag_bits & ENCRYPTED_FLAG for item in items):
                raise DocumentFailure("encrypted")
            for item in items:
                _check_part(archive, item, limits, kind)
    except BROKEN as error:
        raise DocumentFailure("damaged", f"the ZIP archive of {kind.name} is broken") from error


def _check_part(archive: zipfile.ZipFile, item: zipfile.ZipInfo, limits: Limits, kind: PackageKind) -> None:
    markup = item.filename.lower().endswith(_MARKUP)
    if markup:
        limits.check("max_markup", item.file_size, f"bytes in {item.filename}")
    with archive.open(item) as part:
        # In UTF-16 every second byte is zero.
        if _DOCTYPE in part.read(-1 if markup else PROLOG_BYTES).replace(b"\0", b""):
            raise DocumentFailure("damaged", f"{item.filename} declares entities, which {kind.name} never does")


def broken_package(error: Exception, kind: PackageKind) -> DocumentFailure:
    """Return how a file ends over which a library broke: damaged, or too_large where its XML is more than it takes."""
    if isinstance(error, etree.XMLSyntaxError) and getattr(error, "code", None) == etree.ErrorTypes.ERR_RESOURCE_LIMIT:
        return DocumentFailure("too_large", f"elements too deep or texts too long in the XML of {kind.name}")
    return DocumentFailure("damaged", f"not readable as {kind.name}")


def sensible_title(title: str | None, text: str) -> str | None:
    """Return a title from a file's properties if the text's beginning knows most of its words, else null.

    Properties often hold the name of a template or of an older file.
    """
    words = re.findall(r"[^\W_]{3,}", (title or "").lower())
    known = set(re.findall(r"[^\W_]{3,}", text[:TITLE_REACH].lower()))
    share = sum(word in known for word in words) / max(len(words), 1)
    return " ".join((title or "").split()) if words and share >= MIN_TITLE_SHARE else None
