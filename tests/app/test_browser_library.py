"""Reports added, read and removed on the page; conversations kept; answers copied and judged."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from reportlab.pdfgen.canvas import Canvas

from app.views.turns import SHOWN
from tests.app.browsing import ask, choose
from tests.app.settling import PATIENCE, ready, settled, visiting

pytestmark = pytest.mark.browser


def printed(*pages: list[str]) -> bytes:
    """A PDF with a line of words for each string."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=(595, 842))
    for lines in pages:
        for number, line in enumerate(lines):
            canvas.setFont("Helvetica-Bold" if number == 0 else "Helvetica", 22 - 10 * bool(number))
            canvas.drawString(70, 760 - 40 * number, line)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """A PDF about harbours, a file that is no PDF, and a name that leads elsewhere."""
    good = tmp_path / "<b>harbour<b>.pdf"
    good.write_bytes(
        printed(
            ["Harbour dues review", "The harbour office looked at its dues in the spring of 2022."],
            ["Findings", "Ropes at the northern quay were frayed in eleven of the forty berths."],
        )
    )
    bad = tmp_path / "spoilt.pdf"
    bad.write_bytes(b"%PDF-1.7 and nothing else")
    return [good, bad]


def test_files_are_added_read_quoted_and_removed(
    page: Page, address: str, files: list[Path]
) -> None:
    page.goto(f"{address}/library")
    ready(page.get_by_text("Add reports")).click()
    page.locator("input[type=file]").set_input_files(files)
    ready(page.get_by_role("button", name="Add 2 files")).click()
    outcomes = page.locator("ul.outcomes").first
    expect(outcomes.locator("li.added")).to_contain_text("Harbour dues review")
    expect(outcomes.locator("li.rejected")).to_contain_text("spoilt.pdf")
    settled(page)
    assert "/" not in outcomes.inner_text().replace("://", "")

    page.goto(address)
    turn = ask(page, "What was wrong with the ropes at the northern quay?")
    ready(turn.locator(".answer button.chip").first).click()
    picture = page.locator(".st-key-source img.printed").first
    expect(picture).to_be_visible()
    assert "Page 2 of the file" in (picture.get_attribute("alt") or "")
    settled(page)
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") > 500

    page.goto(f"{address}/library")
    card = page.locator("[class*=st-key-report-]", has_text="Harbour dues review")
    ready(card.get_by_role("button", name="Read")).click()
    expect(page.locator("article.reading")).to_contain_text("frayed in eleven")
    ready(page.locator(".contents a", has_text="Findings")).click()
    expect(page.locator("article.reading h2", has_text="Findings")).to_be_in_viewport()
    ready(page.get_by_role("button", name="Back to the library")).click()
    ready(card.get_by_role("button", name="Remove …")).click()
    ready(page.get_by_role("button", name="Remove", exact=True)).click()
    expect(card).to_have_count(0)


def test_library_is_checked_and_its_last_additions_are_shown(page: Page, address: str) -> None:
    page.goto(f"{address}/library")
    ready(page.get_by_text("Look after the library")).click()
    ready(page.get_by_role("button", name="Check", exact=True)).click()
    expect(page.locator("ul.outcomes[role=status]").first).to_be_visible()


def test_a_conversation_outlives_its_page_and_can_be_found_renamed_deleted(
    page: Page, address: str
) -> None:
    ask(page, "What was Westmere rated for staffing?")
    expect(page).to_have_url(re.compile(r"talk=[0-9a-f]{32}"))
    page.reload()
    expect(page.locator(".question")).to_have_text("What was Westmere rated for staffing?")
    turn = ask(page, "And for services?")
    expect(turn.locator(".answer")).to_contain_text("Good")
    ready(page.get_by_role("button", name="This conversation")).click()
    ready(page.get_by_label("Name", exact=True)).fill("Westmere & <b>others</b>")
    ready(page.get_by_role("button", name="Rename")).click()
    expect(page.get_by_label("Name", exact=True)).to_have_count(0)
    ready(page.get_by_role("button", name="New conversation")).click()
    expect(page.get_by_text("For example")).to_be_visible()
    ready(page.get_by_text(re.compile(r"Earlier conversations \("))).click()
    search = page.get_by_label("Search", exact=True)
    ready(search).fill("others")
    search.press("Enter")
    ready(page.get_by_role("button", name="Westmere & <b>others</b>").first).click()
    expect(page.locator(".question")).to_have_count(2)
    ready(page.get_by_role("button", name="This conversation")).click()
    ready(page.get_by_role("button", name="Delete this conversation")).click()
    ready(page.get_by_role("dialog").get_by_role("button", name="Delete", exact=True)).click()
    expect(page.get_by_text("For example")).to_be_visible()


