"""Years, spans of years, programmes and dates in running text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.domain.lexicon import alternatives, joined_pattern, lexicon, says
from pipeline.domain.programs import program_of_years, years_of
from pipeline.domain.reasons import hear
from pipeline.extraction.spans import put_spans
from pipeline.extraction.tokenizer import text_of

# Years of which these documents speak; others are numbers of laws, streets or heads.
FIRST_YEAR, LAST_YEAR = 1990, 2060
# Longer spans of years are history.
LONGEST_SPAN = 15
# Two years may be the ends of a span; more of them in a row are a list.
MIN_LISTED = 2
# The word for a programme stands so near before its years.
REACH_OF_A_NAME = 40
# A currency and the blank after it are no longer than this.
REACH_OF_A_CURRENCY = 12
# `2021-GC-118` is the number of a motion.
_YEAR = r"(?<![\d.,'’/-])(?:19[89]\d|20[0-5]\d)(?![\d'’]|[.,/]\d|-(?-i:[A-Z]{2,4})-\d)"
_PROGRAM = r"\b(?:KIP|PIC|PCI)[ \u00a0]?(?P<number>2\s?bis|III|II|I|[1-4])(?![\w/]|[.,]\d)"
# No year stands without four digits, no programme without its sign; most texts have neither.
_FOUR_DIGITS = re.compile(r"\d\d\d\d")
_PROGRAM_SIGN = re.compile(r"KIP|PIC|PCI|ntegrationsprogramm")
# Fribourg counts its programmes by ordinals; only these signs name a programme.
_PROGRAMS = {"1": "KIP 1", "I": "KIP 1", "2": "KIP 2", "II": "KIP 2", "2BIS": "KIP 2bis", "3": "KIP 3", "III": "KIP 3"}


@dataclass(frozen=True, slots=True)
class Period:
    """Years named at `text[start:end]`; `last` is null for an open end; `program` where one is named by number.

    `within` is the programme named by number of which this is one year.
    """

    start: int
    end: int
    first: int | None
    last: int | None
    program: str | None = None
    within: str | None = None

    @property
    def single_year(self) -> bool:
        """Tell whether exactly one calendar year is named."""
        return self.first is not None and self.first == self.last and self.program is None


@dataclass(frozen=True, slots=True)
class Day:
    """A date named at `text[start:end]`, in ISO form as precise as the text: 2023-06-08, 2023-11, 2023."""

    start: int
    end: int
    iso: str


@cache
def _span_pattern(language: str) -> re.Pattern[str]:
    words = lexicon(language)["periods"]
    last = r"(?:(?:19|20)\d{2}|(?<=[–—/-])\d{2})(?![\d/])"
    first = _YEAR.replace("[.,/]", "[.,]")
    return re.compile(rf"(?P<a>{first}){words['between_years_re']}(?P<b>{last})", re.IGNORECASE)


@cache
def _list_pattern(language: str) -> re.Pattern[str]:
    """`2021, 2022 und 2023`: years in a row, at least three."""
    between = lexicon(language)["periods"]["between_years_re"]
    year = r"(?:19|20)\d{2}(?![\d/]|[.,]\d)"
    return re.compile(rf"{_YEAR}(?:,\s+{year})+(?:,?{between}{year}|(?<=\d,\s\d{{4}}))", re.IGNORECASE)


@cache
def _bare_span_pattern() -> re.Pattern[str]:
    """`Integrationsprogramm 2024 2027`: recognition lost the dash; two years in a row may be two columns."""
    spans = (years_of(program) for program in dict.fromkeys(_PROGRAMS.values()))
    pairs = "|".join(f"{years[0]} {years[-1]}" for years in spans if years[-1] - years[0] > 1)
    return re.compile(rf"(?<![\d–—-])(?:{pairs})(?!\d)")


@cache
def _open_pattern(language: str) -> re.Pattern[str]:
    return re.compile(rf"\b{lexicon(language)['periods']['from_re']}(?P<a>{_YEAR})", re.IGNORECASE)


@cache
def _date_pattern(language: str) -> re.Pattern[str]:
    months = alternatives(lexicon(language)["months"])
    return re.compile(
        rf"(?P<day>\d{{1,2}})(?:\.|er|°|º)?\s*(?P<month>{months})\s+(?P<year>\d{{4}})"
        rf"|(?<!\d)(?P<d>\d{{1,2}})\.\s?(?P<m>\d{{1,2}})\.\s?(?P<y>(?:19|20)\d{{2}})(?!\d)"
        rf"|(?<!\d)(?P<iy>(?:19|20)\d{{2}})[-.](?P<im>\d{{2}})[-.](?P<id>\d{{2}})(?!\d)"
        rf"|(?<![\d.]\s)\b(?P<month_only>{months})\s+(?P<month_year>\d{{4}})",
        re.IGNORECASE,
    )


_DAY_MONTH = r"(?<!\d)(?P<day>\d{{1,2}})(?:\.\s*|(?:er|°)?\s+)(?P<month>{months})(?!\s+\d{{4}})"


def find_dates(text: str, language: str) -> list[Day]:
    """Return the dates of a text in order; impossible ones such as 31.02.2023 are left out."""
    found: list[Day] = []
    if not _FOUR_DIGITS.search(text):
        return found
    for match in _date_pattern(language).finditer(text):
        iso = _iso(match, language)
        if iso:
            found.append(Day(match.start(), match.end(), iso))
    return found


def find_day_months(text: str, language: str) -> list[tuple[int, int, int, int]]:
    """Return (start, end, month, day) of dates without a year, such as `am 19. April`, `le 19 avril`."""
    months = lexicon(language)["months"]
    pattern = re.compile(_DAY_MONTH.format(months=alternatives(months)), re.IGNORECASE)
    return [(m.start(), m.end(), int(months[m["month"].casefold()]), int(m["day"])) for m in pattern.finditer(text)]


def _iso(match: re.Match[str], language: str) -> str | None:
    months = lexicon(language)["months"]
    if match["month_only"]:
        return f"{int(match['month_year']):04d}-{int(months[match['month_only'].casefold()]):02d}"
    if match["month"]:
        parts = (int(match["year"]), int(months[match["month"].casefold()]), int(match["day"]))
    elif match["d"]:
        parts = (int(match["y"]), int(match["m"]), int(match["d"]))
    else:
        parts = (int(match["iy"]), int(match["im"]), int(match["id"]))
    try:
        return date(*parts).isoformat()
    except ValueError:
        return None


def find_periods(text: str, language: str) -> list[Period]:
    """Return spans of years, programmes and single years in order; years inside a date are part of the date."""
    found: list[Period] = []
    if not (_FOUR_DIGITS.search(text) or _PROGRAM_SIGN.search(text)):
        return found
    taken = [(day.start, day.end) for day in find_dates(text, language) if not _begins_a_year(text, day, language)]
    found += _spans(text, language)
    for match in _bare_span_pattern().finditer(text):
        first, last = map(int, match[0].split())
        found.append(_one_of(text, Period(match.start(), match.end(), first, last), language))
    for match in re.finditer(_PROGRAM, text):
        program = _PROGRAMS.get(re.sub(r"\s", "", match["number"]).upper())
        if program:
            years = years_of(program)
            found.append(_one_of(text, Period(match.start(), match.end(), years[0], years[-1], program), language))
    found += [period for period in _counted_programs(text, language) if not _meets(period, found)]
    for match in _open_pattern(language).finditer(text):
        if not _taken(match, found, taken):
            found.append(_from(text, match, language))
    for match in re.finditer(_YEAR, text):
        if not _taken(match, found, taken) and not _is_money(text, match, language):
            found.append(Period(match.start(), match.end(), int(match[0]), int(match[0])))
    for period in found:
        hear("periods.years", text[period.start : period.end])
    return sorted(found, key=lambda period: (period.start, -period.end))


def _spans(text: str, language: str) -> list[Period]:
    """Return the lists of years and the spans between two of them."""
    found: list[Period] = []
    for match in _list_pattern(language).finditer(text):
        listed = [int(year) for year in re.findall(r"\d{4}", match[0])]
        if len(listed) > MIN_LISTED and listed == list(range(listed[0], listed[-1] + 1)):
            found.append(Period(match.start(), match.end(), listed[0], listed[-1]))
    for match in _span_pattern(language).finditer(text):
        first, last = int(match["a"]), int(match["b"])
        last = last if last > 99 else first // 100 * 100 + last
        # `2023/24` is a school year; other numbers after a stroke count decisions.
        farthest = first + (1 if "/" in match[0] else LONGEST_SPAN)
        if first < last <= farthest and not _taken(match, found, []):
            found.append(_since_school_year(text, match, first, last, language))
    return found


def _since_school_year(text: str, match: re.Match[str], first: int, last: int, language: str) -> Period:
    """`ab dem Schuljahr 2024/25`: from its first year on; other spans are what they say."""
    before = text[max(0, match.start() - REACH_OF_A_NAME) : match.start()]
    if "/" in match[0] and says(before, language, "periods", "since_school_year_re"):
        return Period(match.start(), match.end(), first, None)
    return _one_of(text, Period(match.start(), match.end(), first, last), language)


def _begins_a_year(text: str, day: Day, language: str) -> bool:
    """`ab 1. Januar 2026`: from the first day of a year on is from that year on."""
    return (
        day.iso.endswith("-01-01") and _open_pattern(language).search(text[max(0, day.start - 8) : day.end]) is not None
    )


def _counted_programs(text: str, language: str) -> Iterator[Period]:
    """Yield the programmes told by a number in words: `die dritte Programmperiode`, `das zweite KIP`."""
    words = lexicon(language)["periods"]
    if "counted_program_re" not in words or not _PROGRAM_SIGN.search(text):
        return
    if says(text, language, "periods", "counted_otherwise_re"):
        return
    for match in joined_pattern(language, "periods", "counted_program_re").finditer(text):
        program = str(words["counted_programs"][match[0].casefold()[:4]])
        years = years_of(program)
        yield Period(match.start(), match.end(), years[0], years[-1], program)


def _meets(period: Period, found: list[Period]) -> bool:
    return any(period.start < other.end and other.start < period.end for other in found)


def _from(text: str, match: re.Match[str], language: str) -> Period:
    """`ab 2024 für vier Jahre` is 2024–2027, `ab 2024` alone has an open end."""
    first, words = int(match["a"]), lexicon(language)["periods"]
    if "for_years_re" in words:
        before = re.search(rf"{words['for_years_re']}\s+$", text[: match.start()], re.IGNORECASE)
        told = before or re.compile(rf"\s+{words['for_years_re']}", re.IGNORECASE).match(text, match.end())
        if told:
            return Period(match.start(), match.end(), first, first + int(words["counts"][told["count"].casefold()]) - 1)
    return Period(match.start(), match.end(), first, None)


def _one_of(text: str, period: Period, language: str) -> Period:
    """`im ersten Jahr der Periode 2014–2017` is one year."""
    words = lexicon(language)["periods"]
    match = (
        re.search(words["ordinal_year_re"], text[: period.start], re.IGNORECASE) if "ordinal_year_re" in words else None
    )
    if match is None or period.first is None:
        return period
    place = int(words["ordinals"][match["ordinal"].casefold()])
    if place < 0 and period.last is None:
        return period
    year = period.first + place if place >= 0 else (period.last or 0) + 1 + place
    one = Period(period.start, period.end, year, year, within=period.program)
    return one if period.last is None or year <= period.last else period


def _taken(match: re.Match[str], found: list[Period], dates: list[tuple[int, int]]) -> bool:
    places = [*((period.start, period.end) for period in found), *dates]
    return any(match.start() < end and start < match.end() for start, end in places)


def _is_money(text: str, match: re.Match[str], language: str) -> bool:
    """`um 2000 Franken`, `Fr. 2000.–` name no year."""
    if "money" not in lexicon(language):
        return False
    before = text[max(0, match.start() - REACH_OF_A_CURRENCY) : match.start()]
    return bool(_currency(language).match(text, match.end()) or _currency_before(language).search(before))


@cache
def _currency_before(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives(lexicon(language)['money']['currency_before'])})\s?$")


@cache
def _currency(language: str) -> re.Pattern[str]:
    return re.compile(rf"\s?(?:{alternatives(lexicon(language)['money']['currency_after'])})(?!\w)")


def program_named(periods: list[Period], text: str = "", language: str = "de") -> str | None:
    """Return the programme most often named by number or by its exact years, the later one in a tie.

    Years right after the word, as in `Integrationsprogramm 2024–2027`, name it as its number does; `text` is what the
    periods were found in.
    """
    votes: dict[str, int] = {}
    for period in periods:
        numbered = period.program or period.within
        program = numbered or _exact_program(period)
        if program:
            before = text[max(0, period.start - REACH_OF_A_NAME) : period.start]
            if says(before, language, "periods", "compared_re"):
                continue
            named = numbered or (before and says(before, language, "periods", "programme_before_re"))
            votes[program] = votes.get(program, 0) + (2 if named else 1)
    return max(votes, key=lambda name: (votes[name], years_of(name)[0])) if votes else None


def program_of_title(text: str, language: str) -> str | None:
    """Return the programme in whose years all years of a title lie (`Jahresbericht 2016`), or null."""
    found = {program_of_years(period.first, period.last) for period in find_periods(text, language)}
    return found.pop() if len(found) == 1 else None


def _exact_program(period: Period) -> str | None:
    program = program_of_years(period.first, period.last)
    if program and (period.first, period.last) == (years_of(program)[0], years_of(program)[-1]):
        return program
    return None


@Language.factory("kip_periods")
def make_periods(nlp: Language, name: str) -> PeriodFinder:
    """Return the component that fills `doc.spans["periods"]` and `doc.spans["dates"]`."""
    return PeriodFinder(str(nlp.lang))


class PeriodFinder:
    """Fill `doc.spans["periods"]` and `["dates"]`; each span's `_.value` is its Period or Day."""

    def __init__(self, language: str) -> None:
        self.language = language

    def __call__(self, doc: Doc) -> Doc:
        """Find the periods and dates of the passage."""
        put_spans(doc, "periods", "PERIOD", find_periods(text_of(doc), self.language))
        put_spans(doc, "dates", "DATE", find_dates(text_of(doc), self.language))
        return doc
