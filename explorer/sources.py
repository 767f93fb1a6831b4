"""The source of a finding: the page's picture with the place marked, or the passage in its context.

Only files below the output folder are opened: `kip explore` links the documents of a run there.
"""

from __future__ import annotations

import base64
import hashlib
import io
import re
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any

import pypdfium2
from PIL import Image

from explorer.data import is_unknown
from pipeline.storage.originals import original_of

POINTS_PER_INCH = 72
DPI = 110
# Larger pictures of pages would only make the page slow to load.
MAX_SIDE = 1600
_ID = re.compile(r"[0-9a-f]{64}")


class ChangedSourceError(Exception):
    """The file is no longer the one that was read."""


def picture(out: Path, document_id: str, page: int) -> bytes | None:
    """Return a page of a PDF or an image as PNG; null where the document has no pages that look like something.

    Raises ChangedSourceError if the file's bytes are not those of the run.
    """
    path = original_of(out, document_id) if _ID.fullmatch(document_id) else None
    if path is None:
        return None
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != document_id:
        raise ChangedSourceError(document_id)
    image = _page_of_pdf(data, page) if data[:1024].find(b"%PDF-") >= 0 else _frame_of_image(data, page)
    return None if image is None else _as_png(image)


def _page_of_pdf(data: bytes, page: int) -> Image.Image | None:
    try:
        with pypdfium2.PdfDocument(data) as pdf:
            if not 0 < page <= len(pdf):
                return None
            width, height = pdf[page - 1].get_size()
            scale = min(DPI / POINTS_PER_INCH, MAX_SIDE / max(width, height, 1))
            image: Image.Image = pdf[page - 1].render(scale=scale, may_draw_forms=False).to_pil()
            return image
    except pypdfium2.PdfiumError:
        return None


def _frame_of_image(data: bytes, page: int) -> Image.Image | None:
    try:
        with Image.open(io.BytesIO(data)) as image:
            image.seek(page - 1)
            frame = image.convert("RGB")
    except (OSError, EOFError, Image.DecompressionBombError):
        return None
    frame.thumbnail((MAX_SIDE, MAX_SIDE))
    return frame


def _as_png(image: Image.Image) -> bytes:
    target = io.BytesIO()
    image.convert("RGB").quantize(64).save(target, "PNG")
    return target.getvalue()


def sheet(png: bytes, finding: Mapping[str, Any], width: float | None, height: float | None, told: str) -> str:
    """Return a page's picture as HTML with the place of a finding marked; `width` and `height` of the page in points.

    `told` is what the picture is called for those who can't see it.
    """
    encoded = base64.b64encode(png).decode("ascii")
    image = f"<img src='data:image/png;base64,{encoded}' alt='{escape(told, quote=True)}'>"
    return f"<div class='kip-sheet'>{image}{_mark(finding, width, height)}</div>"


def _mark(finding: Mapping[str, Any], width: float | None, height: float | None) -> str:
    box = [finding[side] for side in ("x0", "y0", "x1", "y1")]
    if not width or not height or any(is_unknown(value) for value in box):
        return ""
    x0, y0, x1, y1 = (float(value) for value in box)
    shares = {"left": x0 / width, "top": y0 / height, "width": (x1 - x0) / width, "height": (y1 - y0) / height}
    style = ";".join(f"{name}:{100 * share:.3f}%" for name, share in shares.items())
    return f"<div class='kip-mark' style='{style}'></div>"
