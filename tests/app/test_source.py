"""The cited place as a page shows it: the sentence marked inside its passage and section."""

from xml.etree import ElementTree

import pytest

from app.source import around, marked, reader_link, source_html
from app.wording import DIGEST_SENTENCE
from index.models import Answer, Citation
from ingest.models import Report, ReportInfo


def shown(report: Report, cited: Citation, info: ReportInfo | None = None) -> ElementTree.Element:
    html = source_html(info or report.info, cited, report.passages, report.text)
    return ElementTree.fromstring(f"<body>{html}</body>")


def said(page: ElementTree.Element | None) -> str:
    assert page is not None
    return "".join(page.itertext())


def marks(page: ElementTree.Element) -> list[str]:
    return [said(mark) for mark in page.findall(".//mark")]


def test_sentence_is_marked_in_its_passage_between_its_neighbours(
    answer: Answer, westmere: Report
) -> None:
    page = shown(westmere, answer.citations[0])
    assert marks(page) == [answer.citations[0].quote]
    assert said(page.find(".//p[@class='here bullet']")).endswith(westmere.passages[1].text)
    assert len(page.findall(".//div[@class='passages']/p")) == 3


def test_place_date_page_section_and_file_are_said(answer: Answer, westmere: Report) -> None:
    text = said(shown(westmere, answer.citations[0]))
    for part in ("Westmere", "October 2024", "page 7", "P 1.2 Staffing", westmere.info.source):
        assert part in text


def test_words_of_a_report_are_never_markup(answer: Answer, westmere: Report) -> None:
    page = shown(westmere, answer.citations[0])
    assert not {element.tag for element in page.iter()} & {"script", "a", "img", "code"}
    assert westmere.passages[2].text in said(page)


def test_digest_says_that_it_is_ours(answer: Answer, eastvale: Report, westmere: Report) -> None:
    cited = next(c for c in answer.citations if c.report.id == eastvale.info.id)
    ours = shown(eastvale, cited)
    assert said(ours.find(".//p[@class='digest']")) == DIGEST_SENTENCE
    assert "“" not in said(ours)
    assert shown(westmere, answer.citations[0]).find(".//p[@class='digest']") is None


def test_row_of_a_table_is_marked_in_the_table(answer: Answer, westmere: Report) -> None:
    page = shown(westmere, answer.citations[2])
    assert marks(page) == ["P 1.2 Staffing", "Inadequate"]
    assert [said(cell) for cell in page.findall(".//tr[@class='here']/td")] == marks(page)
    assert len(page.findall(".//table//tr")) == 4


def test_cells_are_shown_where_they_say_more_than_the_words(
    answer: Answer, westmere: Report
) -> None:
    assert shown(westmere, answer.citations[2]).findall(".//dd") == []
    cells = {"PDU": "Westmere", "Staffing": "Good"}
    cited = answer.citations[2].model_copy(update={"cells": cells})
    assert [said(cell) for cell in shown(westmere, cited).findall(".//dd")] == [*cells.values()]


def test_quotation_outside_all_passages_is_shown_in_the_text_around_it(
    answer: Answer, westmere: Report
) -> None:
    start = westmere.text.rindex("Westmere")
    cited = answer.citations[0].model_copy(
        update={"passage": "nowhere/99", "quote": "Westmere", "start": start, "end": start + 8}
    )
    page = shown(westmere, cited)
    assert marks(page) == ["Westmere"]
    assert "P 1.3 Services Good" in said(page.find(".//div[@class='passages']"))


def test_quotation_that_its_passage_lacks_is_shown_all_the_same(
    answer: Answer, westmere: Report
) -> None:
    cited = answer.citations[0].model_copy(update={"quote": "words of two passages"})
    page = shown(westmere, cited)
    assert marks(page) == ["words of two passages"]
    assert westmere.passages[1].text in said(page)


def test_nearer_of_two_places_with_the_same_words_is_marked() -> None:
    assert marked("No. Yes. No.", "No.", 9) == 'No. Yes. <mark class="quoted">No.</mark>'
    assert marked("No. Yes. No.", "No.", 1) == '<mark class="quoted">No.</mark> Yes. No.'
    assert marked("No.", "Yes.", 0) is None
    assert marked("No.", " ", 0) is None


def test_neighbours_are_of_the_same_section(westmere: Report) -> None:
    assert around(westmere.passages, 2) == westmere.passages[:3]
    assert around(westmere.passages, 3) == westmere.passages[3:]


def test_the_link_to_the_report_leads_to_the_library_and_nowhere_else() -> None:
    link = ElementTree.fromstring(reader_link('a"b&c/../x')).find("a")
    assert link is not None
    assert link.get("href") == "library?report=a%22b%26c/../x"
    assert link.get("rel") == "noopener"


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x"])
def test_only_web_addresses_become_links(answer: Answer, westmere: Report, url: str) -> None:
    info = westmere.info.model_copy(update={"url": url})
    assert shown(westmere, answer.citations[0], info).find(".//a") is None
    info = westmere.info.model_copy(update={"url": "https://example.org/report"})
    link = shown(westmere, answer.citations[0], info).find(".//a")
    assert link is not None
    assert link.get("rel") == "noopener noreferrer"
