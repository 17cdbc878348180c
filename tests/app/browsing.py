"""The pages in a real Chromium, served by `reports serve` over a real library.

The library holds our digests and two made-up reports whose title, file name and text are full of
markup. Every wait is for a condition.
"""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from app.digests import bring_in_digests
from index.stores.library import open_library
from ingest.models import Report

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
START_SECONDS = 60
PATIENCE = 30_000  # milliseconds that a condition may take on a busy machine


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
    with serving(folder, any_port()) as address:
        yield address


def any_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(folder: Path, port: int, **variables: str) -> Iterator[str]:
    """The address of `reports serve` over the library in a folder, until the end of the `with`."""
    command = [sys.executable, "-m", "app.cli", "--store", str(folder / "library")]
    root = str(Path(__file__).resolve().parents[2])
    own = {"HOME": str(folder), "PYTHONPATH": root, "REPORTS_EMBEDDING": "none"}
    with (folder / "log").open("w") as log:
        server = subprocess.Popen(
            [*command, "serve", "--port", str(port)],
            cwd=folder,
            env=os.environ | own | variables,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )
    try:
        _wait_for(f"http://127.0.0.1:{port}/_stcore/health", server, folder / "log")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=START_SECONDS)


def _wait_for(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and server.poll() is None:
        with suppress(urllib.error.URLError, OSError), urllib.request.urlopen(url, timeout=5):
            return
        time.sleep(0.1)  # between two looks
    pytest.fail(f"the server did not answer:\n{log.read_text()}")


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
    context = browser.new_context(viewport={"width": width, "height": height})
    context.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    asked: list[str] = []
    opened = context.new_page()
    opened.on("request", lambda request: asked.append(request.url))
    opened.goto(address)
    expect(opened.get_by_text("For example")).to_be_visible()
    yield opened
    context.close()
    own = (address, address.replace("http", "ws"), "blob:", "data:")
    assert [url for url in asked if not url.startswith(own)] == []


def ask(page: Page, question: str) -> Locator:
    """Ask, and wait for the answer: what stands under the newest question."""
    before = page.locator(".question").count()
    box = page.get_by_test_id("stChatInputTextArea")
    box.fill(question)
    box.press("Enter")
    turn = page.locator(f".st-key-turn-{before}")
    expect(turn.locator(".answer, .error")).to_be_visible()
    expect(page.get_by_test_id("stSpinner")).to_have_count(0)
    return turn
