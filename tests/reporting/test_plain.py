from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.reporting.plain import markdown, one_line, swiss


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("zwei\nZeilen\tund  mehr", "zwei Zeilen und mehr"),
        ("\x1b[31mrot\x1b[0m", "[31mrot[0m"),
        ("rechts \u202enach links", "rechts nach links"),
        ("\ud800 halb", " halb"),
    ],
)
def test_one_line_has_no_control_characters(text: str, shown: str) -> None:
    assert one_line(text) == shown


def test_one_line_is_cut_with_a_mark() -> None:
    assert one_line("eins zwei drei", 9) == "eins zwe…"
    assert one_line("eins zwei", 9) == "eins zwei"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("<script>alert(1)</script>", r"\<script\>alert(1)\</script\>"),
        ("[Klick](https://example.org)", r"\[Klick\](https\://example.org)"),
        ("![Bild](x)", r"!\[Bild\](x)"),
        ("a|b", r"a\|b"),
        ("**fett** und `code`", r"\*\*fett\*\* und \`code\`"),
        ("# Titel", r"\# Titel"),
        ("1. Punkt", r"1\. Punkt"),
        ("2024–2027: 1.5 Mio.", "2024–2027: 1.5 Mio."),
        ("- Punkt", r"\- Punkt"),
        ("kip_total _kursiv_", r"kip_total \_kursiv\_"),
        ("&lt; www.example.org", r"\&lt; www\.example.org"),
    ],
)
def test_markdown_shows_text_and_does_nothing(text: str, written: str) -> None:
    assert markdown(text) == written


@given(st.text())
def test_markdown_is_one_line_and_leaves_no_tag_link_or_cell_open(text: str) -> None:
    written = markdown(text)
    bare = written.replace("\\\\", "")
    assert len(written.splitlines()) <= 1
    for sign in "<>[]|`*&":
        assert bare.count(sign) == bare.count(f"\\{sign}")


@pytest.mark.parametrize(
    ("value", "written"),
    [(None, "–"), (0.0, "0"), (1_234_567.0, "1’234’567"), (83.5, "83.50"), (0.05, "0.05"), (1800, "1’800")],
)
def test_numbers_are_written_as_in_switzerland(value: float | None, written: str) -> None:
    assert swiss(value) == written
