"""Recognition over a whole document: its language is learnt on the first pages and kept."""

from __future__ import annotations

from dataclasses import dataclass

from PIL import Image

from pipeline.reading.language import detect_language
from pipeline.reading.ocr import Recognised, recognise, tesseract_language

# Pixels brighter than paper's gray and darker than ink's: pages of text are mostly paper with a little ink.
PAPER = 180
INK = 100
MIN_PAPER_SHARE = 0.55
MIN_INK_SHARE = 0.003
MAX_INK_SHARE = 0.3


@dataclass(slots=True)
class Recogniser:
    """Recognises the pages of one document; `language` is what it has turned out to be, null before that."""

    seconds: float
    language: str | None = None

    def read(self, image: Image.Image, dpi: float) -> Recognised:
        """Recognise a page: first as German, once more where the text is in another language, which then stays.

        Raises RecognitionTimeoutError, and DocumentFailure: ocr_unavailable.
        """
        used = self.language
        result = recognise(image, dpi, used, self.seconds)
        if self.language is not None:
            return result
        self.language = detect_language(result.text)
        if self.language is None or tesseract_language(self.language) == tesseract_language(used):
            return result
        again = recognise(image, dpi, self.language, self.seconds)
        return again if (again.confidence or 0.0) >= (result.confidence or 0.0) else result


def ink_share(image: Image.Image) -> float:
    """Return the share of dark pixels of a gray image."""
    histogram = image.histogram()
    return sum(histogram[:INK]) / max(sum(histogram), 1)


def looks_like_text(image: Image.Image) -> bool:
    """Return whether a gray image is mostly paper with a little ink, as photographs are not."""
    histogram = image.histogram()
    total = max(sum(histogram), 1)
    paper = sum(histogram[PAPER:]) / total
    return paper >= MIN_PAPER_SHARE and MIN_INK_SHARE <= ink_share(image) <= MAX_INK_SHARE
