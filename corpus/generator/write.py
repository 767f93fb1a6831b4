"""Files on disk: whole or not at all."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any


def write_atomically(path: Path, data: bytes) -> None:
    """Write a file so that no reader ever sees half of it."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as target:
            target.write(data)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except OSError:
        Path(temporary).unlink(missing_ok=True)
        raise


def to_json(value: Any) -> bytes:
    """Return JSON as UTF-8, keys in their own order, with a line end."""
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def to_json_lines(values: Iterable[Any]) -> bytes:
    """Return JSON as UTF-8, a value per line."""
    return "".join(json.dumps(value, ensure_ascii=False) + "\n" for value in values).encode("utf-8")
