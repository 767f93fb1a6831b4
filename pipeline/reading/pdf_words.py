"""Words of a PDF page with their boxes and looks.

Three thousand characters a page are asked for one by one, so the loops over them are C's: what Python does, it does
once a word. A word whose characters stand side by side on one line, all of one height, needs no more than the
outline of its boxes; the few others are put together character by character.
"""

from __future__ import annotations

import ctypes
import unicodedata
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import repeat
from math import atan2, degrees
from typing import Any

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as api
from numpy.typing import NDArray

from pipeline.reading.pdfium import Frame, address_of, bare
from pipeline.reading.tokens import Token
from pipeline.records import Box

# Text rendering modes (PDF 1.7, table 106): "neither fill nor stroke" is how recognised text hides behind its scan,
# "add to the clipping path" leaves no ink either; two modes fill letters without an outline.
INVISIBLE = (3, 7)
FILLED = (0, 4)
# Letters whose red, green and blue are all above this, of 255, are white or nearly so.
PALE = 235

# pdfium writes these for a hyphen at a line end and drops the line break after it.
_LINE_END_HYPHENS = (0x02, 0xFFFE)
# No-break, thin, narrow no-break, zero-width and ideographic space.
_SPACES = (0xA0, 0x2009, 0x202F, 0x200B, 0x3000)
# Ligatures of typesetting are no letters of the language.
_LIGATURES = range(0xFB00, 0xFB07)
# A character further from the last than this many type heights begins a new word, space or no space.
WORD_GAP = 0.8
# A digit this much smaller and higher than its word is a note's: `1998⁶` is no number of five digits.
RAISED_SIZE = 0.8
RAISED_BY = 0.12
_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_DIGITS = range(10)
# How a word ends that a line end has broken, until it becomes a token.
_BROKEN = "\u0002"
# Characters stand in the order of the line where none begins further left than this before the last, in points.
SAME = 0.01
# A character's box reaches as far as its ink where that leaves the type's own box (`Ä`, `j`): no more than this share
# of the height, much less than a raised digit is moved by.
SAME_HEIGHT = 0.05
# Fonts of symbols may claim the height of several lines for a bullet, whose box is made from its base line then: what
# is higher than so many times its type, and how far a letter reaches above and below the base line.
TALL = 2.0
ASCENT, DESCENT = 0.9, 0.2
# No type is smaller, in points, even if a file says so.
LEAST_SIZE = 0.1
# Degrees from level or upright.
MAX_SLANT = 5.0
_BOLD_WEIGHT = 600
_BOLD_NAMES = ("bold", "black", "heavy", "semibold", "-bd")

Codes = NDArray[np.uint32]
Boxes = NDArray[np.float64]
Indices = NDArray[np.intp]
Mask = NDArray[np.bool_]


_AT = (ctypes.c_void_p, ctypes.c_int)
_unicode_of = bare(api.FPDFText_GetUnicode, ctypes.c_uint, *_AT)
_box_of = bare(api.FPDFText_GetLooseCharBox, ctypes.c_int, *_AT, ctypes.c_void_p)
_origin_of = bare(api.FPDFText_GetCharOrigin, ctypes.c_int, *_AT, ctypes.c_void_p, ctypes.c_void_p)
_size_of = bare(api.FPDFText_GetFontSize, ctypes.c_double, *_AT)
_matrix_of = bare(api.FPDFText_GetMatrix, ctypes.c_int, *_AT, ctypes.c_void_p)
_weight_of = bare(api.FPDFText_GetFontWeight, ctypes.c_int, *_AT)
_name_of = bare(api.FPDFText_GetFontInfo, ctypes.c_ulong, *_AT, ctypes.c_void_p, ctypes.c_ulong, ctypes.c_void_p)
_object_of = bare(api.FPDFText_GetTextObject, ctypes.c_void_p, *_AT)
_mode_of = bare(api.FPDFTextObj_GetTextRenderMode, ctypes.c_int, ctypes.c_void_p)
_fill_of = bare(api.FPDFPageObj_GetFillColor, ctypes.c_int, *(ctypes.c_void_p,) * 5)
_font_of = bare(api.FPDFTextObj_GetFont, ctypes.c_void_p, ctypes.c_void_p)


