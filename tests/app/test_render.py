"""What an answer looks like in Markdown and HTML, and that nothing in it becomes markup."""

import re
from xml.etree import ElementTree

import pytest
from markdown_it import MarkdownIt

from app.render import (
    answer_html,
    button_label,
    facts_html,
    notes_html,
    question_html,
    rating_class,
    render_markdown,
    sources_html,
)
from app.wording import DIGEST_SENTENCE, date_words
from index.answers.compose.markdown import escape
from index.models import Answer

HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    ":red[loud]",
    "$x^2$",
    "[here](http://example.org)",
    "![seen](http://example.org/x.png)",
    "**bold** _soft_ `code`",
    "# heading",
    "| a | b |",
    "- item",
    "12. item",
    "&lt;b&gt;",
)


def page_of(html: str) -> ElementTree.Element:
    return ElementTree.fromstring(f"<body>{html}</body>")


def said(html: str | ElementTree.Element) -> str:
    page = page_of(html) if isinstance(html, str) else html
    return "".join(page.itertext()).strip()


def words(html: str) -> str:
    return " ".join(" ".join(page_of(html).itertext()).split())


def tags(html: str) -> set[str]:
    return {element.tag for element in page_of(html).iter()} - {"body"}


def texts(page: ElementTree.Element, path: str) -> list[str]:
    return [said(element) for element in page.findall(path)]


def bare(answer: Answer, **changes: object) -> Answer:
    return answer.model_copy(update={"citations": (), "facts": (), "notes": (), **changes})


def test_markers_of_citations_are_buttons_and_other_brackets_are_text(answer: Answer) -> None:
    page = page_of(answer_html(answer, 3))
    buttons = page.findall(".//button")
    assert [button.get("data-open") for button in buttons] == ["3:1", "3:6"]
    assert "[1] [77]" in said(page)
    assert "Westmere, October 2024" in buttons[0].get("aria-label", "")


def test_a_long_row_of_citations_is_folded_after_the_first_three(answer: Answer) -> None:
    many = tuple(answer.citations[0].model_copy(update={"id": n}) for n in range(1, 10))
    row = "".join(f"[{n}]" for n in range(1, 10))
    page = page_of(answer_html(answer.model_copy(update={"text": row, "citations": many}), 0))
    assert len(page.findall(".//p/button")) == 3
    assert said(page.find(".//details/summary")) == "6 more sources"
    assert len(page.findall(".//details/button")) == 6


@pytest.mark.parametrize("text", [*HOSTILE, "100. of something", "2024. A year", "#tag {x} ~~c~~"])
def test_escaped_text_comes_out_of_markdown_as_it_went_in(answer: Answer, text: str) -> None:
    html = answer_html(bare(answer, text=escape(text)), 0)
    assert said(html) == text
    assert tags(html) == {"div", "p"}


@pytest.mark.parametrize("text", HOSTILE)
def test_text_that_nobody_escaped_is_still_no_link_picture_or_script(
    answer: Answer, text: str
) -> None:
    html = answer_html(bare(answer, text=text), 0)
    assert not tags(html) & {"a", "img", "script", "code", "iframe"}


@pytest.mark.parametrize("text", HOSTILE)
def test_button_label_is_the_text_once_markdown_is_read(text: str) -> None:
    html = MarkdownIt("commonmark").render(button_label(text))
    assert said(html).replace("\u2060", "") == text
    assert tags(html) == {"p"}


def test_button_label_breaks_up_names_of_pictures() -> None:
    label = button_label(":smile: :material/home: at 10:30").replace("\\", "")
    assert not re.search(r":(smile|material)", label)
    assert "10:30" in label


def test_question_and_notes_are_text() -> None:
    for html in (question_html(HOSTILE[0]), notes_html([HOSTILE[0]])):
        assert said(html) == HOSTILE[0]
        assert "script" not in tags(html)
    assert notes_html(()) == ""


