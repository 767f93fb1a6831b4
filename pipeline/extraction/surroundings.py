"""What stands around the name of an offer and speaks of it alone, not of its neighbours in the sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.domain.lexicon import joined_pattern, says
from pipeline.extraction.measures import Found
from pipeline.extraction.passages import Passage, is_item
from pipeline.extraction.sentences import bounds_or_whole

# Stands for the names of offers.
MARK = "¤"
# So many sentences after the one that names an offer may go on telling of it.
FOLLOWING = 2
# What goes before the next name has more than an article.
SHORTEST_HEAD = 2


Bounds = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The places in a text before and after a name in its sentence, and the sentences that go on from it.

    `head` and `tail` hold those of the neighbours it is listed with; `own_tail` ends at the next name. `lead` is the
    sentence with a colon that a list goes on from.
    """

    text: str
    head: Bounds
    tail: Bounds
    own_tail: Bounds
    following: tuple[str, ...] = ()
    lead: str = ""

    @property
    def told(self) -> str:
        """Return the words around the name as one sentence, the name a mark."""
        return " ".join(f"{self.text[slice(*self.head)]}{MARK}{self.text[slice(*self.tail)]}".split())

    @property
    def texts(self) -> tuple[str, ...]:
        """Return all that tells of the offer, the nearest first."""
        lead = (f"{self.lead} {MARK}",) if self.lead else ()
        return self.told, *self.following, *lead


def surroundings_of(
    text: str, found: Sequence[Found], bounds: Sequence[Bounds], language: str, lead: str
) -> list[Surroundings]:
    """Return the surroundings of each name of a passage, in order."""
    around: list[Surroundings] = []
    for number, (start, end) in enumerate(bounds):
        here = [one for one in found if start <= one.start < end]
        if not here:
            continue
        following = _following(text, found, bounds[number + 1 :], language)
        parts = _split(text, start, end, here, language)
        last = parts[-1]
        around += [replace(part, following=following if part.tail == last.tail else (), lead=lead) for part in parts]
    return around


def opening_of(passage: Passage, before: str, language: str) -> str:
    """Return the sentence with a colon that the items after this passage go on from; empty where there is none.

    `before` is that of the passage itself: its neighbours in a list share it.
    """
    text = passage.text.strip()
    if text.endswith(":"):
        start, end = bounds_or_whole(text, language)[-1]
        return text[start:end]
    return before if is_item(passage) else ""


def _split(text: str, start: int, end: int, here: Sequence[Found], language: str) -> list[Surroundings]:
    """Give each gap between two names to the one it speaks of; names listed together share what stands around them."""
    heads: list[Bounds] = [(start, here[0].start)]
    tails: list[Bounds] = []
    listed: list[bool] = []
    for one, other in pairwise(here):
        gap = text[one.end : other.start]
        listed.append(says(gap, language, "measures", "coordinated_re"))
        cut, go_on = (0, len(gap)) if listed[-1] else _cut(gap, language)
        tails.append((one.end, one.end + cut))
        tells = len(gap[go_on:].split()) >= SHORTEST_HEAD
        heads.append((one.end + go_on, other.start) if tells else heads[-1])
    tails.append((here[-1].end, _tail_end(text, here[-1].end, end, language)))
    own = list(tails)
    for index in reversed(range(len(listed))):
        if listed[index]:
            tails[index] = tails[index + 1]
    return [Surroundings(text, *parts) for parts in zip(heads, tails, own, strict=True)]


def _cut(gap: str, language: str) -> tuple[int, int]:
    """Return where the words between two names end and go on as a further clause or member begins."""
    for key in ("clause_re", "joint_re"):
        joints = list(joined_pattern(language, "surroundings", key).finditer(gap))
        if joints:
            return joints[-1].span()
    return len(gap), len(gap)


def _tail_end(text: str, start: int, end: int, language: str) -> int:
    """Return where what is said of the last name of a sentence ends: where a clause on something else begins."""
    other = joined_pattern(language, "surroundings", "other_clause_re").search(text, start, end)
    return other.start() if other else max(start, end)


def _following(text: str, found: Sequence[Found], bounds: Sequence[Bounds], language: str) -> tuple[str, ...]:
    sentences: list[str] = []
    for start, end in bounds[:FOLLOWING]:
        sentence = " ".join(text[start:end].split())
        named = any(start <= one.start < end for one in found)
        if named or not says(sentence, language, "surroundings", "goes_on_re"):
            break
        sentences.append(sentence)
    return tuple(sentences)
