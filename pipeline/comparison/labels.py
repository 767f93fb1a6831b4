"""The names of lines and words of figures side by side, as people read them."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.comparison.cells import Line
from pipeline.domain.data import load_toml


@dataclass(frozen=True, slots=True)
class Labels:
    """The words of a comparison in one language: en, de, fr or it."""

    language: str

    def word(self, name: str) -> str:
        """Return a word; one the words lack, such as a payer, stands as it is."""
        return str(load_toml("comparison")["words"].get(name, {}).get(self.language, name))

    def section(self, name: str) -> str:
        """Return the title of a group of lines."""
        return str(load_toml("comparison")["sections"][name][self.language])

    def line(self, line: Line) -> str:
        """Return the name of a line: an area, a label, or the name the documents give it."""
        if line.named:
            return line.name
        known = load_toml("comparison")
        label = str((known["areas"].get(line.name) or known["lines"][line.name])[self.language])
        return f"{label} {line.about}" if line.about else label
