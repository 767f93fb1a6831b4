"""How big a document may be before reading it would endanger the run."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds of one document; over one of them reading ends as `too_large`.

    `max_pixels` bounds a rendered page or an image, `page_seconds` the recognition of one page,
    `max_unzipped` the unpacked size of a zipped document, `max_pages` its pages.
    """

    max_bytes: int = 200_000_000
    max_pages: int = 2_000
    max_pixels: int = 60_000_000
    page_seconds: float = 90.0
    max_unzipped: int = 500_000_000


DEFAULT_LIMITS = Limits()
