"""Text from documents made harmless for where people read it: a terminal, Markdown, a DOCX file."""

from __future__ import annotations

import re
import unicodedata

UNKNOWN = "–"
"""What stands for a value that is not known, which is not zero."""

CUT_MARK = "…"

# Control and format characters, among them escape sequences of terminals and changes of direction, and halves of
# surrogate pairs (Unicode general categories; UAX 9 for the changes of direction).
_UNWANTED = ("Cc", "Cf", "Cs", "Co", "Cn")
# What CommonMark 0.31 and GitHub's additions take for markup anywhere in a line: escapes, code, emphasis, links, tags,
# entities, cells, formulas, bare addresses; an underscore inside a word is none.
_MARKUP = re.compile(r"[\\`*{}\[\]|~<>&@$]|(?<!\w)_|_(?!\w)|:(?=//)|(?<=www)\.", re.IGNORECASE)
# What is markup at the beginning only: headings, items of lists, rules.
_LEAD = re.compile(r"^(\d*)(?=[#+=.)-])")


def one_line(text: str, limit: int | None = None) -> str:
    """Return text on one line without control characters, cut with CUT_MARK if it has more characters than `limit`."""
    spaced = " ".join(text.split())
    clean = "".join(char for char in spaced if unicodedata.category(char) not in _UNWANTED)
    return clean if limit is None or len(clean) <= limit else clean[: limit - 1].rstrip() + CUT_MARK


def markdown(text: str) -> str:
    """Return text as Markdown that shows exactly this text, on one line, whatever markup it holds."""
    escaped = _MARKUP.sub(lambda match: f"\\{match[0]}", one_line(text))
    return _LEAD.sub(r"\1\\", escaped)


def swiss(value: float | None) -> str:
    """Return a number as Switzerland writes it: 1’234’567, up to two decimals; UNKNOWN for null."""
    if value is None:
        return UNKNOWN
    text = f"{value:,.2f}".replace(",", "’")
    return text.removesuffix(".00")


def swiss_day(day: str | None) -> str | None:
    """Return an ISO date, or as much of one as is known, as Switzerland writes it: 8.6.2023 as `08.06.2023`."""
    return day and ".".join(reversed(day.split("-")))
