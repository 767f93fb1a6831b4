"""Corrections: one line of JSON for each thing a person says of a row, only ever added to the end of a file."""

from __future__ import annotations

import fcntl
import json
import os
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

FILE = "corrections.jsonl"
SETTING = "KIP_CORRECTIONS"
ACCEPTED, CORRECTED, REJECTED, UNDONE = "accepted", "corrected", "rejected", "undone"
ACTIONS = (ACCEPTED, CORRECTED, REJECTED, UNDONE)


class CorrectionsError(Exception):
    """The file of corrections holds something that is none; the message names the line."""


@dataclass(frozen=True, slots=True)
class Place:
    """The row a correction is about: its id, and its place in the source, by which it is found again.

    `path` is where the document was read from: a file that is replaced there has another `document_id`.
    """

    table: str
    record_id: str
    document_id: str
    path: str | None
    page: int | None
    char_start: int
    char_end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person said of a row, and when (`at`, ISO time in UTC).

    With `corrected`, `column` held `machine_value` and shall hold `human_value`; `undone` takes back the correction
    that `undoes` names.
    """

    correction_id: str
    at: str
    who: str
    action: str
    place: Place
    column: str | None = None
    machine_value: Any = None
    human_value: Any = None
    note: str | None = None
    undoes: str | None = None


def default_folder() -> Path:
    """Return $KIP_CORRECTIONS, or `corpus/corrections` in the current folder."""
    return Path(os.environ.get(SETTING) or Path("corpus") / "corrections")


def new_correction(who: str, action: str, place: Place, **values: Any) -> Correction:
    """Return a correction of this moment with an id of its own. Raises ValueError for an unknown action."""
    if action not in ACTIONS:
        raise ValueError(f"{action} is no action; known are {', '.join(ACTIONS)}")
    at = datetime.now(UTC).isoformat(timespec="milliseconds")
    return Correction(secrets.token_hex(8), at, who, action, place, **values)


def append(folder: Path, correction: Correction) -> None:
    """Add a correction to the file in a folder, which is made where it is missing.

    Writers wait for one another, and the line is on the disk when this returns. Raises OSError if it can't be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    line = json.dumps(asdict(correction), ensure_ascii=False, sort_keys=True)
    with (folder / FILE).open("a+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.write(_separator(file.tell(), folder / FILE) + line.encode("utf-8") + b"\n")
        file.flush()
        os.fsync(file.fileno())


def _separator(size: int, path: Path) -> bytes:
    """Return a line end where a writer was killed in the middle of the last line."""
    if size == 0:
        return b""
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return b"" if file.read(1) == b"\n" else b"\n"


def read(folder: Path) -> tuple[Correction, ...]:
    """Return all corrections of a folder, oldest first; none where there is no file.

    A last line without its end was never finished and does not count, and neither does such a line after which others
    were added. Raises CorrectionsError for any other line that is no correction, OSError if the file can't be read.
    """
    path = folder / FILE
    if not path.exists():
        return ()
    lines = path.read_text(encoding="utf-8", errors="replace").split("\n")
    found = (_parsed(line, f"{path}, line {number}") for number, line in enumerate(lines, 1) if line.strip())
    return tuple(correction for correction in found if correction is not None)


def _parsed(line: str, where: str) -> Correction | None:
    try:
        values = json.loads(line)
    except json.JSONDecodeError as error:
        if not line.endswith("}"):
            return None
        raise CorrectionsError(f"{where}: no valid JSON ({error.msg}); mend or remove this line") from error
    try:
        return _made(values)
    except (KeyError, TypeError) as error:
        raise CorrectionsError(f"{where}: not a correction ({error}); mend or remove this line") from error


def _made(values: Mapping[str, Any]) -> Correction:
    known = {field.name for field in fields(Correction)} - {"place"}
    rest = {name: value for name, value in values.items() if name in known}
    if rest.get("action") not in ACTIONS:
        raise KeyError(f"action {rest.get('action')}")
    return Correction(place=Place(**values["place"]), **rest)


def standing(corrections: Iterable[Correction]) -> tuple[Correction, ...]:
    """Return the corrections that hold, oldest first: without those undone, and without the undoings."""
    kept: dict[str, Correction] = {}
    for correction in corrections:
        if correction.action == UNDONE:
            kept.pop(correction.undoes or "", None)
        else:
            kept[correction.correction_id] = correction
    return tuple(kept.values())


def last_of(corrections: Sequence[Correction], who: str) -> Correction | None:
    """Return the last correction of a person that still holds, or null."""
    return next((item for item in reversed(standing(corrections)) if item.who == who), None)
