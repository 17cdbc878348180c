"""Imported tables at the front door: commands that bring them in, pages that show them."""

import csv
import io
import json

import pytest
from typer.testing import CliRunner

from app.cli import app
from app.source import source_html
from app.views.examples import example_questions
from app.views.library import _card
from app.wording import report_words
from ingest.report import read_report

TABLE = (
    "PDU,Region,Date,Score (out of 21),Leadership,Assessment – engagement\n"
    "Oakham,Wales,10/10/2024,3,Good,43%\n"
    "Melton,London,2024-11,4,?,60%\n"
)
SAME = 16
"""Columns of an export before those that say where a fact was read."""


@pytest.fixture
def run(tmp_path):
    """Runs a command on a store of its own name; its result."""

    def command(store: str, *arguments: str):
        environment = {"REPORTS_STORE": str(tmp_path / store), "REPORTS_EMBEDDING": "none"}
        return CliRunner().invoke(app, list(arguments), env=environment)

    return command


@pytest.fixture
def table(tmp_path):
    file = tmp_path / "team ratings.csv"
    file.write_text(TABLE, encoding="utf-8")
    return file


@pytest.mark.store
@pytest.mark.parametrize("measure", [(), ("--measure", "key_question")])
def test_export_taken_in_by_another_library_is_exported_the_same(run, table, tmp_path, measure):
    def exported(store):
        rows = csv.reader(io.StringIO(run(store, "ratings", "--csv", *measure).stdout))
        return [row[:SAME] for row in rows]

    assert run("first", "ingest", str(table)).exit_code == 0
    copy = tmp_path / "export.csv"
    copy.write_text(run("first", "ratings", "--csv", *measure).stdout, encoding="utf-8")
    assert run("second", "ingest", str(copy)).exit_code == 0
    assert len(exported("first")) > 2
    assert exported("second") == exported("first")


@pytest.mark.store
def test_refusal_is_told_with_its_path_and_all_problems(run, table):
    table.write_text(TABLE.replace("Good", "Goood").replace("2024-11", "soon"), encoding="utf-8")
    result = run("store", "ingest", "--json", str(table))
    assert result.exit_code == 1
    (rejected,) = json.loads(result.stdout)["rejected"]
    assert rejected["path"] == str(table)
    assert "2 problems" in rejected["reason"]
    assert "(E2)" in rejected["reason"]
    assert "(C3)" in rejected["reason"]


@pytest.mark.store
def test_table_in_a_folder_is_read_and_what_is_no_table_is_told(run, table):
    (table.parent / "phones.csv").write_text("Name,Telephone\nA,1\n", encoding="utf-8")
    result = run("store", "ingest", str(table.parent))
    assert result.exit_code == 0
    assert "added      team-ratings-" in result.stdout
    assert "phones.csv: is not a ratings table" in result.stdout


def test_cited_row_is_marked_and_said_to_be_of_a_table(table):
    report = read_report(table)
    source = report.facts[0].source
    html = source_html(report.info, source, report.passages, report.text)
    assert "<h3>team ratings " in html
    assert 'class="here"><td><mark class="quoted">Oakham</mark>' in html
    assert "Imported table, not a published report" in html


def test_table_is_named_without_a_date_that_it_does_not_have(table):
    report = read_report(table)
    assert report_words(report.info) == "team ratings, table"
    card = _card(report.info, list(report.facts), report.warnings)
    assert "<h2>team ratings</h2>" in card
    assert "Imported table" in card
    assert "ublished" not in card


def test_example_questions_of_a_table_name_its_places(table):
    report = read_report(table)
    assert example_questions([report.info], report.facts) == (
        "What was Oakham rated for leadership?",
    )
