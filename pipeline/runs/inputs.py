"""From what a person typed to inputs: files, folders, globs and lists on standard input."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from pipeline.storage.ledger import Input, make_input
from pipeline.storage.uris import as_path, is_uri
from pipeline.storage.uris import listed as listed_uris

STDIN = "-"


def expand(paths: Iterable[str], listed: Iterable[str] = (), *, leave_out: Iterable[Path] = ()) -> list[Input]:
    """Return one input for each document asked for, ordered by path, each once.

    `listed` are the lines of standard input, used where `-` is among the paths. A folder gives every file below it
    but hidden ones and those in `leave_out` (a run must not read its own outputs). A path that leads nowhere is an
    input too: it ends as failed, not forgotten.
    """
    hidden_from_run = {os.path.realpath(folder) for folder in leave_out}
    found: dict[str, Input] = {}
    for path in _named(paths, listed):
        for file in _files(path, hidden_from_run):
            item = make_input(file)
            found.setdefault(item.input_id, item)
    return sorted(found.values(), key=lambda item: (item.path, item.input_id))


def any_exists(inputs: Iterable[Input]) -> bool:
    """Return whether at least one path leads somewhere; of an address that is found out when it is read."""
    return any(is_uri(os.fsdecode(item.location)) or os.path.lexists(item.location) for item in inputs)


def _named(paths: Iterable[str], listed: Iterable[str]) -> Iterator[str]:
    for path in map(as_path, paths):
        if path == STDIN:
            yield from (as_path(line) for line in (entry.rstrip("\r\n") for entry in listed) if line.strip())
        elif is_uri(path):
            yield from listed_uris(path)
        elif os.path.lexists(path) or not glob.has_magic(path):
            yield path
        else:
            # A pattern the shell left alone; without a match it stays, to be reported as not found.
            yield from sorted(glob.glob(path, recursive=True)) or [path]  # noqa: PTH207


def _files(path: str, hidden_from_run: set[str]) -> Iterator[str]:
    if is_uri(path) or not os.path.isdir(path):  # noqa: PTH112 - as text, the path keeps the spelling of the request
        yield path
        return
    unreadable: list[str] = []
    for folder, names, files in os.walk(path, onerror=lambda error: unreadable.append(str(error.filename))):
        names[:] = [name for name in names if _is_wanted(folder, name, hidden_from_run)]
        yield from (os.path.join(folder, name) for name in files if not name.startswith("."))  # noqa: PTH118
    yield from unreadable


def _is_wanted(folder: str, name: str, hidden_from_run: set[str]) -> bool:
    return not name.startswith(".") and os.path.realpath(os.path.join(folder, name)) not in hidden_from_run  # noqa: PTH118
