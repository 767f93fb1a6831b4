"""Files with changed bytes: each ends as a Document or as a DocumentFailure, in time, and nothing else happens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.domain.failures import DocumentFailure
from pipeline.guardian import Guardian
from pipeline.reading.limits import Limits
from pipeline.reading.read import read_document
from pipeline.runs.stages import READING
from pipeline.workers import WorkerPool
from tests.hostile import packages, pdfs, texts
from tests.hostile.cases import Case
from tests.hostile.make import CASES

# Recognition is not what is tried here, and would take most of the time.
LIMITS = Limits(page_seconds=2.0, max_pixels=200_000)
FINE = frozenset({"read", "damaged", "encrypted", "too_large", "unsupported", "empty_file", "ocr_failed"})
EXAMPLES = settings(
    max_examples=30, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)
PATIENCE_S = 20.0
SHORT_S = 5.0

Make = Callable[[], bytes]
SOUND: dict[str, Make] = {
    "pdf": lambda: pdfs.many_pages(3),
    "updated pdf": lambda: pdfs.updated(cut=False),
    "pdf with forms": pdfs.active,
    "docx": packages.word,
    "xlsx": packages.workbook,
    "html": lambda: texts.web(texts.PARAGRAPH * 3 + b"<table><tr><th>Jahr<th>Betrag<tr><td>2024<td>120'000</table>"),
}


@cache
def sound(name: str) -> bytes:
    return SOUND[name]()


@st.composite
def mutated(draw: st.DrawFn, data: bytes) -> bytes:
    """Draw the bytes with bits turned, pieces cut out, put in or exchanged."""
    for _ in range(draw(st.integers(1, 4))):
        place, length = draw(st.integers(0, len(data) - 1)), draw(st.integers(1, 200))
        other = draw(st.integers(0, len(data) - 1))
        kind = draw(st.sampled_from(("turn", "cut", "insert", "exchange", "number")))
        if kind == "turn":
            data = data[:place] + bytes([data[place] ^ (1 << draw(st.integers(0, 7)))]) + data[place + 1 :]
        elif kind == "cut":
            data = data[:place] + data[place + length :] or b"x"
        elif kind == "insert":
            data = data[:place] + draw(st.binary(max_size=50)) + data[other : other + length] + data[place:]
        elif kind == "exchange":
            first, second = sorted((place, other))
            data = data[:first] + data[second:] + data[first:second]
        else:
            huge = draw(st.sampled_from((b"0", b"-1", b"2147483648", b"99999999999999999999", b"1e38")))
            data = data[:place] + huge + data[place + len(huge) :]
    return data


def ending(data: bytes) -> str:
    try:
        read_document(data, LIMITS)
    except DocumentFailure as failure:
        return failure.code
    return "read"


@pytest.mark.parametrize("name", ["docx", "xlsx", "html"])
def test_changed_packages_and_pages_fail_as_documents_do(name: str) -> None:
    @EXAMPLES
    @given(mutated(sound(name)))
    def check(data: bytes) -> None:
        assert ending(data) in FINE

    check()


@pytest.mark.parametrize("name", ["docx", "xlsx"])
def test_packages_with_changed_parts_fail_as_documents_do(name: str) -> None:
    parts = packages.parts_of(sound(name))

    @EXAMPLES
    @given(st.data())
    def check(data: st.DataObject) -> None:
        part = data.draw(st.sampled_from(sorted(parts)))
        changed = packages.packed({**parts, part: data.draw(mutated(parts[part] or b"x"))})
        assert ending(changed) in FINE

    check()


@pytest.fixture(scope="module")
def pool(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WorkerPool]:
    folder = tmp_path_factory.mktemp("mutated")
    guardian = Guardian(folder / "run")
    opened = WorkerPool(READING, 1, guardian, folder / "log.txt", folder / "bytecode")
    yield opened
    opened.close()
    guardian.close()


@pytest.mark.parametrize("name", ["pdf", "updated pdf", "pdf with forms"])
def test_changed_pdfs_fail_as_documents_do_in_a_worker_of_their_own(
    pool: WorkerPool, name: str, tmp_path: Path
) -> None:
    """pdfium is C++: should it crash over a file, then the worker of this file dies, and the next file is read."""
    path = tmp_path / "changed.pdf"

    @EXAMPLES
    @given(mutated(sound(name)))
    def check(data: bytes) -> None:
        path.write_bytes(data)
        try:
            end = pool.run(read_ending, path, timeout_s=PATIENCE_S)
        except DocumentFailure as failure:
            end = failure.code
        assert end in FINE | {"worker_died"}

    check()
    assert pool.run(abs, -3, timeout_s=PATIENCE_S) == 3


@pytest.mark.parametrize("case", [case for case in CASES if case.slow], ids=lambda case: case.name)
def test_what_takes_for_ever_is_stopped_and_the_next_file_is_read(pool: WorkerPool, case: Case, tmp_path: Path) -> None:
    path = tmp_path / case.name
    path.write_bytes(case.make())
    with pytest.raises(DocumentFailure) as failure:
        pool.run(read_ending, path, timeout_s=SHORT_S)
    assert failure.value.code == case.end
    path.write_bytes(pdfs.many_pages(3))
    assert pool.run(read_ending, path, timeout_s=PATIENCE_S) == "read"


def read_ending(path: Path) -> str:
    """Read a file in a worker and return how it ends."""
    return ending(path.read_bytes())
