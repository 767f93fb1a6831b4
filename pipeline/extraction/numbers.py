"""Numbers as Swiss offices write them: `1'498'188`, `18 000`, `1.5`, `drei`, `385'000.00`, `1'500.--`."""

from __future__ import annotations

import re
from decimal import Decimal

# U+0027, U+2019, U+2018, U+02BC, grave and acute accents, and every space that groups digits; all were seen in print.
GROUP_SIGNS = "'’‘ʼ`´"
GROUP_SPACES = " \u00a0\u202f\u2009\u2007"
_GROUP = f"[{GROUP_SIGNS}{GROUP_SPACES}]"

# Groups of three, parted by signs or by spaces, never by both: `226'500 906'000` is two numbers. Spaces part at most
# two groups, for sums of milliards are written in words, and columns of a table stand apart by spaces too.
_GROUPS = rf"\d{{1,3}}(?:(?:[{GROUP_SIGNS}]\d{{3}})+|(?:[{GROUP_SPACES}]\d{{3}}){{1,2}})(?!\d)(?:[.,]\d{{1,2}}(?!\d))?"
# A full stop groups only when it does so twice (`1.234.567`), else it is a decimal point.
NUMBER = (
    rf"(?:{_GROUPS}"
    r"|\d{1,3}(?:\.\d{3}){2,}(?!\d)(?:,\d{1,2})?"
    r"|\d+(?:[.,]\d+)?)"
)
# What may follow instead of Rappen: `.–`, `.--`, `.-`, `,-`.
NO_RAPPEN = r"(?:[.,]\s?(?:[–—−]|-{1,2}))?"

_GROUPED = re.compile(rf"^{_GROUPS}$")
_DOTTED = re.compile(r"^\d{1,3}(?:\.\d{3}){2,}(?:,\d{1,2})?$")


def parse_number(text: str) -> Decimal:
    """Return the value of a number written in any of the ways of `NUMBER`.

    Raises ValueError where the text is not such a number.
    """
    cleaned = text.strip()
    if _DOTTED.match(cleaned):
        return Decimal(cleaned.replace(".", "").replace(",", "."))
    if _GROUPED.match(cleaned):
        return Decimal(re.sub(_GROUP, "", cleaned).replace(",", "."))
    if re.fullmatch(r"\d+(?:[.,]\d+)?", cleaned):
        return Decimal(cleaned.replace(",", "."))
    raise ValueError(f"not a number: {text!r}")


def is_grouped(text: str) -> bool:
    """Tell whether the digits stand in groups of three, as amounts do and years don't."""
    return bool(_GROUPED.match(text.strip()))
