"""The documents of a run beside its tables, so that whoever looks at a figure can look at its page."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from pipeline.storage.atomic import replacing

FOLDER = "originals"


def keep_originals(out: Path, paths: Mapping[str, Path]) -> int:
    """Link each document, by its id, below the output folder, or copy it where links can't be made.

    Returns how many are there afterwards; files that are gone are left out. Raises OSError if the folder can't be
    written.
    """
    folder = out / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    return sum(_keep(folder / document_id, path) for document_id, path in sorted(paths.items()))


def _keep(target: Path, path: Path) -> bool:
    if target.exists():
        return True
    if not path.is_file():
        return False
    try:
        os.link(path.resolve(), target)
    except OSError:
        with replacing(target) as draft:
            shutil.copyfile(path, draft)
    return True


def original_of(out: Path, document_id: str) -> Path | None:
    """Return where a document of a run is kept, or null."""
    path = out / FOLDER / document_id
    return path if path.is_file() else None
