"""A run over two small documents, the explorer that serves it, and a real browser that looks at it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.explorer.served import Seen, explorer_of, is_foreign, run_kip, write_documents


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with documents and what a run made of them."""
    folder = tmp_path_factory.mktemp("explorer")
    write_documents(folder / "documents")
    run_kip(folder)
    return folder


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[str]:
    """Return the address of an explorer over the run."""
    with explorer_of(folder) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Return a real, headless Chromium."""
    path = shutil.which("chromium")
    assert path, "Chromium is missing; ./setup.sh dev installs it"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield chromium
        chromium.close()


@pytest.fixture
def look(browser: Browser) -> Iterator[Callable[..., Seen]]:
    """Return a function that opens a page of its own at an address, in a locale."""
    contexts = []

    def opened(base: str, locale: str = "de-CH") -> Seen:
        context = browser.new_context(locale=locale, viewport={"width": 1400, "height": 1000})
        contexts.append(context)
        seen = Seen(context.new_page(), base)
        seen.page.on("console", lambda said: seen.complaints.append(said.text) if said.type == "error" else None)
        seen.page.on("pageerror", lambda error: seen.complaints.append(str(error)))
        seen.page.on(
            "request", lambda asked: seen.complaints.append(asked.url) if is_foreign(asked.url, base) else None
        )
        return seen

    yield opened
    for context in contexts:
        context.close()
