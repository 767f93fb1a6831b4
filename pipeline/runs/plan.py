"""What is left to do: inputs → entries that are settled already, and tasks."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.domain.failures import DocumentFailure
from pipeline.reading.limits import limits_from
from pipeline.records import Outcome
from pipeline.runs.settings import Settings
from pipeline.storage.artefacts import Key, Summary
from pipeline.storage.ledger import SETTLED, Entry, Input, as_input, failed_entry
from pipeline.storage.uris import is_uri, opened
from pipeline.storage.versions import stage_version

CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Task:
    """A document to be read: its input, the sha256 of its bytes, and their number."""

    requested: Input
    document_id: str
    size: int


def document_key(document_id: str) -> Key:
    """Return the name of what reading makes of a document today."""
    return Key("document", stage_version("document"), document_id)


def records_key(document_id: str) -> Key:
    """Return the name of what extraction and classification make of a document today."""
    return Key("records", stage_version("records"), document_id)


def make_plan(requested: Sequence[Input], known: Iterable[Entry], settings: Settings) -> Iterator[Entry | Task]:
    """Yield an entry for each input that needs no work, and a task for each that does, in order of path.

    `known` are the entries of the ledger. Of inputs with the same bytes the first is read; if one that this run does
    not ask for is settled already, that is the first.
    """
    asked = {item.input_id for item in requested}
    elsewhere = (entry for entry in known if entry.outcome.input_id not in asked and entry.outcome.state in SETTLED)
    firsts = {entry.outcome.document_id: as_input(entry) for entry in elsewhere}
    for item in requested:
        try:
            document_id, size = fingerprint(item.location)
        except DocumentFailure as failure:
            yield failed_entry(item, failure)
            continue
        first = firsts.setdefault(document_id, item)
        if first is not item:
            yield _duplicate(item, first, document_id)
            continue
        summary = None if settings.force else settings.artefacts.summary(records_key(document_id))
        yield settled_entry(item, document_id, summary) if summary else Task(item, document_id, size)


def settled_entry(requested: Input, document_id: str, summary: Summary) -> Entry:
    """Return the entry of an input whose records exist: done, or empty if it was read well and has no text."""
    outcome = Outcome(
        requested.input_id,
        requested.path,
        requested.url,
        requested.retrieved_at,
        document_id,
        state="empty" if summary.empty else "done",
        failure_code=None,
        duration_ms=summary.duration_ms,
    )
    return Entry(requested.location, outcome, stage_version("records"), summary.pages)


def fingerprint(location: bytes) -> tuple[str, int]:
    """Return the sha256 of the bytes of a file, or of a document in a store, and their number.

    Raises DocumentFailure: not_found, not_a_file (a pipe would be waited on for ever), unreadable, empty_file, or
    too_large before a byte is read.
    """
    if is_uri(uri := os.fsdecode(location)):
        digest, size = _fingerprint_of_uri(uri)
    else:
        digest, size = _fingerprint_of_file(location)
    if not size:
        raise DocumentFailure("empty_file")
    return digest, size


def _fingerprint_of_uri(uri: str) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    with opened(uri) as (stream, announced):
        limits_from(os.environ).check("max_bytes", announced, "bytes")
        while chunk := stream.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
    return digest.hexdigest(), size


def _fingerprint_of_file(location: bytes) -> tuple[str, int]:
    try:
        known = os.stat(location)  # noqa: PTH116 - the location is the system's bytes
        kind = known.st_mode
        if stat.S_ISDIR(kind):
            os.listdir(location)  # noqa: PTH208 - a folder is here only if it could not be walked
        if not stat.S_ISREG(kind):
            raise DocumentFailure("not_a_file")
        limits_from(os.environ).check("max_bytes", known.st_size, "bytes")
        with open(location, "rb") as stream:  # noqa: PTH123
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
            size = stream.tell()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise DocumentFailure("not_found") from error
    except OSError as error:
        raise DocumentFailure("unreadable", error.strerror or "unknown error") from error
    return digest, size


def _duplicate(item: Input, first: Input, document_id: str) -> Entry:
    entry = failed_entry(item, DocumentFailure("duplicate", first.path), document_id)
    return replace(entry, outcome=replace(entry.outcome, state="skipped", duplicate_of=first.input_id))
