from __future__ import annotations

import tomllib
from collections.abc import Iterator

import pytest

from pipeline.domain.data import data_path
from pipeline.reading.flow import flow_text
from pipeline.reading.hyphens import hyphen_changes, joined, soft_hyphen_changes
from pipeline.reading.tokens import Token, make_line

BREAKS = tomllib.loads(data_path("corpus", "gold", "line_breaks.toml").read_text(encoding="utf-8"))
GRAMMAR = {
    "de": frozenset({"der", "die", "und", "nicht", "werden"}),
    "fr": frozenset({"le", "les", "pour", "dans", "avec"}),
    "it": frozenset({"il", "della", "per", "nella", "sono"}),
}
# Share of line breaks that must be read right.
MIN_RIGHT = 0.99


def _cases() -> Iterator[tuple[str, str, str, str]]:
    """Yield language, the half before the line end without its hyphen, the half after it, and the right reading."""
    for kind, languages in BREAKS.items():
        for language, words in languages.items():
            for word in words.split():
                for place in (index for index, character in enumerate(word) if character == "|"):
                    head, tail = word[:place].replace("|", ""), word[place + 1 :].replace("|", "")
                    if kind == "broken":
                        yield language, head, tail, head + tail
                    else:
                        yield language, head[:-1], tail, head + (" " if kind == "suspended" else "") + tail


def test_line_breaks_are_read_right() -> None:
    cases = list(_cases())
    wrong = [case for case in cases if _read(*case[:3]) != case[3]]
    assert len(cases) >= 300
    assert len(wrong) <= (1 - MIN_RIGHT) * len(cases), wrong


def _read(language: str, head: str, tail: str) -> str:
    # A tail such as `Kind-Angebote` is more than the letters that decide.
    first, *rest = tail.split("-")
    return "-".join([joined(head, first, GRAMMAR[language]), *rest])


@pytest.mark.parametrize(
    ("head", "tail", "known", "reading"),
    [
        ("Kosten", "nutzen", {"kosten-nutzen"}, "Kosten-nutzen"),
        ("Kosten", "nutzen", {"kosten-nutzen", "kostennutzen"}, "Kostennutzen"),
        ("INTEGRA", "TION", set(), "INTEGRATION"),
        ("KIP", "SEM", set(), "KIP-SEM"),
        ("Materi", "als", set(), "Materials"),
    ],
)
def test_the_document_and_the_list_decide(head: str, tail: str, known: set[str], reading: str) -> None:
    assert joined(head, tail, known) == reading


@pytest.mark.parametrize("hyphen", ["-", "\u2010", "\u00ad", "\u00ac"])
def test_every_kind_of_hyphen_at_a_line_end(hyphen: str) -> None:
    text = f"die Integra{hyphen}\ntion gelingt"
    assert [change.after for change in hyphen_changes(text, 0, len(text))] == ["Integration"]


def test_soft_hyphens_inside_words_vanish() -> None:
    changes = list(soft_hyphen_changes("die In\u00adte\u00adgra\u00adtion"))
    assert [change.after for change in changes] == ["Integration"]


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["die Jahre 2014-", "2017 sind"], "die Jahre 2014-2017 sind"),
        (["für 45-", "jährige Personen"], "für 45-jährige Personen"),
        (["die 20-", "bis 30-Jährigen"], "die 20- bis 30-Jährigen"),
        (["der Integrations-", "programme (KIP)"], "der Integrationsprogramme (KIP)"),
        (["die (Sprach-", "förderung)."], "die (Sprachförderung)."),
        (["Sprach-", "und Bildungsangebote"], "Sprach- und Bildungsangebote"),
        (["in Zu-", "sam-", "menarbeit mit"], "in Zusammenarbeit mit"),
        (["ein Wert -", "und mehr"], "ein Wert - und mehr"),
    ],
)
def test_lines_flow_together(lines: list[str], text: str) -> None:
    tokens = [
        [Token(word, (40.0 * x, 14.0 * y, 40.0 * x + 30, 14.0 * y + 10), 10.0) for x, word in enumerate(line.split())]
        for y, line in enumerate(lines)
    ]
    assert flow_text([make_line(line) for line in tokens])[0] == text
