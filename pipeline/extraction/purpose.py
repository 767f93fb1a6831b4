"""What an amount is for: what is counted, the area it goes to, and whether it is a town's own scheme."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from pipeline.domain.areas import area_of_title, areas_named
from pipeline.domain.expressions import Expression, expression
from pipeline.domain.lexicon import alternatives, joined_pattern, lexicon
from pipeline.domain.reasons import decides
from pipeline.extraction.bodies import named_bodies
from pipeline.extraction.case import PLACE, Case
from pipeline.extraction.payers import payer_set
from pipeline.records import Funding

# A lump sum per head is never larger; sums of the Integrationspauschale start far above.
LARGEST_LUMP_SUM = Decimal(100_000)
# Words of the longest title of an area.
LONGEST_TITLE = 6
_WORD = re.compile(r"\S+\s*")
# Tariffs of one price list are alike, and a year has twelve months.
TARIFF_RATIO = 12.0
# What offers are counted in.
VALUED_UNITS = (
    "voucher",
    "group",
    "course",
    "lesson",
    "hour",
    "place",
    "case",
    "inhabitant",
    "refugee",
    "person",
    "project",
)
# What is paid for each month and person is paid per person.
UNITS_OF_TIME = ("month", "day")
UNITS_OF_OFFERS = ("lesson", "course", "voucher", "participant", "place", "hour", "minute", "group")


@decides("unit")
def unit_of(case: Case, instrument: str, previous: Funding | None = None) -> str | None:
    """Return what is counted: `pro Lektion`, `je Flüchtling`; a lump sum is per refugee (Art. 15 VIntA)."""
    near_after = case.own_after[:60]
    for unit, after, before in _unit_patterns(case.context.language):
        if after.match(near_after) or before.search(case.own_before):
            return unit
    if told := _told_before(case) or _told_above(case) or _worth(case):
        return told
    if case.says(case.own_before, "shares", "summed"):
        return None
    for unit in VALUED_UNITS:
        if joined_pattern(case.context.language, "unit_values", f"{unit}_re").search(case.marked):
            return unit
    if (case.amount.qualifier == "at_most" or case.amount.each) and case.says(case.marked, "unit_values", "many"):
        return "project"
    small = case.amount.low is not None and case.amount.low <= LARGEST_LUMP_SUM
    if previous and small and _second_tariff(case, previous):
        return previous.unit
    return "refugee" if instrument == "ip" and small else None


def _told_before(case: Case) -> str | None:
    """Return what the sentence before counts, where this one goes on about it: `… für jede Person. Er beträgt ¤`."""
    if not case.says(case.view.sentence, "unit_values", "goes_on"):
        return None
    previous = case.view.previous.rstrip(" .")
    patterns = _unit_patterns(case.context.language)
    return next((unit for unit, _, before in patterns if before.search(previous)), None)


def _told_above(case: Case) -> str | None:
    """Return what a heading or the lead-in of a list counts: `Kosten pro Teilnehmerin: – Kurs ¤ – Material ¤`."""
    if case.amount.low is None or case.amount.low > LARGEST_LUMP_SUM:
        return None
    patterns = _unit_patterns(case.context.language)
    for title in (case.lead, *case.section[-1:]):
        for unit, _, before in patterns:
            if title and before.search(title.rstrip(" .:")) and not case.says(title, "shares", "figure"):
                return unit
    return None


def _worth(case: Case) -> str | None:
    """`Zugezogene erhalten einen Gutschein. Er ist ¤ wert.`: the value of one of what was named right before."""
    told = f"{case.view.previous} {case.view.before}"
    worth = case.says(_marked_sentence(case), "unit_values", "worth")
    return "voucher" if worth and case.says(told, "unit_values", "voucher_named") else None


def _marked_sentence(case: Case) -> str:
    return f"{case.view.before}{PLACE}{case.view.after}"


def _second_tariff(case: Case, previous: Funding) -> bool:
    """`Fr. 6.50 pro Lektion, für Auswärtige Fr. 14.–`: a like amount right after a tariff counts the same unit.

    So does what a sentence later is a part of it: `Fr. 20.– davon zahlt der Kanton`.
    """
    if previous.unit is None or not previous.amount_chf or case.amount.low is None:
        return False
    near = 1 / TARIFF_RATIO <= float(case.amount.low) / previous.amount_chf <= TARIFF_RATIO
    parted = case.says(case.marked, "shares", "breakdown") and previous.evidence.quote in case.view.previous
    return near and (parted or previous.evidence.quote in case.view.before)


@cache
def _unit_patterns(language: str) -> tuple[tuple[str, Expression, Expression], ...]:
    """Return for each unit how it is written after an amount and before one."""
    words = lexicon(language)
    per = rf"(?:(?<!\w)(?:{alternatives(words['intervals']['per'])})\s+|/\s?)"
    # `pro Lektion und Person` counts lessons: what stands right after `pro` goes before what follows an `und`.
    # `pro Kind und Lektion` counts lessons too, `pro Person und Monat` persons.
    adjective, other = r"(?:[a-zäöü]+(?:e|en|er|es)\s+)?", r"\w+\s+und\s+"
    attribute = words["intervals"].get("attribute_re", adjective)
    units = words["units"]
    offers = [unit for unit in UNITS_OF_OFFERS if unit in units]
    order = [*((unit, attribute) for unit in offers), *((unit, other) for unit in offers)]
    counted = [unit for unit in units if unit not in offers and unit not in UNITS_OF_TIME]
    order += [(unit, between) for between in (adjective, other) for unit in counted]
    order += [(unit, between) for between in (adjective, other) for unit in units if unit in UNITS_OF_TIME]
    named = [(unit, rf"{per}{between}(?:{alternatives(units[unit])})(?!\w)") for unit, between in order]
    return tuple(
        (
            unit,
            expression(rf"\s*(?:\(?\s*)?{pattern}", re.IGNORECASE),
            expression(rf"{pattern}[^.;,]{{0,100}}$", re.IGNORECASE),
        )
        for unit, pattern in named
    )


def areas_of(case: Case) -> set[str]:
    """Return the areas an amount is labelled with (`Sprache: ¤`), or that its clause or its purpose names."""
    if case.cell is not None and (named := area_of_title(case.cell.row)):
        return {named}
    label = joined_pattern(case.context.language, "money", "area_sign_re").sub("", case.own_before)
    headed = re.search(r"((?:[\w-]+\s+){0,4}[\w-]+)\s*$", label)
    if headed:
        words = headed[1].split()
        for count in range(len(words), 0, -1):
            if area := area_of_title(" ".join(words[-count:])):
                return {area}
    near = {named.foerderbereich for named in areas_named(case.near)}
    return near if len(near) == 1 else _areas_of_purpose(case)


def _areas_of_purpose(case: Case) -> set[str]:
    """The areas an amount is said to be for, here or right before."""
    # `620'000 francs, dont 180'000 pour la langue`: what follows is the purpose of the part.
    followed = len(case.own_after) < len(case.view.after)
    parted = followed and case.says(case.own_after, "shares", "breakdown")
    texts = (case.marked,) if parted else (case.clause, case.view.sentence)
    if followed and case.says(case.own_before, "money", "for"):
        # `Für Kurse sind ¤ vorgesehen, für das Dolmetschen ¤`: what a list sign begins is the purpose of the next.
        texts = (f"{case.own_before}{PLACE}{case.described_after}",)
    for text in texts:
        if areas := _titles_after(text, "for", case):
            return areas
    if case.says(case.view.sentence, "money", "therefor"):
        for text in (case.view.before, case.view.previous):
            if areas := _titles_after(text, "named", case):
                return areas
    return set()


def area_above(case: Case) -> str | None:
    """Return the area of the headings above an amount, null where its sentence tells of the whole or names areas."""
    if case.says(case.marked, "payers", "whole") or areas_named(case.view.sentence):
        return None
    return next((area for title in reversed(case.section) if (area := area_of_title(title))), None)


def _titles_after(text: str, cue: str, case: Case) -> set[str]:
    """Return the areas whose titles stand right after a cue: `für die Frühe Kindheit und das Dolmetschen`."""
    language, found = case.context.language, set()
    for match in joined_pattern(language, "money", f"{cue}_re").finditer(text):
        rest = text[match.end() :].split(PLACE, maxsplit=1)[0]
        while title := _title_at(rest):
            found.add(title[0])
            further = joined_pattern(language, "money", "and_re").match(title[1])
            rest = title[1][further.end() :] if further else ""
    return found


def _title_at(text: str) -> tuple[str, str] | None:
    """Return the area whose title begins a text, and what follows it; null where none does."""
    words = _WORD.findall(text)[:LONGEST_TITLE]
    for count in range(len(words), 0, -1):
        title = "".join(words[:count])
        if area := area_of_title(title.strip(" ,;:.")):
            return area, text[len(title) :]
    return None


def is_municipal(case: Case) -> bool:
    """Money that a town's own council or parliament grants is the town's own scheme."""
    bodies = named_bodies(case.view.sentence, case.context.language)
    kinds = {body.body_type for body in bodies}
    if kinds & {"municipal_executive", "municipal_parliament"}:
        return not kinds & {"parliament", "executive"}
    if _is_spent_by_a_town(case):
        return True
    if case.context.named_programme:
        return False
    return payer_set(f"{case.text_before}{case.view.sentence}", case.context.language) == ("gemeinden",)


def _is_spent_by_a_town(case: Case) -> bool:
    """`Die Stadt Muri gibt für ihre Integrationsförderung ¤ aus`, and no programme or other payer beside it."""
    near = f"{case.own_before}{PLACE}{case.described_after}"
    if case.says(case.view.sentence, "instruments", "kip") or not case.says(near, "payers", "town_spends"):
        return False
    return payer_set(near, case.context.language) == ("gemeinden",)


def goes_to_town(case: Case) -> bool:
    """Tell whether the sentence says that a town gets money."""
    return all(case.says(case.view.sentence, "payers", cue) for cue in ("receives", "municipality"))
