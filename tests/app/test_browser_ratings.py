"""The ratings page in Chromium: charts whose dots open sources, files, keyboard, contrast."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.app.browsing import CONTRAST, choose, press
from tests.app.settling import PATIENCE, ready, settled, visiting

pytestmark = pytest.mark.browser

VIEWS = ("Change over time", "Distribution", "Key questions")


@pytest.fixture
def ratings(page: Page, address: str) -> Page:
    """The ratings page at desktop width."""
    page.goto(f"{address}/ratings")
    expect(page.locator("table.matrix td").first).to_be_visible()
    settled(page)
    return page


def show(page: Page, view: str) -> Locator:
    """Go to a view, and wait for its first chart."""
    ready(page.get_by_role("tab", name=view)).click()
    chart = page.get_by_test_id("stVegaLiteChart").first
    expect(chart.locator("svg.marks")).to_be_visible()
    settled(page)
    return chart


def closed(page: Page) -> None:
    ready(page.get_by_role("button", name="Close")).click()
    expect(page.locator(".st-key-source")).to_have_count(0)
    settled(page)


def test_a_dot_opens_its_source_and_once_closed_opens_it_again(ratings: Page) -> None:
    dots = show(ratings, "Key questions").locator(".mark-symbol.role-mark path")
    for _ in range(2):
        # A transparent part of the chart lies over its marks and hands the click on to them.
        source = ratings.locator(".st-key-source")
        press(dots.first, source.locator("mark"))
        percent = re.search(r"(\d+)%", dots.first.get_attribute("aria-label") or "")
        assert percent is not None
        expect(source).to_contain_text(percent[1])
        closed(ratings)


def test_a_part_of_a_bar_lists_what_it_counts_and_each_opens(ratings: Page) -> None:
    bars = show(ratings, "Distribution").locator(".mark-rect.role-mark path")
    part = ratings.locator(".part")
    press(bars.first, part)
    expect(part).to_contain_text(" of ")
    press(part.locator("button.cell").first, ratings.locator(".st-key-source mark"))


def test_a_number_below_a_chart_lists_what_it_counts(ratings: Page) -> None:
    show(ratings, "Distribution")
    number = ratings.locator("table.figures summary").first
    number.focus()
    ratings.keyboard.press("Enter")
    ratings.keyboard.press("Tab")
    ratings.keyboard.press("Enter")
    expect(ratings.locator(".st-key-source mark").first).to_be_visible()


def test_change_is_drawn_by_date_and_different_totals_apart(ratings: Page) -> None:
    show(ratings, "Change over time")
    expect(ratings.get_by_test_id("stVegaLiteChart")).to_have_count(2)
    expect(ratings.get_by_text("each on an axis of its own")).to_be_visible()
    table = ratings.locator("table.figures", has_text="Sheffield")
    expect(table).to_contain_text("not compared: out of 27 and out of 21")
    ready(table.get_by_role("button", name=re.compile("March 2023")).first).click()
    expect(ratings.locator(".st-key-source mark").first).to_be_visible()


def test_views_are_reached_and_left_by_the_keyboard(ratings: Page) -> None:
    tab = ratings.get_by_role("tab", name="Table")
    tab.focus()
    ratings.keyboard.press("ArrowRight")
    ratings.keyboard.press("ArrowRight")
    expect(ratings.get_by_role("tab", name="Distribution")).to_be_focused()
    ratings.keyboard.press("Enter")
    expect(ratings.get_by_test_id("stVegaLiteChart").first).to_be_visible()


def test_a_filter_is_on_in_every_view_until_it_is_cleared(ratings: Page) -> None:
    ratings.get_by_text("Filter and sort").click()
    choose(ratings, ratings.get_by_role("combobox", name=re.compile("Places")), "Westmere")
    ratings.keyboard.press("Escape")  # closes the list
    status = ratings.get_by_text(re.compile("Filter on: 1 of .* Only Westmere"))
    expect(status).to_be_visible()
    ready(ratings.get_by_role("tab", name="Distribution")).click()
    expect(ratings.locator("table.figures").first).to_be_visible()
    expect(status).to_be_visible()
    ready(ratings.get_by_role("button", name="Clear filters")).click()
    expect(status).to_have_count(0)


def test_a_cell_opens_beside_the_table_which_stays_where_it_is(ratings: Page) -> None:
    place = "() => document.querySelector('[data-testid=stMain]').scrollTop"
    cell = ratings.locator("table.matrix button.cell", has_text="Inadequate").first
    cell.scroll_into_view_if_needed()
    before = ratings.evaluate(place)
    cell.click()
    source = ratings.locator(".st-key-source")
    expect(source.locator("h3.opened")).to_contain_text("Inadequate")
    expect(source).to_be_in_viewport(ratio=0.9)
    settled(ratings)
    assert ratings.evaluate(place) == before
    closed(ratings)
    assert ratings.evaluate(place) == before


def test_enter_takes_the_place_that_was_typed_and_no_other(ratings: Page) -> None:
    ready(ratings.get_by_text("Filter and sort")).click()
    box = ratings.get_by_role("combobox", name=re.compile("Places"))
    ready(box).fill("York")
    expect(ratings.get_by_role("option", name="York", exact=True)).to_be_visible()
    box.press("Enter")
    expect(ratings.get_by_text(re.compile(r"Only York\."))).to_be_visible()


def test_filters_outlive_a_reload_and_go_when_they_are_cleared(ratings: Page) -> None:
    ratings.get_by_text("Filter and sort").click()
    choose(ratings, ratings.get_by_role("combobox", name=re.compile("Places")), "Westmere")
    status = ratings.get_by_text(re.compile("Filter on: 1 of .* Only Westmere"))
    expect(status).to_be_visible()
    expect(ratings).to_have_url(re.compile("ratings_places=Westmere"))
    ratings.reload()
    expect(status).to_be_visible()
    ready(ratings.get_by_role("button", name="Clear filters")).click()
    expect(status).to_have_count(0)
    expect(ratings).not_to_have_url(re.compile("ratings_places"))


def test_table_and_picture_are_downloaded_under_safe_names(ratings: Page) -> None:
    names = {"Table (CSV)": "ratings.csv", "Picture (PNG)": "ratings-heat-map.png"}
    starts = {"Table (CSV)": b"subject,region", "Picture (PNG)": b"\x89PNG"}
    for label, name in names.items():
        with ratings.expect_download(timeout=2 * PATIENCE) as download:
            ready(ratings.get_by_role("button", name=label)).focus()
            ratings.keyboard.press("Enter")
        assert download.value.suggested_filename == name
        assert Path(download.value.path()).read_bytes().startswith(starts[label])


@pytest.mark.parametrize("view", VIEWS)
def test_every_chart_has_a_picture(ratings: Page, view: str) -> None:
    show(ratings, view)
    with ratings.expect_download(timeout=2 * PATIENCE) as download:
        ratings.get_by_role("button", name="Picture (PNG)").first.click()
    assert re.fullmatch(r"ratings-[a-z0-9-]+\.png", download.value.suggested_filename)
    assert Path(download.value.path()).read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("view", ["Table", *VIEWS])
def test_no_view_is_wider_than_a_telephone(phone: Page, address: str, view: str) -> None:
    phone.goto(f"{address}/ratings")
    expect(phone.locator("table.matrix td").first).to_be_visible()
    settled(phone)
    if view != "Table":
        chart = show(phone, view).bounding_box()
        assert chart is not None
        assert chart["x"] + chart["width"] <= 375
    assert phone.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 375


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_in_coloured_cells_stand_out(browser: Browser, address: str, scheme: str) -> None:
    with visiting(browser, color_scheme=scheme) as context:
        page = context.new_page()
        page.goto(f"{address}/ratings")
        expect(page.locator("table.matrix td").first).to_be_visible()
        settled(page)
        for words in (".rating.points-0", ".rating.points-1", ".rating.points-2", ".tag", ".lost"):
            found = page.locator(f"table.matrix td {words}")
            for number in range(min(found.count(), 12)):
                contrast = found.nth(number).evaluate(CONTRAST)
                assert contrast >= 4.5, (words, number, contrast)
        chart = show(page, "Key questions")
        paper = chart.locator("svg.marks").evaluate("e => getComputedStyle(e).backgroundColor")
        assert (sum(map(int, re.findall(r"\d+", paper)[:3])) < 200) == (scheme == "dark")