@dataclass(frozen=True, slots=True)
class Style:
    """What the characters of one text object have in common; `size` is null where it does not say."""

    size: float | None
    bold: bool
    hidden: bool
    pale: bool
    turn: int


# Index of a word's first character, its text and its box.
Span = tuple[int, str, Box]


def read_tokens(page: pdfium.PdfPage, frame: Frame) -> list[Token]:
    """Return the words of the page's text in the order of the file."""
    textpage = page.get_textpage()
    try:
        address = address_of(textpage.raw)
        spans = list(_spans(textpage.raw, frame))
        styles = _Styles(address, frame.rotation)
        holders = map(_object_of, repeat(address), (first for first, _, _ in spans))
        tokens = [
            _token(text, box, styles.of(holder, first))
            for (first, text, box), holder in zip(spans, holders, strict=True)
        ]
        for token, (first, text, _) in zip(tokens, spans, strict=True):
            if not text[0].isalnum() and not frame.rotation and _is_tall(token):
                token.box = _on_its_line(token, address, first, frame)
        return tokens
    finally:
        textpage.close()


def _is_tall(token: Token) -> bool:
    return token.box[3] - token.box[1] > TALL * token.size and not token.turn and not any(map(str.isalnum, token.text))


def _on_its_line(token: Token, textpage: int, index: int, frame: Frame) -> Box:
    """Return the box of a sign as high as its type, upon its base line."""
    x, y = ctypes.c_double(), ctypes.c_double()
    if not _origin_of(textpage, index, ctypes.byref(x), ctypes.byref(y)):
        return token.box
    _, base = frame.place(x.value, y.value)
    return token.box[0], base - ASCENT * token.size, token.box[2], base + DESCENT * token.size


def _spans(raw: Any, frame: Frame) -> Iterator[Span]:
    """Yield the words: from a character after a blank to the next blank, or to a hyphen at a line end."""
    codes = _codes(raw)
    hyphens = _is_one_of(codes, _LINE_END_HYPHENS)
    blank = ((codes <= 0x20) & ~hyphens) | _is_one_of(codes, _SPACES)
    if blank.all():
        return
    starts = np.flatnonzero(~blank & np.concatenate(([True], (blank | hyphens)[:-1])))
    ends = 1 + np.flatnonzero(~blank & (hyphens | np.concatenate((blank[1:], [True]))))
    boxes = _boxes(raw, ~blank, frame)
    odd = hyphens | ((codes >= _LIGATURES.start) & (codes < _LIGATURES.stop)) | _is_set_apart(boxes, starts)
    is_odd = np.logical_or.reduceat(odd & ~blank, starts).tolist()
    text = np.where(_is_no_character(codes), 0xFFFD, codes).astype("<u4").tobytes().decode("utf-32-le")
    outlines = _outlines(boxes, blank, starts)
    for first, end, outline, by_character in zip(starts.tolist(), ends.tolist(), outlines, is_odd, strict=True):
        if by_character and not _is_level(_matrix(address_of(raw), first), frame.rotation):
            # Characters of a word that runs upwards, downwards or aslant stand one over the other.
            yield first, "".join(map(_plain, text[first:end])), outline
        elif by_character:
            yield from _by_character(first, text[first:end], boxes[first:end].tolist())
        else:
            yield first, text[first:end], outline


def _codes(raw: Any) -> Codes:
    """Return the code point of each character, all in one call where it has them one by one."""
    count = max(0, api.FPDFText_CountChars(raw))
    buffer = (ctypes.c_uint16 * (count + 1))()
    if count and api.FPDFText_GetText(raw, 0, count, buffer) == count + 1:
        codes = np.frombuffer(buffer, dtype=np.uint16)[:count].astype(np.uint32)
        if not _is_no_character(codes).any():
            return codes
    address = address_of(raw)
    return np.fromiter(map(_unicode_of, repeat(address), range(count)), dtype=np.uint32, count=count)


