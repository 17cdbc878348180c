import pytest

from ingest.blocks import split_blocks
from ingest.layout import load_layout
from ingest.residue import contents_page, without_residue


def left(text: str, cover: int = -1) -> list[str]:
    return [block.text for block in without_residue(split_blocks(text), load_layout(), cover)]


def test_page_numbers_and_running_lines_go() -> None:
    text = (
        "A sentence.\n\n12\n\nPage 3 of 24\n\nInspection of probation services: Testford PDU\n\n"
        "14 Inspection of probation services: Testford PDU\n\nAnother."
    )
    assert left(text) == ["A sentence.", "Another."]


def test_a_line_that_comes_up_on_every_page_with_its_number_goes() -> None:
    text = "\n\n".join(f"Sentence {name}.\n\nTestford report {n}" for n, name in enumerate("abc"))
    assert left(text) == ["Sentence a.", "Sentence b.", "Sentence c."]


@pytest.mark.parametrize(
    "line",
    [
        "Inspection of probation services: Testford PDU\t{}",
        "{}\tInspection of probation services: Testford PDU",
        "Inspection of probation services: Testford PDU | {}",
        "Inspection of probation services: Testford PDU\tPage {}",
        "Inspection of probation services: Testford PDU Page {} of 30",
        "Page {} of 30\tTestford at work",
    ],
)
def test_a_running_line_goes_however_its_page_number_is_set(line: str) -> None:
    text = "\n\n".join(f"Sentence {name}.\n\n{line.format(n)}" for n, name in enumerate("abc", 7))
    assert left(text) == ["Sentence a.", "Sentence b.", "Sentence c."]


def test_a_running_line_goes_though_it_comes_once() -> None:
    text = "A sentence.\n\nInspection of probation services: Testford PDU\t9\n\nAnother."
    assert left(text) == ["A sentence.", "Another."]


def test_rows_of_a_table_that_end_in_numbers_stay() -> None:
    rows = ["Posts\tFilled", "Officers\t12", "Officers\t14", "Officers\t9"]
    assert left("Before.\n\n" + "\n".join(rows) + "\n\nAfter.") == ["Before.", *rows, "After."]


def test_what_a_chart_left_behind_goes_and_its_caption_stays() -> None:
    text = (
        "- one list item\n\n25\n\n20\n\n0\n\nStaff Services\n\nGood Bad\n\nFigure 2: Ratings\n\n"
        "100% 50% 0% Staff ■ Good ■ Bad\n\nProse goes on."
    )
    assert left(text) == ["one list item", "Figure 2: Ratings", "Prose goes on."]


def test_the_answer_to_a_question_and_a_score_stay() -> None:
    text = "Is it enough?\n\n43%\n\n3/21"
    assert left(text) == ["Is it enough?", "43%", "3/21"]


def test_a_figure_that_a_page_of_facts_shows_alone_stays() -> None:
    text = "Key facts\n\n1,980\n\npeople on probation\n\n£5\n\na head"
    assert left(text) == ["Key facts", "1,980", "people on probation", "£5", "a head"]


def test_the_cover_is_never_residue() -> None:
    text = "An inspection of probation services in:\n\nTestford\n\nIt began."
    assert left(text, cover=1)[0] == "An inspection of probation services in:"


def test_the_contents_page_gives_the_names_of_the_chapters() -> None:
    text = (
        "# Contents\n\n---\n\n<b>Foreword</b> .....\t<b>3</b>\n1. Our work\t7\n"
        "Annexe one – Web links ..... 20\n\n## Foreword\n\nIt began."
    )
    blocks = split_blocks(text)
    positions, entries = contents_page(blocks, load_layout())
    assert positions == {0, 1, 2, 3, 4}
    assert {"foreword", "1. our work", "our work", "annexe one – web links"} == entries


def test_a_rule_after_the_contents_page_is_not_part_of_it() -> None:
    blocks = split_blocks("Contents\n\nForeword\t3\n\n---\n\nForeword")
    assert contents_page(blocks, load_layout())[0] == {0, 1}
