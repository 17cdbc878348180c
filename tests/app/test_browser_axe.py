"""axe-core over every page and state, in both themes and at both widths.

What it finds in our own HTML fails. What Streamlit renders and we cannot change stands with its
reason in axe_known.yaml; one of these that is found no more fails as well. A scanner sees a part of
what hinders people: docs/accessibility.md says what else was tried.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal, NamedTuple

import axe_playwright_python
import pytest
import yaml
from playwright.sync_api import Browser, Page, expect

from tests.app.browsing import ask, choose
from tests.app.settling import ready, settled, visiting

pytestmark = pytest.mark.browser

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text("utf-8")
KNOWN = yaml.safe_load(Path(__file__).with_name("axe_known.yaml").read_text("utf-8"))["known"]
SCHEMES: tuple[Literal["dark", "light"], ...] = ("dark", "light")
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
QUESTION = "What did the report on Westmere say about staffing?"
SCAN = """([tags, known]) => axe.run(document, {
  runOnly: { type: "tag", values: tags }, resultTypes: ["violations"],
}).then(found => found.violations.flatMap(rule => rule.nodes.map(node => {
  const element = document.querySelector(node.target[0]);
  return {
    rule: rule.id,
    target: node.target.join(" "),
    html: node.html.slice(0, 160),
    why: node.failureSummary,
    known: known.findIndex(one => one.rule === rule.id && element?.matches(one.selector)),
  };
})))"""
STILL = """() => document.getAnimations().every(one => one.playState !== "running"
  || one.effect.getComputedTiming().iterations === Infinity)"""


IS_IN = """scheme => {
  const [r, g, b] = getComputedStyle(document.querySelector(".stApp")).backgroundColor
    .match(/\\d+/g).map(Number);
  return (r + g + b < 200) === (scheme === "dark");
}"""


PLANT = """() => document.querySelector("h1").insertAdjacentHTML("afterend",
  '<img src="data:," width="30" height="30"><button style="width:30px;height:30px"></button>'
  + '<p style="color:#888;background:#777">Hard to read</p>')"""


class Finding(NamedTuple):
    """A violation, and where it was met."""

    state: str
    rule: str
    target: str
    html: str
    why: str
    known: int
    """Its place in the list of what is known; -1 where it is not on it."""


class Scanner:
    """Walks the pages at one width and scans each state that it comes to, in both themes."""

    def __init__(self, page: Page, address: str, width: int) -> None:
        self.page, self.address, self.width = page, address, width
        self.findings: list[Finding] = []
        self.states: list[str] = []

    def go(self, path: str) -> None:
        self.page.goto(self.address + path)
        expect(self.page.locator("h1").first).to_be_attached()
        settled(self.page)

    def scan(self, state: str) -> None:
        """The state that is shown, in dark and in light."""
        settled(self.page)
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE)
        for scheme in SCHEMES:
            self.page.emulate_media(color_scheme=scheme)
            self.page.wait_for_function(IS_IN, arg=scheme)
            settled(self.page)
            self.page.wait_for_function(STILL)
            self._note(f"{scheme}, {self.width} px: {state}")

    def scan_document(self, state: str) -> None:
        """What is shown, without the page of Streamlit's around it."""
        self.page.evaluate(AXE)
        for scheme in SCHEMES:
            self.page.emulate_media(color_scheme=scheme)
            self._note(f"{scheme}, {self.width} px: {state}")

    def _note(self, where: str) -> None:
        found: list[dict[str, Any]] = self.page.evaluate(SCAN, [list(TAGS), KNOWN])
        self.states.append(where)
        self.findings += [Finding(state=where, **each) for each in found]

    def tabs(self, state: str) -> None:
        """Each tab of the page, once it has been opened."""
        for number in range(self.page.get_by_role("tab").count()):
            tab = self.page.get_by_role("tab").nth(number)
            ready(tab).click()
            expect(tab).to_have_attribute("aria-selected", "true")
            self.scan(f"{state}, {tab.inner_text()}")


