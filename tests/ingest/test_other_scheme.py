"""Another field, libraries, with a scale, points and key questions of its own: a file, no code."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.models import Fact, Report
from ingest.report import read_report
from ingest.schemes import FOLDER, Schemes, load_schemes

SCHEME = """\
name: libraries-2022
title: Public libraries (four standards, score out of 20)
inspectorate: The Reading Inspectorate
national: Ruritania
calls: {services: [library], units: [library cluster, cluster]}
kinds: [pdu, annual]
composite_max: 20
chapters: [Collections, Readers]
ratings:
  - {word: Exemplary, points: 5}
  - {word: Strong, points: 4}
  - {word: Sound, points: 3}
  - {word: Patchy, points: 2, synonyms: [uneven]}
  - {word: Failing, points: 1}
standards:
  - {key: stock, name: Stock and storage, number: "1.1", domain: Collections,
     names: [Stock and storage, Stock]}
  - {key: catalogue, name: Catalogue, number: "1.2", domain: Collections, names: [Catalogue]}
  - {key: lending, name: Lending, number: "2.1", domain: Readers, names: [Lending]}
  - {key: welcome, name: Welcome, number: "2.2", domain: Readers, names: [Welcome]}
key_questions:
  - key: access
    name: getting to the books
    cues: [reach, open]
    wordings:
      lending: Can readers reach what they came for?
      welcome: Is the building open when readers are free?
  - key: choice
    name: choice of books
    cues: [choice, choose]
    wordings:
      lending: Do readers have a choice of books?
bands:
  - {rating: Failing, low: 0, high: 29}
  - {rating: Patchy, low: 30, high: 49}
  - {rating: Sound, low: 50, high: 69}
  - {rating: Strong, low: 70, high: 89}
  - {rating: Exemplary, low: 90, high: 100}
band_source: The handbook of the Reading Inspectorate
regions:
  - {name: Upper Hentzau, variants: [Hentzau], plain: true}
  - {name: Strelsau}
"""

REPORT = """\
An inspection of library services in:

**Quayside**

The Library Service – Upper Hentzau region

The Reading Inspectorate, June 2023

## Foreword

Quayside reads more than it did.

## Ratings

### Quayside

Fieldwork started March 2023

Score **13/20**

#### Overall rating

**Strong**

#### 1. Collections

R 1.1 Stock and storage

Exemplary

R 1.2 Catalogue

Failing

#### 2. Readers

R 2.1 Lending

Sound

R 2.2 Welcome

Strong

## Recommendations

### **Quayside library should:**

1. mend the catalogue
2. open on Sundays.

# 1. Collections

## R 1.1. Stock and storage

Exemplary

### Strengths:

- The shelves were dusted each morning.

**Areas for improvement:**

- The cellar was damp.

## R 1.2. Catalogue

Failing

### Strengths:

- The cards were legible.

**Areas for improvement:**

- Half of the drawers stuck.

# 2. Readers

## R 2.1. Lending

Sound

Key question	Percentage 'Yes'
Can readers reach what they came for?	54%
Do readers have a choice of books?	72%

### Strengths:

- Children could borrow ten books.

**Areas for improvement:**

- In 12 of 40 loans the date was wrong.

## R 2.2. Welcome

Strong

Key question	Percentage 'Yes'
Is the building open when readers are free?	71%

### Strengths:

- Tea was served.

**Areas for improvement:**

- The door was heavy.
"""

ANNUAL = """\
Annual report 2023

The Reading Inspectorate, January 2024

## Overview

We inspected three library clusters in the year.

Library cluster (region)\tPublished\tScore out of 20\tStock\tCatalogue\tLending\tWelcome
Quayside (Upper Hentzau)\t14 June 2023\t13\tExemplary\tFailing\tSound\tStrong
Castle Hill cluster (Strelsau region)\t2 July 2023\t8\t\tPatchy\t\tSound
Old Mill (Strelsau region)\t3 August 2023\t8\tPatchy\tPatchy\tPatchy\tPatchy

Stock and storage: one library cluster was rated 'Exemplary' and two as 'Patchy'.
"""

Read = Callable[..., Report]


@pytest.fixture(scope="module", params=["alone", "beside the first field"])
def schemes(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Schemes:
    """The schemes of a folder with the libraries' in it, alone or beside those of the project."""
    made = tmp_path_factory.mktemp("field") / "schemes"
    if request.param == "alone":
        made.mkdir()
    else:
        shutil.copytree(FOLDER, made)
    (made / "libraries-2022.yaml").write_text(SCHEME, encoding="utf-8")
    return load_schemes(made)


@pytest.fixture
def read(schemes: Schemes, tmp_path: Path) -> Read:
    """A text as a report read with these schemes, with some words replaced."""

    def made(text: str, name: str = "report.txt", **replaced: str) -> Report:
        for old, new in replaced.items():
            assert old in text
            text = text.replace(old, new)
        file = tmp_path / name
        file.write_text(text, encoding="utf-8")
        return read_report(file, schemes)

    return made


def cells(report: Report, measure: str) -> dict[str | None, str | None]:
    """The values of a measure by standard."""
    return {fact.standard: fact.value for fact in report.facts if fact.measure == measure}


