"""Which rows of the comparison can be read together: those of one instrument, ip_scope, side and status."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.comparison.remarks import TOGETHER, content
from pipeline.domain.data import vocabulary
from pipeline.records import ComparisonRow

PAYERS = ("bund", "kanton", "gemeinden")
# All payers: stated or summed as such, else a mix named, else an amount whose payers are not said.
_WHOLE = (None, "mixed", "unknown")
_STATUSES = ("approved", "planned", "requested", "spent", "unknown")
_IP_SCOPES = ("excluded", "included", "unknown", "only")
_SIDES = ("sources", None, "uses")
_BUDGET = ("approved", "requested", "planned")
_TOLD = (*PAYERS, *_WHOLE, "dritte")
# Third parties and rounding may lie between the three payers and the whole.
_ROUNDING = 0.05


class Frame(NamedTuple):
    """What amounts have in common that may be read together."""

    instrument: str
    ip_scope: str | None
    side: str | None
    status: str | None


@dataclass(frozen=True, slots=True)
class Choice:
    """Rows of one frame by payer (null: all payers), and the row that stands for all payers, if any does."""

    frame: Frame | None
    by_payer: Mapping[str | None, ComparisonRow]
    total: ComparisonRow | None

    def payer(self, name: str) -> ComparisonRow | None:
        """Return the row of one payer."""
        return self.by_payer.get(name)

    def rows(self) -> tuple[ComparisonRow, ...]:
        """Return the rows of the whole and of the three payers, as far as they are known."""
        found = (self.total, *(self.payer(name) for name in PAYERS))
        return tuple(row for row in found if row)


def choose(rows: Iterable[ComparisonRow]) -> Choice:
    """Return the rows of money that can be read together and tell most: the whole and each of the three payers.

    The rows are of one canton and programme, of one year (or the whole period) and one area (or all). Among frames that
    tell as much, one whose payers come to the whole goes first, then one that tells its side, then the firmer one.
    Beside programme money without the Integrationspauschale the Confederation's is its Integrationsförderkredit. A
    payer of whom the frame tells nothing is taken from another status of the budget, never from the accounts.
    """
    by_frame: dict[Frame, dict[str | None, ComparisonRow]] = defaultdict(dict)
    for row in rows:
        if row.instrument is not None and row.payer in _TOLD:
            by_frame[frame_of(row)][row.payer] = row
    choices = [_choice(frame, by_frame) for frame in by_frame]
    return min(choices, key=_worth, default=Choice(None, {}, None))


def _choice(frame: Frame, by_frame: Mapping[Frame, Mapping[str | None, ComparisonRow]]) -> Choice:
    chosen = dict(by_frame[frame])
    for other in _beside(frame):
        for payer, row in by_frame.get(other, {}).items():
            if payer == "bund" or (payer in PAYERS and other.instrument == frame.instrument):
                chosen.setdefault(payer, row)
    return Choice(frame, chosen, _total(chosen))


def _beside(frame: Frame) -> Iterator[Frame]:
    """Yield where payers may stand that the frame lacks: the federal credit, and other statuses of the budget."""
    with_credit = frame[:2] == ("kip_total", "excluded")
    instruments = (frame.instrument, "ifk") if with_credit else (frame.instrument,)
    statuses = _BUDGET if frame.status in _BUDGET else (frame.status,)
    for status in (frame.status, *statuses):
        yield from (frame._replace(instrument=instrument, status=status) for instrument in instruments)


def _worth(choice: Choice) -> tuple[object, ...]:
    """Return the sort key of choices, the best first."""
    frame, parts = choice.frame or Frame("other", None, None, None), [choice.payer(name) for name in PAYERS]
    stated = sum(part.amount_chf or 0.0 for part in parts if part)
    whole = choice.total.amount_chf or 0.0 if choice.total else 0.0
    comes_to_whole = bool(whole) and abs(stated - whole) <= _ROUNDING * whole
    return (-len(choice.rows()), not comes_to_whole, frame.side is None, *preference(frame))


def frame_of(row: ComparisonRow) -> Frame:
    """Return the frame of a row of money."""
    return Frame(row.instrument or "other", row.ip_scope, row.side, row.status)


def preference(frame: Frame) -> tuple[int, int, int, int]:
    """Return the sort key of frames: programme money first, then what is firm, then without the lump sum."""
    instruments = ("kip_total", *vocabulary("instrument"))
    return (
        instruments.index(frame.instrument),
        _STATUSES.index(frame.status or "unknown"),
        _IP_SCOPES.index(frame.ip_scope or "unknown"),
        _SIDES.index(frame.side),
    )


def _total(chosen: Mapping[str | None, ComparisonRow]) -> ComparisonRow | None:
    """Return the money of all payers; an amount whose payers are not told is none if its parts come to more.

    What canton and municipalities pay together is none: every programme has federal money (Art. 58 AIG).
    """
    parts = sum(chosen[payer].amount_chf or 0.0 for payer in PAYERS if payer in chosen)
    for payer in _WHOLE:
        row = chosen.get(payer)
        if row and without_confederation(row):
            continue
        if row and (payer is None or (row.amount_chf or 0.0) >= parts):
            return row
    return None


def without_confederation(row: ComparisonRow) -> bool:
    """Return whether an amount is what others than the Confederation pay together."""
    told = (content(item) for item in row.remarks or ())
    return any(item["code"] == TOGETHER and "bund" not in item["payers"] for item in told)
