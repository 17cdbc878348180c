from collections.abc import Callable

import pytest

from ingest.models import Report

Read = Callable[..., Report]


def tree(report: Report) -> list[tuple[int, str, str | None]]:
    return [(s.level, s.path[-1], s.standard) for s in report.sections][1:]


PARTS = [
    ("1. Organisational arrangements and activity", 1, None),
    ("{0}1.1. Leadership", 2, "leadership"),
    ("Strengths:", 3, "leadership"),
    ("Areas for improvement:", 3, "leadership"),
    ("{0}1.2. Staffing", 2, "staffing"),
    ("Feedback from people on probation", 2, None),
    ("Strengths", 3, None),
    ("2. Service delivery", 1, None),
    ("{0}2.3. Implementation & delivery", 2, "implementation_and_delivery"),
    ("Outcomes", 2, "outcomes"),
    ("Annexe one – Web links", 1, None),
]


@pytest.mark.parametrize("prefix", ["", "P ", "P"])
@pytest.mark.parametrize("mark", ["{}", "# {}", "### {}", "**{}**", "## **{}**", "<b>{}</b>"])
def test_the_level_is_logical_however_a_heading_is_marked(
    read: Read, mark: str, prefix: str
) -> None:
    names = [(name.format(prefix), level, standard) for name, level, standard in PARTS]
    text = "\n\n".join(f"{mark.format(name)}\n\n- It was said here." for name, _, _ in names)
    assert tree(read(text)) == [(level, name.rstrip(":"), key) for name, level, key in names]


def test_a_standard_is_known_by_its_meaning_and_not_by_its_number(read: Read) -> None:
    text = (
        "2. Court work and case supervision\n\n2.1. Court work\n\nGood\n\n2.2. Assessment\n\n"
        "Good\n\n2.5. Reviewing\n\nGood\n\n2.6. Outcomes\n\nEarly outcomes are good for many.\n"
    )
    assert [key for _, _, key in tree(read(text))][1:] == [
        "court_work",
        "assessment",
        "reviewing",
        "outcomes",
    ]


def test_regional_standards_are_known(read: Read) -> None:
    text = (
        "An inspection of probation services in:\n\nWales region\n\nHM Inspectorate of Probation,"
        " May 2024\n\n2. Service delivery\n\nR 2.4. Unpaid work\n\nGood\n\n"
        "R 2.6. Statutory victim work\n\nOutstanding\n"
    )
    report = read(text, cover=False)
    assert report.info.kind == "region"
    assert tree(report) == [
        (2, "R 2.4. Unpaid work", "unpaid_work"),
        (2, "R 2.6. Statutory victim work", "statutory_victim_work"),
    ]


def test_a_topic_inside_a_standard_keeps_that_standard(
    read_file: Callable[[str], Report],
) -> None:
    report = read_file("headings_of_areas_lost.txt")
    inside = next(s for s in report.sections if s.path[-1] == "Resettlement work")
    assert (inside.level, inside.standard) == (3, "services")
    below = [s for s in report.sections if "Resettlement work" in s.path[:-1]]
    assert [(s.level, s.path[-1]) for s in below] == [
        (4, "Strengths"),
        (4, "Areas for improvement"),
    ]


def test_an_addressee_is_a_heading_only_among_recommendations(read: Read) -> None:
    text = (
        "Recommendations\n\nTestford PDU should:\n\n1. mend the roof\n\nThe Ministry of Tea "
        "should:\n\n2. buy cups.\n\nBackground\n\nHere is what we think people should:\n\n- sing\n"
    )
    assert [name for _, name, _ in tree(read(text))] == [
        "Recommendations",
        "Testford PDU should",
        "The Ministry of Tea should",
        "Background",
    ]


def test_items_of_a_numbered_list_are_no_headings(read: Read) -> None:
    text = "Background\n\nWe looked at:\n\n1. Tea\n\n2. Cake\n\n3. Biscuits\n\nAll good.\n"
    assert [name for _, name, _ in tree(read(text))] == ["Background"]


ANNUAL = """2024 Annual Report: inspection of probation services

Contents

Overview	3
Staffing	4
Recruitment	5
Services	6
Case supervision	7
Desistance	8
Work with victims	9
Needs of people	10
Appendix 1: Publications	11

© Crown copyright 2025

Overview

The year was long and there is much to tell about it.

Values

Kind

We are kind to people whom we meet.

Brave

We say what we think about everything.

Staffing

Our inspection of recruitment looked at this in more detail.

Key findings

There were too few staff in most places.

Recruitment

It was slow in all the regions that we saw.

Services

Services were many and mostly good for people.

Case supervision

We look at how well cases are supervised.

Desistance

Too little was done to support people to stop.

Good practice

One town did this better than all the others.

Work with victims

Victims were told in time about what happened.

Needs of people

We look at what people need in their lives.

Appendix 1: Publications

Here is every publication of this year that we made.

Inspection reports

Alphaton

Staffing

Academic insights

On tea
"""


