"""What the check of briefings finds: each fault is planted in a briefing that has none."""

from pathlib import Path

import pytest

from evals.briefings import check_briefing
from evals.context import read_context
from index.answers.assistant import Assistant
from index.answers.briefing.compose import compose_briefing
from index.models import Statement
from index.stores.library import open_library
from ingest.report import read_report

DATA = Path(__file__).parent.parent / "index" / "answers" / "data"

pytestmark = pytest.mark.store


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    opened = open_library(tmp_path_factory.mktemp("briefings"), embedding="none")
    opened.add((read_report(file), file.read_bytes()) for file in sorted(DATA.iterdir()))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def context(library):
    return read_context(library)


@pytest.fixture(scope="module")
def briefing(library):
    return compose_briefing(Assistant(library).knowledge(), "North Ashford")


def with_headline(briefing, text, *numbers):
    statement = Statement(text=text, kind="fact", citations=numbers)
    return briefing.model_copy(update={"headline": (*briefing.headline, statement)})


def with_table(briefing, change):
    """The briefing with its first table changed."""
    at = next(i for i, each in enumerate(briefing.sections) if each.table)
    sections = list(briefing.sections)
    sections[at] = sections[at].model_copy(update={"table": change(sections[at].table)})
    return briefing.model_copy(update={"sections": tuple(sections)})


def faults(briefing, context):
    return " / ".join(check_briefing(briefing, context).faults)


def test_a_briefing_of_ours_has_no_fault(briefing, context):
    checked = check_briefing(briefing, context)
    assert checked.faults == ()
    assert checked.notes == len(briefing.citations) > 30
    assert checked.rated >= 12 and checked.figures > 50


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("North Ashford scored 19 out of 21.", "19 out of 21"),
        ("North Ashford was inspected by people.", ""),
        ("It was published in August 2024.", "August"),
        ("North Ashford was rated Good overall.", "'Good'"),
        ("Dunmoor was inspected as well.", "Dunmoor is not what"),
    ],
)
def test_a_number_a_month_a_rating_or_a_place_without_evidence_is_found(
    briefing, context, text, said
):
    found = faults(with_headline(briefing, text, 1), context)
    assert said in found
    assert bool(found) == bool(said)


def test_a_statement_without_a_note_is_found(briefing, context):
    assert "cites nothing" in faults(with_headline(briefing, "It was good."), context)


def test_a_quotation_that_is_not_in_its_report_is_found(briefing, context):
    note = briefing.citations[-3]
    changed = [
        c.model_copy(update={"quote": f"{c.quote} indeed"}) if c.id == note.id else c
        for c in briefing.citations
    ]
    found = faults(briefing.model_copy(update={"citations": tuple(changed)}), context)
    assert f"[{note.id}]" in found


def test_a_cell_that_shows_another_rating_than_its_note_is_found(briefing, context):
    def worse(table):
        rows = list(table.rows)
        at = next(i for i, row in enumerate(rows) if row.head == "Court work")
        cell = rows[at].cells[1]
        wrong = cell.statement.model_copy(update={"text": "Inadequate"})
        cells = (rows[at].cells[0], cell.model_copy(update={"statement": wrong, "points": 0}))
        rows[at] = rows[at].model_copy(update={"cells": (*cells, *rows[at].cells[2:])})
        return table.model_copy(update={"rows": tuple(rows)})

    assert "the cell 'Inadequate' is no rating" in faults(with_table(briefing, worse), context)


def test_a_date_at_the_head_of_a_column_without_evidence_is_found(briefing, context):
    def later(table):
        return table.model_copy(update={"columns": ("Standard", "May 2031", *table.columns[2:])})

    assert "May" in faults(with_table(briefing, later), context)


def test_notes_that_are_not_numbered_as_they_are_met_are_found(briefing, context):
    turned = briefing.model_copy(update={"headline": tuple(reversed(briefing.headline))})
    assert "not numbered as they are met" in faults(turned, context)
