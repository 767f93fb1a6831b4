"""One document, end to end: bytes → Document → Records. The whole way on one screen."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path
from types import ModuleType

from pipeline.domain.failures import DocumentFailure
from pipeline.reading.limits import limits_from
from pipeline.records import Document, Records


def process(source: str | Path | bytes) -> Records:
    """Read one document and return everything kip finds in it.

    `source` is a path or the bytes themselves; the name of a file plays no part in the result.
    Raises DocumentFailure with a code and a sentence where the document can't be read.
    """
    data = source if isinstance(source, bytes) else load_bytes(Path(source))
    return understand(read(data))


def load_bytes(path: Path) -> bytes:
    """Return a file's bytes.

    Raises DocumentFailure: not_found, not_a_file (a pipe would be waited on for ever), unreadable, empty_file or
    too_large, which is told before a byte is read.
    """
    try:
        known = path.stat()
        if not stat.S_ISREG(known.st_mode):
            raise DocumentFailure("not_a_file")
        limits_from(os.environ).check("max_bytes", known.st_size, "bytes")
        data = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise DocumentFailure("not_found") from error
    except OSError as error:
        raise DocumentFailure("unreadable", error.strerror or "unknown error") from error
    if not data:
        raise DocumentFailure("empty_file")
    return data


def read(data: bytes) -> Document:
    """First stage, in a reading worker: bytes → Document, within the limits of the environment.

    Raises DocumentFailure.
    """
    # Each stage is imported where it runs: reading workers hold no spaCy, extraction workers no PDF library.
    from pipeline.reading.read import read_document  # noqa: PLC0415

    return read_document(data, limits_from(os.environ))


def understand(document: Document) -> Records:
    """Second and third stage, in an extraction worker: Document → Records with an area for each measure."""
    from pipeline.classification.assign import assign_areas  # noqa: PLC0415
    from pipeline.extraction.extract import extract_records  # noqa: PLC0415

    return assign_areas(extract_records(document), document.text)


class _Callable(ModuleType):
    """`pipeline.process` names both this module and, in a notebook, the function to call."""

    def __call__(self, source: str | Path | bytes) -> Records:
        return process(source)


# Importing a submodule binds its name in the package, so the function cannot stand there under the same name.
sys.modules[__name__].__class__ = _Callable
