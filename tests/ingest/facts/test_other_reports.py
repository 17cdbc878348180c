"""Whole files of sorts that no rule was written for: regions, other inspections, thematic."""

from pathlib import Path

from ingest.report import read_report

REGION = """An inspection of probation services in:

**East of England region**

HM Inspectorate of Probation, November 2024

© Crown copyright 2024

## Foreword

Six of its PDUs were rated as 'Inadequate' overall and three as 'Requires improvement'.

## Ratings

### East of England region

Fieldwork started June 2024

Score **7/24**

#### Overall rating

**Requires improvement**

#### 1. Organisational arrangements and activity

R 1.1 Leadership

Good

R 1.2 Staffing

Requires improvement

#### 2. Service delivery

R 2.1 Public protection

Inadequate

R 2.2 Desistance

Inadequate

R 2.3 Court work

Requires improvement

R 2.4 Unpaid work

Inadequate

R 2.5 Resettlement

Inadequate

R 2.6 Statutory victim work

Outstanding

## Recommendations

### **East of England region should:**

1. mend what is broken

### **HMPPS should:**

2. pay for it

# 2. Service delivery

## R 2.1. Public protection

Services protect people.

Inadequate

Key question	Percentage 'Yes'
Does assessment focus sufficiently on keeping other people safe?	28%
Does planning focus sufficiently on keeping other people safe?	41%
"""

YOUTH = """An inspection of youth justice services in

Somewhere

HM Inspectorate of Probation, May 2023

Ratings

Somewhere Youth Justice Service

Fieldwork started January 2023	Score	20/36

Overall rating	Good

1.1 Governance and leadership	Good

1.2 Staff	Outstanding

2.2 Planning	Good

Recommendations

We have made one recommendation that we believe will help the children of the area.

The Management Board should:

1. look after the children.
"""


def test_a_region_is_read_by_its_scheme_file_alone(tmp_path: Path) -> None:
    path = tmp_path / "region.txt"
    path.write_text(REGION, encoding="utf-8")
    report = read_report(path)
    assert (report.scheme, report.info.subject) == ("hmip-regions-2023", "East of England")
    ratings = {fact.standard: fact.number for fact in report.facts if fact.measure == "rating"}
    assert ratings == {
        "leadership": 2, "staffing": 1, "public_protection": 0, "desistance": 0, "court_work": 1,
        "unpaid_work": 0, "resettlement": 0, "statutory_victim_work": 3,
    }  # fmt: skip
    assert [fact.value for fact in report.facts if fact.measure == "score"] == ["7/24"]
    overall = [fact for fact in report.facts if fact.measure == "overall_rating"]
    assert [fact.value for fact in overall] == ["Requires improvement"]
    addressees = [fact.addressee for fact in report.facts if fact.measure == "recommendation"]
    assert addressees == ["East of England region", "HMPPS"]
    questions = [fact for fact in report.facts if fact.measure == "key_question"]
    assert [(fact.standard, fact.key_question, fact.number) for fact in questions] == [
        ("public_protection", "safety", 28),
        ("public_protection", "safety", 41),
    ]
    counts = {
        (fact.value, fact.number, fact.unit)
        for fact in report.facts
        if fact.measure == "rating_count"
    }
    assert counts == {("Inadequate", 6, "PDUs"), ("Requires improvement", 3, "PDUs")}
    assert report.warnings == ()


def test_ratings_of_an_unknown_inspection_are_not_invented(tmp_path: Path) -> None:
    path = tmp_path / "youth.txt"
    path.write_text(YOUTH, encoding="utf-8")
    report = read_report(path)
    assert report.scheme == ""
    rated = {"rating", "overall_rating", "score", "key_question"}
    assert [fact for fact in report.facts if fact.measure in rated] == []
    recommendations = [fact for fact in report.facts if fact.measure == "recommendation"]
    assert [(fact.addressee, fact.value) for fact in recommendations] == [
        ("The Management Board", "look after the children.")
    ]
