"""Artefacts: what a stage made of a document, kept under the hash of the bytes and the version of the stage.

A file is one header line of JSON (checksum and summary) and the value as zlib-compressed JSON. The
header lets a run of a thousand finished documents see what it has without unpacking one of them.
A failure is never kept, and a damaged artefact is dropped, so that it is made again.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from pipeline.records import Document, Records
from pipeline.storage.atomic import replacing

FORMAT = 1
# Level 6 is zlib's own default: 9 costs twice the time for about 2 % of the size.
COMPRESSION = 6

T = TypeVar("T", Document, Records)


class CorruptArtefactError(Exception):
    """An artefact is cut off, altered or of another format."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run wants to know of an artefact without unpacking it; `empty` means no text on any page."""

    pages: int
    empty: bool
    duration_ms: int


@dataclass(frozen=True, slots=True)
class Key:
    """The name of an artefact: stage, version of the stage, sha256 of the document's bytes."""

    stage: str
    version: str
    document_id: str


def pack(value: Document | Records, duration_ms: int) -> bytes:
    """Return the artefact of a value; `duration_ms` is the time all stages up to here took."""
    payload = zlib.compress(_adapters()[type(value)].dump_json(value), COMPRESSION)
    summary = Summary(len(value.pages), _is_empty(value), duration_ms)
    header = {"format": FORMAT, "crc32": _checksum(summary, payload), **asdict(summary)}
    return json.dumps(header).encode("ascii") + b"\n" + payload


def unpack(blob: bytes, kind: type[T]) -> T:
    """Return the value of an artefact. Raises CorruptArtefactError."""
    _, payload = _open(blob)
    try:
        value: T = _adapters()[kind].validate_json(zlib.decompress(payload))
    except (zlib.error, ValueError) as error:
        raise CorruptArtefactError(str(error)) from error
    return value


def summarise(blob: bytes) -> Summary:
    """Return an artefact's summary after checking its checksum. Raises CorruptArtefactError."""
    return _open(blob)[0]


@dataclass(frozen=True, slots=True)
class ArtefactStore:
    """The artefacts below one folder, shared by runs and by users' outputs."""

    root: Path

    def path(self, key: Key) -> Path:
        """Return where an artefact lies, or would lie."""
        return self.root / key.stage / key.version / key.document_id[:2] / f"{key.document_id}.json.z"

    def summary(self, key: Key) -> Summary | None:
        """Return the summary of a sound artefact, or null; a damaged one is dropped."""
        blob = self._read(key)
        if blob is None:
            return None
        try:
            return summarise(blob)
        except CorruptArtefactError:
            self.drop(key)
            return None

    def load(self, key: Key, kind: type[T]) -> T | None:
        """Return what a stage made, or null; a damaged artefact is dropped."""
        blob = self._read(key)
        if blob is None:
            return None
        try:
            return unpack(blob, kind)
        except CorruptArtefactError:
            self.drop(key)
            return None

    def save(self, key: Key, blob: bytes) -> None:
        """Write an artefact so that no reader ever sees half of it."""
        with replacing(self.path(key)) as draft:
            draft.write_bytes(blob)

    def adopt(self, key: Key, draft: Path) -> None:
        """Take over a finished file of the same file system as an artefact, in one step. Raises OSError."""
        target = self.path(key)
        target.parent.mkdir(parents=True, exist_ok=True)
        draft.replace(target)

    def drop(self, key: Key) -> None:
        """Forget an artefact."""
        self.path(key).unlink(missing_ok=True)

    def _read(self, key: Key) -> bytes | None:
        try:
            return self.path(key).read_bytes()
        except FileNotFoundError:
            return None


def _is_empty(value: Document | Records) -> bool:
    if isinstance(value, Document):
        return not value.text.strip()
    return not any(page.text.strip() for page in value.pages)


def _checksum(summary: Summary, payload: bytes) -> int:
    return zlib.crc32(payload, zlib.crc32(json.dumps(asdict(summary)).encode("ascii")))


def _open(blob: bytes) -> tuple[Summary, bytes]:
    line, _, payload = blob.partition(b"\n")
    try:
        header = json.loads(line)
        stated = (header.pop("format"), header.pop("crc32"))
        summary = Summary(**header)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise CorruptArtefactError("the header cannot be read") from error
    if stated != (FORMAT, _checksum(summary, payload)):
        raise CorruptArtefactError("the checksum does not fit")
    return summary, payload


@cache
def _adapters() -> dict[type[Any], Any]:
    # Imported late: the command line reads ledgers without it, and it costs a tenth of a second.
    from pydantic import TypeAdapter  # noqa: PLC0415

    return {Document: TypeAdapter(Document), Records: TypeAdapter(Records)}
