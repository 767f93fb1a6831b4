"""Figures of recognised pages: every number is read a second time, and says how sure its digits are.

Recognition gets one figure in six of small print wrong, and is as sure of it as of the others. What a figure needs to
be `verified`: a second reading that agrees, in another setting and without its grouping marks; the grammar of Swiss
grouping; and as many digits as its shape has, which is seen without recognising anything. Where these disagree there
are two more readings, and the majority decides: `repaired` where the first reading can't be right by shape or grammar,
which stays among the alternatives; `conflict` where it can, or where there is no majority; `single` where nothing
confirms the figure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np
from PIL import Image

from pipeline.reading.figure_crops import Figure, Sheet, find_figures
from pipeline.reading.figure_dashes import with_dashes
from pipeline.reading.figure_forms import MARK, Form, completed, form_of, is_clean, is_well_formed, without_own_digits
from pipeline.reading.figure_lost import find_lost
from pipeline.reading.figure_shapes import DASH, POINT, agrees, with_marks
from pipeline.reading.figure_strips import Setting, read_strip
from pipeline.reading.ocr import RecognitionTimeoutError, tesseract_language
from pipeline.reading.pdfium import POINTS_PER_INCH
from pipeline.reading.tokens import Token
from pipeline.records import Box, union

# The sizes and gaps that read best; those of the further readings differ in both.
SECOND = Setting(32, 0.14)
FURTHER = (Setting(26, 0.3), Setting(42, 0.2))
# Without a clear shape so many digits need a third reading: a doubled digit could pass for one of theirs.
DIGITS_WITHOUT_SHAPE = 4
# So many readings agree where no other is possible, and where one or two others are.
AGREEING, MAJORITY = 2, 3

VERIFIED, SINGLE, CONFLICT, REPAIRED = "verified", "single", "conflict", "repaired"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a figure reads, how sure that is, and what else was read."""

    text: str
    state: str
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Numbers:
    """The words of a page and its numbers, cut out of the image, to be read again; `scale` is points per pixel."""

    tokens: tuple[Token, ...]
    figures: tuple[Figure, ...]
    scale: float
    language: str | None


def check_figures(
    image: Image.Image, dpi: float, tokens: Sequence[Token], language: str | None, seconds: float
) -> tuple[Token, ...]:
    """Return the words of one page with each number checked against its gray image, as `check_numbers` does it."""
    numbers = find_numbers(image, dpi, tokens, language)
    return check_numbers([numbers], seconds)[0] if numbers else tuple(tokens)


def find_numbers(image: Image.Image, dpi: float, tokens: Sequence[Token], language: str | None) -> Numbers | None:
    """Return the words of a page and its numbers, those without a word, too; null for a page without numbers.

    The words may come from recognition or from a text layer that lies over the gray image.
    """
    sheet = Sheet.of(np.asarray(image), dpi, tokens)
    figures = find_figures(sheet)
    figures += find_lost(sheet, dpi, figures)
    return Numbers(tuple(tokens), tuple(figures), POINTS_PER_INCH / dpi, language) if figures else None


def check_numbers(pages: Sequence[Numbers], seconds: float) -> list[tuple[Token, ...]]:
    """Return the words of each page with its numbers checked, those of all pages in the same calls of Tesseract.

    Numbers torn apart at a grouping mark become one word; all other words stay as they are. `seconds` is the limit for
    each call; where it is passed, what was not read again is `single`. Raises DocumentFailure: ocr_unavailable.
    """
    verdicts: dict[int, list[Verdict | None]] = {}
    languages = [tesseract_language(page.language) for page in pages]
    for language in dict.fromkeys(languages):
        same = [index for index, other in enumerate(languages) if other == language]
        figures = [figure for index in same for figure in pages[index].figures]
        found = iter(_verdicts(figures, pages[same[0]].language, seconds))
        verdicts |= {index: list(islice(found, len(pages[index].figures))) for index in same}
    return [_with_verdicts(page, verdicts[index]) for index, page in enumerate(pages)]


def _with_verdicts(page: Numbers, verdicts: Sequence[Verdict | None]) -> tuple[Token, ...]:
    checked: dict[int, Token] = {}
    lost: list[Token] = []
    absorbed: set[int] = set()
    for figure, verdict in zip(page.figures, verdicts, strict=True):
        if verdict and figure.tokens:
            checked[figure.tokens[0]] = _checked([page.tokens[index] for index in figure.tokens], verdict)
            absorbed |= set(figure.tokens[1:])
        elif verdict and figure.box:
            lost.append(_found(figure.box, page.scale, verdict))
    kept = (checked.get(index, token) for index, token in enumerate(page.tokens) if index not in absorbed)
    return (*kept, *lost)


def _checked(tokens: Sequence[Token], verdict: Verdict) -> Token:
    """Return the tokens of a figure as one, with its verdict."""
    box = union(token.box for token in tokens) or tokens[0].box
    return replace(tokens[0], text=verdict.text, box=box, state=verdict.state, alternatives=verdict.alternatives)


def _found(box: Box, scale: float, verdict: Verdict) -> Token:
    """Return a figure that had no word, with a box in pixels, as one."""
    x0, y0, x1, y1 = (side * scale for side in box)
    return Token(verdict.text, (x0, y0, x1, y1), y1 - y0, confidence=0.0, state=verdict.state)


