from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from pipeline.evaluation.audit import RIGHT, UNCLEAR, WRONG, Finding, Judged, agreement, draw, precision, score
from pipeline.evaluation.rates import Rate


def finding(number: int, canton: str, kind: str = "funding") -> Finding:
    return Finding(f"id{number}", kind, canton, "KIP 3", "a.pdf", 1, "", "quote", "says")


def population(**sizes: int) -> list[Finding]:
    return [
        finding(number, canton, f"{canton}-kind") for canton, size in sizes.items() for number in _ids(canton, size)
    ]


def _ids(canton: str, size: int) -> range:
    start = 1000 * sum(map(ord, canton))
    return range(start, start + size)


def judged(number: int, verdict: str | None, canton: str = "AG", stratum_rows: int = 10) -> Judged:
    return Judged(number, f"id{number}", "funding", canton, stratum_rows, verdict)


def test_every_stratum_is_drawn_from_and_the_rest_in_proportion() -> None:
    sample = draw(population(AG=700, BE=290, UR=10), 100, seed=1)
    counts = Counter(item.finding.canton for item in sample)
    assert sum(counts.values()) == 100
    assert counts["UR"] >= 1
    assert abs(counts["AG"] - 70) <= 1
    assert {item.finding.canton: item.stratum_rows for item in sample} == {"AG": 700, "BE": 290, "UR": 10}
    assert [item.number for item in sample] == list(range(1, 101))


def test_the_order_of_findings_does_not_matter_and_the_seed_does() -> None:
    findings = population(AG=60, BE=60)
    shuffled = findings[:]
    random.Random(3).shuffle(shuffled)
    assert draw(findings, 30, seed=1) == draw(shuffled, 30, seed=1)
    assert draw(findings, 30, seed=1) != draw(findings, 30, seed=2)


def test_a_larger_sample_holds_the_smaller_one_of_a_stratum() -> None:
    findings = population(AG=60)
    small, large = ({item.finding.record_id for item in draw(findings, size, seed=1)} for size in (10, 25))
    assert small < large


@given(st.lists(st.integers(1, 12), min_size=1, max_size=8), st.integers(1, 60))
def test_no_row_is_drawn_twice_and_none_too_many(sizes: list[int], size: int) -> None:
    findings = [finding(100 * canton + n, f"C{canton}") for canton, rows in enumerate(sizes) for n in range(rows)]
    sample = [item.finding for item in draw(findings, size, seed=7)]
    assert len(sample) == len(set(sample)) == min(size, sum(sizes))
    if size >= len(sizes):
        assert {item.canton for item in sample} == {item.canton for item in findings}


def test_precision_of_one_stratum_is_wilson_s() -> None:
    rows = [judged(n, RIGHT if n < 9 else WRONG) for n in range(10)]
    found = precision([*rows, judged(10, UNCLEAR), judged(11, None)])
    assert (found.judged, found.share) == (10, 0.9)
    assert found.interval == pytest.approx(Rate(9, 10).interval())


def test_strata_weigh_what_they_weigh_among_all_rows() -> None:
    large = [judged(n, WRONG, "AG", 900) for n in range(2)]
    small = [judged(n + 5, RIGHT, "UR", 100) for n in range(8)]
    found = precision([*large, *small])
    assert found.share == pytest.approx(0.1)
    assert found.interval is not None
    # So few rows of the large stratum leave more doubt than ten rows of one stratum would.
    assert found.interval[1] - found.interval[0] > 0.4


def test_nothing_judged_is_unknown_not_zero() -> None:
    assert precision([judged(1, None), judged(2, UNCLEAR)]).share is None
    assert agreement([]).kappa is None


@settings(deadline=None, max_examples=50)  # scikit-learn is slow the first time
@given(st.lists(st.tuples(*[st.sampled_from([RIGHT, WRONG, UNCLEAR])] * 2), min_size=2, max_size=40))
def test_kappa_is_that_of_scikit_learn(pairs: list[tuple[str, str]]) -> None:
    found = agreement(pairs)
    ones, others = zip(*pairs, strict=True)
    if found.kappa is None:
        assert len({*ones, *others}) == 1
    else:
        assert found.kappa == pytest.approx(cohen_kappa_score(ones, others))
        assert found.interval is not None
        assert found.interval[0] <= found.kappa <= found.interval[1]


def test_scores_by_group_and_what_both_agree_on() -> None:
    first = [judged(1, RIGHT), judged(2, WRONG), judged(3, RIGHT, "BE"), judged(4, None, "BE")]
    second = [replace(item, verdict=RIGHT) for item in first]
    found = {item.group: item for item in score(first, second[::-1])}
    assert list(found) == ["all", "funding", "AG", "BE"]
    assert (found["AG"].first.share, found["AG"].second.share, found["AG"].settled.share) == (0.5, 1.0, 1.0)
    assert (found["all"].agreement.rows, found["BE"].settled.judged) == (3, 1)


def test_files_of_two_samples_are_refused() -> None:
    with pytest.raises(ValueError, match="same rows"):
        score([judged(1, RIGHT)], [judged(2, RIGHT)])
