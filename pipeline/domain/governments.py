"""Members of the governments of the cantons: whose text it is where nothing but a person tells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from pipeline.domain.data import load_toml
from pipeline.domain.expressions import Expression, expression
from pipeline.domain.lexicon import alternatives


def canton_of_members(text: str) -> str | None:
    """Return the canton of the members of governments a text names, or null if it names none or of several cantons.

    A full name counts wherever it stands, a surname behind an office if only one canton had it in its government.
    """
    cantons = {canton for canton, pattern in _patterns() if pattern.search(text)}
    return cantons.pop() if len(cantons) == 1 else None


@cache
def _patterns() -> tuple[tuple[str, Expression], ...]:
    offices, own = load_toml("governments")["offices_re"], _surnames_of_one_canton()
    found = []
    for canton, members in _members():
        names = alternatives(f"{given} {surname}" for surname, given in members)
        pattern = rf"(?<!\w)(?:{names}|{offices}\s+(?:{alternatives(own[canton])}))(?!\w)"
        found.append((canton, expression(pattern)))
    return tuple(found)


def _members() -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Yield (canton, its members as surname and given name)."""
    for canton, members in load_toml("governments")["members"].items():
        yield canton, [(surname, given) for surname, _, given in (member.partition(", ") for member in members)]


def _surnames_of_one_canton() -> dict[str, list[str]]:
    cantons: defaultdict[str, set[str]] = defaultdict(set)
    for canton, members in _members():
        for surname, _ in members:
            cantons[surname].add(canton)
    common = set(load_toml("governments")["common"])
    own: defaultdict[str, list[str]] = defaultdict(list)
    for surname in sorted(cantons.keys() - common):
        if len(cantons[surname]) == 1:
            own[min(cantons[surname])].append(surname)
    return own
