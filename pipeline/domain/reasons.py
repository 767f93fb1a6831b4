"""Why a value is what it is: the cues that rules found while they decided it.

Nothing is kept while documents are read. Who asks listens while a document is read once more, and hears every
expression of a lexicon that matched, for which value of which figure, and every later rule that changed the value.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Reason:
    """A cue that was found while a value was decided.

    `place` is where the figure begins in the document's text, `value` its column, `cue` the name of the expression or
    rule, and `words` what it matched; empty for a rule.
    """

    place: int
    value: str
    cue: str
    words: str = ""


@dataclass(slots=True)
class _Ear:
    """Who listens: what was heard, and the figure and the value being decided."""

    reasons: list[Reason] = field(default_factory=list)
    place: int | None = None
    value: str | None = None


_EAR: ContextVar[_Ear | None] = ContextVar("ear", default=None)


@contextmanager
def listening() -> Iterator[list[Reason]]:
    """Yield the list to which the reasons of all values decided inside are added, in order."""
    ear = _Ear()
    token = _EAR.set(ear)
    try:
        yield ear.reasons
    finally:
        _EAR.reset(token)


def is_listening() -> bool:
    """Tell whether somebody listens, so that nothing may be taken from a memory of earlier answers."""
    return _EAR.get() is not None


@contextmanager
def about(place: int) -> Iterator[None]:
    """Say that what is decided inside is of the figure that begins at `place`."""
    ear = _EAR.get()
    if ear is None:
        yield
        return
    before, ear.place = ear.place, place
    try:
        yield
    finally:
        ear.place = before


def decides(value: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Mark a function as the one that decides a value; what it asks of others on its way is a reason of that value."""

    def mark(function: Callable[P, R]) -> Callable[P, R]:
        @wraps(function)
        def marked(*args: P.args, **kwargs: P.kwargs) -> R:
            ear = _EAR.get()
            if ear is None or ear.value is not None:
                return function(*args, **kwargs)
            ear.value = value
            try:
                return function(*args, **kwargs)
            finally:
                ear.value = None

        return marked

    return mark


def hear(cue: str, words: str) -> None:
    """Note that an expression matched these words; without a listener or a value being decided nothing is noted."""
    ear = _EAR.get()
    if ear is not None and ear.place is not None and ear.value is not None:
        ear.reasons.append(Reason(ear.place, ear.value, cue, " ".join(words.split())))


def settle(place: int, value: str, rule: str, words: str = "") -> None:
    """Note that a rule that looks beyond the words around a figure decided one of its values."""
    ear = _EAR.get()
    if ear is not None:
        ear.reasons.append(Reason(place, value, rule, " ".join(words.split())))
