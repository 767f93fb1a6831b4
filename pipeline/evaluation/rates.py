"""Shares with their counts: what was right, of how many, and how sure one can be of that."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

# Two-sided 95 %, the custom for intervals of shares.
Z_95 = 1.959964


@dataclass(frozen=True, slots=True)
class Rate:
    """So many right of so many."""

    right: int
    of: int

    @property
    def share(self) -> float | None:
        """Return the share that is right, 0 to 1; null where there was nothing to get right."""
        return self.right / self.of if self.of else None

    def interval(self, z: float = Z_95) -> tuple[float, float] | None:
        """Return Wilson's score interval (E. B. Wilson, JASA 22, 1927), which holds for few cases and near 0 and 1."""
        return wilson(self.right / self.of, self.of, z) if self.of else None


def wilson(share: float, n: float, z: float = Z_95) -> tuple[float, float]:
    """Return Wilson's score interval of a share of `n` cases; with weighted cases `n` need not be a whole number."""
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return max(0.0, middle - half), min(1.0, middle + half)


Scores = Mapping[tuple[str, str], Rate]
"""A rate for each stage and figure, such as (`tables`, `cells right`)."""


def add_up(scores: Iterable[Scores]) -> dict[tuple[str, str], Rate]:
    """Return the rates of several documents as those of all their cases together, in order of first appearance."""
    total: dict[tuple[str, str], Rate] = {}
    for score in scores:
        for name, rate in score.items():
            before = total.get(name, Rate(0, 0))
            total[name] = Rate(before.right + rate.right, before.of + rate.of)
    return total