def test_an_annual_report_has_its_levels_from_contents_and_domains(read: Read) -> None:
    report = read(ANNUAL, cover=False)
    assert [(s.level, s.path[-1], s.standard) for s in report.sections] == [
        (1, "Overview", None),
        (2, "Values", None),
        (3, "Kind", None),
        (3, "Brave", None),
        (1, "Staffing", "staffing"),
        (2, "Key findings", "staffing"),
        (2, "Recruitment", "staffing"),
        (1, "Services", "services"),
        (1, "Case supervision", None),
        (2, "Desistance", "desistance"),
        (3, "Good practice", "desistance"),
        (2, "Work with victims", "statutory_victim_work"),
        (1, "Needs of people", None),
        (1, "Appendix 1: Publications", None),
        (2, "Inspection reports", None),
        (2, "Academic insights", None),
    ]


def test_numbers_give_the_levels_of_a_thematic_report(read: Read) -> None:
    text = (
        "A thematic inspection of tea\n\nHM Inspectorate of Probation, May 2024\n\nForeword\n\n"
        "Tea was drunk by nearly everybody.\n\n1. Introduction\n\n1.1 Why tea?\n\nBecause it is "
        "drunk everywhere.\n\n2. What we found\n\n2.1.1 Green tea\n\nIt was found in one place."
    )
    report = read(text, cover=False)
    assert report.info.kind == "thematic"
    assert [(s.level, s.path[-1]) for s in report.sections] == [
        (1, "Foreword"),
        (1, "1. Introduction"),
        (2, "1.1 Why tea?"),
        (1, "2. What we found"),
        (3, "2.1.1 Green tea"),
    ]


def test_marks_give_the_levels_of_a_document_of_somebody_else(read: Read) -> None:
    text = "# Beans\n\nThey grow.\n\n## Soil\n\nDig.\n\n#### Depth\n\nDeep.\n\n## Harvest\n\nEat."
    report = read(text, cover=False)
    assert report.info.kind == "other"
    assert [(s.level, s.path) for s in report.sections] == [
        (1, ("Soil",)),
        (2, ("Soil", "Depth")),
        (1, ("Harvest",)),
    ]


def test_the_first_half_of_a_cut_sentence_is_no_heading(read: Read) -> None:
    text = "Background\n\nStaff from two offices met\n\n12\n\nin the park on most days.\n"
    assert [name for _, name, _ in tree(read(text))] == ["Background"]


ORGANISATION = (
    "1. Organisational arrangements and activity\n\n1.3. Services\n\n{0}Strengths:\n\n- The bus "
    "ran.\n\n{0}Areas for improvement:\n\n- It ran late.\n\n{1}\n\n- Something was said.\n"
)


@pytest.mark.parametrize("mark", ["", "### ", "## "])
@pytest.mark.parametrize("heading", ["**Work with victims**", "<b>Release from prison</b>"])
def test_a_topic_after_a_sorted_list_stands_beside_the_list(
    read: Read, mark: str, heading: str
) -> None:
    report = read(ORGANISATION.format(mark, heading))
    passage = next(p for p in report.passages if p.text == "Something was said.")
    assert len(passage.section) == 3
    assert (passage.section[1], passage.standard, passage.polarity) == (
        "1.3. Services",
        "services",
        None,
    )


@pytest.mark.parametrize(
    "heading",
    ["Premises and equipment", "## Information and premises", "**Offices and technology**"],
)
@pytest.mark.parametrize("before", ["Diversity and inclusion", "1.2. Staffing"])
def test_a_part_without_a_rating_is_no_topic_of_the_part_before(
    read: Read, heading: str, before: str
) -> None:
    text = (
        f"1. Organisational delivery\n\n{before}\n\n- Said.\n\n{heading}\n\n- The roof was new.\n"
    )
    section = read(text).sections[-1]
    assert (len(section.path), section.level, section.standard) == (2, 2, None)


def test_a_part_marked_as_high_as_the_unrated_part_before_it_stands_beside_it(read: Read) -> None:
    text = (
        "# 1. Organisational delivery\n\n## Diversity and inclusion\n\n### Strengths:\n\n"
        "- Said.\n\n### Areas for improvement:\n\n- Not said.\n\n"
        "## The winter of the flood\n\n- It rained.\n"
    )
    assert tree(read(text))[-1] == (2, "The winter of the flood", None)


def test_examples_of_practice_have_no_standard(read: Read) -> None:
    text = (
        "2. Service delivery\n\n2.4. Reviewing\n\n- Said.\n\nGood practice example\n\nA clerk drew "
        "a map of every office, and it was used.\n\n2.5. Outcomes\n\n- Said again.\n\n"
        "## Examples of good practice\n\n**The choir**\n\nA choir met each week, and many came.\n"
    )
    assert tree(read(text))[2:] == [
        (3, "Good practice example", None),
        (2, "2.5. Outcomes", "outcomes"),
        (2, "Examples of good practice", None),
        (3, "The choir", None),
    ]


def test_a_row_is_a_heading_only_where_its_first_cell_is_a_number(read: Read) -> None:
    table = "# Beans\n\nP 1.1 Soil\tDark and wet\nP 1.2 Sun\tAll day\n\nThey grow."
    assert read(table, cover=False).sections == ()


