from collections.abc import Callable

from ingest.models import Report

Read = Callable[..., Report]

FURNITURE = """Acknowledgements

This inspection was led by an inspector.

The role of HM Inspectorate of Probation

We are the inspectorate and say so.

© Crown copyright 2024

You may re-use this information free of charge.

Published by:

HM Inspectorate of Probation
1 A Street

Follow us on Twitter
[@somebody](https://example.org/somebody)

"""
COVER = """An inspection of probation services in:

Testford PDU

The Probation Service – Wales region

HM Inspectorate of Probation, May 2024

"""


def words(report: Report) -> list[str]:
    return [passage.text for passage in report.passages]


def test_furniture_before_the_first_chapter_is_no_passage(read: Read) -> None:
    report = read(COVER + FURNITURE + "Foreword\n\nIt went well.\n", cover=False)
    assert words(report) == ["It went well."]
    assert [section.path for section in report.sections] == [("Foreword",)]


def test_furniture_at_the_end_is_no_passage(read: Read) -> None:
    report = read(COVER + "Foreword\n\nIt went well.\n\n" + FURNITURE, cover=False)
    assert words(report) == ["It went well."]


def test_a_chapter_after_furniture_is_read_again(read: Read) -> None:
    text = COVER + "Foreword\n\nIt went well.\n\n" + FURNITURE + "## Background\n\nA town.\n"
    assert words(read(text, cover=False)) == ["It went well.", "A town."]


def test_the_contents_page_is_dropped(read: Read) -> None:
    contents = "Contents\n\nForeword\t3\nBackground\t6\n\n"
    report = read(COVER + contents + "Foreword\n\nIt went well.\n", cover=False)
    assert words(report) == ["It went well."]


def test_a_document_of_somebody_else_keeps_everything_below_its_title(read: Read) -> None:
    text = "# Tea\n\nAcknowledgements\n\nWe thank the tea.\n\n© Crown copyright 2024\n"
    assert words(read(text, cover=False))[-2:] == ["We thank the tea.", "© Crown copyright 2024"]


def test_a_section_points_to_its_heading_in_the_source(read: Read) -> None:
    report = read("## **1. Organisational delivery**\n\n- It was fine.\n")
    section = report.sections[-1]
    shown = "".join(report.text[span.start : span.end] for span in section.spans)
    assert shown == "**1. Organisational delivery**"
    assert section.path == ("1. Organisational delivery",)
