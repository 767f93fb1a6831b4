"""Level rules of a page: ruling lines and edges of shaded bands, pieces of one line put together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.records import Box

# Level lines this close are one: the two edges of a thin bar, a rule on the edge of a band, in points.
SAME_LEVEL = 3.0
# Pieces of a rule under neighbouring cells may leave this much free between them, in points.
BRIDGE = 6.0
# Rules of one table begin and end at the same places, give or take this, in points.
SAME_EXTENT = 5.0
# Shorter ones underline a word, in points.
MIN_RULE = 60.0


@dataclass(frozen=True, slots=True)
class Rule:
    """A level line across the page, in points."""

    y: float
    left: float
    right: float

    def matches(self, other: Rule) -> bool:
        """Return whether two rules begin and end at the same places."""
        return abs(self.left - other.left) <= SAME_EXTENT and abs(self.right - other.right) <= SAME_EXTENT

    def spans(self, box: Box) -> bool:
        """Return whether a box stands between the rule's ends."""
        return box[0] >= self.left - SAME_EXTENT and box[2] <= self.right + SAME_EXTENT


def level_rules(edges: Iterable[Box]) -> list[Rule]:
    """Return the rules of a page, top to bottom."""
    level = sorted((edge for edge in edges if edge[2] - edge[0] > edge[3] - edge[1]), key=lambda edge: edge[1])
    bands: list[list[Box]] = []
    for edge in level:
        if bands and edge[1] - bands[-1][0][1] <= SAME_LEVEL:
            bands[-1].append(edge)
        else:
            bands.append([edge])
    return [rule for band in bands for rule in _bridged(band)]


def _bridged(band: Sequence[Box]) -> list[Rule]:
    joined: list[Rule] = []
    for left, y, right, _ in sorted(band):
        last = joined[-1] if joined else None
        if last and left - last.right <= BRIDGE:
            joined[-1] = Rule(max(last.y, y), last.left, max(last.right, right))
        else:
            joined.append(Rule(y, left, right))
    return [rule for rule in joined if rule.right - rule.left >= MIN_RULE]
