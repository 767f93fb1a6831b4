"""What a hostile file is: its name, its bytes, and how reading must end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

# A sentence with a figure, so that a file read to its end shows what was in it.
LINES = (
    "Der Kanton unterstützt die Gemeinden bei der Förderung der Sprache.",
    "Für die frühe Kindheit stehen jährlich 120'000 Franken zur Verfügung.",
    "Die Regierung hat das Programm für vier Jahre beschlossen und prüft",
    "die Massnahmen gemäss den Grundsätzen des Bundes über die Integration.",
)
FIGURE = "120'000"
TEXT = "\n".join(LINES)

# Stands where a file names a server that must never be asked.
ADDRESS = b"ADDRESS"

DONE, EMPTY = "done", "empty"


def given(data: bytes) -> Callable[[], bytes]:
    """Return a maker of these bytes."""
    return lambda: data


@dataclass(frozen=True, slots=True)
class Case:
    """A hostile file.

    `end` is done, empty or a code of failure; `says` stands in the sentence of the failure, or in the text where the
    file is read. `slow` marks a file that only a limit of time can end, `packed` one whose parts hold an address.
    """

    name: str
    make: Callable[[], bytes]
    end: str = DONE
    says: str = ""
    slow: bool = False
    packed: bool = False
