"""What stands upon a PDF's page: values typed into its form, text and stamps set over it, drawn into the page itself.

pdfium keeps them apart from the page's text. Notes that open at a click are no part of what the page shows.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as api

from pipeline.reading.pdfium import Frame
from pipeline.reading.tokens import EMPTY, TICKED, Token
from pipeline.records import Box

_SHOWN = frozenset({api.FPDF_ANNOT_WIDGET, api.FPDF_ANNOT_FREETEXT, api.FPDF_ANNOT_STAMP})
_BOXES = frozenset({api.FPDF_FORMFIELD_CHECKBOX, api.FPDF_FORMFIELD_RADIOBUTTON})
_UNSEEN = api.FPDF_ANNOT_FLAG_INVISIBLE | api.FPDF_ANNOT_FLAG_HIDDEN | api.FPDF_ANNOT_FLAG_NOVIEW

# A box in the page's own coordinates (left, bottom, right, top), and whether it is ticked.
Tick = tuple[Box, bool]


def load_filled(pdf: pdfium.PdfDocument, index: int) -> tuple[pdfium.PdfPage, list[Tick]]:
    """Return a page with what was filled in drawn upon it, and the boxes to tick. Raises PdfiumError.

    The page stays so for whoever loads it later.
    """
    page = _in_its_sheet(pdf[index])
    kinds = [(kind, annotation) for kind, annotation in _annotations(page) if kind in _SHOWN]
    ticks = [tick for kind, annotation in kinds if (tick := _tick_of(pdf, kind, annotation))]
    for _, annotation in kinds:
        api.FPDFPage_CloseAnnot(annotation)
    if not kinds or api.FPDFPage_Flatten(page.raw, api.FLAT_NORMALDISPLAY) != api.FLATTEN_SUCCESS:
        return page, ticks
    page.close()
    return pdf[index], ticks


def _in_its_sheet(page: pdfium.PdfPage) -> pdfium.PdfPage:
    """Return a page cropped to a part of its sheet; where it lies beside it, pdfium would show nothing at all."""
    if not all(page.get_size()):
        page.set_cropbox(*page.get_mediabox())
    return page


def _annotations(page: pdfium.PdfPage) -> Iterator[tuple[int, Any]]:
    """Yield the kind of each annotation of a page that is shown, and a handle the caller closes if it is of use."""
    for place in range(api.FPDFPage_GetAnnotCount(page.raw)):
        annotation = api.FPDFPage_GetAnnot(page.raw, place)
        if not annotation:
            continue
        kind = int(api.FPDFAnnot_GetSubtype(annotation))
        flags = api.FPDFAnnot_GetFlags(annotation)
        if kind in _SHOWN and not flags & _UNSEEN:
            yield kind, annotation
            continue
        if flags & _UNSEEN:
            # pdfium would draw those that are for paper alone.
            api.FPDFAnnot_SetFlags(annotation, flags | api.FPDF_ANNOT_FLAG_HIDDEN)
        api.FPDFPage_CloseAnnot(annotation)


def _tick_of(pdf: pdfium.PdfDocument, kind: int, annotation: Any) -> Tick | None:
    if kind != api.FPDF_ANNOT_WIDGET or pdf.formenv is None:
        return None
    form, rect = pdf.formenv.raw, api.FS_RECTF()
    if api.FPDFAnnot_GetFormFieldType(form, annotation) not in _BOXES:
        return None
    if not api.FPDFAnnot_GetRect(annotation, ctypes.byref(rect)):
        return None
    box = (float(rect.left), float(rect.bottom), float(rect.right), float(rect.top))
    return box, bool(api.FPDFAnnot_IsChecked(form, annotation))


def with_ticks(tokens: Sequence[Token], ticks: Sequence[Tick], frame: Frame) -> list[Token]:
    """Return the words of a page with a sign for each box of its form, in place of the sign drawn in it."""
    marks = [(frame.box(*box), TICKED if ticked else EMPTY) for box, ticked in ticks]
    kept = [token for token in tokens if not any(_holds(box, token.box) for box, _ in marks)]
    return kept + [Token(sign, box, box[3] - box[1]) for box, sign in marks]


def _holds(box: Box, other: Box) -> bool:
    x, y = (other[0] + other[2]) / 2, (other[1] + other[3]) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]
