"""Recognition of one page image: upright and straight, and once more where the first reading is poor."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from PIL import Image

from pipeline.reading.blank_words import without_blank_words
from pipeline.reading.engines import RecognitionTimeoutError, engine
from pipeline.reading.figures import Numbers, find_numbers
from pipeline.reading.image_lines import separate_lines
from pipeline.reading.language import detect_language
from pipeline.reading.ocr import Recognised, recognise, tesseract_language
from pipeline.reading.paper import evenly_lit, has_shadows, is_faint, is_unevenly_lit, strengthened
from pipeline.reading.pdfium import POINTS_PER_INCH
from pipeline.reading.quality import dictionary_rate
from pipeline.reading.tokens import Token
from pipeline.reading.triage import layer_is_better
from pipeline.reading.upright import Placement, skew_of, straightened, turned
from pipeline.records import Box

# Pages read well have a mean confidence around 0.9; those on their side or too faint stay far below.
POOR_CONFIDENCE = 0.75
# Where so few words are known, letters read with less than this confidence are guesses.
POOR_DICTIONARY = 0.5
UNSURE_CONFIDENCE = 0.85
# A page on its side leaves short words that Tesseract doubts, or none.
DOUBTED_CONFIDENCE = 0.6
FEW_WORDS = 10
# Tesseract's own unit; right answers were at 2 and more, guesses below 1.
MIN_TURN_CONFIDENCE = 1.0
# Words of so many letters are wider than high unless they stand on end ...
MIN_LETTERS = 4
# ... and then the page set upright may be read a little less well.
ON_END_WORTH = 0.9
# Lines lower than this, in pixels, are below the letters Tesseract has learnt from ...
SMALL_LINE = 24
# ... and so resolution is raised, to this at most.
HIGH_DPI = 400.0
# A letter counts by how far it is surer than this: more letters are better unless they are guesses.
EVEN = 0.5


@dataclass(frozen=True, slots=True)
class Scan:
    """A gray image to recognise, as the page is shown, with its resolution and the seconds each reading may take.

    `layer` are the words of a text layer over the image; they are kept where they are the better reading, or in any
    case where they are `trusted`: then their figures alone are read in the image.
    """

    image: Image.Image
    dpi: float
    seconds: float
    layer: tuple[Token, ...] = ()
    trusted: bool = False

    @property
    def placement(self) -> Placement:
        """Return the placement of the image as it is shown."""
        scale = POINTS_PER_INCH / self.dpi
        return Placement(self.image.width * scale, self.image.height * scale)


@dataclass(frozen=True, slots=True)
class ScanRead:
    """What was recognised: words and ruling lines in points on the page set upright, and how it was set so.

    `language` is the one the words are in, null where they don't tell; `reasons` say what was done besides reading;
    `kept` says that the words are those of the text layer; `numbers` wait to be checked, if there are any.
    """

    tokens: tuple[Token, ...]
    confidence: float | None
    edges: tuple[Box, ...]
    placement: Placement
    language: str | None
    reasons: tuple[str, ...] = ()
    kept: bool = False
    numbers: Numbers | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of an image set upright, the image it was made from, and what had been done before it."""

    result: Recognised
    image: Image.Image
    dpi: float
    edges: tuple[Box, ...]
    placement: Placement
    used: str | None
    reasons: tuple[str, ...] = ()

    @property
    def language(self) -> str | None:
        """Return the language the words are in, null where they don't tell."""
        return detect_language(self.result.text)


def read_scan(scan: Scan, language: str | None) -> ScanRead:
    """Recognise an image in a language, German if null, and once more in its own where it turns out to have another.

    Its numbers are found, not yet checked.

    Where the language is null, another language ends the attempts: the caller then knows what to ask for.
    Raises RecognitionTimeoutError, and DocumentFailure: ocr_unavailable.
    """
    if scan.trusted:
        return _kept(scan, language, ())
    reading = _read(scan, scan.placement, language)
    if language is None and _is_foreign(reading):
        return _finished(reading, None)
    reading = _in_own_language(_turned(scan, reading), scan)
    for attempt in _attempts(reading):
        reading = _better(reading, attempt, scan)
    reading = _printed(reading)
    own = reading.language or language
    if layer_is_better(_text(scan.layer), reading.result.text, own):
        return _kept(scan, own, ("kept the text layer: better than recognition",))
    return _finished(reading, find_numbers(reading.image, reading.dpi, reading.result.tokens, own))


def _printed(reading: Reading) -> Reading:
    """Return the reading without words of which the image shows nothing."""
    tokens = without_blank_words(reading.image, reading.dpi, reading.result.tokens)
    return replace(reading, result=replace(reading.result, tokens=tokens))


def _finished(reading: Reading, numbers: Numbers | None) -> ScanRead:
    tokens, confidence = reading.result.tokens, reading.result.confidence
    edges, reasons = reading.edges, reading.reasons
    return ScanRead(tokens, confidence, edges, reading.placement, reading.language, reasons, numbers=numbers)


def _kept(scan: Scan, language: str | None, reasons: tuple[str, ...]) -> ScanRead:
    """Return the text layer, its figures to be read again in the image."""
    ruled = separate_lines(scan.image, scan.dpi)
    numbers = find_numbers(ruled.image, scan.dpi, scan.layer, language)
    own = detect_language(_text(scan.layer))
    return ScanRead(scan.layer, None, ruled.edges, scan.placement, own, reasons, kept=True, numbers=numbers)