def test_a_long_conversation_shows_its_end_and_is_saved_whole(page: Page) -> None:
    asked = [f"What was Westmere rated for staffing ({number})?" for number in range(SHOWN + 2)]
    for question in asked:
        ask(page, question)
    expect(page.locator(".question")).to_have_text(asked[2:])
    with page.expect_download() as download:
        page.get_by_role("button", name="Markdown").click()
    settled(page)
    with page.expect_download(timeout=2 * PATIENCE) as paper:
        page.get_by_role("button", name="Save as Word").click()
    assert paper.value.suggested_filename == "conversation.docx"
    assert Path(paper.value.path()).read_bytes().startswith(b"PK")
    saved = Path(download.value.path()).read_text(encoding="utf-8")
    heads = [line for line in saved.splitlines() if line.startswith("## ")]
    numbers = [re.sub(r"\D", "", head) for head in heads]
    assert numbers == [f"{number}" for number in range(len(asked))]
    page.reload()
    expect(page.locator(".question")).to_have_text(asked[2:])
    ready(page.get_by_role("button", name="Show 2 earlier questions")).click()
    expect(page.locator(".question")).to_have_text(asked)
    ready(page.locator(".st-key-turn-0 .answer button.chip").first).click()
    expect(page.locator(".st-key-turn-0 .st-key-source mark").first).to_be_visible()


def test_an_answer_is_copied_with_its_notes(browser: Browser, address: str) -> None:
    with visiting(browser, permissions=["clipboard-read", "clipboard-write"]) as context:
        page = context.new_page()
        page.goto(address)
        turn = ask(page, "What was Westmere rated for staffing?")
        ready(turn.get_by_role("button", name="Copy with citations")).click()
        expect(turn.get_by_text("Copied", exact=True)).to_be_visible()
        html = page.evaluate(
            "navigator.clipboard.read().then(items => items[0].getType('text/html'))"
            ".then(blob => blob.text())"
        )
        assert "<sup>[1]</sup>" in html
        assert "Westmere" in html
        assert "<script" not in html
        text = page.evaluate("navigator.clipboard.readText()")
        assert "[1] " in text
        assert "Sources" in text


def test_what_was_wrong_can_be_said(page: Page) -> None:
    turn = ask(page, "What was Westmere rated for staffing?")
    ready(turn.get_by_role("button", name="Something is wrong")).click()
    ready(page.get_by_text("Something is missing")).click()
    ready(page.get_by_label(re.compile("In your words"))).fill("Where is X123456?")
    ready(page.get_by_role("button", name="Send", exact=True)).click()
    expect(turn.get_by_text("Thank you.")).to_be_visible()


def test_why_an_answer_came_about_can_be_seen(page: Page) -> None:
    turn = ask(page, "What was Westmere rated for staffing?")
    ready(turn.get_by_role("button", name="Why this answer?")).click()
    expect(page.locator("div.why")).to_contain_text("The question asks for a rating")


def test_personal_data_never_comes_back(page: Page) -> None:
    turn = ask(page, "What was Westmere rated for staffing? His CRN is X123456")
    expect(turn.locator(".masked")).to_contain_text("a case number")
    assert "X123456" not in page.content()
    page.reload()
    expect(page.locator(".question")).to_contain_text("[case number removed]")
    assert "X123456" not in page.content()


def test_a_briefing_is_made_read_and_taken_away(page: Page, address: str) -> None:
    page.goto(f"{address}/briefing")
    ready(page.get_by_role("button", name="Make the briefing")).click()
    expect(page.get_by_role("alert")).to_contain_text("Say what the briefing")
    choose(page, page.get_by_role("combobox").first, "Westmere")
    ready(page.get_by_label("Protective marking (optional)")).fill("OFFICIAL <b>")
    ready(page.get_by_role("button", name="Make the briefing")).click()
    paper = page.frame_locator("iframe").last
    expect(paper.locator("body")).to_contain_text("Westmere")
    expect(paper.locator("body")).to_contain_text("OFFICIAL <b>")
    settled(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Word").click()
    assert re.fullmatch(r"[a-z0-9-]+\.docx", download.value.suggested_filename)
    assert Path(download.value.path()).read_bytes().startswith(b"PK")
