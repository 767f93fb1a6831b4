"""How big a document may be before reading it would endanger the run."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.domain.failures import DocumentFailure


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds of one document; over one of them reading ends as `too_large`.

    `max_pixels` bounds a rendered page or an image, `page_seconds` the recognition of one page,
    `max_unzipped` the unpacked size of a zipped document, `max_pages` its pages, `max_cells` the places in its tables.
    """

    max_bytes: int = 200_000_000
    max_pages: int = 2_000
    max_pixels: int = 60_000_000
    page_seconds: float = 90.0
    max_unzipped: int = 500_000_000
    max_cells: int = 100_000


DEFAULT_LIMITS = Limits()


def check_count(count: int, limit: int, what: str) -> None:
    """Raise DocumentFailure too_large where there are more than the limit of something."""
    if count > limit:
        raise DocumentFailure("too_large", f"{count} {what}, limit {limit}")
