"""`kip package`: the tables as a Data Package."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from cli.exits import USAGE, CommandError
from cli.outputs import table_of
from pipeline import __version__
from pipeline.codebook import tables
from pipeline.storage.package import DESCRIPTOR, About, licences, write_package
from pipeline.storage.stored import runs_of_inputs

TITLE = "Swiss cantonal integration programmes as comparable figures"
# A package is named as an address can be (Data Package specification, `name`).
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]*")


@dataclass(frozen=True, slots=True)
class Request:
    """What `kip package` was asked for."""

    out: Path
    folder: Path
    name: str
    title: str | None
    version: str | None
    licence: str
    redact_names: bool


def pack(request: Request) -> None:
    """Write the package and say where. Raises CommandError."""
    if request.licence not in licences():
        raise CommandError(USAGE, f"{request.licence} is no licence kip knows; known are {', '.join(licences())}.")
    if not _NAME.fullmatch(request.name):
        raise CommandError(USAGE, f"A package can't be named {request.name}: lower case, digits, . _ and - only.")
    _check_folder(request.folder)
    found = {name: table_of(request.out, name) for name in tables()}
    runs = tuple(sorted(set(runs_of_inputs(request.out).values())))
    about = About(
        request.name,
        request.title or TITLE,
        request.version or __version__,
        request.licence,
        runs,
        request.redact_names,
    )
    try:
        files = write_package(found, about, request.folder)
    except OSError as error:
        raise CommandError(USAGE, f"Cannot write {request.folder} ({error.strerror or error}).") from error
    Console().print(f"{len(files)} files in {request.folder}", highlight=False, markup=False, soft_wrap=True)


def _check_folder(folder: Path) -> None:
    """Refuse a folder with files of something else, which would look like part of the package."""
    if folder.is_dir() and any(folder.iterdir()) and not (folder / DESCRIPTOR).is_file():
        raise CommandError(USAGE, f"{folder} holds other files; name another folder with --to.")
