"""What `reports ratings --csv` prints can be taken in again, and says the same."""

import contextlib
import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.ratings_csv import CSV_COLUMNS, csv_row
from app.terminal import print_csv
from ingest.schemes import load_schemes

HEAD = (
    "subject,region,published,scheme,standard,measure,label,key_question,value,number,out_of,unit,"
    "addressee,cell,derived,rule,report,edition,quote\n"
)
SCHEMES = {scheme.name: scheme for scheme in load_schemes().schemes}
_SAME = {"id", "report", "source", "also"}


def exported(report):
    """The report's facts, dates aside, as the command line exports them."""
    kept = [fact for fact in report.facts if fact.measure != "date"]
    rows = [csv_row(fact, {report.info.id: report.info}) for fact in kept]
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        print_csv(CSV_COLUMNS, rows)
    return out.getvalue(), [fact.model_dump(exclude=_SAME) for fact in kept]


@st.composite
def tables(draw):
    """A ratings table in the wide form, of any scheme, with cells of every kind."""
    scheme = SCHEMES[draw(st.sampled_from(sorted(SCHEMES)))]
    words = [rating.word for rating in scheme.ratings]
    cell = st.sampled_from([*words, "", "?", "n/a", "not rated"])
    standards = scheme.rated_standards
    places = draw(st.lists(st.sampled_from("ABCDEFGH"), min_size=1, max_size=4, unique=True))
    heads = ["Place", "Region", "Date", "Scheme", "Score", "Overall"]
    lines = [",".join([*heads, *(standard.name for standard in standards)])]
    for place in places:
        score = draw(st.integers(0, scheme.composite_max))
        date = draw(st.sampled_from(["2024", "2024-10", "2024-10-10"]))
        row = [f'"{place}ton, -{place}"', "Wales", date, scheme.name, str(score), draw(cell)]
        lines.append(",".join([*row, *(draw(cell) for _ in standards)]))
    return "\n".join(lines)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(table=tables())
def test_export_of_any_table_gives_the_same_facts(read_ratings, table):
    text, facts = exported(read_ratings(table))
    again = read_ratings(text)
    assert [fact.model_dump(exclude=_SAME) for fact in again.facts] == facts


def test_export_of_a_report_gives_the_same_facts(read_ratings, read_file_of_ratings):
    text, facts = exported(read_file_of_ratings)
    assert len(facts) > 5
    again = read_ratings(text)
    assert [fact.model_dump(exclude=_SAME) for fact in again.facts] == facts


@pytest.fixture
def read_file_of_ratings(read_ratings):
    """An inspection report whose facts are exported: ratings, score, key questions."""
    return read_ratings(
        """An inspection of probation services in:

Testford PDU

The Probation Service – East of England region

HM Inspectorate of Probation, May 2024

Ratings

Testford PDU\tScore\t9/21

Overall rating\tRequires improvement

1. Organisational arrangements and activity

P 1.1 Leadership\tGood

P 1.2 Staffing\tRequires improvement

P 1.3 Services\tGood

2. Service delivery

P 2.1 Assessment\tRequires improvement

P 2.2 Planning\tRequires improvement

P 2.3 Implementation and delivery\tRequires improvement

P 2.4 Reviewing\tRequires improvement
""",
        "testford.txt",
    )


def test_lost_cell_and_derived_fact_stay_what_they_are(read_ratings):
    row = "Oakham,Wales,2024-10-10,hmip-probation-2023,{},rating,,,{},{},,,,{},{},{},annual,,\n"
    report = read_ratings(
        HEAD
        + row.format("leadership", "", "", "not_legible", "False", "")
        + row.format("services", "Requires improvement", "1", "legible", "True", "every row")
    )
    lost, derived = report.facts
    assert (lost.cell, lost.value) == ("not_legible", None)
    assert (derived.derived, derived.rule, derived.number) == (True, "every row", 1)


def test_two_reports_of_one_inspection_may_disagree(read_ratings):
    row = "Oakham,Wales,2024-10-10,hmip-probation-2023,leadership,rating,,,{},{},,,,,,,{},,\n"
    report = read_ratings(HEAD + row.format("Good", 2, "one") + row.format("Inadequate", 0, "two"))
    assert [fact.value for fact in report.facts] == ["Good", "Inadequate"]


def test_other_measures_are_kept_and_told(read_ratings):
    row = "Oakham,Wales,2024,hmip-probation-2023,{},{},,,{},{},{},cases,,legible,,,one,,\n"
    report = read_ratings(
        HEAD
        + row.format("leadership", "rating", "Good", 2, "")
        + row.format("", "count", "22 of 59", 22, 59)
    )
    assert [fact.measure for fact in report.facts] == ["rating"]
    assert [w.kind for w in report.warnings] == ["measures_left_out"]
    assert "row 3, of the measure “count”" in report.warnings[0].message


def test_value_and_number_that_do_not_agree_are_refused(refuse_ratings):
    row = "Oakham,Wales,2024,hmip-probation-2023,leadership,rating,,,Good,3,,,,legible,,,one,,\n"
    assert "“Good” and the number “3” do not agree" in refuse_ratings(HEAD + row)
