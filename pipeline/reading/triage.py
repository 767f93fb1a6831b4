"""How a page is to be read, and why: by its text, by recognition, by both, or not at all.

The definitions of the routes, the labelled pages and what was measured on them stand in docs/triage.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PIL import Image

from pipeline.reading.language import detect_language
from pipeline.reading.look import LOOK_DPI, Look, look_at
from pipeline.reading.pdfium import Drawing, Frame, Picture
from pipeline.reading.pictures import covered_share, whole_pictures
from pipeline.reading.quality import (
    bad_share,
    dictionary_rate,
    is_latin,
    known_letters,
    reads_like_language,
    slip_share,
    umlaut_rate,
)
from pipeline.reading.repair import umlaut_changes
from pipeline.reading.tokens import Token
from pipeline.records import Box

# The reason for keeping a text layer that a program recognised: its figures are read in the scan again.
OVER_A_SCAN = "text layer over a scan"
# All thresholds were set on the labelled pages of docs/triage.md.
# Stamps and page numbers stand in this margin, as a share of the page's sides.
MARGIN = 0.1
# So few characters inside the margins are no text of the page.
MIN_INTERIOR_CHARS = 20
# With fewer than this a page may have its text as drawn outlines: it is looked at.
MIN_FULL_CHARS = 400
# Images that cover so much are a scan of the page; smaller ones, but larger than a logo, may hold text of their own.
SCAN_COVER = 0.8
PICTURE_COVER = 0.03
# So many letters in a picture are text; logos, signatures and symbols have fewer.
MIN_PICTURE_LETTERS = 80
# In a photo no grey is this frequent, in print and charts the paper is.
MIN_PAPER_SHARE = 0.45
# Letters beside the words of the text: so many, and so many for each of its own, and the text is not the page's.
MIN_UNREAD_LETTERS = 60
MAX_UNREAD_SCAN = 0.6
MAX_UNREAD_DRAWN = 4.0
# Fewer, but so many, are words drawn as outlines in a chart or heading; lines and arrows look like some letters too.
MIN_DRAWN_LETTERS = 120
MIN_DRAWN_SHARE = 0.5
DRAWN_DPI = 300.0
# Share of replacement, private-use and control characters above which a text layer is broken.
MAX_BAD_SHARE = 0.01
# Words longer than this on average have lost their spaces; German running text has about 6.
MAX_MEAN_WORD = 13.0
MIN_SPACED_LETTERS = 150
# Where so many of the words are single letters, the letters were set apart.
MAX_SINGLE_SHARE = 0.6
MIN_SINGLE_LETTERS = 40
# Share of known words below which text is garbled, for layers a program recognised and for real text.
MIN_DICTIONARY_HIDDEN = 0.75
MIN_DICTIONARY = 0.35
MIN_WORDS = 15
# German has 3 umlauts among 100 letters, 1.4 at least over a page; an English model leaves next to none.
MIN_UMLAUT_RATE = 0.003
MIN_UMLAUT_LETTERS = 400
# Ink under this share of a page's pixels is dust.
BLANK_INK = 0.0005
# A single word may have less ink than that; dust, holes and small marks have fewer strokes like those of letters.
MIN_WORD_LETTERS = 4.0
MARKS_INK = 0.003
# Share of words with slips above which a recognised layer is bad.
MAX_SLIP_SHARE = 0.02

_LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Signs:
    """What triage looks at.

    The text of the layer, its characters inside the margins, how much of it is hidden, what share of the page images
    cover, the images larger than a logo, the share of ink. `unread` is about how many letters stand where the layer
    has no word, `lettered` are the images with letters that no word covers; null where the page was not looked at.
    """

    text: str
    interior_chars: int
    hidden_share: float
    cover: float
    pictures: tuple[Picture, ...]
    ink: float | None
    unread: float | None = None
    lettered: tuple[Picture, ...] | None = None


@dataclass(frozen=True, slots=True)
class Triage:
    """The route (digital, ocr, mixed, blank) and the reasons for it.

    `layer` says that the page has text to compare, `pictures` are those to be recognised on a mixed page.
    """

    route: str
    reasons: tuple[str, ...]
    layer: bool = False
    pictures: tuple[Picture, ...] = ()


def triage_page(
    tokens: Sequence[Token],
    drawing: Drawing,
    frame: Frame,
    language: str | None,
    render: Callable[[float], Image.Image],
) -> Triage:
    """Return how to read a page. `language` is that of the document so far; `render` gives the page gray at a dpi.

    The page is rendered only where its text leaves a doubt: beside images, over a scan, or where there is little.
    """
    signs = signs_of(tokens, drawing, frame, None)
    if signs.pictures or signs.cover >= SCAN_COVER or signs.interior_chars < MIN_FULL_CHARS:
        signs = _looked_at(signs, look_at(render(LOOK_DPI)), [token.box for token in tokens], drawing, frame)
    return triage(signs, language)


def signs_of(tokens: Sequence[Token], drawing: Drawing, frame: Frame, ink: float | None) -> Signs:
    """Return what can be seen of a page without a look at it."""
    chars = sum(len(token.text) for token in tokens)
    interior = sum(len(token.text) for token in tokens if _is_interior(token.box, frame))
    hidden = sum(len(token.text) for token in tokens if token.hidden)
    text = " ".join(token.text for token in tokens)
    pictures = whole_pictures(drawing.pictures, frame)
    large = tuple(picture for picture in pictures if covered_share([picture], frame) >= PICTURE_COVER)
    return Signs(text, interior, hidden / max(chars, 1), covered_share(drawing.pictures, frame), large, ink)


def _is_interior(box: Box, frame: Frame) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return MARGIN <= x / frame.width <= 1 - MARGIN and MARGIN <= y / frame.height <= 1 - MARGIN


def _looked_at(signs: Signs, look: Look, words: Sequence[Box], drawing: Drawing, frame: Frame) -> Signs:
    rest = look.without(words)
    lettered = [picture for picture in signs.pictures if _has_letters(rest, picture.box)]
    scanned = signs.cover >= SCAN_COVER
    # The letters of a scan are unread text, what looks like letters in a photo is none.
    apart = [p for p in signs.pictures if not _is_print(look, p.box)] if scanned else drawing.pictures
    unread = rest.without(picture.box for picture in apart).letters()
    if not scanned and unread >= max(MIN_DRAWN_LETTERS, MIN_DRAWN_SHARE * len(signs.text)):
        lettered.append(Picture((0.0, 0.0, frame.width, frame.height), DRAWN_DPI))
    return replace(signs, ink=look.ink_share, unread=unread, lettered=tuple(lettered))


def _has_letters(rest: Look, box: Box) -> bool:
    return rest.letters(box) >= MIN_PICTURE_LETTERS and _is_print(rest, box)


def _is_print(look: Look, box: Box) -> bool:
    return look.paper_share(box) >= MIN_PAPER_SHARE


def triage(signs: Signs, language: str | None = None) -> Triage:
    """Return how to read a page with these signs. `language` is that of the document so far, or null."""
    if signs.interior_chars < MIN_INTERIOR_CHARS:
        return _without_text(signs)
    scanned = signs.cover >= SCAN_COVER or signs.hidden_share > 0.5
    if faults := layer_faults(signs.text, language, recognised=scanned):
        return Triage("ocr", faults, layer=True)
    allowed = MAX_UNREAD_SCAN if scanned else MAX_UNREAD_DRAWN
    if (signs.unread or 0.0) > max(MIN_UNREAD_LETTERS, allowed * len(signs.text)):
        return Triage("ocr", ("most of the page's letters are not in its text",), layer=True)
    if scanned:
        return Triage("digital", (OVER_A_SCAN,), layer=True)
    pictures = signs.pictures if signs.lettered is None else signs.lettered
    if pictures:
        why = "text beside a large image" if pictures[-1] in signs.pictures else "words drawn beside the text"
        return Triage("mixed", (why,), layer=True, pictures=pictures)
    return Triage("digital", ("an image without text",) if signs.pictures else (), layer=True)


def _without_text(signs: Signs) -> Triage:
    found = bool(signs.text)
    inked = _is_inked(signs)
    if signs.cover >= SCAN_COVER:
        why = "text only in the margin of a scan" if found else "a scan without text"
        return Triage("ocr", (why,), found) if inked or found else Triage("blank", ("an empty scan",))
    if not found:
        return Triage("ocr", ("ink without text",)) if inked else Triage("blank", ("no ink",))
    if (signs.unread or 0.0) >= MIN_UNREAD_LETTERS:
        return Triage("ocr", ("ink beside little text",), layer=True)
    if signs.lettered:
        return Triage("mixed", ("little text beside an image",), layer=True, pictures=signs.lettered)
    return Triage("digital", ("little text",), layer=True)


def _is_inked(signs: Signs) -> bool:
    ink = signs.ink or 0.0
    if signs.unread is None:
        return ink >= BLANK_INK
    return signs.unread >= MIN_WORD_LETTERS or ink >= MARKS_INK


# --- text layers -------------------------------------------------------------------------------


def layer_faults(text: str, language: str | None, *, recognised: bool) -> tuple[str, ...]:
    """Return why a text layer can't be trusted; nothing where it can.

    Layers that a program recognised (`recognised`) are held to stricter measures than text its author wrote.
    """
    faults = _faults_of_form(text)
    language = detect_language(text) or language
    known = dictionary_rate(text, language or "de") if is_latin(text) else None
    if known is None or len(_LETTERS.findall(text)) < MIN_WORDS:
        return tuple(faults)
    if known < MIN_DICTIONARY_HIDDEN if recognised else known < MIN_DICTIONARY and not reads_like_language(text):
        faults.append("few known words")
    if recognised and slip_share(text) > MAX_SLIP_SHARE:
        faults.append("digits and signs among letters")
    if recognised and lacks_umlauts(text, language):
        faults.append("German without umlauts")
    return tuple(faults)


def _faults_of_form(text: str) -> list[str]:
    faults: list[str] = []
    if bad_share(text) > MAX_BAD_SHARE:
        faults.append("characters without meaning")
    lengths = [len(word) for word in _LETTERS.findall(text)]
    single = lengths.count(1)
    if sum(lengths) >= MIN_SPACED_LETTERS and sum(lengths) > MAX_MEAN_WORD * (len(lengths) - single):
        faults.append("words without spaces")
    if single >= MIN_SINGLE_LETTERS and single > MAX_SINGLE_SHARE * len(lengths):
        faults = [fault for fault in faults if fault != "words without spaces"] + ["letters set apart"]
    return faults


def lacks_umlauts(text: str, language: str | None) -> bool:
    """Return whether a German text has next to no umlauts, or many words that get common by getting theirs back."""
    rate = umlaut_rate(text)
    if language != "de" or rate is None:
        return False
    letters = sum(character.isalpha() for character in text)
    return (letters >= MIN_UMLAUT_LETTERS and rate < MIN_UMLAUT_RATE) or any(umlaut_changes(text, "de"))


def layer_score(text: str, language: str | None) -> float:
    """Return how much of a page a reading surely has: letters in known words, less what is broken or has slips.

    Made for two readings of one page: the better one is that with the higher score.
    """
    language = detect_language(text) or language or "de"
    broken = 5 * bad_share(text) + slip_share(text) + (0.2 if lacks_umlauts(text, language) else 0.0)
    return known_letters(text, language) * (1 - min(1.0, broken))


def layer_is_better(layer: str, recognised: str, language: str | None) -> bool:
    """Return whether a page's own text is at least as good as what was recognised in its image."""
    return bool(layer) and layer_score(layer, language) >= layer_score(recognised, language)
