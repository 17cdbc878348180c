import csv
import io
import json

import pytest

from app.terminal import answer_lines, print_csv, print_json, print_table, printable, say
from index.models import Answer, AnswerFact, Citation, Statement
from ingest.models import ReportInfo, Span


def report(**changes):
    fields = {
        "id": "ford-2024-05",
        "title": "An inspection of Ford PDU",
        "kind": "pdu",
        "subject": "Ford",
        "region": "West Bank",
        "published": "2024-05",
        "edition": "published",
        "source": "ford.txt",
    }
    return ReportInfo(**fields | changes)


def answer(edition="published", **changes):
    citation = Citation(
        id=1,
        kind="passage",
        report=report(edition=edition),
        passage="ford-2024-05/7",
        section=("1. Delivery", "1.2 Staffing"),
        standard="staffing",
        page=3,
        quote="Half of the posts were vacant.",
        start=10,
        end=40,
        spans=(Span(10, 40, 3),),
    )
    fact = AnswerFact(
        subject="Ford", region="West Bank", published="2024-05", scheme="s", standard="staffing",
        measure="rating", label=None, value="Good", number=2, unit=None, out_of=None,
        key_question=None, addressee=None, cell="legible", derived=True, rule="the lowest of two",
        polarity=None, citation=1, citations=(1,),
    )  # fmt: skip
    fields = {
        "question": "Staffing?",
        "standalone_question": "Staffing?",
        "status": "answered",
        "text": "## Ford\n\n- **Staffing**: 50\\% of \\[posts\\] were vacant. [1]",
        "statements": (Statement(text="x", kind="quote", citations=(1,)),),
        "citations": (citation,),
        "facts": (fact,),
        "notes": ("One report only.",),
        "suggestions": ("And planning?",),
    }
    return Answer(**fields | changes)


def test_an_answer_is_plain_text_with_its_facts_sources_and_notes():
    text = "\n".join(answer_lines(answer(), width=120))
    assert "- Staffing: 50% of [posts] were vacant. [1]" in text
    assert "- Ford, May 2024: Staffing: Rating: Good (derived: the lowest of two) [1]" in text
    assert "[1] Ford, May 2024, 1. Delivery, 1.2 Staffing, page 3\n    “Half of the posts" in text
    assert "Notes\n- One report only." in text
    assert "You could also ask\n- And planning?" in text


def test_a_digest_is_never_put_in_quotation_marks_and_says_whose_words_it_is():
    text = "\n".join(answer_lines(answer(edition="digest"), width=200))
    assert "“Half" not in text
    assert "Half of the posts were vacant. (This is this project’s own digest" in text


def test_readings_to_choose_from_are_asked_for():
    text = "\n".join(answer_lines(answer(status="clarify", suggestions=("Ford?",))))
    assert "Which do you mean?\n- Ford?" in text


def test_lines_are_as_long_as_the_terminal_is_wide():
    assert max(map(len, answer_lines(answer(), width=50))) <= 50


def test_what_steers_a_terminal_is_taken_out():
    assert (
        printable("red \x1b[31m, back\x08, \u202eturned\ttab") == "red  [31m, back ,  turned\ttab"
    )


def test_messages_go_to_stderr_and_json_alone_to_stdout(capsys):
    say("Working …")
    print_json({"name": "Ä"})
    printed = capsys.readouterr()
    assert printed.err == "Working …\n"
    assert json.loads(printed.out) == {"name": "Ä"}


def test_a_table_is_aligned_and_an_empty_one_is_silent(capsys):
    print_table(("A", "Long"), [("wide cell", "1"), ("x", "2")])
    print_table(("A",), [])
    assert capsys.readouterr().out == (
        "A          Long\n---------  ----\nwide cell  1\nx          2\n"
    )


@pytest.mark.parametrize(
    "cell", ["=1+1", "+1", "-1", "@x", "\tx", " =x", "＝1", "\n=1", "\u00a0=1"]
)
def test_a_text_that_a_spreadsheet_would_run_gets_an_apostrophe(cell, capsys):
    print_csv(("a", "b"), [(cell, -1)])
    rows = list(csv.reader(io.StringIO(capsys.readouterr().out, newline="")))
    assert rows == [["a", "b"], [f"'{cell}", "-1"]]


def test_a_text_in_csv_cannot_steer_a_terminal(capsys):
    print_csv(("a",), [("\x1b]0;owned\x07",), ("\r=1",)])
    rows = list(csv.reader(io.StringIO(capsys.readouterr().out, newline="")))
    assert rows == [["a"], [" ]0;owned "], ["' =1"]]


def test_a_text_of_several_lines_is_one_cell_of_csv(capsys):
    print_csv(("a", "b"), [('one\ntwo, "three"', 4)], bom=True)
    out = capsys.readouterr().out
    assert out == '\ufeffa,b\r\n"one\ntwo, ""three""",4\r\n'


def test_a_long_row_of_markers_is_said_as_ranges():
    row = "".join(f"[{n}]" for n in (1, 2, 3, 4, 5, 9))
    lines = answer_lines(answer(text=f"The mean is 3. {row}"), 80)
    assert lines[0] == "The mean is 3. [1]–[5], [9]"
