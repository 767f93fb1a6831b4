"""The crosswalk between programmes: areas that were two before KIP 3 and are one today, and which of the two is named.

Source: SEM, Rundschreiben KIP 3 (2024-2027), beside the circulars of the programmes before.
"""

from __future__ import annotations

import re
from functools import cache

from pipeline.domain.data import load_toml

_CODE = re.compile(r"(?<![\d.])([1-3]\.[1-3])(?![\d.])")


@cache
def parts_of_area(program: str | None, foerderbereich: str | None) -> tuple[str, ...]:
    """Return the codes of the areas a programme had for what is one area today: `1.1` and `1.2`.

    Empty where the programme had one area or none for it.
    """
    codes = [
        entry["code"]
        for entry in load_toml("foerderbereiche")["earlier"]
        if entry["foerderbereich"] == foerderbereich and program in entry["programs"]
    ]
    return tuple(codes) if len(codes) > 1 else ()


def part_of_label(label: str, program: str | None, foerderbereich: str | None) -> str | None:
    """Return the code of the earlier area a label names, null where it names the whole area or tells nothing.

    Words go before a code, as the chapter `4.1 Erstinformation` and area 1.1 are numbered apart.
    """
    codes = parts_of_area(program, foerderbereich)
    if not codes:
        return None
    plain = label.casefold()
    stems = load_toml("crosswalk")["stems"]
    named = [code for code in codes if any(stem in plain for stem in stems.get(code, ()))]
    if not named:
        named = [code for code in _CODE.findall(label) if code in codes]
    return named[0] if len(set(named)) == 1 else None
