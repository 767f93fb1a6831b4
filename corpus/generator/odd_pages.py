"""Odd PDF pages for the triage of pages: one page each.

What the right route of each is stands in `corpus/gold/routes.jsonl`, not here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, partial

from PIL import ImageChops
from reportlab import rl_config

from corpus.generator.odd_drawings import (
    ALBANIAN,
    FRENCH,
    GARBLED,
    GERMAN,
    HEADED,
    HEADLINE,
    HIGH,
    ITALIAN,
    MISREAD,
    PAGE_NUMBER,
    STAMPED,
    TITLE,
    WIDE,
    bare,
    bullets,
    chart,
    digital,
    draw_image,
    form,
    gray_paper,
    half_page,
    headline,
    inset_scan,
    layer,
    letterspaced,
    logo,
    logo_and_number,
    noisy,
    outlined,
    paper,
    photo,
    print_of,
    punched,
    rows,
    run_together,
    scan,
    spaced_heading,
    table_picture,
    tiled_picture,
    tiled_scan,
    turned,
    watermarked,
    with_picture,
    word_scan,
    write_over,
)
from corpus.generator.odd_fonts import remapped_page

Makers = dict[str, Callable[[], bytes]]


def _digital_pages() -> Makers:
    """Return pages with text, and what may stand beside it."""
    return {
        "digital-german": digital,
        "digital-french": partial(digital, FRENCH),
        "digital-italian": partial(digital, ITALIAN),
        "digital-albanian": partial(digital, ALBANIAN),
        "digital-short": partial(digital, GERMAN, 2),
        "digital-title": partial(bare, TITLE),
        "digital-bullets": bullets,
        "digital-watermark": watermarked,
        "digital-letterspaced": partial(digital, letterspaced(GERMAN)),
        "digital-no-spaces": partial(digital, run_together(GERMAN)),
        "digital-form": form,
        "digital-turned-90": partial(turned, GERMAN, 90),
        "digital-turned-180": partial(turned, GERMAN, 180),
        "digital-turned-270": partial(turned, FRENCH, 270),
        "digital-landscape": partial(turned, GERMAN, 0, HIGH, WIDE),
        "digital-large": partial(turned, GERMAN, 0, 2 * WIDE, 2 * HIGH),
        "digital-page-number": partial(bare, PAGE_NUMBER),
        "digital-chart": chart,
        "digital-chart-bare": partial(chart, labels=False),
        "digital-logo": lambda: with_picture(logo(), 90, 90),
        "digital-large-logo": lambda: with_picture(logo(), 200, 200),
        "digital-photo": lambda: with_picture(photo(), 470, 300),
        "digital-photo-short": lambda: with_picture(photo(), 470, 300, GERMAN, 3),
        "digital-on-photo": lambda: scan(photo(1200, 1700).point(lambda v: 170 + v // 4), write_over),
        "digital-title-on-photo": lambda: scan(photo(1200, 1700), headline),
        "photo-only": lambda: scan(photo(1200, 1700)),
        "logo-only": lambda: bare(lambda canvas: draw_image(canvas, logo(), 60, 700, 80, 80)),
        "logo-page-number": lambda: bare(logo_and_number),
        "digital-spaced-heading": lambda: bare(spaced_heading),
        "digital-on-tint": lambda: scan(paper().point(lambda v: 225), write_over),
        "mixed-table": lambda: with_picture(table_picture(), 470, 200),
        "mixed-small-table": lambda: with_picture(table_picture(), 300, 128),
        "mixed-scan-below": lambda: with_picture(half_page(), 470, 320, GERMAN, 12),
        "mixed-table-french": lambda: with_picture(table_picture(), 470, 200, FRENCH),
        "mixed-tiles": tiled_picture,
    }


def _scanned_pages() -> Makers:
    """Return scans with and without a text layer, and pages with nothing on them."""
    return {
        "scan": lambda: scan(noisy(print_of())),
        "scan-turned-90": lambda: scan(noisy(print_of()), rotation=90),
        "scan-faint": lambda: scan(noisy(print_of().point(lambda v: 170 + v // 3))),
        "scan-gray-paper": lambda: scan(noisy(gray_paper(print_of()))),
        "scan-inverse": lambda: scan(ImageChops.invert(noisy(print_of()))),
        "scan-few-lines": lambda: scan(noisy(print_of(GERMAN, 2))),
        "scan-one-word": lambda: scan(word_scan("Beilage")),
        "scan-page-number": lambda: scan(noisy(print_of()), PAGE_NUMBER),
        "scan-headed": lambda: scan(noisy(print_of()), HEADED),
        "scan-stamped": lambda: scan(noisy(print_of()), STAMPED),
        "scan-strips": partial(tiled_scan, 1, 9),
        "scan-tiles": partial(tiled_scan, 3, 4),
        "scan-tiles-headed": partial(tiled_scan, 3, 4, HEADED),
        "scan-inset": inset_scan,
        "layer-good": lambda: scan(noisy(print_of()), layer(GERMAN)),
        "layer-good-french": lambda: scan(noisy(print_of(FRENCH)), layer(FRENCH)),
        "layer-good-italian": lambda: scan(noisy(print_of(ITALIAN)), layer(ITALIAN)),
        "layer-good-strips": partial(tiled_scan, 1, 9, layer(GERMAN)),
        "layer-misread": lambda: scan(noisy(print_of()), layer(GERMAN.translate(MISREAD))),
        "layer-misread-short": lambda: scan(noisy(print_of(GERMAN, 4)), layer(GERMAN.translate(MISREAD), 4)),
        "layer-misread-tiles": partial(tiled_scan, 2, 5, layer(GERMAN.translate(MISREAD))),
        "layer-garbled": lambda: scan(noisy(print_of()), layer(GERMAN.translate(GARBLED))),
        "layer-no-spaces": lambda: scan(noisy(print_of()), layer(run_together(GERMAN))),
        "layer-letterspaced": lambda: scan(noisy(print_of()), layer(letterspaced(GERMAN))),
        "layer-half": lambda: scan(noisy(print_of()), layer(GERMAN, 12)),
        "layer-french-as-german": lambda: scan(noisy(print_of(FRENCH)), layer(FRENCH.translate(GARBLED))),
        "blank": bare,
        "blank-scan": lambda: scan(noisy(paper())),
        "blank-scan-gray": lambda: scan(noisy(paper().point(lambda v: v - 70))),
        "blank-scan-punched": lambda: scan(punched()),
        "blank-white-box": lambda: bare(lambda c: (c.setFillGray(1), c.rect(50, 50, 400, 600, stroke=0, fill=1))[0]),
    }


def _other_pages() -> Makers:
    """Return text in fonts that say the wrong letters, and letters that are no text."""
    return {
        "font-shifted": lambda: remapped_page(rows(GERMAN), 1),
        "font-shifted-far": lambda: remapped_page(rows(GERMAN), 7),
        "font-shifted-french": lambda: remapped_page(rows(FRENCH), 3),
        "font-private": lambda: remapped_page(rows(GERMAN), 0xF000),
        "font-unmapped": lambda: remapped_page(rows(GERMAN), None),
        "font-sound": lambda: remapped_page(rows(GERMAN), 0),
        "outlined": outlined,
        "outlined-short": partial(outlined, 6),
        "outlined-page-number": partial(outlined, 12, PAGE_NUMBER),
        "outlined-headed": partial(outlined, 12, HEADED),
        "outlined-headline": partial(outlined, 12, HEADLINE),
    }


@cache
def _makers() -> Makers:
    return {**_digital_pages(), **_other_pages(), **_scanned_pages()}


def odd_page_names() -> tuple[str, ...]:
    """Return the names of all odd pages."""
    return tuple(_makers())


def odd_page(name: str) -> bytes:
    """Return the PDF of an odd page. Raises KeyError for a name that is none."""
    with _binary_streams():
        return _makers()[name]()


@contextmanager
def _binary_streams() -> Iterator[None]:
    """Let reportlab write images as they are: as ASCII they take most of the time."""
    before = rl_config.useA85
    rl_config.useA85 = 0
    try:
        yield
    finally:
        rl_config.useA85 = before