def rows(report: Report, measure: str) -> dict[tuple[str, str | None], Fact]:
    """The facts of a measure by place and standard."""
    return {(f.subject, f.standard): f for f in report.facts if f.measure == measure}


def test_the_cover_says_place_region_and_date(read: Read) -> None:
    report = read(REPORT)
    info = report.info
    assert (info.kind, info.subject, info.region) == ("pdu", "Quayside", "Upper Hentzau")
    assert (info.id, info.published) == ("quayside-2023-06", "2023-06")
    assert report.scheme == "libraries-2022"


def test_the_word_for_a_unit_is_no_part_of_its_name(read: Read) -> None:
    named = read(REPORT.replace("**Quayside**", "**Quayside Library Cluster**"))
    assert (named.info.kind, named.info.subject) == ("pdu", "Quayside")


def test_a_region_of_the_field_has_a_report_of_its_own(read: Read) -> None:
    report = read(
        "An inspection of library services in:\n\n**Strelsau region**\n\n"
        "The Reading Inspectorate, July 2023\n\n## Foreword\n\nStrelsau reads."
    )
    assert (report.info.kind, report.info.subject) == ("region", "Strelsau")


def test_ratings_and_score_are_those_of_the_scale(read: Read) -> None:
    report = read(REPORT)
    assert cells(report, "rating") == {
        "stock": "Exemplary",
        "catalogue": "Failing",
        "lending": "Sound",
        "welcome": "Strong",
    }
    points = [fact.number for fact in report.facts if fact.measure == "rating"]
    assert points == [5, 1, 3, 4]
    assert cells(report, "overall_rating") == {None: "Strong"}
    [score] = [fact for fact in report.facts if fact.measure == "score"]
    assert (score.number, score.out_of) == (13, 20)


def test_a_rating_that_the_prose_states_of_the_place_is_checked_against_its_page(
    read: Read,
) -> None:
    said = "Quayside reads more than it did. This library cluster is rated as 'Strong'."
    assert read(REPORT, **{"Quayside reads more than it did.": said}).warnings == ()
    wrong = said.replace("Strong", "Patchy")
    [warning] = read(REPORT, **{"Quayside reads more than it did.": wrong}).warnings
    assert "'Patchy'" in warning.message


def test_key_questions_are_those_of_the_field(read: Read) -> None:
    found = [
        (fact.standard, fact.key_question, fact.number)
        for fact in read(REPORT).facts
        if fact.measure == "key_question"
    ]
    assert found == [
        ("lending", "access", 54),
        ("lending", "choice", 72),
        ("welcome", "access", 71),
    ]


def test_bullets_belong_to_their_standard_and_heading(read: Read) -> None:
    found = {p.text: (p.standard, p.polarity) for p in read(REPORT).passages if p.polarity}
    assert found["The cards were legible."] == ("catalogue", "strength")
    assert found["The door was heavy."] == ("welcome", "improvement")
    assert len(found) == 8


def test_a_report_that_agrees_with_itself_raises_no_doubt(read: Read) -> None:
    assert read(REPORT).warnings == ()


def test_a_broken_sum_is_flagged(read: Read) -> None:
    [warning] = read(REPORT, **{"13/20": "14/20"}).warnings
    assert warning.kind == "score_sum"
    assert "13" in warning.message and "14/20" in warning.message


def test_a_rating_out_of_its_band_is_flagged(read: Read) -> None:
    [warning] = read(REPORT, **{"\t54%": "\t44%"}).warnings
    assert warning.kind == "band"
    assert "'Patchy'" in warning.message and "'Sound'" in warning.message


def test_a_table_of_places_is_read_and_its_lost_cells_stay_lost(read: Read) -> None:
    report = read(ANNUAL)
    assert (report.info.id, report.info.subject) == ("annual-report-2023", "Ruritania")
    ratings = rows(report, "rating")
    assert len(ratings) == 12
    assert ratings["Castle Hill", "catalogue"].value == "Patchy"
    assert ratings["Castle Hill", "lending"].cell == "not_legible"
    scores = {place: fact.number for (place, _), fact in rows(report, "score").items()}
    assert scores == {"Quayside": 13, "Castle Hill": 8, "Old Mill": 8}
    assert ratings["Old Mill", "stock"].region == "Strelsau"


def test_counts_over_the_places_are_read_and_checked_against_the_rows(read: Read) -> None:
    report = read(ANNUAL)
    counts = {f.value: (f.number, f.out_of) for f in report.facts if f.measure == "rating_count"}
    assert counts == {"Exemplary": (1, 3), "Patchy": (2, 3)}
    assert report.warnings == ()
    wrong = read(ANNUAL, **{"We inspected three": "We inspected five"})
    assert [warning.kind for warning in wrong.warnings] == ["count_total"]


def test_a_table_that_somebody_keeps_is_read_by_the_same_words(read: Read) -> None:
    head = "Place,Region,Published,Stock,Catalogue,Score"
    kept = f"{head}\nQuayside,Strelsau,2023-06-14,Strong,Sound,9\n"
    report = read(kept, "kept.csv")
    assert report.scheme == "libraries-2022"
    assert cells(report, "rating") == {"stock": "Strong", "catalogue": "Sound"}
    [score] = [fact for fact in report.facts if fact.measure == "score"]
    assert (score.number, score.out_of) == (9, 20)
