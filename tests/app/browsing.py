"""The pages in a real Chromium, served by `reports serve` over a real library.

The library holds our digests and two made-up reports whose title, file name and text are full of
markup. Every wait is for a condition.
"""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from app.digests import bring_in_digests
from index.stores.library import open_library
from ingest.models import Report
from tests.app.settling import PATIENCE, ready, settled, visiting
from tests.serving import serving

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
NEXT_TURN = """() => Math.max(-1, ...[...document.querySelectorAll("[class*=st-key-turn-]")]
  .map(turn => Number(turn.className.match(/st-key-turn-(\\d+)/)[1]))) + 1"""
CONTRAST = """element => {
  const channels = colour => {
    const canvas = document.createElement("canvas").getContext("2d");
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const light = ([r, g, b]) => [r, g, b].map(c => c / 255)
    .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  let back = element;
  while (back && channels(getComputedStyle(back).backgroundColor)[3] < 255) {
    back = back.parentElement;
  }
  const pair = [getComputedStyle(element).color, getComputedStyle(back).backgroundColor]
    .map(colour => light(channels(colour))).sort((a, b) => b - a);
  return (pair[0] + 0.05) / (pair[1] + 0.05);
}"""
"""Ratio of the luminance of a text to that of what lies behind it (WCAG 2.2, 1.4.3)."""


@pytest.fixture(scope="module")
def address(
    tmp_path_factory: pytest.TempPathFactory, westmere: Report, eastvale: Report
) -> Iterator[str]:
    """Where the pages are served, from a folder of nobody."""
    folder = tmp_path_factory.mktemp("served")
    library = open_library(folder / "library", embedding="none")
    bring_in_digests(library)
    library.add((report, report.text.encode()) for report in (westmere, eastvale))
    library.close()
    with serving(folder, **own_server(folder)) as served:
        yield served.address


def own_server(folder: Path) -> dict[str, str]:
    """Variables of a server that finds nothing of the person who runs the tests."""
    return {"HOME": str(folder), "REPORTS_EMBEDDING": "none"}


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """The chat at desktop width; the test fails when anything beyond the server is asked for."""
    yield from _page(browser, address, 1440, 900)


@pytest.fixture
def phone(browser: Browser, address: str) -> Iterator[Page]:
    """The chat at the width of a telephone."""
    yield from _page(browser, address, 375, 812)


def _page(browser: Browser, address: str, width: int, height: int) -> Iterator[Page]:
    asked: list[str] = []
    with visiting(browser, viewport={"width": width, "height": height}) as context:
        opened = context.new_page()
        opened.on("request", lambda request: asked.append(request.url))
        opened.goto(address)
        # The first page of a server opens its library.
        expect(opened.get_by_text("For example")).to_be_visible(timeout=3 * PATIENCE)
        yield opened
        failed = opened.get_by_test_id("stException").count()
    assert not failed, "the page ended in an error that nobody caught: see the server's log"
    own = (address, address.replace("http", "ws"), "blob:", "data:")
    assert [url for url in asked if not url.startswith(own)] == []


def ask(page: Page, question: str) -> Locator:
    """Ask, and wait for the answer: what stands under the newest question."""
    settled(page)
    number = page.evaluate(NEXT_TURN)
    box = page.get_by_test_id("stChatInputTextArea")
    box.fill(question)
    box.press("Enter")
    turn = page.locator(f".st-key-turn-{number}")
    expect(turn.locator(".answer, .error")).to_be_visible()
    settled(page)
    return turn


def press(mark: Locator, wanted: Locator) -> None:
    """Click until it answers: a chart is drawn before the page listens to it."""
    settled(mark.page)
    for _ in range(10):
        mark.click(force=True)
        with suppress(AssertionError):
            expect(wanted.first).to_be_visible(timeout=5_000)
            return
    expect(wanted.first).to_be_visible()


def choose(page: Page, box: Locator, option: str, *, exact: bool = False) -> None:
    """Type into a box with a list, and choose what is wanted from the list."""
    for _ in range(6):
        ready(box).fill(option)
        wanted = page.get_by_role("option", name=option, exact=exact).first
        with suppress(PlaywrightTimeout):
            wanted.click(timeout=PATIENCE / 6)
            settled(page)
            return
        page.keyboard.press("Escape")  # a list that was closed by what came late
    pytest.fail(f"{option} could not be chosen")
