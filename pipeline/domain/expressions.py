"""Regular expressions that are tried only where a text holds the letters they need.

Most expressions of a lexicon match in few sentences. Whether their letters stand in a sentence at all (`kredit`,
`pauschale`) is told ten times faster than where they match, so that is asked first.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from pipeline.domain.reasons import hear, is_listening

# All expressions of a stage are tried on one sentence before the next one comes.
TEXTS_KEPT = 256
# What the two most telling sets leave open, the pattern itself finds out soon enough.
SETS_KEPT = 2
# What each escape that stands for a code point has after its letter.
_HEX_DIGITS = {"x": 2, "u": 4, "U": 8}
_QUANTIFIER = re.compile(r"(?P<count>[*+?]|\{(?P<least>\d*)(?:,\d*)?\})[?+]?")
_GROUP = re.compile(r"\((?P<kind>\?:|\?P<\w+>|\?[a-zA-Z]*-?[a-zA-Z]*:|\?=|\?!|\?<=|\?<!|(?!\?))")
_CLASS = re.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]", re.DOTALL)
_AROUND = ("?=", "?!", "?<=", "?<!")

# Literals one of which stands in every match; an expression may have several such sets.
Literals = tuple[str, ...]


@lru_cache(maxsize=TEXTS_KEPT)
def _folded(text: str) -> str:
    return text.casefold()


@dataclass(frozen=True, slots=True)
class Expression:
    """A compiled pattern with the literals it needs, in folded case: one of each set stands in every text it matches.

    Its methods return what those of the pattern do. What one with a name finds can be heard.
    """

    pattern: re.Pattern[str]
    needed: tuple[Literals, ...]
    name: str = ""

    def may_match(self, text: str, start: int = 0, end: int = sys.maxsize) -> bool:
        """Tell whether the letters of the expression stand in `text[start:end]`; without them it can't match there."""
        if not self.needed:
            return True
        folded = _folded(text[start:end])
        for literals in self.needed:
            for literal in literals:
                if literal in folded:
                    break
            else:
                return False
        return True

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """Return the first match in `text[start:end]`, or null."""
        found = self.pattern.search(text, start, end) if self.may_match(text, start, end) else None
        if found is not None and self.name:
            hear(self.name, found[0])
        return found

    def match(self, text: str, start: int = 0) -> re.Match[str] | None:
        """Return the match that begins at `start`, or null."""
        return self.pattern.match(text, start) if self.may_match(text, start) else None

    def finditer(self, text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        """Return the matches in `text[start:end]`, in order."""
        if not self.may_match(text, start, end):
            return iter(())
        found = self.pattern.finditer(text, start, end)
        return self._heard(found) if self.name and is_listening() else found

    def _heard(self, found: Iterator[re.Match[str]]) -> Iterator[re.Match[str]]:
        for match in found:
            hear(self.name, match[0])
            yield match

    def sub(self, replacement: str | Callable[[re.Match[str]], str], text: str) -> str:
        """Return a text with all matches replaced."""
        return self.pattern.sub(replacement, text) if self.may_match(text) else text


def expression(pattern: str, flags: re.RegexFlag = re.NOFLAG, name: str = "") -> Expression:
    """Return the expression of a pattern. Raises re.error where it is none."""
    return Expression(re.compile(pattern, flags), needed_literals(pattern), name)


def needed_literals(pattern: str) -> tuple[Literals, ...]:
    """Return the sets of literals a pattern needs, the most telling first; none where nothing is sure.

    Looks at letters and signs, groups and alternatives; classes, looks around and whatever may be left out need
    nothing. `(?:gewähr|leist)et\\w*` needs `et` and one of `gewähr` and `leist`.
    """
    found, _ = _alternatives(pattern, 0)
    return tuple(sorted(found, key=_telling, reverse=True)[:SETS_KEPT])


def _telling(literals: Literals) -> tuple[int, int]:
    """Long literals are rare, and few of them are found out quickly."""
    return min(len(literal) for literal in literals), -len(literals)


def _alternatives(pattern: str, at: int) -> tuple[list[Literals], int]:
    """Read alternatives up to the end of their group; return the sets they need and where they end."""
    branches: list[list[Literals]] = []
    while True:
        branch, at = _sequence(pattern, at)
        branches.append(branch)
        if at >= len(pattern) or pattern[at] == ")":
            break
        at += 1
    if len(branches) == 1:
        return branches[0], at
    if not all(branches):
        return [], at
    return [_shortest({literal for branch in branches for literal in max(branch, key=_telling)})], at


def _shortest(literals: set[str]) -> Literals:
    """Leave out literals that hold another one: where they stand, it does."""
    kept = [one for one in literals if not any(other in one for other in literals - {one})]
    return tuple(sorted(kept))


def _sequence(pattern: str, at: int) -> tuple[list[Literals], int]:
    """Read one alternative; return the sets it needs and the place of the sign that ends it."""
    found: list[Literals] = []
    run = ""
    while at < len(pattern) and pattern[at] not in "|)":
        letter, groups, at = _atom(pattern, at)
        quantifier = _QUANTIFIER.match(pattern, at)
        if quantifier:
            at = quantifier.end()
        needed = quantifier is None or _at_least_once(quantifier)
        if letter and needed:
            run += letter
            if quantifier is None:
                continue
        if run:
            found.append((run,))
            run = ""
        if needed:
            found += groups
    return [*found, (run,)] if run else found, at


def _at_least_once(quantifier: re.Match[str]) -> bool:
    return quantifier["count"] == "+" or int(quantifier["least"] or 0) > 0


def _atom(pattern: str, at: int) -> tuple[str, list[Literals], int]:
    """Read one letter, class or group; return its letter or the sets it needs, and where it ends."""
    sign = pattern[at]
    if sign == "\\":
        return _escape(pattern, at)
    if sign == "[":
        end = _CLASS.match(pattern, at)
        return "", [], end.end() if end else len(pattern)
    if sign == "(":
        return _group(pattern, at)
    return ("" if sign in ".^$" else sign.casefold()), [], at + 1


def _escape(pattern: str, at: int) -> tuple[str, list[Literals], int]:
    """`\\.` is its sign; `\\w`, `\\b` and `\\u00a0` need nothing."""
    sign = pattern[at + 1]
    if not sign.isalnum():
        return sign, [], at + 2
    return "", [], at + 2 + _HEX_DIGITS.get(sign, 0)


def _group(pattern: str, at: int) -> tuple[str, list[Literals], int]:
    opening = _GROUP.match(pattern, at)
    if opening is None:
        # Comments, conditions and flags of the whole: nothing after them is sure.
        return "", [], len(pattern)
    found, end = _alternatives(pattern, opening.end())
    return "", ([] if opening["kind"] in _AROUND else found), end + 1