def _text(tokens: Iterable[Token]) -> str:
    return " ".join(token.text for token in tokens)


def _read(scan: Scan, placement: Placement, language: str | None) -> Reading:
    """Return the reading of an image turned as `placement` says, straightened first where it leans."""
    uneven = is_unevenly_lit(scan.image, scan.dpi)
    lit = evenly_lit(scan.image, scan.dpi) if uneven else scan.image
    faint = is_faint(lit)
    upright = turned(strengthened(lit) if faint else lit, placement.turn)
    skew = skew_of(upright, scan.dpi)
    ruled = separate_lines(straightened(upright, skew), scan.dpi)
    result = recognise(ruled.image, scan.dpi, language, scan.seconds)
    reasons = [f"turned by {placement.turn} degrees"] if placement.turn else []
    reasons += ["light evened out"] if uneven else []
    reasons += ["faint: contrast raised"] if faint else []
    reasons += [f"straightened by {abs(skew):g} degrees"] if skew else []
    placed = replace(placement, skew=skew)
    return Reading(result, ruled.image, scan.dpi, ruled.edges, placed, language, tuple(reasons))


def _worth(result: Recognised) -> float:
    """Return how much a reading has: its letters, each by how sure it is, guesses against it."""
    return sum(len(token.text) * ((token.confidence or 0.0) - EVEN) for token in result.tokens)


def _is_foreign(reading: Reading) -> bool:
    own = reading.language
    return own is not None and tesseract_language(own) != tesseract_language(reading.used)


def _turned(scan: Scan, reading: Reading) -> Reading:
    """Return the reading, or where it is next to nothing, that of the image turned as Tesseract sees its letters."""
    result = reading.result
    read_well = len(result.tokens) >= FEW_WORDS and (result.confidence or 0.0) >= DOUBTED_CONFIDENCE
    if read_well and not _stand_on_end(result.tokens):
        return reading
    try:
        turn = engine().turn(scan.image, scan.dpi, scan.seconds)
        if turn is None or turn.degrees == 0 or turn.confidence < MIN_TURN_CONFIDENCE:
            return reading
        other = _read(scan, replace(reading.placement, turn=turn.degrees), reading.used)
    except RecognitionTimeoutError:
        return reading
    # Tesseract reads text that runs downwards, but its lines are then columns to whoever lays out the page.
    on_end = _stand_on_end(result.tokens) and not _stand_on_end(other.result.tokens)
    return other if _worth(other.result) > _worth(result) * (ON_END_WORTH if on_end else 1.0) else reading


def _stand_on_end(tokens: Sequence[Token]) -> bool:
    """Return whether most words of some letters are higher than wide."""
    words = [token.box for token in tokens if len(token.text) >= MIN_LETTERS]
    return sum(box[3] - box[1] > box[2] - box[0] for box in words) > len(words) / 2


def _in_own_language(reading: Reading, scan: Scan) -> Reading:
    if not _is_foreign(reading):
        return reading
    try:
        result = recognise(reading.image, reading.dpi, reading.language, scan.seconds)
    except RecognitionTimeoutError:
        return reading
    other = replace(reading, result=result, used=reading.language)
    return other if (result.confidence or 0.0) >= (reading.result.confidence or 0.0) else reading


def _is_poor(reading: Reading) -> bool:
    result = reading.result
    confidence = result.confidence or 0.0
    if confidence < POOR_CONFIDENCE or has_shadows(reading.image, reading.dpi):
        return True
    known = dictionary_rate(result.text, reading.language or "de")
    return confidence < UNSURE_CONFIDENCE and known is not None and known < POOR_DICTIONARY


def _attempts(reading: Reading) -> Iterator[tuple[str, Callable[[Reading, float], Reading]]]:
    """Yield further ways to read a page that was read poorly."""
    if not _is_poor(reading):
        return
    heights = sorted(token.size for token in reading.result.tokens)
    small = heights and heights[len(heights) // 2] * reading.dpi / POINTS_PER_INCH < SMALL_LINE
    if small and reading.dpi < HIGH_DPI:
        yield f"read again at {HIGH_DPI:g} dpi", _enlarged
    yield "read again in black and white", _in_black_and_white


def _enlarged(reading: Reading, seconds: float) -> Reading:
    factor = HIGH_DPI / reading.dpi
    size = round(reading.image.width * factor), round(reading.image.height * factor)
    image = reading.image.resize(size, Image.Resampling.LANCZOS)
    return replace(reading, result=recognise(image, HIGH_DPI, reading.used, seconds), image=image, dpi=HIGH_DPI)


def _in_black_and_white(reading: Reading, seconds: float) -> Reading:
    return replace(reading, result=recognise(reading.image, reading.dpi, reading.used, seconds, adaptive=True))


def _better(reading: Reading, attempt: tuple[str, Callable[[Reading, float], Reading]], scan: Scan) -> Reading:
    name, read = attempt
    try:
        other = read(reading, scan.seconds)
    except RecognitionTimeoutError:
        return replace(reading, reasons=(*reading.reasons, f"{name}: took too long"))
    if _worth(other.result) > _worth(reading.result):
        return replace(other, reasons=(*reading.reasons, f"{name}: better"))
    return replace(reading, reasons=(*reading.reasons, f"{name}: no better"))
