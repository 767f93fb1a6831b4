"""The two stages as a worker runs them: files in, one file out.

A worker hands over its result as a file in the scratch folder of the run; the coordinator moves it to the artefacts.
"""

from __future__ import annotations

import errno
import hashlib
import os
import time
from pathlib import Path

from pipeline.domain.failures import DocumentFailure
from pipeline.reading.limits import limits_from
from pipeline.records import Block, Document, Page
from pipeline.storage.artefacts import pack, summarise, unpack
from pipeline.storage.uris import is_uri, opened
from pipeline.workers import Kind

# Of every kind of find one, so that the expressions of each are compiled before the first document comes.
SAMPLE = (
    "Der Regierungsrat hat am 1. Juni 2023 mit 3 zu 2 Stimmen einen Beitrag von 100'000 Franken im Jahr an "
    "die Deutschkurse des Integrationsprogramms 2024–2027 genehmigt."
)


def warm_reading() -> None:
    """Load what reading needs: libraries and word lists."""
    from pipeline.process import read  # noqa: PLC0415

    read(SAMPLE.encode())


def warm_extraction() -> None:
    """Load what extraction and classification need: libraries, grammars and the classifier."""
    from pipeline.classification.classifier import load_classifier  # noqa: PLC0415
    from pipeline.process import understand  # noqa: PLC0415

    page, block = Page(1, 0, len(SAMPLE), "digital"), Block("paragraph", 0, 1, 0, len(SAMPLE))
    understand(Document("", "text/plain", "warm", "de", SAMPLE, (page,), (block,)))
    load_classifier()


READING = Kind("reading", warm_reading)
EXTRACTION = Kind("extraction", warm_extraction)


def read_stage(location: bytes, document_id: str, target: Path) -> int | None:
    """Read a document and write its artefact to `target`.

    Returns null, or the number of the system's error if there is no room for it: that is no failure of the document.
    Raises DocumentFailure.
    """
    # Imported here: the coordinator knows this function by name only, and stays free of PDF libraries.
    from pipeline.process import read  # noqa: PLC0415

    started = time.perf_counter()
    data = _load(os.fsdecode(location))
    if hashlib.sha256(data).hexdigest() != document_id:
        raise DocumentFailure("changed")
    document = read(data)
    return _hand_over(pack(document, _since(started)), target)


def _load(place: str) -> bytes:
    from pipeline.process import load_bytes  # noqa: PLC0415

    if not is_uri(place):
        return load_bytes(Path(place))
    with opened(place) as (stream, announced):
        limits_from(os.environ).check("max_bytes", announced, "bytes")
        return stream.read()


def understand_stage(artefact: Path, target: Path) -> int | None:
    """Find the records of a document that was read and write their artefact to `target`.

    Returns what `read_stage` does. Raises DocumentFailure.
    """
    from pipeline.process import understand  # noqa: PLC0415

    started = time.perf_counter()
    blob = artefact.read_bytes()
    records = understand(unpack(blob, Document))
    return _hand_over(pack(records, summarise(blob).duration_ms + _since(started)), target)


def _hand_over(blob: bytes, target: Path) -> int | None:
    try:
        target.write_bytes(blob)
    except OSError as error:
        return error.errno or errno.EIO
    return None


def _since(started: float) -> int:
    return round(1000 * (time.perf_counter() - started))
