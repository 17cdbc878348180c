"""Pictures of every page for docs/pages: `python -m tests.screens`, `make screens`.

The library holds this project's digests and nothing else, so that no sentence of a published
report gets into a picture. Both widths, both themes.
"""

import re
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from app.digests import bring_in_digests
from index.stores.library import open_library
from tests.app.browsing import FLAGS, ask, choose
from tests.app.settling import ready, settled, visiting
from tests.conftest import find_chromium
from tests.serving import serving

OUT = Path(__file__).parents[1] / "docs" / "pages"
WIDTHS = {1440: 900, 375: 812}
THEMES = ("light", "dark")
_QUESTION = "Why was Sheffield rated Inadequate for staffing?"


def main() -> int:
    """Take them all; 1 where there is no Chromium."""
    chromium = find_chromium()
    if chromium is None:
        print("There is no Chromium here: install one, or name it in CHROMIUM.")
        return 1
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        library = open_library(Path(folder) / "library")
        bring_in_digests(library)
        library.close()
        with serving(Path(folder)) as served, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
            for width, height in WIDTHS.items():
                for theme in THEMES:
                    _take(browser, served.address, width, height, theme)
            browser.close()
    return 0


def _take(browser: Browser, address: str, width: int, height: int, theme: str) -> None:
    size, scheme = {"width": width, "height": height}, "dark" if theme == "dark" else "light"
    with visiting(browser, viewport=size, color_scheme=scheme) as context:
        _walk(context.new_page(), address, f"{width}-{theme}")


def _walk(page: Page, address: str, suffix: str) -> None:
    def keep(name: str) -> None:
        settled(page)
        time.sleep(1.5)  # fonts, charts and the last of the animations
        page.screenshot(path=OUT / f"{name}-{suffix}.png")

    page.goto(address)
    page.get_by_text("For example").wait_for()
    keep("chat-first")
    ask(page, _QUESTION)
    page.locator(".answer button.chip").first.click()
    page.locator(".st-key-source mark").first.wait_for()
    keep("chat")
    page.goto(f"{address}/library")
    page.locator("article.report").first.wait_for()
    keep("library")
    ready(page.get_by_role("button", name="Read").nth(4)).click()
    page.locator("article.reading").wait_for()
    keep("reading")
    page.goto(f"{address}/ratings")
    page.locator("table.matrix td").first.wait_for()
    keep("ratings")
    page.goto(f"{address}/briefing")
    choose(page, page.get_by_role("combobox").first, "Sheffield")
    ready(page.get_by_role("button", name="Make the briefing")).click()
    page.get_by_role("button", name="Word").wait_for()
    keep("briefing")
    page.goto(f"{address}/evaluation")
    page.get_by_text("Reading the suites").wait_for(state="hidden")
    page.get_by_role("button", name=re.compile("^Run")).first.wait_for()
    keep("evaluation")


if __name__ == "__main__":
    sys.exit(main())
