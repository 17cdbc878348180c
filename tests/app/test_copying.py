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
