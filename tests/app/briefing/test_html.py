import re
from html.parser import HTMLParser

import pytest

from app.briefing.html import render_html
from app.briefing.wording import Dress


class Page(HTMLParser):
    """The elements and the text of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))

    def handle_data(self, data):
        self.text += data

    def named(self, tag):
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.fixture
def html(briefing) -> str:
    return render_html(briefing, Dress(marking="OFFICIAL", version="1.2"))


@pytest.fixture
def page(html) -> Page:
    return Page(html)


def test_the_page_needs_nothing_else_and_runs_nothing(html, page):
    assert not page.named("script") and not page.named("img")
    assert not [a for _, a in page.elements if any(name.startswith("on") for name in a)]
    assert [link["href"] for link in page.named("link")] == []
    assert "default-src 'none'" in html
    assert "@import" not in html and "url(" not in html


def test_hostile_words_are_shown_as_they_are(page, hostile):
    assert page.text.count(hostile) >= 5
    assert "bell null right-to-left lone end" in page.text


def test_links_lead_to_notes_of_the_page_or_plain_addresses(page):
    ids = [a["id"] for _, a in page.elements if "id" in a]
    assert len(ids) == len(set(ids))
    for link in page.named("a"):
        address = link["href"]
        assert address[1:] in ids if address.startswith("#") else address.startswith("https://")


def test_a_note_leads_back_to_where_it_is_first_given(page, briefing):
    ids = {a["id"] for _, a in page.elements if "id" in a}
    for citation in briefing.citations:
        assert {f"note-{citation.id}", f"mark-{citation.id}"} <= ids


def test_numbers_in_a_row_are_a_range_once_each_was_given(html):
    legend = re.search(r"Three rows count\.<sup>(.*?)</sup>", html)[1]
    assert re.sub(r"<[^>]+>", "", legend) == "2,3,4"


def test_the_language_the_title_and_heads_of_tables_are_told(page):
    assert page.named("html") == [{"lang": "en-GB"}]
    assert {a["scope"] for a in page.named("th")} == {"col", "row"}
    assert len(page.named("h1")) == 1


def test_the_marking_stands_at_head_and_foot_of_each_printed_page(html, briefing):
    assert html.count('<p class="marking">OFFICIAL</p>') == 2
    assert "<thead><tr><td><p" in html and "<tfoot><tr><td><p" in html
    assert 'class="marking"' not in render_html(briefing, Dress())


def test_a_digest_has_a_banner_and_a_watermark(page, published):
    assert "our words, not the Inspectorate’s" in page.text
    assert "Digest words (our digest)" in page.text
    assert "watermark" not in {
        a.get("class") for _, a in Page(render_html(published, Dress())).elements
    }
