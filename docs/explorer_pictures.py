"""Take the pictures of docs/explorer.md from an explorer that is running over the samples.

`kip run corpus/samples --out outputs/samples`, `kip explore --out outputs/samples`, then
`python docs/explorer_pictures.py http://127.0.0.1:8501`. Needs what the tests need: playwright and Chromium.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

PICTURES = Path(__file__).resolve().parent / "pictures"
VIEWS = {
    "overview": "room=overview&lang=de",
    "comparison": "room=comparison&lang=de&canton=BL,LU,SO,TG",
    "measures": "room=measures&lang=de&canton=BL,ZH",
    "goals": "room=goals&lang=de",
    "funding": "room=funding&lang=de&canton=BE&area=sprache",
    "decisions": "room=decisions&lang=fr",
    "review": "room=review&lang=de",
    "runs": "room=runs&lang=it",
}


def main(base: str) -> None:
    """Write a picture of each room."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        for name, parameters in VIEWS.items():
            page.goto(f"{base}/?{parameters}")
            _settle(page)
            page.screenshot(path=PICTURES / f"explorer-{name}.png")
        page.goto(f"{base}/?{VIEWS['funding']}")
        _settle(page)
        page.locator("table.kip tbody a").first.click()
        page.wait_for_selector(".kip-sheet img")
        _settle(page)
        page.screenshot(path=PICTURES / "explorer-source.png")
        browser.close()


def _settle(page: Page) -> None:
    page.wait_for_selector(".kip-drawn", state="attached")
    page.wait_for_selector("[data-testid='stApp'][data-test-script-state='notRunning']")
    page.wait_for_function("!document.querySelector('[data-testid=stSkeleton]')")


if __name__ == "__main__":
    main(sys.argv[1])
