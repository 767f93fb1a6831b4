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
from pipeline.reading.limits import Limits, check_count
from pipeline.reading.signatures import ZIP_MARK, zip_names

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
# A document type stands before the first element; Office writes none (ECMA-376 part 2 forbids it), bombs need one.
PROLOG_BYTES = 65_536
_DOCTYPE = b"<!DOCTYPE"
# Where a title's words must stand, in code points, and how many of them.
TITLE_REACH = 3_000
MIN_TITLE_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class PackageKind:
    """How a kind of Office file is told: its main part, the folder of its parts, and a name for people."""

    main_part: str
    folder: str
    name: str


def score_package(data: bytes, kind: PackageKind) -> float:
    """Return 1 for a ZIP archive of this kind, also where its end is cut off, else 0."""
    if not data.startswith(ZIP_MARK):
        return 0.0
    names = zip_names(data)
    if names:
        return 1.0 if kind.main_part in names else 0.0
    # A cut-off archive has lost its list of parts; their names stand before each of them too.
    return 1.0 if re.search(rb"PK\x03\x04.{26}" + kind.folder.encode(), data, re.DOTALL) else 0.0


def check_package(data: bytes, limits: Limits, kind: PackageKind) -> None:
    """Raise DocumentFailure where a zipped Office file can't or must not be opened: damaged, encrypted, too_large."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            items = archive.infolist()
            check_count(sum(item.file_size for item in items), limits.max_unzipped, "bytes unpacked")
            if any(item.flag_bits & ENCRYPTED_FLAG for item in items):
                raise DocumentFailure("encrypted")
            for item in items:
                with archive.open(item) as part:
                    if _DOCTYPE in part.read(PROLOG_BYTES).replace(b"\0", b""):
                        raise DocumentFailure(
                            "damaged", f"{item.filename} declares entities, which {kind.name} never does"
                        )
    except BROKEN as error:
        raise DocumentFailure("damaged", f"the ZIP archive of {kind.name} is broken") from error


def sensible_title(title: str | None, text: str) -> str | None:
    """Return a title from a file's properties if the text's beginning knows most of its words, else null.

    Properties often hold the name of a template or of an older file.
    """
    words = re.findall(r"[^\W_]{3,}", (title or "").lower())
    known = set(re.findall(r"[^\W_]{3,}", text[:TITLE_REACH].lower()))
    share = sum(word in known for word in words) / max(len(words), 1)
    return " ".join((title or "").split()) if words and share >= MIN_TITLE_SHARE else None