def _verdicts(figures: Sequence[Figure], language: str | None, seconds: float) -> list[Verdict | None]:
    """Return a verdict for each figure; null for what turns out to be no number."""
    readings: dict[int, list[Form]] = {index: [] for index in range(len(figures))}
    try:
        visible = [index for index, figure in enumerate(figures) if figure.crop.shape.parts]
        _read(figures, readings, visible, (SECOND,), language, seconds)
        open_ones = [index for index in visible if not _is_settled(figures[index], readings[index])]
        _read(figures, readings, open_ones, FURTHER, language, seconds)
    except RecognitionTimeoutError:
        # What was read until then still counts; the others have one reading.
        pass
    verdicts = [judge(figure, readings[index]) for index, figure in enumerate(figures)]
    return [
        verdict and replace(verdict, text=with_dashes(figure.crop.pixels, figure.crop.shape, verdict.text))
        for figure, verdict in zip(figures, verdicts, strict=True)
    ]


def _read(
    figures: Sequence[Figure],
    readings: Mapping[int, list[Form]],
    chosen: Sequence[int],
    settings: Sequence[Setting],
    language: str | None,
    seconds: float,
) -> None:
    """Add a reading for each chosen figure and setting, all of them in one call of Tesseract."""
    rows = [(index, setting) for setting in settings for index in chosen]
    texts = read_strip([(figures[index].crop, setting) for index, setting in rows], language, seconds) if rows else []
    for (index, _), text in zip(rows, texts, strict=True):
        readings[index].append(form_of(text))


def _is_settled(figure: Figure, forms: Sequence[Form]) -> bool:
    verdict = judge(figure, forms)
    return verdict is not None and verdict.state == VERIFIED and not figure.doubtful


def judge(figure: Figure, forms: Sequence[Form]) -> Verdict | None:
    """Return the verdict on a figure after further readings; null for a doubtful word that is no number."""
    first = form_of(figure.text)
    readings = [first, *forms]
    votes = _votes(figure, readings)
    winner = _winner(figure, votes)
    if winner is None:
        return None if _is_no_number(figure, votes) else _undecided(figure, readings, votes)
    state = VERIFIED if winner == first.value or not figure.text else REPAIRED
    return Verdict(_printed(figure, winner, readings), state, _others(figure, readings, winner))


def _is_no_number(figure: Figure, votes: Counter[str]) -> bool:
    """Tell whether a doubtful word stays as it is, or a number without a word is none for lack of readings."""
    return figure.doubtful and (bool(figure.text) or votes.total() < AGREEING)


def _votes(figure: Figure, forms: Sequence[Form]) -> Counter[str]:
    """Count the readings for each value that its shape allows."""
    clean = [form for form in forms if is_clean(form.core)]
    return Counter(form.value for form in clean if _fits(figure, form.core) is not False)


def _fits(figure: Figure, core: str) -> bool | None:
    """Tell whether the shape confirms a core, alone or with what was read around it; null where it is not clear."""
    if agrees(figure.crop.shape, "", core, ""):
        return True
    around = form_of(figure.text)
    return agrees(figure.crop.shape, around.before, core, around.after)


def _winner(figure: Figure, votes: Counter[str]) -> str | None:
    """Return the value enough readings agree on, or null."""
    if not votes or figure.crop.shape.pattern.startswith((MARK, POINT)):
        # What begins with a grouping mark or a point is the rest of a number.
        return None
    value, count = votes.most_common(1)[0]
    first = form_of(figure.text)
    if value != first.value and votes[first.value] and is_well_formed(first.core):
        # Strokes over a digit mislead all further readings alike: against a sound first one they only raise doubt.
        return None
    digits = sum(sign.isdigit() for sign in value)
    sure = len(votes) == 1 and (_fits(figure, value) or digits < DIGITS_WITHOUT_SHAPE)
    enough = count >= (AGREEING if sure else MAJORITY)
    return value if enough and is_well_formed(_core(figure, value, [first])) else None


def _core(figure: Figure, value: str, forms: Sequence[Form]) -> str:
    """Return a value as printed: with the comma of a reading that has one, and the marks of the page."""
    same = [form.core for form in forms if form.value == value]
    if same and MARK in same[0] and is_well_formed(same[0]):
        return same[0]
    marked = completed(with_marks(figure.crop.shape, same[0] if same else value))
    return marked if MARK in marked or not same else completed(same[0])


def _printed(figure: Figure, value: str, forms: Sequence[Form]) -> str:
    """Return a value with what stands around it, unless the shape shows that nothing does."""
    core = _core(figure, value, forms)
    first = without_own_digits(forms[0], core)
    if not first.core:
        return core
    printed = first.printed if first.core == core else core
    if agrees(figure.crop.shape, "", core, ""):
        # Nothing but the number is printed there, except perhaps the point of a sentence.
        return printed + (first.after if figure.crop.shape.pattern[-1] in POINT + DASH else "")
    return f"{first.before}{printed}{first.after}"


def _undecided(figure: Figure, readings: Sequence[Form], votes: Counter[str]) -> Verdict:
    """Return a figure as most readings have it, the first where none is ahead, with the others beside it."""
    first = readings[0]
    best, count = votes.most_common(1)[0] if votes else (first.value, 0)
    ahead = not figure.text or count > max(1, votes[first.value])
    value = best if ahead else first.value
    others = _others(figure, readings, value)
    return Verdict(_printed(figure, best, readings) if ahead else figure.text, CONFLICT if others else SINGLE, others)


def _others(figure: Figure, readings: Sequence[Form], value: str) -> tuple[str, ...]:
    """Return what else was read, the first reading first."""
    first, *further = readings
    cores = [first.core or figure.text] if first.value != value else []
    cores += [_core(figure, form.value, readings) for form in further if is_clean(form.core) and form.value != value]
    return tuple(core for core in dict.fromkeys(cores) if core)