def test_facts_of_two_inspections_stand_under_their_headings(answer: Answer) -> None:
    page = page_of(facts_html(answer, 2))
    assert texts(page, ".//th[@scope='rowgroup']") == [
        "Westmere, October 2024",
        "Eastvale, March 2023",
    ]
    assert texts(page, ".//thead//th") == ["Standard", "Value", "Source"]
    assert texts(page, ".//caption") == ["Rating"]


def test_facts_of_one_inspection_say_place_and_date_once(answer: Answer) -> None:
    page = page_of(facts_html(bare(answer, facts=answer.facts[:3]), 2))
    assert texts(page, ".//caption") == ["Westmere · October 2024 · Rating"]
    assert texts(page, ".//tbody/tr/td[1]") == ["Leadership", "Staffing", "Services"]


def test_standards_and_measures_that_both_differ_share_a_column(answer: Answer) -> None:
    question = answer.facts[0].model_copy(
        update={"measure": "key_question", "key_question": "safety", "value": "24%"}
    )
    page = page_of(facts_html(bare(answer, facts=(question, answer.facts[1])), 0))
    assert texts(page, ".//tbody/tr/td[1]") == [
        "Leadership: key question: keeping people safe",
        "Staffing",
    ]


def test_ratings_have_their_colour_and_their_word(answer: Answer) -> None:
    page = page_of(facts_html(bare(answer, facts=answer.facts[:3]), 0))
    assert texts(page, ".//span[@class='rating points-0']") == ["Inadequate"]
    assert rating_class(None) == rating_class(17) == "points-none"


def test_lost_and_derived_facts_say_so(answer: Answer) -> None:
    rule = "the lowest key question decides <b>"
    derived = answer.facts[0].model_copy(update={"derived": True, "rule": rule})
    html = facts_html(bare(answer, facts=(derived, answer.facts[3])), 0)
    assert "Not legible in the source" in words(html)
    assert "Requires improvement derived" in words(html)
    assert f"Derived: {rule}" in words(html)


def test_base_of_a_percentage_stands_beside_it(answer: Answer) -> None:
    fact = answer.facts[0].model_copy(
        update={
            "measure": "percentage",
            "label": "manageable workload",
            "value": "28%",
            "number": 28,
            "unit": "percent",
            "out_of": 59,
        }
    )
    html = facts_html(bare(answer, facts=(fact, answer.facts[1])), 0)
    assert "28% n = 59" in words(html)
    assert "28% (n = 59)" in render_markdown(bare(answer, facts=(fact,)))


def test_sources_name_place_date_and_whose_words(answer: Answer) -> None:
    page = page_of(sources_html(answer, 4))
    opens = [button.get("data-open") for button in page.findall(".//button")]
    assert opens == [f"4:{citation.id}" for citation in answer.citations]
    assert "Eastvale, March 2023 – digest (ours)" in said(page)


def test_markdown_has_text_facts_sources_notes_and_suggestions(answer: Answer) -> None:
    html = MarkdownIt("commonmark").enable("table").render(render_markdown(answer))
    page = page_of(html)
    assert len(page.findall(".//tr")) == 1 + len(answer.facts)
    assert len(page.findall(".//li")) == 1 + len(answer.citations) + 1 + 2
    assert not tags(html) & {"a", "img", "script", "code"}
    assert "You could also ask" in said(page)


def test_markdown_puts_no_quotation_marks_round_our_own_digest(answer: Answer) -> None:
    lines = render_markdown(answer).splitlines()
    theirs = next(line for line in lines if line.startswith("- [1]"))
    ours = next(line for line in lines if line.startswith("- [6]"))
    assert "“" in theirs
    assert "“" not in ours
    assert DIGEST_SENTENCE in ours


@pytest.mark.parametrize(
    ("iso", "said"),
    [
        ("2025", "2025"),
        ("2024-10", "October 2024"),
        ("2024-10-09", "9 October 2024"),
        ("2024-13", "2024-13"),
        ("soon", "soon"),
        ("", ""),
    ],
)
def test_dates_are_said_at_the_precision_they_have(iso: str, said: str) -> None:
    assert date_words(iso) == said
