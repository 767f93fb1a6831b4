"""How well spans were found: matches, precision, recall, F1 and calibration."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.evaluation.rates import Rate

# Two spans name the same thing if they overlap and neither is more than so many times as long as the other.
LENGTH_RATIO = 3
BINS = 5

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Match:
    """Spans of one passage and label: those found, each with whether it is right, and how many there are."""

    found: tuple[tuple[Place, float, bool], ...]
    exact: int
    of: int


@dataclass(frozen=True, slots=True)
class SpanScore:
    """Counts over many passages; `exact` are right in both ends."""

    right: int
    found: int
    of: int
    exact: int

    @property
    def precision(self) -> Rate:
        """Return the share of the found that is right."""
        return Rate(self.right, self.found)

    @property
    def recall(self) -> Rate:
        """Return the share of what is there that was found."""
        return Rate(self.right, self.of)

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall, 0 where nothing is right."""
        return 2 * self.right / (self.found + self.of) if self.right else 0.0


def near(first: Place, second: Place) -> bool:
    """Tell whether two places overlap and are of similar length."""
    lengths = sorted((first[1] - first[0], second[1] - second[0]))
    return first[0] < second[1] and second[0] < first[1] and lengths[1] <= LENGTH_RATIO * lengths[0]


def match(found: Sequence[tuple[Place, float]], truth: Sequence[Place]) -> Match:
    """Pair each true span with the first near one found that is still free."""
    partner: dict[int, Place] = {}
    for place in truth:
        hit = next((i for i, (other, _) in enumerate(found) if i not in partner and near(other, place)), None)
        if hit is not None:
            partner[hit] = place
    rows = tuple((place, confidence, i in partner) for i, (place, confidence) in enumerate(found))
    return Match(rows, sum(found[i][0] == place for i, place in partner.items()), len(truth))


def add_up(matches: Iterable[Match]) -> SpanScore:
    """Return the counts of many passages."""
    rows = list(matches)
    flags = [right for row in rows for _, _, right in row.found]
    return SpanScore(sum(flags), len(flags), sum(row.of for row in rows), sum(row.exact for row in rows))


def calibration(rows: Sequence[tuple[float, bool]]) -> list[tuple[float, float, float, Rate]]:
    """Return for each fifth of 0 to 1 that has cases: lower end, upper end, mean confidence and share of right ones."""
    table = []
    for number in range(BINS):
        inside = [(c, right) for c, right in rows if min(int(c * BINS), BINS - 1) == number]
        if inside:
            mean = sum(c for c, _ in inside) / len(inside)
            right = sum(flag for _, flag in inside)
            table.append((number / BINS, (number + 1) / BINS, mean, Rate(right, len(inside))))
    return table
