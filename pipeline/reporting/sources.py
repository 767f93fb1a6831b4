"""Sources as footnotes have them: words, document, page and run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from pipeline.domain.data import load_toml
from pipeline.reporting.plain import UNKNOWN, one_line

Row = Mapping[str, Any]
QUOTE_LIMIT = 160
"""Characters of a quote in a footnote; the tables have all of it."""
MOST_SOURCES = 8
"""Sources named in one footnote; a sum of many rows names the first ones and how many there are."""


def word(name: str, language: str, **values: object) -> str:
    """Return a word or sentence of factsheet.toml in a language (de, fr, it), with its values filled in."""
    return str(load_toml("factsheet")["words"][name][language]).format(**values)


@dataclass(frozen=True, slots=True)
class Sources:
    """The documents of a sheet by id, the run that read each input, and the language footnotes are in."""

    documents: Mapping[str, Row]
    runs: Mapping[str, str]
    language: str

    def of_rows(self, rows: Iterable[Row]) -> tuple[str, ...]:
        """Return a source for each row of funding, measures, goals or decisions, each once."""
        return self._shortened(self._place(row["document_id"], row["page"], row["quote"]) for row in rows)

    def of_documents(self, document_ids: Iterable[str]) -> tuple[str, ...]:
        """Return whole documents as sources: for what was looked for in all of each."""
        return self._shortened(self._place(document_id, None, None) for document_id in document_ids)

    def of_runs(self) -> tuple[str, ...]:
        """Return the runs as sources: for what no document says."""
        runs = sorted(set(self.runs.values())) or [UNKNOWN]
        return (word("run", self.language, run=", ".join(runs[-1:])),)

    def _place(self, document_id: str, page: int | None, quote: str | None) -> str:
        document = self.documents.get(document_id)
        if document is None:
            return document_id
        name = PurePosixPath(document["path"] or document["url"] or document_id).name
        parts = [f"«{one_line(quote, QUOTE_LIMIT)}»"] if quote else []
        parts.append(f"{one_line(document['title'])} ({name})" if document["title"] else name)
        parts += [word("page", self.language, page=page)] if page is not None else []
        parts.append(word("run", self.language, run=self.runs.get(document["input_id"], UNKNOWN)))
        return ", ".join(parts)

    def _shortened(self, sources: Iterable[str]) -> tuple[str, ...]:
        found = list(dict.fromkeys(sources))
        if len(found) <= MOST_SOURCES:
            return tuple(found)
        return (*found[:MOST_SOURCES], word("more_sources", self.language, count=len(found) - MOST_SOURCES))
