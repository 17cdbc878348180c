"""The facts of published reports against an answer key read by hand (figures only)."""

import os
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from ingest.checks import check_report
from ingest.models import Fact, Report
from ingest.readers.text import visible
from ingest.report import read_report
from ingest.schemes import load_schemes

FOLDER = os.environ.get("REPORTS_DIR", "")
pytestmark = [
    pytest.mark.published,
    pytest.mark.skipif(not FOLDER, reason="REPORTS_DIR is not set"),
]

STEMS = sorted(path.stem for path in Path(FOLDER).glob("*.txt")) if FOLDER else []
BARNSLEY = "barnsley-and-rotherham-pdu-2024-10"
SHEFFIELD = "sheffield-pdu-2023-03"
BRIGHTON = "brighton-and-east-sussex-pdu-2024-02"
ANNUAL = "annual-report-2024"
YORKSHIRE, KENT, EAST = "Yorkshire and the Humber", "Kent, Surrey and Sussex", "East of England"
X, R, G = "Inadequate", "Requires improvement", "Good"
SEVEN = (
    "leadership", "staffing", "services",
    "assessment", "planning", "implementation_and_delivery", "reviewing",
)  # fmt: skip
NINE = (*SEVEN[:3], "information_and_facilities", "court_work", *SEVEN[3:])

RATINGS = {
    BARNSLEY: (X, "3/21", dict(zip(SEVEN, (R, R, R, X, X, X, X), strict=True))),
    BRIGHTON: (R, "4/21", dict(zip(SEVEN, (G, R, R, X, X, X, X), strict=True))),
    SHEFFIELD: (X, "1/27", dict(zip(NINE, (X, X, X, R, X, X, X, X, X), strict=True))),
}
QUESTIONS = {  # engagement, desistance, safety of the four standards of case supervision
    BARNSLEY: ((43, 62, 25), (28, 58, 42), (48, 37, 25), (50, 40, 30)),
    BRIGHTON: ((58, 65, 23), (40, 68, 45), (53, 38, 25), (45, 43, 30)),
    SHEFFIELD: ((60, 59, 33), (51, 51, 41), (40, 40, 33), (62, 58, 47)),
}
ADDRESSEES = {
    BARNSLEY: {"Barnsley and Rotherham PDU": [1, 2, 3, 4, 5]},
    BRIGHTON: {"Brighton and East Sussex PDU": [1, 2, 3, 4, 5]},
    SHEFFIELD: {
        "Sheffield PDU": [1, 2, 3, 4, 5, 6],
        "Yorkshire and the Humber region": [7, 8, 9, 10],
        "HM Prison and Probation Service (HMPPS)": [11, 12, 13, 14],
    },
}
ROWS = {
    "Wakefield": (YORKSHIRE, "2024-10-24", 6),
    "Essex South": (EAST, "2024-07-18", 5),
    "Bedfordshire": (EAST, "2024-08-01", 4),
    "Brighton and East Sussex": (KENT, "2024-02-22", 4),
    "Essex North": (EAST, "2024-08-01", 4),
    "Hertfordshire": (EAST, "2024-07-16", 4),
    "Suffolk": (EAST, "2024-05-16", 4),
    "West Kent": (KENT, "2024-03-21", 4),
    "North Yorkshire": (YORKSHIRE, "2024-12-12", 4),
    "Hull and East Riding": (YORKSHIRE, "2024-12-19", 4),
    "Barnsley and Rotherham": (YORKSHIRE, "2024-10-10", 3),
    "Doncaster": (YORKSHIRE, "2024-10-10", 3),
    "East Kent": (KENT, "2024-03-21", 3),
    "Kirklees": (YORKSHIRE, "2024-11-14", 3),
    "Leeds": (YORKSHIRE, "2024-10-24", 3),
    "North and North East Lincolnshire": (YORKSHIRE, "2024-12-19", 3),
    "Sheffield": (YORKSHIRE, "2024-10-24", 3),
    "Surrey": (KENT, "2024-03-21", 3),
    "York": (YORKSHIRE, "2024-12-12", 3),
    "Norfolk": (EAST, "2024-05-16", 2),
    "Northamptonshire": (EAST, "2024-07-16", 2),
    "West Sussex": (KENT, "2024-02-22", 2),
    "Bradford and Calderdale": (YORKSHIRE, "2024-11-14", 1),
    "Cambridge and Peterborough": (EAST, "2024-07-18", 1),
}
FIGURES = {  # number, whole, done or not, of some figures that the prose states
    BARNSLEY: [
        (22, 59, "did"), (31, 52, "did_not"), (16, 56, "did"), (15, 54, "did"),
        (28, 52, "did_not"), (24, 60, "did"), (24, 55, "did_not"), (40, 52, "did_not"),
        (38, 60, "did"), (11, 60, "did"),
    ],
    SHEFFIELD: [
        (17, 55, "did"), (38, 55, "did_not"), (1, 12, "did"), (27, 52, "did"),
        (34, 57, "did_not"), (28, 54, "did_not"), (33, 60, "did_not"), (6, 9, "did"),
    ],
    BRIGHTON: [
        (32, 37, "did_not"), (27, 40, "did"), (18, 39, "did_not"), (18, 26, "did_not"),
        (14, 26, "did_not"), (12, 30, "did_not"), (28, 35, "did_not"),
    ],
}  # fmt: skip


@cache
def report(stem: str) -> Report:
    return read_report(Path(FOLDER) / f"{stem}.txt")


def facts(stem: str, measure: str) -> list[Fact]:
    return [fact for fact in report(stem).facts if fact.measure == measure]