def chat(scanner: Scanner) -> None:
    page = scanner.page
    scanner.go("")
    expect(page.locator(".st-key-examples button").first).to_be_visible()
    scanner.scan("chat, nothing asked")
    ask(page, QUESTION).locator(".answer button.chip").first.click()
    expect(page.locator(".st-key-source mark").first).to_be_visible()
    scanner.scan("chat, source open")
    page.keyboard.press("Escape")
    expect(page.locator(".st-key-source")).to_have_count(0)
    settled(page)
    for name in ("Why this answer?", "Something is wrong"):
        ready(page.get_by_role("button", name=name)).click()
        expect(page.get_by_test_id("stPopoverBody")).to_be_visible()
        scanner.scan(f"chat, {name}")
        page.keyboard.press("Escape")
        expect(page.get_by_test_id("stPopoverBody")).to_have_count(0)
    narrow = page.get_by_test_id("stExpandSidebarButton").count() > 0
    if narrow:
        ready(page.get_by_test_id("stExpandSidebarButton")).click()
    for closed in ("Earlier conversations", "Years, kinds and reports"):
        ready(page.locator("summary", has_text=closed)).click()
    scanner.scan("chat, everything in the sidebar open")
    if narrow:  # it would be open over the next page as well
        page.get_by_role("button", name="Collapse sidebar").click()
        expect(page.get_by_test_id("stExpandSidebarButton")).to_be_visible()


def library(scanner: Scanner) -> None:
    page = scanner.page
    scanner.go("/library")
    expect(page.locator("article.report").first).to_be_visible()
    for closed in ("Add reports", "Look after the library"):
        ready(page.locator("summary", has_text=closed)).click()
    ready(page.locator("article.report summary").first).click()
    scanner.scan("library, everything open")
    ready(page.get_by_role("button", name="Remove …").first).click()
    expect(page.get_by_role("dialog")).to_be_visible()
    scanner.scan("library, removing a report")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    ready(page.get_by_role("button", name="Read").first).click()
    expect(page.locator("article.reading")).to_be_visible()
    scanner.scan("library, reading a report")


def ratings(scanner: Scanner) -> None:
    page = scanner.page
    scanner.go("/ratings")
    expect(page.locator("table.matrix").first).to_be_visible()
    ready(page.locator("summary", has_text="Filter").first).click()
    scanner.scan("ratings")
    ready(page.locator("button.cell").first).click()
    expect(page.locator(".st-key-source mark").first).to_be_visible()
    scanner.scan("ratings, source open")
    page.keyboard.press("Escape")
    expect(page.locator(".st-key-source")).to_have_count(0)
    settled(page)
    scanner.tabs("ratings")


def briefing(scanner: Scanner) -> None:
    page = scanner.page
    scanner.go("/briefing")
    scanner.scan("briefing")
    choose(page, page.get_by_role("combobox", name="Subject"), "Westmere")
    ready(page.get_by_role("button", name="Make the briefing")).click()
    made = page.locator("iframe[srcdoc]")
    expect(made).to_be_visible()
    scanner.scan("briefing, made")
    # Not scanned as part of the page: a document of its own, the same as the HTML that is saved.
    page.set_content(made.get_attribute("srcdoc") or "")
    scanner.scan_document("the briefing itself")


def evaluation(scanner: Scanner) -> None:
    scanner.go("/evaluation")
    scanner.tabs("evaluation")


WALKS: tuple[Callable[[Scanner], None], ...] = (chat, library, ratings, briefing, evaluation)


@pytest.fixture(scope="module")
def findings(browser: Browser, address: str) -> Iterator[list[Finding]]:
    """What axe finds on all pages, in both themes, at both widths."""
    found: list[Finding] = []
    for width in (1440, 375):
        with visiting(browser, viewport={"width": width, "height": 900}) as context:
            scanner = Scanner(context.new_page(), address, width)
            for walk in WALKS:
                walk(scanner)
        print(f"axe: {len(scanner.states)} scans at {width} px")
        found += scanner.findings
    yield found


def test_what_is_planted_is_found_in_both_themes(page: Page, address: str) -> None:
    settled(page)
    page.evaluate(PLANT)
    scanner = Scanner(page, address, 1440)
    scanner.scan("planted")
    found = {(each.state.split(",")[0], each.rule) for each in scanner.findings}
    rules = ("image-alt", "color-contrast", "button-name")
    assert found == {(scheme, rule) for scheme in SCHEMES for rule in rules}


def test_no_violation_is_ours(findings: list[Finding]) -> None:
    ours = {(each.rule, each.target): each for each in findings if each.known < 0}
    said = [
        f"{one.state}: {one.rule}: {one.target}\n  {one.html}\n  {one.why}" for one in ours.values()
    ]
    assert not ours, "\n".join(said)


def test_what_is_listed_still_occurs(findings: list[Finding]) -> None:
    met = {each.known for each in findings}
    gone = [f"{one['rule']}: {one['selector']}" for n, one in enumerate(KNOWN) if n not in met]
    assert gone == [], "take these out of axe_known.yaml and docs/accessibility.md"
    assert all(one["reason"] for one in KNOWN)