def _is_one_of(codes: Codes, few: Sequence[int]) -> Mask:
    found: Mask = np.logical_or.reduce([codes == code for code in few])
    return found


def _is_no_character(codes: Codes) -> Mask:
    return ((codes >= 0xD800) & (codes <= 0xDFFF)) | (codes > 0x10FFFF)


def _boxes(raw: Any, printed: Mask, frame: Frame) -> Boxes:
    """Return left, top, right and bottom of each character as shown; nothing where it has no box or is not printed."""
    rects = np.zeros((len(printed), 4), dtype=np.float32)
    start, step = rects.ctypes.data, rects.strides[0]
    asked = np.flatnonzero(printed)
    deque(map(_box_of, repeat(address_of(raw)), asked.tolist(), (start + step * asked).tolist()), maxlen=0)
    # pdfium's order is left, top, right, bottom, upwards.
    left, top, right, bottom = rects.astype(np.float64).T
    return np.stack(frame.sides(left, bottom, right, top), axis=1)


def _is_set_apart(boxes: Boxes, starts: Indices) -> Mask:
    """Return for each character whether it does not simply go on from the one before it, in its word."""
    left, top, right, bottom = boxes.T
    gap = WORD_GAP * np.maximum(bottom - top, 1.0)
    apart = np.zeros(len(boxes), dtype=bool)
    slack = np.maximum(SAME, SAME_HEIGHT * (bottom - top))[1:]
    moved = (np.abs(np.diff(top)) > slack) | (np.abs(np.diff(bottom)) > slack)
    apart[1:] = moved | (left[1:] < left[:-1] - SAME) | (left[1:] - right[:-1] > gap[1:])
    apart[starts] = False
    return apart


def _outlines(boxes: Boxes, blank: Mask, starts: Indices) -> list[Box]:
    """Return the box around each word whose characters stand on one line."""
    lowest = np.minimum.reduceat(np.where(blank[:, np.newaxis], np.inf, boxes[:, :2]), starts)
    highest = np.maximum.reduceat(np.where(blank[:, np.newaxis], -np.inf, boxes[:, 2:]), starts)
    return list(map(tuple, np.hstack((lowest, highest)).tolist()))


def _by_character(start: int, characters: str, boxes: Sequence[Sequence[float]]) -> Iterator[Span]:
    """Yield the words in a run of characters some of which are raised, apart or no letters."""
    first, text, box = start, "", (0.0, 0.0, 0.0, 0.0)
    for index, (character, sides) in enumerate(zip(characters, boxes, strict=True), start):
        here = (sides[0], sides[1], sides[2], sides[3])
        if text and _apart(box, here):
            yield first, text, box
            text = ""
        if text and ord(character) - 0x30 in _DIGITS and _is_raised(box, here):
            text += _SUPERSCRIPTS[ord(character) - 0x30]
            box = (box[0], box[1], max(box[2], here[2]), box[3])
            continue
        if text:
            box = (min(box[0], here[0]), min(box[1], here[1]), max(box[2], here[2]), max(box[3], here[3]))
        else:
            first, box = index, here
        text += _plain(character)
    if text:
        yield first, text, box


def _is_raised(word: Box, digit: Box) -> bool:
    """Return whether a digit is a superscript: smaller than its word, and above the line."""
    height = max(word[3] - word[1], 1.0)
    return digit[3] - digit[1] < RAISED_SIZE * height and word[3] - digit[3] > RAISED_BY * height


def _apart(word: Box, character: Box) -> bool:
    height = max(word[3] - word[1], 1.0)
    beside = character[0] - word[2] > WORD_GAP * height or word[0] - character[2] > WORD_GAP * height
    return beside or character[1] > word[3] or character[3] < word[1]


def _plain(character: str) -> str:
    if ord(character) in _LINE_END_HYPHENS:
        return _BROKEN
    return unicodedata.normalize("NFKC", character) if ord(character) in _LIGATURES else character