@pytest.mark.parametrize("stem", RATINGS)
def test_ratings_overall_rating_and_score_are_all_right(stem: str) -> None:
    overall, score, ratings = RATINGS[stem]
    assert [fact.value for fact in facts(stem, "overall_rating")] == [overall]
    assert [fact.value for fact in facts(stem, "score")] == [score]
    rated = [fact for fact in facts(stem, "rating") if fact.cell == "legible"]
    assert {fact.standard: fact.value for fact in rated} == ratings
    assert len(rated) == len(ratings)
    assert all(len(fact.also) >= 1 for fact in rated), "the standard's own section says it too"


@pytest.mark.parametrize("stem", QUESTIONS)
def test_key_questions_are_all_right(stem: str) -> None:
    expected = {
        (standard, key): number
        for standard, numbers in zip(SEVEN[3:], QUESTIONS[stem], strict=True)
        for key, number in zip(("engagement", "desistance", "safety"), numbers, strict=True)
    }
    if stem == SHEFFIELD:
        expected |= {("court_work", None): 41, ("outcomes", None): 31}
    found = facts(stem, "key_question")
    assert {(fact.standard, fact.key_question): fact.number for fact in found} == expected
    assert len(found) == len(expected)


@pytest.mark.parametrize("stem", ADDRESSEES)
def test_recommendations_are_all_there_with_their_addressees(stem: str) -> None:
    found: dict[str | None, list[float | int | None]] = {}
    for fact in facts(stem, "recommendation"):
        found.setdefault(fact.addressee, []).append(fact.number)
    assert found == ADDRESSEES[stem]


def test_an_unrated_standard_says_so() -> None:
    (fact,) = [fact for fact in facts(SHEFFIELD, "rating") if fact.standard == "outcomes"]
    assert (fact.cell, fact.value) == ("not_rated", None)


def test_all_rows_of_the_annual_table_have_region_date_and_score() -> None:
    scores = facts(ANNUAL, "score")
    found = {fact.subject: (fact.region, fact.published, fact.number) for fact in scores}
    assert found == ROWS
    assert {(fact.out_of, fact.source.kind) for fact in scores} == {(21, "table")}
    lost = [fact for fact in report(ANNUAL).facts if fact.measure in {"rating", "overall_rating"}]
    assert Counter(fact.subject for fact in lost) == dict.fromkeys(ROWS, 8)
    assert {fact.cell for fact in lost} == {"not_legible"}


def test_the_annual_report_counts_ratings_of_districts_and_regions() -> None:
    found = {
        (fact.unit, fact.standard, fact.value): (fact.number, fact.out_of)
        for fact in facts(ANNUAL, "rating_count")
    }
    districts = {
        None: {R: 10, X: 14},
        "leadership": {G: 6, R: 14, X: 4},
        "staffing": {R: 20, X: 4},
        "services": {R: 24},
        "assessment": {X: 23, R: 1},
        "planning": {X: 19, R: 5},
        "implementation_and_delivery": {X: 24},
        "reviewing": {X: 22, R: 2},
    }
    for standard, counts in districts.items():
        for word, number in counts.items():
            assert found["PDUs", standard, word] == (number, 24)
    for standard in ("public_protection", "desistance", "court_work", "unpaid_work"):
        assert found["regions", standard, X] == (3, 3)
    assert found["regions", "statutory_victim_work", "Outstanding"] == (3, 3)


@pytest.mark.parametrize("stem", FIGURES)
def test_figures_of_the_prose_have_their_whole_and_their_sense(stem: str) -> None:
    found = {(fact.number, fact.out_of, fact.polarity) for fact in facts(stem, "count")}
    assert [figure for figure in FIGURES[stem] if figure not in found] == []


def test_dates_people_and_bodies_have_their_roles() -> None:
    dates = {(fact.label, fact.value) for fact in facts(BARNSLEY, "date")}
    assert {("fieldwork", "2024-07"), ("fieldwork", "2023-07-01")} <= dates
    assert {("publication", "2024-10"), ("copyright", "2024")} <= dates
    assert ("period", "2024-02/2025-02") in {
        (fact.label, fact.value) for fact in facts(ANNUAL, "date")
    }
    bodies = {(fact.label, fact.value) for fact in facts(SHEFFIELD, "body")}
    assert ("accommodation", "Shelter") in bodies
    assert len(bodies) == 6
    people = {(fact.label, fact.value) for fact in facts(BRIGHTON, "person")}
    assert ("interim chief inspector", "Sue McAllister") in people


@pytest.mark.parametrize(
    ("stem", "expected"),
    [(BARNSLEY, ["two_dates"]), (SHEFFIELD, []), (BRIGHTON, ["parts_total"]), (ANNUAL, [])],
)
def test_checks_doubt_what_is_wrong_and_nothing_else(stem: str, expected: list[str]) -> None:
    read = report(stem)
    found = check_report(
        read.info, read.scheme, load_schemes(), read.sections, read.passages, read.text, read.facts
    )
    assert [warning.kind for warning in found] == expected
    assert set(found) <= set(read.warnings)


@pytest.mark.parametrize("stem", STEMS)
def test_every_source_quotes_the_words_of_its_spans_and_no_others(stem: str) -> None:
    read = report(stem)
    facts = [(fact.id, (fact.source, *fact.also)) for fact in read.facts]
    doubts = [(warning.kind, warning.sources) for warning in read.warnings]
    for name, sources in (*facts, *doubts):
        for source in sources:
            words = visible("".join(read.text[span.start : span.end] for span in source.spans))
            # Cells are one tab apart in a row, one space in a sentence.
            assert source.quote in (words, words.replace("\t", " ")), name
            assert (source.start, source.end) == (source.spans[0].start, source.spans[-1].end)
