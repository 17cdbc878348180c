"""Made-up reports in every layout: what is written is read back, what is broken is doubted."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.models import Fact, Report
from ingest.readers.text import visible
from ingest.report import read_report
from tests.generated.annual import annual_text
from tests.generated.choose import band_of, make_inspection, other_word
from tests.generated.layouts import AnnualLayout, Layout, plain_layout
from tests.generated.library import write_library
from tests.generated.strategies import annual_layouts, annuals, inspections, layouts
from tests.generated.truth import Annual, Inspection, Place
from tests.generated.write import report_text

Read = Callable[[str], Report]
LOST = {"letters": "restored", "headings": "unlabelled"}
"""What a layout may have lost, and the warning that says so."""


def stable(examples: int) -> settings:
    """The same examples in every run, however slow the machine."""
    return settings(max_examples=examples, derandomize=True, deadline=None, database=None)


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Read:
    """Reads a text as a report."""
    file: Path = tmp_path_factory.mktemp("generated") / "report.txt"

    def from_text(text: str) -> Report:
        file.write_bytes(text.encode())
        return read_report(file)

    return from_text


def of(report: Report, measure: str) -> list[Fact]:
    return [fact for fact in report.facts if fact.measure == measure]


def kinds(report: Report) -> Counter[str]:
    return Counter(warning.kind for warning in report.warnings)


def doubts(report: Report) -> Counter[str]:
    """The warnings, without those of what the layout had lost."""
    return Counter({kind: n for kind, n in kinds(report).items() if kind not in LOST.values()})


def check_sources(report: Report) -> None:
    """The spans of every source, joined, show its quotation."""
    for fact in report.facts:
        for source in (fact.source, *fact.also):
            joined = "".join(report.text[span.start : span.end] for span in source.spans)
            assert visible(joined).split() == source.quote.split()


def written(said: Inspection, layout: Layout | None = None) -> dict[str, Any]:
    """What a report says, as its facts should have it.

    Where the headings of areas for improvement were lost, no heading tells what a bullet is.
    """
    areas = layout is None or layout.areas
    most, own = said.scheme.composite_max, said.place.subject
    return {
        "report": (said.place.kind, own, said.place.region, said.published, said.scheme_name),
        "about": {(own, said.place.region, said.published, said.scheme_name)},
        "dates": {("publication", said.published), ("fieldwork", said.fieldwork),
                  ("copyright", said.published[:4])},
        "score": [(f"{said.score}/{most}", said.score, most)],
        "overall": [said.overall],
        "ratings": dict(said.ratings),
        "questions": {
            standard: [(each.wording, each.key, each.percent) for each in rows]
            for standard, rows in said.questions.items()
        },
        "recommendations": [(e.number, e.addressee, e.text) for e in said.recommendations],
        "findings": [
            (e.standard, e.polarity if areas or not e.polarity else "unlabelled", e.text)
            for e in said.findings
        ],
    }  # fmt: skip


def read_back(report: Report) -> dict[str, Any]:
    """The same, as it was read."""
    info = report.info
    questions: dict[str | None, list[Any]] = {}
    for fact in of(report, "key_question"):
        questions.setdefault(fact.standard, []).append((fact.label, fact.key_question, fact.number))
    return {
        "report": (info.kind, info.subject, info.region, info.published, report.scheme),
        "about": {(f.subject, f.region, f.published, f.scheme) for f in report.facts},
        "dates": {(fact.label, fact.value) for fact in of(report, "date")},
        "score": [(fact.value, fact.number, fact.out_of) for fact in of(report, "score")],
        "overall": [fact.value for fact in of(report, "overall_rating")],
        "ratings": {
            fact.standard: fact.value for fact in of(report, "rating") if fact.cell == "legible"
        },
        "questions": questions,
        "recommendations": [
            (fact.number, fact.addressee, fact.value) for fact in of(report, "recommendation")
        ],
        "findings": [(p.standard, p.polarity, p.text) for p in report.passages
                     if p.type == "bullet"],
    }  # fmt: skip


@stable(150)
@given(inspections(), layouts())
def test_what_a_report_says_is_read_back_in_every_layout(
    read: Read, said: Inspection, layout: Layout
) -> None:
    report = read(report_text(said, layout))
    assert read_back(report) == written(said, layout)
    assert doubts(report) == {}
    assert (LOST["letters"] in kinds(report)) == (layout.ratings == "cut sheet")
    assert (LOST["headings"] in kinds(report)) == (not layout.areas)
    check_sources(report)


@stable(60)
@given(inspections(), layouts(), st.randoms(use_true_random=False), st.booleans())
def test_a_sum_that_is_wrong_is_always_doubted(
    read: Read, said: Inspection, layout: Layout, random: Random, by_score: bool
) -> None:
    """One rating, or the score, is another one: on the ratings page and in its section alike."""
    if by_score:
        most = said.scheme.composite_max
        score = random.choice([each for each in range(most + 1) if each != said.score])
        broken = replace(said, score=score, questions={})
    else:
        standard = random.choice(list(said.ratings))
        word = other_word(random, said.scheme, said.ratings[standard])
        changed = {**said.ratings, standard: word}
        broken = replace(said, ratings=changed, questions={})
    assert doubts(read(report_text(broken, layout))) == {"score_sum": 1}


@stable(50)
@given(inspections(), layouts(), st.randoms(use_true_random=False))
def test_a_lowest_key_question_outside_its_band_is_always_doubted(
    read: Read, said: Inspection, layout: Layout, random: Random
) -> None:
    asked = [key for key in said.questions if key in said.ratings]
    standard = random.choice(asked)
    word = other_word(random, said.scheme, said.ratings[standard])
    low, high = band_of(said.scheme, word)
    lowest, *others = said.questions[standard]
    rows = (
        replace(lowest, percent=random.randint(low, high)),
        *(replace(each, percent=100) for each in others),
    )
    broken = replace(said, questions={**said.questions, standard: rows}, findings=())
    assert doubts(read(report_text(broken, layout))) == {"band": 1}


@stable(60)
@given(annuals(), annual_layouts())
def test_what_an_annual_report_says_is_read_back(
    read: Read, said: Annual, layout: AnnualLayout
) -> None:
    report = read(annual_text(said, layout))
    assert report.info.kind == "annual"
    assert report.info.id == f"annual-report-{said.year}"
    assert [
        (fact.subject, fact.region, fact.published, fact.number, fact.out_of)
        for fact in of(report, "score")
    ] == [(row.place.subject, row.place.region, row.published, row.score, 21) for row in said.rows]
    assert {
        (fact.standard, fact.value, fact.number, fact.out_of) for fact in of(report, "rating_count")
    } == {(each.standard, each.rating, each.number, len(said.rows)) for each in said.counts}
    check_ratings_of_rows(report, said, layout)
    assert set(kinds(report)) <= {"not_legible"}
    check_sources(report)


def check_ratings_of_rows(report: Report, said: Annual, layout: AnnualLayout) -> None:
    """Words are read as ratings; a mark without its colour is not legible."""
    cells = {
        (fact.subject, fact.standard): (fact.cell, fact.value)
        for fact in (*of(report, "rating"), *of(report, "overall_rating"))
    }
    shown = {
        (row.place.subject, standard): word
        for row in said.rows
        for standard, word in ((None, row.overall), *row.ratings.items())
    }
    lost = ("not_legible", None)
    assert cells == {
        key: ("legible", word) if layout.cells == "words" else lost for key, word in shown.items()
    }


def test_a_rating_changed_in_its_section_alone_disagrees(read: Read) -> None:
    said = make_inspection(Random(1), "hmip-probation-2023")
    before, section, after = report_text(said, plain_layout()).partition("P 1.1. Leadership")
    word = said.ratings["leadership"]
    changed = after.replace(word, other_word(Random(1), said.scheme, word), 1)
    assert kinds(read(before + section + changed)) == {"ratings_disagree": 1}


def test_a_cover_that_ran_together_is_taken_apart(read: Read) -> None:
    """Its first line is as long as those of the prose, so that nothing else shows where it ends."""
    place = Place("Thornhollow, Nether Thornhollow and Brammarsh", "Kent, Surrey and Sussex")
    said = make_inspection(Random(2), "hmip-probation-2023", place)
    layout = replace(plain_layout(), producer="dense", ratings="line", cover="one line")
    report = read(report_text(said, layout))
    assert read_back(report)["report"] == written(said)["report"]
    assert report.info.title == f"An inspection of probation services in {place.title}"


def test_a_running_line_in_the_middle_of_an_item_is_no_part_of_it(read: Read) -> None:
    said = make_inspection(Random(3), "hmip-probation-2023")
    layout = replace(plain_layout(), producer="dense", ratings="line", running=True)
    report = read(report_text(said, layout))
    assert read_back(report)["findings"] == written(said)["findings"]
    assert not any("Inspection of probation services" in each.text for each in report.passages)


def test_a_rating_of_an_earlier_year_is_neither_read_nor_counted(read: Read) -> None:
    said = make_inspection(Random(4), "hmip-regions-2023")
    text = report_text(said, replace(plain_layout(), prose=True))
    assert "In 2018 leadership was rated" in text
    report = read(text)
    assert read_back(report)["ratings"] == said.ratings
    assert of(report, "rating_count") == []
    assert report.warnings == ()


def test_the_scheme_is_told_by_the_score_of_a_row_however_long(read: Read) -> None:
    place = Place("Thornhollow, Nether Thornhollow and Brammarsh", "North West")
    said = make_inspection(Random(5), "hmip-probation-2021", place)
    layout = replace(plain_layout(), ratings="sheet", score="Score {score} out of {most}")
    assert read(report_text(said, layout)).scheme == "hmip-probation-2021"


def test_a_report_of_a_ratings_page_alone_is_read(read: Read) -> None:
    """Its scheme is told by labels that share a line with their values."""
    said = make_inspection(Random(6), "hmip-probation-2023", short=True)
    layout = replace(plain_layout(), ratings="colon", other_names=True, contents=False)
    assert read_back(read(report_text(said, layout))) == written(said)


def test_a_library_of_short_reports_is_read_back_whole(tmp_path: Path) -> None:
    said = write_library(tmp_path / "one", reports=40)
    files = sorted((tmp_path / "one").iterdir())
    assert len({(each.place.subject, each.published) for each in said}) == len(files) == 40
    for each, file in zip(said, files, strict=True):
        assert read_back(read_report(file)) == written(each)
    write_library(tmp_path / "two", reports=40)
    again = sorted((tmp_path / "two").iterdir())
    assert [file.read_bytes() for file in again] == [file.read_bytes() for file in files]
