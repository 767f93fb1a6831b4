from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.extraction.extract import extract_records
from pipeline.extraction.verification import verification_of
from pipeline.reading.draft import DraftBlock, DraftPage, Source, assemble
from pipeline.records import Document, Page, Word

TEXT = (
    "Das kantonale Integrationsprogramm (KIP 3) fördert die Integration. "
    "Der Kanton bezahlt dafür 1'250'000 Franken, der Bund 800'000 Franken."
)


def recognised(text: str, states: dict[str, tuple[str, tuple[str, ...]]]) -> Document:
    """Return a recognised page of one paragraph, some of its words with a state and other readings."""
    words, place = [], 0
    for piece in text.split(" "):
        state, others = states.get(piece, (None, ()))
        words.append(Word(place, place + len(piece), (0, 0, 1, 1), 0.9, state, others))
        place += len(piece) + 1
    page = DraftPage((DraftBlock("paragraph", text, words=tuple(words)),), Page(1, 0, 0, "ocr"))
    document = assemble(Source(b"%PDF-", "application/pdf", paginated=True), [page])
    return replace(document, language="de")


def test_an_amount_is_as_sure_as_its_words() -> None:
    states = {"1'250'000": ("verified", ()), "800'000": ("conflict", ("300'000",))}
    found = {row.amount_chf: row for row in extract_records(recognised(TEXT, states)).funding}
    sure, open_ = found[1_250_000], found[800_000]
    assert (sure.verification, sure.alternatives, sure.evidence.needs_review) == ("verified", (), False)
    assert (open_.verification, open_.alternatives, open_.evidence.needs_review) == ("conflict", ("300'000",), True)


def test_a_repaired_amount_needs_no_review_and_shows_its_first_reading() -> None:
    states = {"1'250'000": ("repaired", ("12504000",)), "800'000": ("verified", ())}
    row = next(r for r in extract_records(recognised(TEXT, states)).funding if r.amount_chf == 1_250_000)
    assert (row.verification, row.alternatives, row.evidence.needs_review) == ("repaired", ("12504000",), False)


def test_an_amount_nobody_checked_on_a_recognised_page_is_single() -> None:
    rows = extract_records(recognised(TEXT, {})).funding
    assert {(row.verification, row.evidence.needs_review) for row in rows} == {("single", True)}


def test_printed_text_is_verified() -> None:
    document = recognised(TEXT, {})
    words = tuple(replace(word, confidence=None) for word in document.pages[0].words)
    rows = extract_records(replace(document, pages=(replace(document.pages[0], words=words),))).funding
    assert {(row.verification, row.evidence.needs_review) for row in rows} == {("verified", False)}


def test_votes_are_as_sure_as_their_counts_whatever_the_date() -> None:
    text = (
        "Der Kantonsrat hat das kantonale Integrationsprogramm (KIP 3) am 8. Juni 2023 "
        "mit 83 zu 39 Stimmen gutgeheissen."
    )
    states = {"8.": ("conflict", ("3.",)), "2023": ("verified", ()), "83": ("single", ()), "39": ("verified", ())}
    (decision,) = extract_records(recognised(text, states)).decisions
    assert (decision.votes_yes, decision.votes_no) == (83, 39)
    assert (decision.verification, decision.alternatives, decision.evidence.needs_review) == ("single", (), True)


@pytest.mark.parametrize(
    ("states", "worst"),
    [
        (("verified", "repaired"), "repaired"),
        (("repaired", "single"), "single"),
        (("single", "conflict"), "conflict"),
        ((None, "verified"), "verified"),
    ],
)
def test_the_worst_word_speaks_for_the_figure(states: tuple[str | None, ...], worst: str) -> None:
    words = [Word(4 * i, 4 * i + 3, (0, 0, 1, 1), None if s is None else 0.9, s) for i, s in enumerate(states)]
    assert verification_of("250 000", words).state == worst
