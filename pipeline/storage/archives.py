"""Office files (ZIP archives) without the time of their making: the same content gives the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime

FIXED_TIME = datetime(1980, 1, 1)
"""The first time a ZIP archive can hold (APPNOTE.TXT, 4.4.6)."""

_TIMES = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def without_times(archive: bytes) -> bytes:
    """Return a ZIP archive with FIXED_TIME for every entry and for the properties of the document in it."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as before, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            entry = zipfile.ZipInfo(name, FIXED_TIME.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            content = before.read(name)
            if name == "docProps/core.xml":
                content = _TIMES.sub(rb"\g<1>" + f"{FIXED_TIME.isoformat()}Z".encode(), content)
            after.writestr(entry, content)
    return written.getvalue()