def _token(text: str, box: Box, style: Style) -> Token:
    broken = text.endswith((_BROKEN, "\u00ad"))
    plain = text.replace(_BROKEN, "-") if broken else text
    size = max(style.size, LEAST_SIZE) if style.size else max(box[3] - box[1], 1.0)
    return Token(plain, box, size, style.bold, style.hidden, broken, style.pale, style.turn)


def _matrix(textpage: int, index: int) -> Any | None:
    matrix = api.FS_MATRIX()
    return matrix if _matrix_of(textpage, index, ctypes.byref(matrix)) else None


def _is_level(matrix: Any | None, rotation: int) -> bool:
    """Return whether text under a matrix runs from left to right along a level line."""
    return matrix is None or (not _turn(matrix, rotation) and abs(_angle(matrix, rotation)) <= MAX_SLANT)


def _angle(matrix: Any, rotation: int) -> float:
    """Return by how many degrees text rises, between -180 and 180."""
    return (degrees(atan2(matrix.b, matrix.a)) - rotation + 180) % 360 - 180


def _turn(matrix: Any | None, rotation: int) -> int:
    """Return by how many degrees clockwise to turn the page for text under a matrix to run from left to right."""
    if matrix is None:
        return 0
    if matrix.b == 0 and matrix.a > 0:
        return -rotation % 360
    angle = _angle(matrix, rotation)
    quarter = round(angle / 90)
    # Slanting text, such as that of a watermark, is read as it lies.
    return quarter % 4 * 90 if abs(angle - 90 * quarter) <= MAX_SLANT else 0


class _Styles:
    """The looks of a page's text objects, each asked for once."""

    def __init__(self, textpage: int, rotation: int) -> None:
        self._textpage = textpage
        self._rotation = rotation
        self._known: dict[int | None, Style] = {}
        self._bold: dict[int | None, bool] = {}
        # Red, green, blue and how opaque, as pdfium fills them in.
        self._colour = np.zeros(4, dtype=np.uint32)
        start, step = self._colour.ctypes.data, self._colour.itemsize
        self._colour_at = tuple(range(start, start + 4 * step, step))

    def of(self, holder: int | None, index: int) -> Style:
        """Return the looks of a character, those of the text object that holds it if there is one."""
        known = self._known.get(holder)
        if known is None:
            font = _font_of(holder) if holder else None
            mode = _mode_of(holder)
            pale = mode in FILLED and self._is_pale(holder)
            matrix = _matrix(self._textpage, index)
            size, turn = self._size(index, matrix), _turn(matrix, self._rotation)
            known = Style(size, self._is_bold(font, index), mode in INVISIBLE, pale, turn)
            if holder:
                self._known[holder] = known
        return known

    def _size(self, index: int, matrix: Any | None) -> float | None:
        """Return the size of the type in points: that of the font, scaled as its text is."""
        size = float(_size_of(self._textpage, index))
        if size <= 0 or matrix is None:
            return None
        return size * float((matrix.c**2 + matrix.d**2) ** 0.5) or None

    def _is_pale(self, holder: int | None) -> bool:
        if not _fill_of(holder, *self._colour_at):
            return False
        red, green, blue, opaque = self._colour.tolist()
        return min(red, green, blue) > PALE or opaque < 0xFF - PALE

    def _is_bold(self, font: int | None, index: int) -> bool:
        if font not in self._bold:
            self._bold[font] = self._looks_bold(index)
        return self._bold[font] if font else self._looks_bold(index)

    def _looks_bold(self, index: int) -> bool:
        if _weight_of(self._textpage, index) >= _BOLD_WEIGHT:
            return True
        name, flags = ctypes.create_string_buffer(64), ctypes.c_int()
        _name_of(self._textpage, index, name, 64, ctypes.byref(flags))
        printed = name.value.decode("utf-8", "replace").lower()
        return any(part in printed for part in _BOLD_NAMES)
