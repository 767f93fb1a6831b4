"""A run over two small documents, the explorer that serves it, and a real browser that looks at it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.explorer.served import PATIENCE_MS, PEOPLE, Folder, Seen, is_foreign, write_documents


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, bytecode: dict[str, str]) -> Folder:
    """Return a folder with documents and what a run made of them."""
    folder = Folder(tmp_path_factory.mktemp("explorer"), bytecode)
    write_documents(folder.path / "documents")
    (folder.path / "people.csv").write_text(PEOPLE, encoding="utf-8")
    folder.run()
    return folder


@pytest.fixture(scope="module")
def server(folder: Folder) -> Iterator[str]:
    """Return the address of an explorer over the run."""
    with folder.explorer() as address:
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


@pytest.fixture(scope="module")
def look(browser: Browser) -> Iterator[Callable[..., Seen]]:
    """Return a function that opens a page at an explorer's address, in a locale; what was loaded once stays loaded."""
    contexts: dict[str, BrowserContext] = {}

    def opened(base: str, locale: str = "de-CH") -> Seen:
        if locale not in contexts:
            contexts[locale] = browser.new_context(locale=locale, viewport={"width": 1400, "height": 1000})
        seen = Seen(contexts[locale].new_page(), base)
        seen.page.set_default_timeout(PATIENCE_MS)
        seen.page.on("console", lambda said: seen.complaints.append(said.text) if said.type == "error" else None)
        seen.page.on("pageerror", lambda error: seen.complaints.append(str(error)))
        seen.page.on(
            "request", lambda asked: seen.complaints.append(asked.url) if is_foreign(asked.url, base) else None
        )
        return seen

    yield opened
    for context in contexts.values():
        context.close()
