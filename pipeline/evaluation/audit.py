"""An audit by hand: a random sample of what kip found, judged by two people, and what follows from it."""

from __future__ import annotations

import hashlib
import math
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.evaluation.rates import Z_95, wilson

RIGHT, WRONG, UNCLEAR = "right", "wrong", "unclear"
VERDICTS = (RIGHT, WRONG, UNCLEAR)


@dataclass(frozen=True, slots=True)
class Finding:
    """A row that can be drawn: its table (`kind`), what it says in words, and where it stands."""

    record_id: str
    kind: str
    canton: str
    program: str
    document: str
    page: int | None
    section: str
    quote: str
    says: str

    @property
    def stratum(self) -> tuple[str, str]:
        """Return canton and kind: the strata the sample is drawn from."""
        return self.canton, self.kind


@dataclass(frozen=True, slots=True)
class Drawn:
    """A finding of the sample, with its number there and how many rows its stratum has in all."""

    number: int
    finding: Finding
    stratum_rows: int


@dataclass(frozen=True, slots=True)
class Judged:
    """A finding as a coder's file has it; `verdict` is null where the coder has not judged it."""

    number: int
    record_id: str
    kind: str
    canton: str
    stratum_rows: int
    verdict: str | None


@dataclass(frozen=True, slots=True)
class Precision:
    """The share of rows that are right, 0 to 1, of so many judged right or wrong, with its 95 % interval."""

    judged: int
    share: float | None
    interval: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two coders agree on so many rows: observed share, and Cohen's kappa with its 95 % interval.

    Kappa is null where chance alone would make them agree on every row, as both gave one verdict only.
    """

    rows: int
    observed: float | None
    kappa: float | None
    interval: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class GroupScore:
    """What an audit says of a group of rows; `settled` rests on the rows on which both coders agree."""

    group: str
    rows: int
    first: Precision
    second: Precision
    settled: Precision
    agreement: Agreement


def draw(findings: Iterable[Finding], size: int, seed: int) -> list[Drawn]:
    """Return a random sample stratified by canton and kind, in the order of canton, kind, document and page.

    Each stratum has at least one row if `size` allows it; the other rows go to the strata in proportion (D'Hondt).
    The same findings, size and seed give the same sample, whatever the order of the findings.
    """
    strata: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for finding in findings:
        strata[finding.stratum].append(finding)
    counts = _allocate({stratum: len(rows) for stratum, rows in strata.items()}, size)
    chosen = [
        finding
        for stratum, rows in strata.items()
        for finding in sorted(rows, key=lambda item: _lot(item, seed))[: counts[stratum]]
    ]
    ordered = sorted(chosen, key=lambda item: (item.canton, item.kind, item.document, item.page or 0, item.record_id))
    return [Drawn(number, item, len(strata[item.stratum])) for number, item in enumerate(ordered, start=1)]


def _lot(finding: Finding, seed: int) -> str:
    """Return the lot a finding draws: that of others does not change it, so that a larger sample holds the smaller."""
    return hashlib.sha256(f"{seed}\x1f{finding.record_id}".encode()).hexdigest()


def _allocate(sizes: Mapping[tuple[str, str], int], total: int) -> Counter[tuple[str, str]]:
    """Return how many rows each stratum gives."""
    counts = Counter(dict.fromkeys(sorted(sizes), 1 if total >= len(sizes) else 0))
    for _ in range(min(total, sum(sizes.values())) - counts.total()):
        open_strata = [stratum for stratum in sorted(sizes) if counts[stratum] < sizes[stratum]]
        counts[max(open_strata, key=lambda stratum: sizes[stratum] / (counts[stratum] + 1))] += 1
    return counts


def score(first: Sequence[Judged], second: Sequence[Judged]) -> list[GroupScore]:
    """Return what two coders' verdicts on the same sample say: of all rows, of each kind and of each canton.

    Raises ValueError if the two are not about the same rows.
    """
    others = {item.record_id: item for item in second}
    if {item.record_id for item in first} != set(others) or len(first) != len(second):
        raise ValueError("the two files do not hold the same rows; both coders get a copy of one sample")
    pairs = [(item, others[item.record_id]) for item in first]
    groups: dict[str, list[tuple[Judged, Judged]]] = {"all": pairs}
    for kind in dict.fromkeys(item.kind for item in first):
        groups[kind] = [pair for pair in pairs if pair[0].kind == kind]
    for canton in sorted({item.canton for item in first}):
        groups[canton or "no canton"] = [pair for pair in pairs if pair[0].canton == canton]
    return [_score_group(name, members) for name, members in groups.items()]


def _score_group(name: str, pairs: Sequence[tuple[Judged, Judged]]) -> GroupScore:
    return GroupScore(
        group=name,
        rows=len(pairs),
        first=precision([one for one, _ in pairs]),
        second=precision([other for _, other in pairs]),
        settled=precision([one for one, other in pairs if one.verdict == other.verdict]),
        agreement=agreement([(one.verdict, other.verdict) for one, other in pairs if one.verdict and other.verdict]),
    )


def precision(rows: Iterable[Judged]) -> Precision:
    """Return the share of rows that are right, each stratum weighing what it weighs among all rows.

    Rows judged unclear or not at all don't count. The interval is Wilson's, for as many cases as the weighted rows are
    worth (L. Kish, Survey Sampling, 1965: squared sum of weights over sum of squared weights).
    """
    sure = [row for row in rows if row.verdict in (RIGHT, WRONG)]
    if not sure:
        return Precision(0, None, None)
    per_stratum = Counter((row.canton, row.kind) for row in sure)
    weights = [row.stratum_rows / per_stratum[row.canton, row.kind] for row in sure]
    total = math.fsum(weights)
    share = math.fsum(weight for row, weight in zip(sure, weights, strict=True) if row.verdict == RIGHT) / total
    worth = total * total / math.fsum(weight * weight for weight in weights)
    return Precision(len(sure), share, wilson(share, worth))


def agreement(pairs: Sequence[tuple[Hashable, Hashable]]) -> Agreement:
    """Return how far two coders agree on rows both have judged.

    Kappa and its standard error are those of J. Cohen, Educational and Psychological Measurement 20, 1960.
    """
    n = len(pairs)
    if not n:
        return Agreement(0, None, None, None)
    observed = sum(one == other for one, other in pairs) / n
    ones, others = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    expected = sum(ones[verdict] * others[verdict] for verdict in ones) / (n * n)
    if expected == 1.0:
        return Agreement(n, observed, None, None)
    kappa = (observed - expected) / (1 - expected)
    half = Z_95 * math.sqrt(observed * (1 - observed) / n) / (1 - expected)
    return Agreement(n, observed, kappa, (max(-1.0, kappa - half), min(1.0, kappa + half)))
