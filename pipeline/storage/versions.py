"""Stage versions: one hash over everything that can change what a stage makes of the same bytes.

That is the stage's code, its domain data and models, the versions of its libraries, and Tesseract with its
language data. Nothing heavy is imported: code is hashed as files, versions come from package metadata.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from pipeline.domain.data import data_path

PACKAGE = Path(__file__).resolve().parent.parent
VERSION_LENGTH = 16


@dataclass(frozen=True, slots=True)
class Stage:
    """What a stage rests on; `after` names the stage whose version is part of this one's.

    `code` are files or folders below the package, `models` folders below `models/`, `settings` environment variables
    with which the same document may read otherwise, `packages` those that name an installed package. A limit that only
    refuses documents is none of them: those that are read already need not be read again when it is raised.
    """

    name: str
    code: tuple[str, ...]
    libraries: tuple[str, ...]
    models: tuple[str, ...] = ()
    tesseract: bool = False
    settings: tuple[str, ...] = ()
    packages: tuple[str, ...] = ()
    after: str | None = None


# Reading names the domain files it uses one by one (a test holds the list against the code), so that a new
# word in the lexicon of extraction does not send a whole corpus through text recognition again.
STAGES = {
    stage.name: stage
    for stage in (
        Stage(
            "document",
            (
                "records.py",
                "process.py",
                "domain/data.py",
                "domain/failures.py",
                "domain/formats.toml",
                "domain/languages.toml",
                "domain/repair.toml",
                "domain/sums.toml",
                "reading",
            ),
            (
                "charset-normalizer",
                "lxml",
                "numpy",
                "openpyxl",
                "pdfminer.six",
                "pdfplumber",
                "pillow",
                "pypdfium2",
                "pytesseract",
                "python-docx",
                "tesserocr",
                "wordfreq",
            ),
            tesseract=True,
            settings=("KIP_MAX_NESTING", "KIP_MAX_PIXELS", "KIP_OCR_ENGINE", "KIP_PAGE_SECONDS"),
        ),
        Stage(
            "records",
            ("domain", "extraction", "classification"),
            ("numpy", "scikit-learn", "skops", "spacy", "thinc", "wordfreq"),
            models=("",),
            settings=("KIP_GERMAN_MODEL",),
            packages=("KIP_GERMAN_MODEL",),
            after="document",
        ),
        Stage(
            "tables",
            ("codebook.py", "comparison", "review", "storage"),
            ("openpyxl", "pandas", "pyarrow"),
            after="records",
        ),
    )
}


@cache
def stage_version(name: str) -> str:
    """Return the version of a stage as 16 hex digits; the same for the same code, data and tools."""
    stage = STAGES[name]
    parts = [name, f"python {sys.version_info.major}.{sys.version_info.minor}"]
    parts += [f"{library} {library_version(library)}" for library in stage.libraries]
    parts += hash_files(PACKAGE, _code_files(stage))
    parts += hash_files(*_model_files(stage))
    parts += tesseract_parts() if stage.tesseract else []
    parts += [f"{name} {os.environ[name]}" for name in stage.settings if os.environ.get(name)]
    parts += [library_version(os.environ[name]) for name in stage.packages if os.environ.get(name)]
    parts += [stage_version(stage.after)] if stage.after else []
    return hashlib.sha256("\x1f".join(parts).encode("utf-8")).hexdigest()[:VERSION_LENGTH]


def library_version(name: str) -> str:
    """Return the installed version of a library, or `absent`."""
    try:
        return version(name)
    except PackageNotFoundError:
        return "absent"


def hash_files(root: Path, files: Iterable[Path]) -> list[str]:
    """Return `name sha256` for each file, the name relative to the root, in a fixed order."""
    return [f"{file.relative_to(root).as_posix()} {_hash_file(file)}" for file in sorted(files)]


@cache
def tesseract_parts() -> list[str]:
    """Return Tesseract's version and a hash of each language's data; `tesseract absent` where there is none."""
    executable = shutil.which("tesseract")
    if executable is None:
        return ["tesseract absent"]
    first = _ask(executable, "--version").splitlines()[:1]
    listing = _ask(executable, "--list-langs")
    folder = Path(listing.partition('"')[2].partition('"')[0])
    return [*first, *hash_files(folder, folder.glob("*.traineddata"))]


def _ask(executable: str, option: str) -> str:
    # Older versions of Tesseract answer on stderr.
    answer = subprocess.run([executable, option], capture_output=True, text=True, check=False, timeout=30)  # noqa: S603
    return answer.stdout or answer.stderr


def _code_files(stage: Stage) -> Iterator[Path]:
    for name in stage.code:
        place = PACKAGE / name
        if place.is_file():
            yield place
        yield from (file for pattern in ("*.py", "*.toml", "*.txt") for file in place.rglob(pattern))


def _model_files(stage: Stage) -> tuple[Path, list[Path]]:
    try:
        root = data_path("models")
    except FileNotFoundError:
        return PACKAGE, []
    found = (file for name in stage.models for file in root.joinpath(name).rglob("*"))
    return root, [file for file in found if file.is_file() and not _is_hidden(file.relative_to(root))]


def _is_hidden(path: Path) -> bool:
    return any(part.startswith((".", "__")) for part in path.parts)


def _hash_file(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
