"""For whom an offer is and with which ordinary structure it works, by its name and what is told of it."""

from __future__ import annotations

import re

from pipeline.domain.lexicon import each_pattern, lexicon, says

# What every offer of a kind could be for: told only where the kind implies nothing closer.
WIDEST = ("adults", "public")
_ID = "_re"


def target_groups(name: str, told: str, column: str, language: str) -> tuple[str, ...]:
    """Return the ids of those an offer is for.

    A column for them stands before all else; then what the name and the words about the audience say; then what the
    kind of offer implies (a playgroup is for small children).
    """
    if named := _ids(column, language, "target_groups"):
        return named
    if named := _ids(f"{name}. {told}" if told else name, language, "target_groups"):
        return named
    implied = _ids(name, language, "implied_groups")
    closer = tuple(group for group in implied if group not in WIDEST)
    return closer or implied[:1]


def ordinary_structures(text: str, language: str) -> tuple[str, ...]:
    """Return the ids of the ordinary structures a text names, in the order of the lexicon."""
    return _ids(text, language, "regelstruktur")


def addressed(text: str, language: str) -> str:
    """Return what a sentence says of whom something is for: `richtet sich an Eltern`, `für Frauen mit Kindern`."""
    zones = [
        match["zone"] for pattern in each_pattern(language, "audience", "for_zones") for match in pattern.finditer(text)
    ]
    return "; ".join(zones)


def _ids(text: str, language: str, section: str) -> tuple[str, ...]:
    if not text:
        return ()
    plain = _without_pairs(text, language)
    keys = (key for key in lexicon(language).get(section, ()) if key.endswith(_ID))
    return tuple(key.removesuffix(_ID) for key in keys if says(plain, language, section, key))


def _without_pairs(text: str, language: str) -> str:
    """`Migrantinnen und Migranten` are no women: of a pair its second half stays."""

    def kept(match: re.Match[str]) -> str:
        return match["kept"]

    for pattern in each_pattern(language, "audience", "pairs"):
        text = pattern.sub(kept, text)
    return text
