"""What goes onto the clipboard: whole, with its notes, and no markup from a report."""

from app.copying import copied_html, copied_text
from index.models import Answer


def test_every_marker_has_its_note(answer: Answer) -> None:
    html, text = copied_html(answer), copied_text(answer)
    for citation in answer.citations:
        assert (f"<sup>[{citation.id}]</sup>" in html) == (f"[{citation.id}]" in answer.text)
        assert f"<p>[{citation.id}] " in html
        assert f"\n[{citation.id}] " in text
        assert " ".join(citation.quote.split()) in text
    assert html.startswith("<p><b>")
    assert "class=" not in html


def test_a_number_that_a_report_prints_is_no_note_of_ours(answer: Answer) -> None:
    said = answer.model_copy(update={"text": r"As it says, see note \[1\] of the annex. [1]"})
    html, text = copied_html(said), copied_text(said)
    assert "see note [1] of the annex. <sup>[1]</sup>" in html
    assert r"see note \[1] of the annex. [1]" in text
    assert "see note [77]" in copied_text(said.model_copy(update={"text": r"see note \[77\]"}))


def test_lines_stay_apart_in_plain_text(answer: Answer) -> None:
    said = answer.model_copy(update={"text": "One line\nand another. [1]"})
    assert "One line\nand another. [1]" in copied_text(said)


def test_nothing_from_a_report_or_a_question_is_markup(answer: Answer) -> None:
    bad = "<img src=x onerror=alert(1)>"
    citation = answer.citations[0].model_copy(
        update={
            "quote": bad,
            "section": (bad,),
            "report": answer.citations[0].report.model_copy(
                update={"title": bad, "url": "javascript:alert(1)", "isbn": bad}
            ),
        }
    )
    hostile = answer.model_copy(
        update={"question": bad, "text": f"{bad} [1] [a](http://x)", "citations": (citation,)}
    )
    html = copied_html(hostile)
    assert "<img" not in html
    assert "javascript" not in html
    assert "<a " not in html


def test_an_address_of_the_report_is_a_link(answer: Answer) -> None:
    report = answer.citations[0].report.model_copy(update={"url": "https://example.org/?a=1&b=2"})
    citation = answer.citations[0].model_copy(update={"report": report})
    html = copied_html(answer.model_copy(update={"citations": (citation,)}))
    assert 'href="https://example.org/?a=1&amp;b=2"' in html
