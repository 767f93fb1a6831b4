from __future__ import annotations

import docx
import pytest

from tests.cli.test_diff import HOSTILE, write_run
from tests.conftest import Kip


def test_a_sheet_is_written(kip: Kip) -> None:
    write_run(kip.folder / "one", "planned", HOSTILE)
    answer = kip("factsheet", "bl", "--out", "one", "--language", "it")
    assert answer.returncode == 0, answer.stderr
    document = docx.Document(str(kip.folder / "outputs" / "factsheet-bl.docx"))
    assert document.paragraphs[0].text == "Programma d’integrazione: Cantone Basilea Campagna"


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (["XX"], 2, "XX is no canton; known are AG, AI"),
        (["CH"], 2, "CH is no canton"),
        (["UR"], 3, "there is no document of UR in one"),
        (["BL", "--language", "en"], 2, "de, fr, it"),
        (["BL", "--to", "one/tables/funding.parquet/x.docx"], 2, "Cannot write"),
    ],
)
def test_what_cannot_be_written_is_said_in_a_sentence(kip: Kip, arguments: list[str], code: int, sentence: str) -> None:
    write_run(kip.folder / "one", "planned")
    answer = kip("factsheet", *arguments, "--out", "one")
    assert answer.returncode == code
    assert sentence in answer.stderr
    assert "Traceback" not in answer.stderr