def test_contents_and_links_of_a_web_page_are_neither_chapters_nor_their_end(read: Read) -> None:
    text = (
        "# An inspection of probation services in Testford PDU\n\n"
        "The Probation Service - Wales region\n\nPublished: May 2024\n\n"
        "Contents\n\n- Foreword\n\n- 1. Organisational delivery\n\n## Foreword\n\n"
        "(Back to top)\n\nThis unit did well in most of what it was there to do.\n\n"
        "## 1. Organisational delivery\n\n(Back to top)\n\nLeaders knew what they wanted to do.\n"
    )
    report = read(text, cover=False)
    assert (report.info.kind, report.info.subject) == ("pdu", "Testford")
    assert [s.path for s in report.sections] == [("Foreword",), ("1. Organisational delivery",)]
    assert [p.text for p in report.passages] == [
        "This unit did well in most of what it was there to do.",
        "Leaders knew what they wanted to do.",
    ]


def test_a_line_that_says_the_rating_is_a_rating_and_no_heading(read: Read) -> None:
    text = (
        "Ratings\n\nScore 3/21\n\nBackground\n\nIt is a large unit.\n\n"
        "1. Organisational arrangements and activity\n\n"
        "1.1. Leadership\n\nRating: Good\n\nThey plan well.\n"
    )
    report = read(text)
    assert [s.path[-1] for s in report.sections][-1] == "1.1. Leadership"
    assert [p.type for p in report.passages][-2:] == ["rating", "paragraph"]
    (rating,) = (f for f in report.facts if f.measure == "rating")
    assert (rating.standard, rating.value) == ("leadership", "Good")


def test_contents_may_have_two_headings_and_neither_is_the_title(read: Read) -> None:
    text = "# Table of contents\n\n**Contents**\n\nBeans 2\n\nPeas 3\n\n# Beans\n\nThey grow well."
    report = read(text, cover=False)
    assert report.info.title != "Table of contents"
    assert [p.text for p in report.passages] == ["They grow well."]


@pytest.mark.parametrize("row", ["7.3\tdays of leave", "7.3\tDays of leave", "7.3 days of leave"])
def test_a_figure_before_what_it_counts_is_no_number_of_a_heading(read: Read, row: str) -> None:
    text = f"1. Organisational arrangements and activity\n\n1.2. Staffing\n\n41\tposts\n{row}\n"
    report = read(text)
    assert [name for _, name, _ in tree(report)][1:] == ["1.2. Staffing"]
    assert "7.3" in " ".join(passage.text for passage in report.passages)


@pytest.mark.parametrize("label", ["Rating", "**Our rating**", "### Rating:"])
@pytest.mark.parametrize("value", ["Good\n\n", ""])
def test_a_label_beside_the_rating_of_a_standard_heads_nothing(
    read: Read, label: str, value: str
) -> None:
    text = (
        "## 1. Organisational arrangements and activity\n\n### 1.1. Leadership\n\n"
        f"{label}\n\n{value}### Strengths\n\n- Tea was served.\n\n"
        "### Areas for improvement\n\n- Cups were few.\n"
    )
    assert tree(read(text))[1:] == [
        (2, "1.1. Leadership", "leadership"),
        (3, "Strengths", "leadership"),
        (3, "Areas for improvement", "leadership"),
    ]


THEMATIC = (
    "HM Inspectorate of Probation\n\nA thematic inspection of lending libraries\n\nMay 2024\n\n"
)
SURVEY = [
    ("# Foreword", 1),
    ("# Executive summary", 1),
    ("## Why we looked", 2),
    ("## Methodology", 2),
    ("# Recommendations", 1),
    ("# {}Shelves and borrowers", 1),
    ("## {}What was on the shelves", 2),
    ("## {}Who came to borrow", 2),
    ("### Practice example", 3),
    ("# {}After closing time", 1),
    ("## {}Fines", 2),
]
NUMBERS = ["1. ", "1.1 ", "1.2 ", "2. ", "2.1 "]


@pytest.mark.parametrize("numbers", [[""] * 5, NUMBERS])
def test_chapters_of_a_thematic_report_hold_their_own_sections(
    read: Read, numbers: list[str]
) -> None:
    left = iter(numbers)
    heads = [(h.format(next(left)) if "{}" in h else h, level) for h, level in SURVEY]
    body = "\n\nPeople told us that books were lent to them for three weeks.\n\n"
    report = read(THEMATIC + body.join(head for head, _ in heads) + body, cover=False)
    assert [(s.path[-1], s.level) for s in report.sections] == [
        (head.lstrip("# "), level) for head, level in heads
    ]


def test_chapters_with_numbers_are_chapters_though_other_marks_differ(read: Read) -> None:
    body = "\n\nPeople told us that books were lent to them for three weeks.\n\n"
    heads = ["## Foreword", "# Recommendations", "### Conclusion", "### 4. Fines", "### 4.1 Lost"]
    report = read(THEMATIC + body.join(heads) + body, cover=False)
    assert [(s.path[-1], s.level) for s in report.sections][-2:] == [
        ("4. Fines", 1),
        ("4.1 Lost", 2),
    ]
