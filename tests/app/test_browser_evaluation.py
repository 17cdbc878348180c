"""The evaluation page in Chromium: a suite of one's own from click to result."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.app.browsing import ask, choose
from tests.app.evaluation.suites import HOSTILE, SUITE
from tests.app.settling import PATIENCE, ready, settled, visiting

pytestmark = pytest.mark.browser

MANY = SUITE.split("  - id: wrong-1")[0].replace("made-up", "many") + "".join(
    f"  - id: more-{number}\n    kind: rating\n    turns: ['How was staffing in {number}?']\n"
    for number in range(400)
)


@pytest.fixture
def evaluation(page: Page, address: str) -> Page:
    """The evaluation page at desktop width."""
    page.goto(f"{address}/evaluation")
    expect(page.get_by_role("button", name=re.compile("^Run "))).to_be_visible()
    return page


def bring(page: Page, tmp_path: Path, text: str, name: str = "<b>pairs<b>.yaml") -> None:
    """Upload a suite; what it is called is text."""
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    ready(page.get_by_text("Suites of your own")).click()
    page.locator("input[type=file]").set_input_files(file)


def take(page: Page, suite: str) -> None:
    choose(page, page.get_by_role("combobox", name="Suites", exact=True), suite, exact=True)
    page.keyboard.press("Escape")


def asked(page: Page) -> None:
    """Run the two pairs of the suite that can be asked, and wait for the end."""
    settled(page)
    done = page.locator("p", has_text="The last run is done")
    before = done.inner_text() if done.count() else "no run"
    page.get_by_role("button", name="Run 2 pairs").click()
    # Every run is kept in a folder of its own. The first also learns what the library holds.
    expect(done.filter(has_not_text=before)).to_be_visible(timeout=4 * PATIENCE)
    expect(page.locator("p.error")).to_have_count(0)


def run_made_up(page: Page, tmp_path: Path) -> None:
    bring(page, tmp_path, SUITE)
    expect(page.get_by_text("made-up: 3 pairs")).to_be_visible()
    take(page, "made-up")
    asked(page)
    ready(page.get_by_role("button", name="Read the results")).click()
    expect(page.locator("details.pair").first).to_be_visible()


def test_a_suite_of_ones_own_is_run_read_and_sent_on(evaluation: Page, tmp_path: Path) -> None:
    run_made_up(evaluation, tmp_path)
    pair = evaluation.locator("details.pair.failed")
    expect(pair).to_have_count(1)
    ready(pair.locator("summary")).focus()
    evaluation.keyboard.press("Enter")
    expect(pair.get_by_text("fact: measure rating")).to_be_visible()
    expect(pair.locator("blockquote").first).to_contain_text("Good")
    expect(pair).to_contain_text(HOSTILE)
    assert pair.locator("img, script, .katex").count() == 0
    assert evaluation.title() != "owned"
    settled(evaluation)
    with evaluation.expect_download() as download:
        evaluation.get_by_role("button", name="Page (HTML)").click()
    assert re.fullmatch(r"evaluation-[\w-]+\.html", download.value.suggested_filename)
    assert "<img" not in Path(download.value.path()).read_text(encoding="utf-8")


def test_a_run_goes_on_while_others_ask_and_is_stopped(
    evaluation: Page, browser: Browser, address: str, tmp_path: Path
) -> None:
    bring(evaluation, tmp_path, MANY)
    expect(evaluation.get_by_text("many: 401 pairs")).to_be_visible()
    take(evaluation, "many")
    ready(evaluation.get_by_role("button", name="Run 401 pairs")).click()
    stop = evaluation.get_by_role("button", name="Stop")
    expect(stop).to_be_visible()
    with visiting(browser) as theirs:
        other = theirs.new_page()
        other.goto(address)
        turn = ask(other, "What was Westmere rated for staffing?")
        expect(turn.locator(".answer")).to_contain_text("Inadequate")
    stop.click()
    expect(evaluation.get_by_text("What was asked is kept, marked as stopped.")).to_be_visible()
    expect(evaluation.get_by_role("button", name="Run 401 pairs")).to_be_enabled()


def test_what_is_wrong_with_a_file_of_pairs_is_said(evaluation: Page, tmp_path: Path) -> None:
    bring(evaluation, tmp_path, "suite: <img src=x>\npairs: 3\n", "<img src=x>.yaml")
    error = evaluation.locator("p.error")
    expect(error).to_contain_text("pairs")
    assert error.locator("img").count() == 0


def test_two_runs_are_compared(evaluation: Page, tmp_path: Path) -> None:
    run_made_up(evaluation, tmp_path)
    ready(evaluation.get_by_role("tab", name="Run")).click()
    # What was chosen and brought along is still there.
    expect(evaluation.get_by_text("2 of 3 pairs can be asked")).to_be_visible()
    asked(evaluation)
    ready(evaluation.get_by_role("tab", name="Compare")).click()
    expect(evaluation.locator(".verdict-line")).to_contain_text("0 gained, 0 lost")


def test_no_view_is_wider_than_a_telephone(phone: Page, address: str) -> None:
    phone.goto(f"{address}/evaluation")
    expect(phone.get_by_role("button", name=re.compile("^Run "))).to_be_visible()
    for view in ("Results", "Compare", "Feedback"):
        ready(phone.get_by_role("tab", name=view)).click()
        expect(phone.get_by_role("tab", name=view)).to_have_attribute("aria-selected", "true")
        settled(phone)
        width = phone.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth")
        assert width <= 375
