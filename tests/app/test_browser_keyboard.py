"""Every page by keyboard alone: where the focus is, that it shows, and what is said of answers."""

import re
from collections.abc import Callable
from itertools import pairwise

import pytest
from playwright.sync_api import Browser, Locator, Page, WebSocketRoute, expect

from tests.app.browsing import ask
from tests.app.settling import settled, visiting

pytestmark = pytest.mark.browser

QUESTION = "What did the report on Westmere say about staffing?"
FRAMES = """count => new Promise(done => {
  const next = left => left ? requestAnimationFrame(() => next(left - 1)) : done();
  next(count);
})"""


class SlowLine:
    """What the server says to a page; while it is held back it comes in drops."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.held_back = False
        self._held: list[str | bytes] = []
        page.route_web_socket(re.compile("/_stcore/stream"), self._connect)

    def _connect(self, here: WebSocketRoute) -> None:
        self._here = here
        here.connect_to_server().on_message(self._hand_on)

    def _hand_on(self, message: str | bytes) -> None:
        if self.held_back:
            self._held.append(message)
        else:
            self._here.send(message)

    def drip(self, done: Callable[[], bool]) -> None:
        """Hand on one thing at a time, each drawn before the next, and after `done` the rest."""
        while not done():
            if self._held:
                self._here.send(self._held.pop(0))
            self.page.evaluate(FRAMES, 3)
        while self._held:
            self._here.send(self._held.pop(0))
        self.held_back = False


def focused(page: Page) -> Locator:
    return page.locator(":focus")


def press_from(page: Page, start: Locator, key: str = "Enter") -> None:
    settled(page)
    start.focus()
    page.keyboard.press(key)


def test_skip_link_leads_past_the_side_bar(page: Page) -> None:
    expect(page.locator(".st-key-examples button")).to_have_count(4)
    settled(page)
    page.keyboard.press("Tab")
    expect(focused(page)).to_have_text("Skip to main content")
    page.keyboard.press("Enter")
    expect(focused(page)).to_have_id("stMain")
    page.keyboard.press("Tab")
    expect(focused(page)).to_have_attribute("data-testid", "stBaseButton-secondary")


def test_answer_is_told_to_screen_readers(page: Page) -> None:
    settled(page)
    example = page.locator(".st-key-examples button").first
    question = example.inner_text()
    press_from(page, example)
    expect(page.locator("#reports-said[role=status]")).to_contain_text(re.compile(r"\d sources?\."))
    # The button that was pressed has gone: the focus is where its question stands.
    expect(focused(page)).to_have_text(question)
    expect(focused(page)).to_have_attribute("role", "heading")


def test_source_takes_the_focus_and_gives_it_back(page: Page) -> None:
    chip = ask(page, QUESTION).locator(".answer button.chip").first
    press_from(page, chip)
    expect(page.locator(".st-key-source").locator(":focus")).to_have_text(re.compile("Close"))
    settled(page)
    page.keyboard.press("Escape")
    expect(page.locator(".st-key-source")).to_have_count(0)
    expect(chip).to_be_focused()


def test_popover_takes_the_focus_and_gives_it_back(page: Page) -> None:
    ask(page, QUESTION)
    for name in ("Something is wrong", "Why this answer?", "This conversation"):
        button = page.get_by_role("button", name=name)
        press_from(page, button)
        expect(page.get_by_test_id("stPopoverBody").locator(":focus")).to_have_count(1)
        page.keyboard.press("Escape")
        expect(page.get_by_test_id("stPopoverBody")).to_have_count(0)
        expect(button).to_be_focused()


def test_dialog_keeps_the_focus_until_it_is_closed(page: Page, address: str) -> None:
    page.goto(f"{address}/library")
    remove = page.get_by_role("button", name="Remove …").first
    press_from(page, remove)
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("button", name="Keep it")).to_be_visible()
    expect(dialog.locator(":focus").or_(page.locator("[role=dialog]:focus"))).to_have_count(1)
    for _ in range(5):
        page.keyboard.press("Tab")
        expect(dialog.locator(":focus")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(remove).to_be_focused()


def test_reading_and_going_back_begin_at_the_heading(page: Page, address: str) -> None:
    page.goto(f"{address}/library")
    press_from(page, page.get_by_role("button", name="Read").last)
    expect(page.locator("article.reading")).to_be_visible()
    expect(page.locator("h1.title")).to_be_focused()
    expect(page.locator("h1.title")).to_be_in_viewport()
    press_from(page, page.get_by_role("button", name="Back to the library"))
    expect(page.locator("article.report").first).to_be_visible()
    expect(page.locator("h1.title")).to_be_focused()


def test_a_slow_server_loses_no_focus(browser: Browser, address: str) -> None:
    with visiting(browser) as context:
        page = context.new_page()
        line = SlowLine(page)
        page.goto(address)
        chip = ask(page, QUESTION).locator(".answer button.chip").first
        press_from(page, chip)
        source = page.locator(".st-key-source")
        expect(source.locator(":focus")).to_have_text(re.compile("Close"))
        settled(page)
        line.held_back = True
        page.keyboard.press("Escape")
        page.evaluate(FRAMES, 150)
        line.drip(lambda: not source.count())
        expect(chip).to_be_focused()

        page.goto(f"{address}/library")
        reading = page.get_by_role("button", name="Read").last
        reading.wait_for()
        settled(page)
        line.held_back = True
        press_from(page, reading)
        line.drip(lambda: bool(page.locator("article.reading").count()))
        expect(page.locator("h1.title")).to_be_focused()


def test_closed_side_bar_is_out_of_the_way_and_opens_by_keyboard(phone: Page) -> None:
    expand = phone.get_by_role("button", name="Expand sidebar")
    expect(expand).to_be_visible()
    settled(phone)  # what is drawn late would take the focus away
    phone.keyboard.press("Tab")
    phone.keyboard.press("Tab")
    expect(expand).to_be_focused()
    phone.keyboard.press("Tab")
    expect(focused(phone)).to_have_id("stMain")
    press_from(phone, expand)
    expect(phone.get_by_role("button", name="Collapse sidebar")).to_be_focused()
    phone.get_by_role("link", name="Chat").click(trial=True)  # the bar has slid in
    phone.keyboard.press("Tab")
    expect(focused(phone)).to_have_text(re.compile("Chat"))
    phone.keyboard.press("Escape")
    expect(expand).to_be_focused()


@pytest.mark.parametrize("path", ["", "/library", "/ratings", "/briefing", "/evaluation"])
def test_what_has_the_focus_is_seen_and_nothing_holds_it(
    page: Page, address: str, path: str
) -> None:
    page.goto(address + path)
    expect(page.locator("h1")).to_be_visible()
    settled(page)
    seen: list[str] = []
    for _ in range(40):
        page.keyboard.press("Tab")
        where = page.evaluate(WHERE)
        if where is None:  # past the end
            break
        assert where["shown"], where
        seen.append(where["key"])
    assert len(set(seen)) >= 8
    assert all(here != after for here, after in pairwise(seen))


WHERE = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const box = element.getBoundingClientRect();
  const marked = [element, element.parentElement, element.closest("[data-baseweb], [class*=st-]")]
    .some(one => {
      const style = one && getComputedStyle(one);
      return style && (style.outlineStyle !== "none" || style.boxShadow !== "none");
    }) || element.matches("input, textarea, main");  // fields: the colour of their frame changes
  return {
    key: `${element.tagName} ${Math.round(box.x)} ${Math.round(box.y)} ${element.innerText}`,
    shown: marked && box.width > 1 && box.right > 0 && box.left < innerWidth
      && box.bottom > 0 && box.top < innerHeight,
    name: (element.ariaLabel || element.innerText || "").slice(0, 60),
  };
}"""
