"""Why a figure is what it is: for each of its values the words and rules that decided it, as lines of rich markup."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.markup import escape

from pipeline.domain.reasons import Reason, listening
from pipeline.extraction.extract import extract_records
from pipeline.records import Document, Evidence, Funding, Measure

# What is shown of a figure, each with the columns a reason may name.
_VALUES = {
    "basis": ("basis",),
    "unit": ("unit",),
    "interval": ("interval",),
    "period": ("period", "period_start", "period_end"),
    "payer": ("payer", "payers"),
    "payer_shares": ("payer_shares",),
    "recipient": ("recipient",),
    "instrument": ("instrument",),
    "ip_scope": ("ip_scope",),
    "scheme": ("scheme",),
    "foerderbereich": ("foerderbereich",),
    "status": ("status",),
    "role": ("role",),
    "side": ("side",),
    "is_integration": ("is_integration",),
    "is_total": ("is_total",),
    "measure_id": ("measure_id",),
}
# What every reader asks for, said or not; the others stand at what they mostly are where nothing says otherwise.
_ALWAYS = ("basis", "period", "payer", "instrument", "status")
# Rules look at much before they decide; what they found last tells most.
_SHOWN = 3
# Shorter words are signs and articles at which a rule cut a sentence.
_MIN_LETTERS = 3
_NOTHING_SAYS_IT = "no word of its own says it"


def reasons_in(document: Document) -> dict[int, list[Reason]]:
    """Return the reasons of all values of the figures of a document, by where the figure begins; reads it once more."""
    found: dict[int, list[Reason]] = {}
    with listening() as heard:
        extract_records(document)
    for reason in heard:
        found.setdefault(reason.place, []).append(reason)
    return found


def figure_lines(row: Funding, reasons: Sequence[Reason]) -> Iterator[str]:
    """Yield where a figure stands, then its values with what decided them."""
    yield _place(row.evidence)
    for name, columns in _VALUES.items():
        value, told = _value(row, name), _told([reason for reason in reasons if reason.value in columns])
        if value and (told or name in _ALWAYS):
            yield f"      {name:<15}{escape(value):<22}[dim]{escape(told or _NOTHING_SAYS_IT)}[/dim]"


def measure_lines(row: Measure) -> Iterator[str]:
    """Yield where a measure is named first, and on what its area rests."""
    yield _place(row.evidence)
    sure = "" if row.foerderbereich_confidence is None else f", {row.foerderbereich_confidence:.2f} sure"
    second = f", next {row.second_foerderbereich}" if row.second_foerderbereich else ""
    told = f"by {row.assigned_by}" if row.assigned_by else row.no_area_reason or _NOTHING_SAYS_IT
    yield f"      {'foerderbereich':<15}{row.foerderbereich or 'none':<22}[dim]{escape(told + sure + second)}[/dim]"


def _place(evidence: Evidence) -> str:
    box = (evidence.x0, evidence.y0, evidence.x1, evidence.y1)
    numbers = [f"{side:.0f}" for side in box if side is not None]
    where = f", box {' '.join(numbers)} pt" if numbers else ""
    span = f"characters {evidence.char_start}–{evidence.char_end}"
    return f"      [dim]found by {evidence.found_by}, confidence {evidence.confidence:.2f}, {span}{where}[/dim]"


def _value(row: Funding, name: str) -> str:
    """Return a value as it is shown; empty where there is nothing to explain."""
    if name == "period":
        known = row.period_start or row.period_end
        return f"{row.period_start or ''}–{row.period_end or ''}" if known else ""
    value = getattr(row, name)
    if isinstance(value, tuple):
        return " · ".join(f"{part:g}" for part in value)
    if isinstance(value, bool):
        return "yes" if value else ""
    return str(value or "")


def _told(reasons: Sequence[Reason]) -> str:
    """Return the last reasons, each once: the words in quotation marks, then the cue; empty without any."""
    told = {
        f"“{reason.words}” ({reason.cue})" if reason.words else reason.cue: None
        for reason in reasons
        if not reason.words or sum(letter.isalnum() for letter in reason.words) >= _MIN_LETTERS
    }
    return ", ".join(list(told)[-_SHOWN:])
