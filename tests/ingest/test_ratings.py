from collections.abc import Callable

import pytest

from ingest.models import Report

Read = Callable[..., Report]
TEXT = """Ratings

Testford PDU

Fieldwork started May 2024

{score}

{overall}

1. Organisational arrangements and activity

{leadership}

2. Service delivery

{delivery}

Background

It is a town.
"""
LABELS = {
    "score": ("Score", "5/21"),
    "overall": ("Overall rating", "Requires improvement"),
    "leadership": ("P 1.1 Leadership", "Good"),
    "delivery": ("2.3 Implementation and delivery", "Inadequate"),
}


def ratings(report: Report) -> list[tuple[str, ...]]:
    return [p.rows[0] for p in report.passages if p.type == "rating" and p.rows]


@pytest.mark.parametrize(
    "shape",
    [
        "{0}\n\n{1}",
        "{0}\n{1}",
        "{0}\t{1}",
        "| {0} | {1} |",
        "**{0}**\n\n**{1}**",
        "#### {0}\n\n{1}",
        "{0} {1}",
        "{0}: **{1}**",
        "{0}\t•\t{1} ☆",
    ],
)
def test_a_rating_is_its_label_and_its_value_in_every_shape(read: Read, shape: str) -> None:
    text = TEXT.format(**{key: shape.format(*pair) for key, pair in LABELS.items()})
    report = read(text)
    assert ratings(report) == list(LABELS.values())
    standards = [p.standard for p in report.passages if p.type == "rating"]
    assert standards == [None, None, "leadership", "implementation_and_delivery"]
    words = {p.text.replace("\t", " ").strip(" ☆") for p in report.passages if p.type == "rating"}
    between = ": " if ":" in shape else " "
    assert words == {between.join(pair) for pair in LABELS.values()}


def test_the_page_has_its_place_and_domains_as_headings(read: Read) -> None:
    text = TEXT.format(**{key: "\n\n".join(pair) for key, pair in LABELS.items()})
    levels = [(s.path[-1], s.level) for s in read(text).sections if s.path[0] == "Ratings"]
    assert levels == [
        ("Ratings", 1),
        ("Testford PDU", 2),
        ("1. Organisational arrangements and activity", 3),
        ("2. Service delivery", 3),
    ]


def test_cut_labels_are_completed_by_the_names_that_the_scheme_knows(
    read_file: Callable[[str], Report],
) -> None:
    report = read_file("ratings_page_that_lost_the_starts_of_its_lines.txt")
    assert ratings(report) == [
        ("Score", "7/27"),
        ("Overall rating", "Requires improvement"),
        ("1.1 Leadership", "Good"),
        ("1.2 Staff", "Inadequate"),
        ("1.3 Services", "Good"),
        ("1.4 Information and facilities", "Requires improvement"),
        ("2.1 Court work", "Good"),
        ("2.2 Assessment", "Inadequate"),
        ("2.3 Planning", "Inadequate"),
        ("2.4 Implementation and delivery", "Inadequate"),
        ("2.5 Reviewing", "Inadequate"),
    ]
    assert ("Ratings", "Testford PDU") in [section.path for section in report.sections]
    fieldwork = next(p for p in report.passages if p.text.startswith("Fieldwork"))
    assert fieldwork.text == "Fieldwork started March 2022"
    assert fieldwork.extracted == "Iwork started March 2022"


def test_a_label_whose_value_is_lost_is_kept_and_doubted(read: Read) -> None:
    lines = {key: "\n\n".join(pair) for key, pair in LABELS.items()}
    report = read(TEXT.format(**(lines | {"leadership": "P 1.1 Leadership"})))
    assert ("P 1.1 Leadership", "") in ratings(report)
    assert [w.kind for w in report.warnings].count("not_legible") == 1


def test_a_page_break_between_label_and_value_does_not_part_them(read: Read) -> None:
    lines = {key: "\n\n".join(pair) for key, pair in LABELS.items()}
    cut = "2.3 Implementation and delivery\n\n4\n\nInspection of probation services: Testford\n\n"
    report = read(TEXT.format(**(lines | {"delivery": cut + "Inadequate"})))
    assert ratings(report)[-1] == LABELS["delivery"]


def test_a_chapter_on_a_domain_ends_the_page(read: Read) -> None:
    text = (
        "Ratings\n\nScore 3/21\n\n"
        "1. Organisational arrangements and activity\n\n1.1. Leadership\n\n"
        "The leadership of the unit makes it possible to deliver a service of high quality to "
        "all the people who are on probation there.\n\nGood\n"
    )
    report = read(text)
    assert ("1. Organisational arrangements and activity", "1.1. Leadership") in [
        section.path for section in report.sections
    ]


@pytest.mark.parametrize(
    "below",
    ["- Leaders were seen.\n  - Once a day.", "Leaders were seen once a day."],
)
def test_a_chapter_begins_where_no_rating_stands_below_its_standard(read: Read, below: str) -> None:
    page = TEXT.format(**{key: "\t".join(pair) for key, pair in LABELS.items()})
    page = page[: page.index("1. Organisational")] + LABELS["leadership"][0] + "\tGood\n\n"
    report = read(
        f"{page}# 1. Organisational arrangements and activity\n\n## P 1.1. Leadership\n\n{below}\n"
    )
    assert ratings(report)[-1] == LABELS["leadership"]
    assert len(ratings(report)) == 3
    assert ("P 1.1. Leadership", "leadership") in {
        (each.section[-1], each.standard) for each in report.passages if each.section
    }


def test_ratings_under_headings_of_standards_stay_ratings(read: Read) -> None:
    page = TEXT.format(**{key: "#### {}\n\n{}".format(*pair) for key, pair in LABELS.items()})
    report = read(page.replace("Background", "- A point that belongs to no list.\n\nBackground"))
    assert ratings(report) == list(LABELS.values())
