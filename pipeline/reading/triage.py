"""How a page is to be read, and why: by its text, by recognition, by both, or not at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.reading.language import detect_language
from pipeline.reading.pdfium import Drawing, Frame, Picture
from pipeline.reading.quality import dictionary_rate, umlaut_rate
from pipeline.reading.tokens import Token
from pipeline.records import Box

# Starting values, tried on digital pages, scans and scans with bad text layers; a labelled set is to settle them.
# Stamps and page numbers stand in this margin, as a share of the page's sides.
MARGIN = 0.1
# So few characters inside the margins are no text of the page.
MIN_INTERIOR_CHARS = 20
# An image that covers so much is a scan of the page; less, but still much, may hold text of its own.
SCAN_COVER = 0.8
PICTURE_COVER = 0.15
# Share of replacement, private-use and control characters above which a text layer is broken.
MAX_BAD_SHARE = 0.01
# Words longer than this on average have lost their spaces; German running text has about 6.
MAX_MEAN_WORD = 13.0
MIN_SPACED_LETTERS = 150
# Share of known words below which text is garbled, for layers a program recognised and for real text.
MIN_DICTIONARY_HIDDEN = 0.75
MIN_DICTIONARY = 0.35
MIN_WORDS = 15
# German has 3 umlauts among 100 letters, 1.4 at least over a page; an English model leaves next to none.
MIN_UMLAUT_RATE = 0.003
MIN_UMLAUT_LETTERS = 400
# Ink under this share of a page's pixels is dust.
BLANK_INK = 0.0005

# Words that mix letters and digits (`2oI6`, `O9`) are 1 in 200 of real text (`2bis`, `A4`), many of bad recognition.
MAX_MIXED_SHARE = 0.02

_MIXED = re.compile(r"(?<!\w)(?=\w*\d)(?=\w*[^\W\d_])\w+")
_WORD = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True, slots=True)
class Signs:
    """What triage looks at: text of the layer, how much of it is hidden, what images cover, how much ink there is."""

    text: str
    interior_chars: int
    hidden_share: float
    cover: float
    pictures: tuple[Picture, ...]
    ink: float | None


@dataclass(frozen=True, slots=True)
class Triage:
    """The route (digital, ocr, mixed, blank) and the reasons for it; `layer` says that the page has text to compare."""

    route: str
    reasons: tuple[str, ...]
    layer: bool = False


def signs_of(tokens: Sequence[Token], drawing: Drawing, frame: Frame, ink: float | None) -> Signs:
    """Return what can be seen of a page without recognising it; `ink` is needed only where there is no text."""
    chars = sum(len(token.text) for token in tokens)
    interior = sum(len(token.text) for token in tokens if _is_interior(token.box, frame))
    hidden = sum(len(token.text) for token in tokens if token.hidden)
    covers = [_cover(picture.box, frame) for picture in drawing.pictures]
    text = " ".join(token.text for token in tokens)
    large = tuple(p for p, cover in zip(drawing.pictures, covers, strict=True) if cover >= PICTURE_COVER)
    return Signs(text, interior, hidden / max(chars, 1), min(1.0, max(covers, default=0.0)), large, ink)


def _is_interior(box: Box, frame: Frame) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return MARGIN <= x / frame.width <= 1 - MARGIN and MARGIN <= y / frame.height <= 1 - MARGIN


def _cover(box: Box, frame: Frame) -> float:
    wide = min(box[2], frame.width) - max(box[0], 0.0)
    high = min(box[3], frame.height) - max(box[1], 0.0)
    return max(0.0, wide) * max(0.0, high) / (frame.width * frame.height)


def triage(signs: Signs, language: str | None = None) -> Triage:
    """Return how to read a page. `language` is that of the document so far, or null."""
    if signs.interior_chars < MIN_INTERIOR_CHARS:
        return _without_text(signs)
    scanned = signs.cover >= SCAN_COVER or signs.hidden_share > 0.5
    if faults := layer_faults(signs.text, language, recognised=scanned):
        return Triage("ocr", faults, layer=True)
    if scanned:
        return Triage("digital", ("text layer over a scan",), layer=True)
    if signs.pictures:
        return Triage("mixed", ("text beside a large image",), layer=True)
    return Triage("digital", (), layer=True)


def _without_text(signs: Signs) -> Triage:
    found = bool(signs.text)
    if signs.cover >= SCAN_COVER:
        why = "text only in the margin of a scan" if found else "a scan without text"
        return Triage("blank", ("an empty scan",)) if (signs.ink or 0.0) < BLANK_INK else Triage("ocr", (why,), found)
    if found and not signs.pictures:
        return Triage("digital", ("little text",), layer=True)
    if (signs.ink or 0.0) < BLANK_INK:
        return Triage("blank", ("no ink",))
    return Triage("ocr", ("little text beside an image",) if found else ("ink without text",), found)


def layer_faults(text: str, language: str | None, *, recognised: bool) -> tuple[str, ...]:
    """Return why a text layer can't be trusted; nothing where it can.

    Layers that a program recognised (`recognised`) are held to stricter measures than text its author wrote.
    """
    faults: list[str] = []
    if bad_share(text) > MAX_BAD_SHARE:
        faults.append("characters without meaning")
    words = _WORD.findall(text)
    letters = sum(map(len, words))
    if letters >= MIN_SPACED_LETTERS and letters > MAX_MEAN_WORD * len(words):
        faults.append("words without spaces")
    language = detect_language(text) or language
    known = dictionary_rate(text, language or "de")
    if known is not None and len(words) >= MIN_WORDS:
        if known < (MIN_DICTIONARY_HIDDEN if recognised else MIN_DICTIONARY):
            faults.append("few known words")
        if recognised and _mixed_share(text) > MAX_MIXED_SHARE:
            faults.append("digits among letters")
        if recognised and lacks_umlauts(text, language):
            faults.append("German without umlauts")
    return tuple(faults)


def _mixed_share(text: str) -> float:
    return len(_MIXED.findall(text)) / max(len(text.split()), 1)


def lacks_umlauts(text: str, language: str | None) -> bool:
    """Return whether a German text long enough to tell has next to no umlauts."""
    rate = umlaut_rate(text)
    letters = sum(character.isalpha() for character in text)
    return language == "de" and rate is not None and letters >= MIN_UMLAUT_LETTERS and rate < MIN_UMLAUT_RATE


def bad_share(text: str) -> float:
    """Return the share of replacement, private-use and control characters."""
    bad = sum(_is_bad(ord(character)) for character in text)
    return bad / max(len(text), 1)


def _is_bad(code: int) -> bool:
    return code == 0xFFFD or 0xE000 <= code <= 0xF8FF or (code < 32 and code not in (9, 10, 12, 13))


def layer_score(text: str, language: str | None) -> float:
    """Return how good a reading is, 0 to 1 and more for German with its umlauts: to keep the better of two."""
    language = detect_language(text) or language or "de"
    known = dictionary_rate(text, language) or 0.0
    return known - 5 * bad_share(text) - _mixed_share(text) - (0.2 if lacks_umlauts(text, language) else 0.0)
