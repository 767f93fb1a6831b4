"""The two stages as a worker runs them: files in, one file out.

A worker hands over its result as a file in the scratch folder of the run; the coordinator moves it to the artefacts.
"""

from __future__ import annotations

import hashlib
import os
import time
from pathlib import Path

from pipeline.domain.failures import DocumentFailure
from pipeline.records import Document
from pipeline.storage.artefacts import pack, summarise, unpack


def read_stage(location: bytes, document_id: str, target: Path) -> None:
    """Read a document and write its artefact to `target`. Raises DocumentFailure."""
    # Imported here: the coordinator knows this function by name only, and stays free of PDF libraries.
    from pipeline.process import load_bytes, read  # noqa: PLC0415

    started = time.perf_counter()
    data = load_bytes(Path(os.fsdecode(location)))
    if hashlib.sha256(data).hexdigest() != document_id:
        raise DocumentFailure("unreadable", "it changed while kip was at work")
    document = read(data)
    target.write_bytes(pack(document, _since(started)))


def understand_stage(artefact: Path, target: Path) -> None:
    """Find the records of a document that was read and write their artefact to `target`. Raises DocumentFailure."""
    from pipeline.process import understand  # noqa: PLC0415

    started = time.perf_counter()
    blob = artefact.read_bytes()
    records = understand(unpack(blob, Document))
    target.write_bytes(pack(records, summarise(blob).duration_ms + _since(started)))


def _since(started: float) -> int:
    return round(1000 * (time.perf_counter() - started))
