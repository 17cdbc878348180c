from collections.abc import Callable

import pytest

from ingest.models import Report

Read = Callable[..., Report]


def words(report: Report) -> list[str]:
    return [passage.text for passage in report.passages][1:]


def test_bullets_cut_by_the_page_are_rejoined_over_what_stands_between(
    read_file: Callable[[str], Report],
) -> None:
    report = read_file("bullets_cut_by_the_page.md")
    bullets = [p.text for p in report.passages if p.type == "bullet"]
    assert bullets == [
        "The hostel was run by volunteers from a neighbouring parish who came on most evenings.",
        "Staff meetings were held every month and minutes were kept.",
        "The garden was tended by people on probation. It had won a prize in two years running.",
        "Leaders knew every name.",
        "The roof leaked.",
    ]
    assert report.passages[1].footnotes == (1,)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("It rained on the roofs of", "Leeds and York all day."),
        ("They met in the park, in the street,", "Sheffield city centre and the square."),
        ("Only 40 per", "cent of them came."),
        ("It was said that 12 out of", "23 cases were good."),
        ("They had always aimed at good", "outcomes."),
    ],
)
def test_a_paragraph_cut_in_its_sentence_is_one(read: Read, first: str, second: str) -> None:
    long = f"This paragraph began well before the end of its page. {first}"
    assert words(read(f"Background\n\n{long}\n\n7\n\n{second}\n")) == [f"{long} {second}"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("A whole sentence.", "Another whole sentence."),
        ("A whole sentence.", "e-mail was used by all."),
        ("We looked at the following:", "the roof of every house."),
        ("- a list item\n- another item", "A paragraph follows it."),
    ],
)
def test_what_is_whole_is_left_apart(read: Read, first: str, second: str) -> None:
    found = words(read(f"Background\n\n{first}\n\n{second}\n"))
    assert found[-1] == second
    assert len(found) >= 2


def test_nothing_is_joined_over_a_heading(read: Read) -> None:
    text = "Background\n\nIt ended without its end of\n\nRecommendations\n\nlower case began."
    assert words(read(text))[-1] == "lower case began."


def test_a_paragraph_that_opens_the_next_list_is_not_joined_to_the_last(read: Read) -> None:
    text = "Background\n\n- One thing was done.\n\nWe also saw:\n\n- Another thing was done.\n"
    assert words(read(text)) == ["One thing was done.", "We also saw:", "Another thing was done."]


def test_a_signature_on_two_lines_is_one_and_its_picture_is_dropped(read: Read) -> None:
    text = (
        "Foreword\n\nIt was fine here.\n\nAnne Other CBE\n\nHM Chief Inspector of Probation\n\n"
        "Anne Other\n\nBackground\n\nA town.\n"
    )
    assert words(read(text)) == [
        "It was fine here.",
        "Anne Other CBE HM Chief Inspector of Probation",
        "A town.",
    ]
