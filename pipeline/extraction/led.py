"""Lists of acts that go on from the words before them: `Le Grand Conseil a : – adopté …`, `Il Governo ha: – accolto …`.

Only languages whose verbs stand before what was decided put them so; each item is read with the words it goes on from.
"""

from __future__ import annotations

from dataclasses import replace

from pipeline.extraction.actors import Memory
from pipeline.extraction.acts import acts_in
from pipeline.extraction.bodies import named_bodies
from pipeline.extraction.passages import Passage, bullet_length, is_item
from pipeline.extraction.scene import Act, moved
from pipeline.extraction.sentences import rough_sentences
from pipeline.extraction.verbs import agrees, find_verbs

# Longer words before a colon are a paragraph of their own.
LONGEST_LEAD = 300


def lead_of(passage: Passage, before: str, language: str) -> str:
    """Return the words that the passages after this one go on from, without their colon; empty where there are none.

    `before` are those the passage itself goes on from: its neighbours in a list do so too.
    """
    if is_item(passage):
        return before
    text = passage.text.rstrip()
    if not text.endswith(":") or not agrees(language):
        return ""
    lead = rough_sentences(text)[-1].rstrip(": \n")
    return lead if len(lead) < LONGEST_LEAD and named_bodies(lead, language) else ""


def led_acts(sentence: str, lead: str, language: str, memory: Memory) -> list[Act]:
    """Return the acts of the first sentence of an item that begins with a verb of decision; none for other items."""
    start = bullet_length(sentence)
    verbs = find_verbs(sentence, language) if lead else []
    if not verbs or verbs[0][0].start != start:
        return []
    told = acts_in(f"{lead} {sentence[start:]}", language, memory, news=True, session=None)
    here = [moved(act, start - len(lead) - 1) for act in told]
    return [replace(act, start=max(act.start, start), core=max(act.core, start)) for act in here if act.end > start]
