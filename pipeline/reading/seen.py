"""What of a PDF page's text a reader sees: nothing beyond the page's edge, nothing where nothing is printed.

Files hold words nobody sees: outside the visible part of the page, in layers that are switched off, white on white,
drawn with no ink at all. Recognised words hidden behind their scan are seen, in the scan.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from pipeline.reading.pdfium import POINTS_PER_INCH, Drawing, Frame
from pipeline.reading.tokens import Token
from pipeline.records import Box

UNSEEN = "words that nobody sees left out"
# Enough to tell print from none: stems of small type are thin, but grey.
SEEN_DPI = 72.0
# Grey levels between paper and print; white on near white has fewer.
MIN_CONTRAST = 24
# Ruling lines and neighbours touch the edge of a word's box, as a share of its height.
RIM = 0.15
# Larger pages, in square points, are not looked at: a hundred times A4.
MAX_POINTS = 50_000_000.0
# A page smaller than this, in points, is a page whose box is wrong.
MIN_SIDE = 20.0


def seen_tokens(
    tokens: Sequence[Token],
    drawing: Drawing,
    frame: Frame,
    render: Callable[[float], Image.Image],
    *,
    layered: bool = False,
) -> list[Token]:
    """Return the words of a page that a reader sees.

    The page is rendered only where words are pale or drawn without ink, or where the document has layers that are
    switched off (`layered`).
    """
    shown = [token for token in tokens if _is_on_page(token.box, frame)]
    covers = [picture.box for picture in drawing.pictures]
    doubtful = {index for index, token in enumerate(shown) if _is_doubtful(token, covers, layered=layered)}
    if not doubtful or frame.width * frame.height > MAX_POINTS:
        return shown
    gray = np.asarray(render(SEEN_DPI), dtype=np.uint8)
    return [token for index, token in enumerate(shown) if index not in doubtful or _is_printed(gray, token.box)]


def _is_on_page(box: Box, frame: Frame) -> bool:
    inside = box[2] > 0 and box[3] > 0 and box[0] < frame.width and box[1] < frame.height
    return inside or min(frame.width, frame.height) < MIN_SIDE


def _is_doubtful(token: Token, covers: Sequence[Box], *, layered: bool) -> bool:
    if token.hidden:
        x, y = (token.box[0] + token.box[2]) / 2, (token.box[1] + token.box[3]) / 2
        return not any(box[0] <= x <= box[2] and box[1] <= y <= box[3] for box in covers)
    return token.pale or layered


def _is_printed(gray: NDArray[np.uint8], box: Box) -> bool:
    """Return whether there is light and dark within a box of the page, given gray at SEEN_DPI."""
    scale, rim = SEEN_DPI / POINTS_PER_INCH, RIM * (box[3] - box[1])
    x0, y0, x1, y1 = (max(0, round(side * scale)) for side in (box[0], box[1] + rim, box[2], box[3] - rim))
    part = gray[y0 : max(y1, y0 + 1), x0 : max(x1, x0 + 1)]
    return bool(part.size) and int(part.max()) - int(part.min()) >= MIN_CONTRAST
