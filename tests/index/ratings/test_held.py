"""The table of a library: the same for answers, command line and pages."""

import pytest

from index.answers.knowledge import Knowledge
from index.ratings.held import derived_table, read_ratings
from index.stores.library import open_library
from ingest.report import read_report
from ingest.schemes import load_schemes

WIDE = (
    "Place,Date,Scheme,Score,Leadership,Staffing,Services,Assessment,Planning,"
    "Implementation and delivery,Reviewing\n"
    "Farfield,2024-11,hmip-probation-2023,0,?,?,?,?,?,?,?\n"
)
DERIVED = (
    "subject,published,scheme,standard,measure,value,number,out_of,cell,derived,rule\n"
    "Farfield,2024-11,hmip-probation-2023,staffing,rating,{},,,legible,True,told elsewhere\n"
)


@pytest.fixture
def reports(tmp_path):
    """Reads ratings files that somebody keeps, each given as its text."""

    def read(*texts):
        files = [tmp_path / f"kept {number}.csv" for number in range(len(texts))]
        for file, text in zip(files, texts, strict=True):
            file.write_text(text, encoding="utf-8")
        return [(read_report(file), file.read_bytes()) for file in files]

    return read


def cell(found, standard):
    """What the table says of one standard of its only inspection, and every fact of it."""
    reports = [report for report, _ in found]
    infos = [report.info for report in reports]
    facts = [fact for report in reports for fact in report.facts]
    (row,) = derived_table(infos, facts, load_schemes()).table.inspections
    every = [f for f in (*row.facts, *row.others) if f.standard == standard]
    return row.cell("rating", standard), every


@pytest.mark.store
def test_answers_and_pages_read_the_same_table(reports, tmp_path):
    library = open_library(tmp_path / "library", embedding="none")
    library.add(reports(WIDE))
    derived = read_ratings(library)
    knowledge = Knowledge(library)
    assert derived.table == knowledge.table
    assert derived.possible == knowledge.possible
    assert any(fact.derived for row in derived.table.inspections for fact in row.facts)
    library.close()


def test_derived_rating_of_a_kept_table_is_no_first_source_of_a_cell_that_is_forced(reports):
    found = reports(WIDE, DERIVED.format("Inadequate"))
    fact, every = cell(found, "staffing")
    assert fact.report == found[0][0].info.id
    assert fact.rule != "told elsewhere"
    assert [f.rule for f in every if f.derived] == [fact.rule, "told elsewhere"]


def test_derived_rating_of_a_kept_table_is_no_evidence_against_what_was_read(reports):
    fact, _ = cell(reports(WIDE, DERIVED.format("Good")), "leadership")
    assert (fact.value, fact.derived) == ("Inadequate", True)


def test_derived_rating_of_a_kept_table_stays_where_nothing_forces_the_cell(reports):
    wide = WIDE.replace(",0,?", ",5,?")
    fact, _ = cell(reports(wide, DERIVED.format("Good")), "staffing")
    assert (fact.value, fact.derived, fact.rule) == ("Good", True, "told elsewhere")
