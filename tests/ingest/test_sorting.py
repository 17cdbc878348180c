from collections.abc import Callable

import pytest

from ingest.models import Report

Read = Callable[..., Report]

TOP = "1. Organisational delivery\n\n1.2. Staffing\n\nStrengths:\n\n"
AREAS = "\n\nAreas for improvement:\n\n- Badges were handed out late.\n"
PRAISE = ["The rota was clear and kept to.", "Drivers knew every road.", "Tea was offered."]
BLAME = [
    "A third of the desks were vacant.",
    "The phones rang all day.",
    "Sickness was very high.",
    "Training was patchy.",
    "Leavers were never asked why.",
]


def polarities(report: Report, points: list[str]) -> list[str | None]:
    found = {passage.text: passage.polarity for passage in report.passages}
    return [found[point] for point in points]


def listed(points: list[str], between: str = "\n") -> str:
    return between.join(f"- {point}" for point in points)


@pytest.mark.parametrize(("within", "gap"), [("\n", "\n\n"), ("\n", "\n"), ("\n\n", "\n\n")])
def test_criticism_after_a_lost_heading_is_no_strength(read: Read, within: str, gap: str) -> None:
    report = read(TOP + listed(PRAISE, within) + gap + listed(BLAME, within) + AREAS)
    assert polarities(report, PRAISE) == ["strength"] * 3
    assert polarities(report, BLAME) == ["unlabelled"] * 5
    assert polarities(report, ["Badges were handed out late."]) == ["improvement"]
    (doubt,) = [warning for warning in report.warnings if warning.kind == "unlabelled"]
    assert [source.quote for source in doubt.sources] == BLAME


def test_what_stands_after_a_gap_is_left_open_with_the_criticism_around_it(read: Read) -> None:
    tail = ["Six people shared a desk.", "The roof leaked and was never mended."]
    report = read(TOP + listed(PRAISE) + "\n\n" + listed(tail) + AREAS)
    assert polarities(report, PRAISE + tail) == ["strength"] * 3 + ["unlabelled"] * 2


def test_single_points_are_what_their_heading_says_however_they_are_worded(read: Read) -> None:
    points = [PRAISE[0], "Handovers were poor.", *PRAISE[1:], "Nobody hid how weak the files were."]
    report = read(TOP + listed(points, "\n\n") + AREAS)
    assert polarities(report, points) == ["strength"] * 5
    assert not [warning for warning in report.warnings if warning.kind == "unlabelled"]


def test_a_gap_before_more_praise_changes_nothing(read: Read) -> None:
    more = ["Visits were prompt.", "A choir met on Fridays."]
    report = read(TOP + listed(PRAISE) + "\n\n" + listed(more) + AREAS)
    assert polarities(report, PRAISE + more) == ["strength"] * 5
    assert not [warning for warning in report.warnings if warning.kind == "unlabelled"]


def test_a_page_break_is_no_gap(read: Read) -> None:
    note = "\n\n¹ As counted by the council.\n\n"
    more = ["Keys were kept by one clerk.", "The rota was never late."]
    report = read(TOP + listed(PRAISE) + note + listed(more) + AREAS)
    assert polarities(report, PRAISE + more) == ["strength"] * 5


def test_ticks_say_what_a_point_is_whatever_its_words(read: Read) -> None:
    report = read(
        "1. Organisational delivery\n\n1.2. Staffing\n\n✓ Handovers were poor.\n\n✗ Tea was good.\n"
    )
    assert polarities(report, ["Handovers were poor.", "Tea was good."]) == [
        "strength",
        "improvement",
    ]
