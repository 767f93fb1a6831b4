from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.evaluation.truth import TruthError, load_truths
from tests.conftest import ROOT


def test_the_truths_of_the_samples_are_known_by_their_files() -> None:
    truths = load_truths(ROOT / "corpus" / "truth")
    assert {path.name for path in (ROOT / "corpus" / "samples").iterdir()} == set(truths)


@pytest.mark.parametrize("text", ['{"schema": 2, "file": "a"}', "[]", "{", '{"schema": 1}'])
def test_what_is_no_truth_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.json").write_text(text)
    with pytest.raises(TruthError, match=r"a\.json"):
        load_truths(tmp_path)
