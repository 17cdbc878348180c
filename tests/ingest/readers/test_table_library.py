"""Imported tables in a real library: replaced by name, asked about, beside other sources."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from app.cli import app
from index.answers.assistant import Assistant
from index.stores.library import open_library
from ingest.report import read_report

pytestmark = pytest.mark.store

HEAD = "PDU,Region,Date,Score (out of 21),Leadership,Staffing\n"
ROW = "Oakham,Wales,10/10/2024,3,Good,RI\n"
REPORT = """An inspection of probation services in:

Oakham PDU

The Probation Service – Wales region

HM Inspectorate of Probation, October 2024

Ratings

1. Organisational arrangements and activity

P 1.1 Leadership\tInadequate

P 1.2 Staffing\tRequires improvement

P 1.3 Services\tGood

2. Service delivery

P 2.1 Assessment\tRequires improvement

P 2.2 Planning\tRequires improvement

P 2.3 Implementation and delivery\tRequires improvement

P 2.4 Reviewing\tRequires improvement
"""


@pytest.fixture
def library(tmp_path):
    opened = open_library(tmp_path / "library", "none")
    yield opened
    opened.close()


@pytest.fixture
def add(library, tmp_path):
    """Puts a file into the library; what became of it."""

    def added(content: str, name: str = "ratings.csv"):
        file = Path(tmp_path / name)
        file.write_text(content, encoding="utf-8")
        return library.add([(read_report(file), file.read_bytes())])

    return added


def ask(library, question):
    return Assistant(library).ask(question).answer


def ratings(library):
    return [
        (fact.subject, fact.standard, fact.value)
        for fact in library.facts()
        if fact.measure == "rating"
    ]


def test_changed_table_of_the_same_name_takes_the_place_of_the_old_one(library, add):
    (old,) = add(HEAD + ROW).added
    (new,) = add(HEAD + ROW.replace("Oakham", "Melton")).replaced
    assert old != new
    assert [info.id for info in library.reports()] == [new]
    assert {subject for subject, _, _ in ratings(library)} == {"Melton"}


def test_table_of_another_name_stands_beside_it(library, add):
    add(HEAD + ROW)
    add(HEAD + ROW.replace("Oakham", "Melton"), "others.csv")
    assert len(library.reports()) == 2


def test_same_table_is_unchanged_under_any_name(library, add):
    (first,) = add(HEAD + ROW).added
    assert add(HEAD + ROW, "copy.csv").unchanged == (first,)


def test_value_moved_to_the_next_column_is_a_change(library, add):
    head = "PDU\tRegion\tDate\tScore (out of 21)\tLeadership\tStaffing\n"
    add(head + "Oakham\tWales\t2024\t3\tGood\t\n", "ratings.tsv")
    assert add(head + "Oakham\tWales\t2024\t3\t\tGood\n", "ratings.tsv").replaced
    assert ratings(library) == [("Oakham", "staffing", "Good")]


def test_answer_from_a_table_says_so(library, add):
    add(HEAD + ROW)
    answer = ask(library, "What was Oakham rated for leadership?")
    assert answer.status == "answered"
    assert "rated Good for leadership" in answer.text
    assert "From ratings.csv, a table imported into this library, not a published report." in (
        answer.notes
    )
    (citation,) = answer.citations
    assert citation.cells["Leadership"] == "Good"


def test_place_without_a_region_is_found(library, add):
    add("PDU,Date,Score (out of 21),Leadership\nOakham,2024,3,Good\n")
    answer = ask(library, "What was Oakham rated for leadership?")
    assert "rated Good for leadership" in answer.text


def test_place_without_a_region_is_the_one_that_others_place(library, add):
    add(REPORT, "oakham.txt")
    add("PDU,Date,Score (out of 21)\nOakham,10/10/2024,7\n")
    answer = ask(library, "What did Oakham score?")
    assert "7 out of 21 in October 2024" in answer.text
    answer = ask(library, "What was Oakham rated for leadership?")
    assert "rated Inadequate for leadership in October 2024" in answer.text


def test_place_is_spelt_and_placed_as_reports_have_it(library, add):
    add(REPORT, "oakham.txt")
    add("PDU,Region,Date,Score (out of 21)\nOAKHAM,London,10/10/2024,7\n")
    assert "Oakham scored 7 out of 21" in ask(library, "What did Oakham score?").text


def test_table_that_says_the_same_is_not_counted_twice(library, add):
    add(REPORT, "oakham.txt")
    add(HEAD + ROW.replace("Good", "Inadequate"))
    add(HEAD + ROW.replace("Good", "Inadequate").replace("3,", "4,"), "other.csv")
    answer = ask(library, "What did Oakham score?")
    said = [s.text for s in answer.statements if s.kind == "fact"]
    assert ["disagree" in text for text in said] == [False, True]
    assert "disagree" not in ask(library, "What was Oakham rated for leadership?").text


def test_percentage_that_two_tables_have_is_counted_once(library, add):
    head = "PDU,Date,Scheme,Assessment – safety,Assessment – engagement\n"
    add(head + "Oakham,10/10/2024,hmip-probation-2023,25%,\n", "aaa.csv")
    add(head + "Oakham,10/10/2024,hmip-probation-2023,30%,40%\n", "bbb.csv")
    (inspection,) = Assistant(library).knowledge().table.inspections
    percent = {f.key_question: f.number for f in inspection.key_questions("assessment")}
    assert percent == {"safety": 25, "engagement": 40}
    assert [f.number for f in inspection.others] == [30]


def test_report_comes_first_and_a_table_that_disagrees_is_shown(library, add):
    add(HEAD + ROW, "aaa.csv")
    add(REPORT, "oakham.txt")
    answer = ask(library, "What was Oakham rated for leadership?")
    first, second = (s for s in answer.statements if s.kind == "fact")
    assert "rated Inadequate for leadership" in first.text
    assert "The sources disagree" in second.text
    assert "aaa.csv has Good for leadership" in second.text
    assert [c.report.is_table for c in answer.citations] == [False, True]


def test_sources_that_agree_are_not_said_to_disagree(library, add):
    add(HEAD + ROW, "aaa.csv")
    add(REPORT, "oakham.txt")
    answer = ask(library, "What was Oakham rated for staffing?")
    assert "disagree" not in answer.text


def test_cell_of_a_table_of_two_rounds_is_derived_within_its_own_round(library, add):
    nine = "Leadership,Staff,Services,Information and facilities,Court work,Assessment,Planning,"
    add(
        f"PDU,Region,Date,Score,{nine}Implementation and delivery,Reviewing\n"
        "Oakham,Wales,2024,3/21,RI,?,RI,n/a,n/a,0,0,0,0\n"
        "Melton,Wales,2022,27/27,3,3,3,3,3,3,3,3,3\n"
    )
    answer = ask(library, "What was Oakham rated for staffing?")
    (fact,) = (f for f in answer.facts if f.standard == "staffing")
    assert (fact.value, fact.derived) == ("Requires improvement", True)
    assert any("a table imported into this library" in note for note in answer.notes)


def test_refused_table_leaves_the_library_as_it_was(tmp_path):
    store, good, bad = tmp_path / "library", tmp_path / "ratings.csv", tmp_path / "new"
    bad.mkdir()
    good.write_text(HEAD + ROW, encoding="utf-8")
    (bad / "ratings.csv").write_text(HEAD + ROW.replace("Good", "Goood"), encoding="utf-8")
    environment = {"REPORTS_STORE": str(store), "REPORTS_EMBEDDING": "none"}
    runner = CliRunner()
    assert runner.invoke(app, ["ingest", str(good)], env=environment).exit_code == 0
    refused = runner.invoke(app, ["ingest", str(bad / "ratings.csv")], env=environment)
    assert refused.exit_code == 1
    assert "did you mean Good?" in refused.output
    shown = runner.invoke(app, ["ratings", "--csv"], env=environment)
    assert "Oakham,Wales,2024-10-10,hmip-probation-2023,leadership,rating,,,Good" in shown.output
