from __future__ import annotations

import json

import pytest

from tests.cli.test_diff import write_run
from tests.conftest import Kip


def test_a_package_is_written_and_written_again(kip: Kip) -> None:
    write_run(kip.folder / "one", "planned", "Frau Nora Beispiel zahlt 1,5 Mio. Franken")
    for _ in range(2):
        answer = kip("package", "--out", "one", "--to", "package", "--redact-names", "--data-version", "2.0.0")
        assert answer.returncode == 0, answer.stderr
    descriptor = json.loads((kip.folder / "package" / "datapackage.json").read_text(encoding="utf-8"))
    assert (descriptor["version"], descriptor["names_redacted"]) == ("2.0.0", True)
    assert "Beispiel" not in (kip.folder / "package" / "data" / "funding.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--out", "none"], "There are no tables in none"),
        (["--out", "one", "--licence", "mine"], "mine is no licence"),
        (["--out", "one", "--name", "Ä b"], "can't be named"),
        (["--out", "one", "--to", "full"], "holds other files"),
        (["--out", "one", "--to", "full/a.txt/x"], "Cannot write"),
    ],
)
def test_what_cannot_be_packed_is_said_in_a_sentence(kip: Kip, options: list[str], sentence: str) -> None:
    write_run(kip.folder / "one", "planned")
    kip.write("full/a.txt", "something else")
    answer = kip("package", *options)
    assert answer.returncode == 2
    assert sentence in answer.stderr
    assert "Traceback" not in answer.stderr
