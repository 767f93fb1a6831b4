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
    data = load_toml("governments")
    own = _surnames_of_one_canton()
    return tuple(
        (canton, expression(rf"(?<!\w)(?:{names}|{data['offices_re']}\s+(?:{alternatives(own[canton])}))(?!\w)"))
        for canton, names in ((canton, alternatives(_full_names(members))) for canton, members in _members())
    )


def _members() -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Yield (canton, its members as surname and given name)."""
    for canton, members in load_toml("governments")["members"].items():
        yield canton, [(surname, given) for surname, _, given in (member.partition(", ") for member in members)]


def _full_names(members: list[tuple[str, str]]) -> list[str]:
    return [f"{given} {surname}" for surname, given in members]


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
