"""Which language each passage is in: documents of cantons that write several are often in two of them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from pipeline.domain.cantons import languages_of
from pipeline.extraction.facts import Context
from pipeline.extraction.passages import Passage
from pipeline.reading.language import detect_language

# Fewer words tell no language of their own: they are in that of the passage before.
SHORTEST = 8


def spoken_contexts(prose: Sequence[Passage], context: Context) -> list[Context]:
    """Return the context of each passage with the language it is in, where its canton writes more than one.

    A passage whose words tell no language of the canton is in that of the document.
    """
    written = languages_of(context.canton)
    if len(written) < 2:
        return [context] * len(prose)
    found: list[Context] = []
    for passage in prose:
        if len(passage.text.split()) < SHORTEST:
            found.append(found[-1] if found else context)
            continue
        language = detect_language(passage.text)
        found.append(replace(context, language=language) if language in written else context)
    return found


def context_at(place: int, prose: Sequence[Passage], contexts: Sequence[Context], context: Context) -> Context:
    """Return the context of the passage before a place of the document, that of the document where none is."""
    at = bisect_right(prose, place, key=lambda passage: passage.start)
    return contexts[at - 1] if at else context
