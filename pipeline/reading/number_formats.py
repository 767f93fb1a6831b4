"""Numbers of a workbook as their number format shows them, thousands set apart as Swiss readers know it.

Formats are stored in American notation whatever the language of Excel (ECMA-376 part 1, 18.8.31): sections for
positive, negative and zero values, `,` between digits for thousands and after them for a division by 1000.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal, localcontext

THOUSANDS = "'"
GENERAL = "general"
# What Excel shows of a number without a format fits in a cell of 11 characters.
GENERAL_DIGITS = 10
# More decimals than any format shows.
MAX_DECIMALS = 30

_COLOUR_OR_CONDITION = re.compile(r"\[(?!\$|[hms]+\])[^\]]*\]", re.IGNORECASE)
_CURRENCY = re.compile(r"\[\$([^\]-]*)(?:-[^\]]*)?\]")
# A space as wide as the next character, or the next character up to the cell's edge: nothing a reader reads.
_PADDING = re.compile(r"_.|\*.")
_PIECE = re.compile(r'"([^"]*)"|\\(.)|([#0?][#0?,.\' ]*[#0?,.]|[#0?])|(.)', re.DOTALL)
_SECTION = re.compile(r'((?:"[^"]*"|\\.|[^;"\\])*)(;|$)', re.DOTALL)
# Thousands set apart by hand: an apostrophe or a space between digits, bare, escaped or in quotes.
_BY_HAND = re.compile(r"""(?<=[#0])(?:\\?['’ \u00a0]|"['’ \u00a0]")(?=[#0?])""")
_LITERALS = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Pattern:
    """One section of a format: what stands before and after the digits, and how these are set.

    `decimals` is the greatest count shown, `fixed` how many of them even where they are zero, `power` by which power
    of ten the value is multiplied before. `digits` is false for a section of nothing but text.
    """

    before: str
    after: str
    digits: bool = True
    whole: int = 0
    decimals: int = 0
    fixed: int = 0
    grouped: bool = False
    power: int = 0


def show(value: object, number_format: str) -> str:
    """Return a cell's value as a reader sees it; dates in ISO, as precise as the format shows them."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return _number(Decimal(repr(value)), number_format)
    if isinstance(value, date | time | timedelta):
        return _moment(value, number_format)
    return str(value)


def _number(value: Decimal, number_format: str) -> str:
    if not value.is_finite():
        return str(value)
    section, signed = _section(value, _sections(number_format))
    if not section:
        return ""
    plain = _LITERALS.sub("", section).lower()
    if GENERAL in plain or "@" in plain or "/" in plain or "e+" in plain or "e-" in plain:
        return _general(value)
    pattern = _pattern(section)
    digits = _digits(abs(value), pattern)
    text = f"{pattern.before}{digits}{pattern.after}"
    # A negative value in red without a minus would read as a positive one.
    unsigned = not signed or not re.search(r"[-–−(]", text)
    if value < 0 and unsigned and re.search(r"[1-9]", digits):
        text = f"-{text}"
    return " ".join(text.split())


def _sections(number_format: str) -> list[str]:
    sections: list[str] = []
    for match in _SECTION.finditer(number_format or GENERAL):
        sections.append(match.group(1))
        if not match.group(2):
            break
    return sections


def _section(value: Decimal, sections: list[str]) -> tuple[str, bool]:
    """Return the section for a value, and whether it shows the sign itself; an empty one hides the value."""
    if value < 0 and len(sections) > 1:
        return sections[1], True
    if value == 0 and len(sections) > 2:
        return sections[2], True
    return sections[0], False


def _pattern(section: str) -> Pattern:
    section = _CURRENCY.sub(r'"\1"', _COLOUR_OR_CONDITION.sub("", section))
    section = _BY_HAND.sub(",", _PADDING.sub(" ", section))
    texts, digits = [""], ""
    percent = 0
    for quoted, escaped, placed, other in _PIECE.findall(section):
        if placed:
            # Digits in two pieces (`0"."0`) are one number with a sign of its own between them.
            digits += placed
            texts += [""] if len(texts) == 1 else []
            continue
        percent += other == "%"
        texts[-1] += quoted or escaped or other
    if not re.search(r"[0#]", digits):
        return Pattern("".join(texts), "", digits=False)
    return _with_digits(texts, digits, 2 * percent)


def _with_digits(texts: list[str], digits: str, power: int) -> Pattern:
    whole, _, decimals = digits.partition(".")
    scale = len(digits) - len(digits.rstrip(","))
    decimals = re.sub(r"[^0#?]", "", decimals)
    core = whole.rstrip(",")
    # `#,##0.–` shows its point although no decimals follow.
    point = "." if digits.endswith(".") else ""
    return Pattern(
        texts[0],
        point + "".join(texts[1:]),
        whole=core.count("0"),
        decimals=min(len(decimals), MAX_DECIMALS),
        fixed=min(decimals.count("0"), MAX_DECIMALS),
        grouped=bool(re.search(r"[0#?][,' ][0#?]", core)),
        power=power - 3 * scale,
    )


def _digits(value: Decimal, pattern: Pattern) -> str:
    if not pattern.digits:
        return ""
    with localcontext(rounding=ROUND_HALF_UP):
        text = f"{value.scaleb(pattern.power):,.{pattern.decimals}f}"
    whole, _, decimals = text.partition(".")
    whole = whole.replace(",", THOUSANDS if pattern.grouped else "").rjust(pattern.whole, "0")
    optional = decimals[pattern.fixed :].rstrip("0")
    decimals = decimals[: pattern.fixed] + optional
    return f"{whole}.{decimals}" if decimals else whole


def _general(value: Decimal) -> str:
    """Return a number without a format: all digits before the point, as many after it as a cell shows."""
    before = max(value.adjusted() + 1, 1)
    with localcontext(rounding=ROUND_HALF_UP):
        text = f"{value:.{max(0, GENERAL_DIGITS - before)}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def _moment(value: date | time | timedelta, number_format: str) -> str:
    if isinstance(value, time):
        return value.isoformat("minutes")
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60}:{minutes % 60:02}"
    shown = _LITERALS.sub("", number_format).lower()
    day = value.date() if isinstance(value, datetime) else value
    if "d" not in shown and "h" not in shown and "y" in shown:
        return day.isoformat()[:7] if "m" in shown else day.isoformat()[:4]
    if isinstance(value, datetime) and value.time() != time(0):
        return value.isoformat(" ", "minutes")
    return day.isoformat()
