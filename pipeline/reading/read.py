"""Bytes → Document: the reader its content asks for, then what holds for every format."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

from pipeline.domain.failures import DocumentFailure
from pipeline.reading.edits import Change, apply_changes
from pipeline.reading.hyphens import soft_hyphen_changes, without_soft_hyphens
from pipeline.reading.language import detect_language
from pipeline.reading.limits import DEFAULT_LIMITS, Limits
from pipeline.reading.quality import dictionary_rate, umlaut_rate
from pipeline.reading.readers import choose_reader
from pipeline.reading.repair import repair_changes
from pipeline.reading.sums import settle_figures
from pipeline.records import Document, Page


def read_document(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Document:
    """Read a document of any supported format, chosen by its content.

    Raises DocumentFailure: empty_file, too_large, unsupported, encrypted, damaged, ocr_unavailable, ocr_failed.
    """
    if not data:
        raise DocumentFailure("empty_file")
    limits.check("max_bytes", len(data), "bytes")
    reader = choose_reader(data)
    document = reader.read(data, limits)
    limits.check("max_chars", len(document.text), "characters of text")
    return finish(replace(document, reader=f"{reader.name}/{reader.version}"))


def finish(document: Document) -> Document:
    """Return the document composed (NFC), without soft hyphens, repaired, with its language and each page's quality.

    Figures that recognition left open are settled by the sums they are part of.
    """
    document = apply_changes(document, _composed(document.text))
    document = apply_changes(document, list(soft_hyphen_changes(document.text)))
    document = replace(document, language=document.language or detect_language(document.text))
    document = settle_figures(apply_changes(document, repair_changes(document)))
    language = document.language
    pages = tuple(_measured(document, page, language) for page in document.pages)
    title = unicodedata.normalize("NFC", without_soft_hyphens(document.title)) if document.title else None
    return replace(document, language=language, pages=pages, title=title)


def _composed(text: str) -> list[Change]:
    """Return the changes that compose letters and their accents (NFC), word by word."""
    if unicodedata.is_normalized("NFC", text):
        return []
    words = ((match.start(), match.end(), match.group()) for match in re.finditer(r"\S+", text))
    composed = ((start, end, word, unicodedata.normalize("NFC", word)) for start, end, word in words)
    return [Change("nfc", start, end, after) for start, end, word, after in composed if word != after]


def _measured(document: Document, page: Page, language: str | None) -> Page:
    text = document.page_text(page)
    return replace(page, umlaut_rate=umlaut_rate(text), dictionary_rate=dictionary_rate(text, language))
