from typing import Any

import pytest

from index.answers.compose.builder import AnswerBuilder
from ingest.models import Fact, ReportInfo, Source, Span


def info(report: str) -> ReportInfo:
    digest = report.startswith("sample-")
    return ReportInfo(
        id=report,
        title="A report",
        kind="pdu",
        subject="Oakham",
        region="",
        published="2024-05",
        edition="digest" if digest else "published",
        source="a.txt",
    )


def source(quote: str = "Staff were kind.", start: int = 0, report: str = "oakham") -> Source:
    span = Span(start, start + len(quote), None)
    return Source(
        kind="passage",
        report=report,
        passage=f"{report}/1",
        section=("Staffing",),
        standard="staffing",
        page=None,
        quote=quote,
        start=span.start,
        end=span.end,
        spans=(span,),
    )


def fact(number: int = 1, **changes: Any) -> Fact:
    given: dict[str, Any] = {
        "id": f"oakham/f{number}",
        "report": "oakham",
        "subject": "Oakham",
        "region": "",
        "published": "2024-05",
        "scheme": "made-up",
        "measure": "rating",
        "value": "Good",
        "number": 2,
        "source": source(start=100 * number),
    }
    return Fact(**(given | changes))


@pytest.fixture
def build() -> AnswerBuilder:
    return AnswerBuilder(info)


def test_citations_are_numbered_by_first_appearance(build: AnswerBuilder) -> None:
    build.quote(source(start=500))
    build.quote(source(start=0))
    build.fact("The same place again.", [source(start=500)])
    answer = build.build("q", "q", "answered")
    assert [s.citations for s in answer.statements] == [(1,), (2,), (1,)]
    assert [(c.id, c.start) for c in answer.citations] == [(1, 500), (2, 0)]


def test_a_quotation_is_given_once(build: AnswerBuilder) -> None:
    build.quote(source())
    build.quote(source())
    assert len(build.statements) == 1


def test_the_same_offsets_in_two_reports_are_two_places(build: AnswerBuilder) -> None:
    assert build.cite(source()) == 1
    assert build.cite(source(report="melton")) == 2


def test_a_quotation_stands_in_quotation_marks_with_its_marker(build: AnswerBuilder) -> None:
    build.quote(source())
    assert build.build("q", "q", "answered").text == "“Staff were kind.” [1]"


def test_a_digest_is_never_in_quotation_marks(build: AnswerBuilder) -> None:
    build.quote(source(report="sample-oakham"))
    assert build.build("q", "q", "answered").text == "Staff were kind. [1]"


def test_a_statement_is_plain_and_the_text_escaped(build: AnswerBuilder) -> None:
    build.quote(source("It cost $5: [one] <b> a*b a_b | c"))
    answer = build.build("q", "q", "answered")
    assert answer.statements[0].text == "It cost $5: [one] <b> a*b a_b | c"
    assert r"\$5\: \[one\] \<b\> a\*b a\_b \| c" in answer.text


def test_cells_of_a_row_are_a_space_apart_in_the_text(build: AnswerBuilder) -> None:
    build.quote(source("1.2 Staffing\tGood"))
    answer = build.build("q", "q", "answered")
    assert answer.statements[0].text == "1.2 Staffing Good"
    assert answer.citations[0].quote == "1.2 Staffing\tGood"


def test_a_fixed_phrase_has_no_citation(build: AnswerBuilder) -> None:
    build.fixed("The reports do not say.")
    [statement] = build.build("q", "q", "not_found").statements
    assert (statement.kind, statement.citations) == ("fixed", ())


def test_consecutive_list_lines_make_one_list(build: AnswerBuilder) -> None:
    build.heading("Oakham")
    build.quote(source(start=0), bullet=True)
    build.quote(source(start=50), bullet=True)
    blocks = build.build("q", "q", "answered").text.split("\n\n")
    assert blocks[0] == "**Oakham**"
    assert [line[:2] for line in blocks[1].split("\n")] == ["- ", "- "]


def test_a_fact_is_shown_once_and_cites_its_row(build: AnswerBuilder) -> None:
    row = fact()
    build.fact("Oakham was rated Good.", [row.source], facts=[row, row])
    build.show_fact(row)
    answer = build.build("q", "q", "answered")
    assert [(f.value, f.citation, f.citations) for f in answer.facts] == [("Good", 1, (1,))]


def test_a_derived_fact_cites_what_it_was_derived_from(build: AnswerBuilder) -> None:
    row = fact(derived=True, rule="all were", also=(source(start=900),))
    build.fact("Oakham was rated Good.", [row.source, *row.also], facts=[row])
    [shown] = build.build("q", "q", "answered").facts
    assert (shown.derived, shown.rule, shown.citations) == (True, "all were", (1, 2))


def test_a_note_and_a_suggestion_are_given_once(build: AnswerBuilder) -> None:
    for _ in range(2):
        build.note("A doubt.")
        build.suggestions.append("What else?")
    answer = build.build("q", "q", "answered")
    assert (answer.notes, answer.suggestions) == (("A doubt.",), ("What else?",))


def test_what_was_said_can_be_taken_back(build: AnswerBuilder) -> None:
    build.quote(source())
    build.clear()
    assert build.is_empty
    assert build.cite(source(start=40)) == 1
