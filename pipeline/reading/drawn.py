"""Pictures of a page at several resolutions, a scan drawn only once: decoding its image is most of the work."""

from __future__ import annotations

from dataclasses import dataclass

import pypdfium2 as pdfium
from PIL import Image

from pipeline.reading.pdfium import render_gray


@dataclass(slots=True)
class DrawnPage:
    """A page to be drawn; `scan_dpi` is the resolution a scan will be recognised at, null where the page is none.

    `whole` is the scan at that resolution once it was drawn, `last` the latest picture.
    """

    page: pdfium.PdfPage
    scan_dpi: float | None
    whole: Image.Image | None = None
    last: Image.Image | None = None

    def at(self, dpi: float) -> Image.Image:
        """Return the page in gray at a resolution, a scan made smaller from its one drawing."""
        self.last = self._smaller(dpi) if self.scan_dpi and dpi <= self.scan_dpi else render_gray(self.page, dpi)
        return self.last

    def _smaller(self, dpi: float) -> Image.Image:
        if self.whole is None:
            self.whole = render_gray(self.page, self.scan_dpi or dpi)
        scale = dpi / (self.scan_dpi or dpi)
        size = max(1, round(self.whole.width * scale)), max(1, round(self.whole.height * scale))
        return self.whole.resize(size, Image.Resampling.BOX)
