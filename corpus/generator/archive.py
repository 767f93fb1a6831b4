"""Office files are ZIP archives: the same parts always make the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

# The oldest time a zip archive can hold.
ZIP_TIME = (1980, 1, 1, 0, 0, 0)


def fixed_archive(data: bytes, changed: Mapping[str, bytes] | None = None) -> bytes:
    """Return the same archive with fixed times, its parts in the same order, stored as they are.

    `changed` holds parts that take the place of those of the same name.
    """
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w") as archive:
        for entry in source.infolist():
            info = zipfile.ZipInfo(entry.filename, ZIP_TIME)
            info.create_system = 0
            archive.writestr(info, (changed or {}).get(entry.filename) or source.read(entry))
    return target.getvalue()
