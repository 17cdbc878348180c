import pytest

from ingest.blocks import join_blocks, split_blocks
from ingest.readers.text import visible


def test_blank_lines_part_blocks_and_belong_to_none() -> None:
    text = "One\nline more.\r\n\r\n \n\nTwo.\n"
    first, second = split_blocks(text)
    assert (first.text, second.text) == ("One line more.", "Two.")
    assert text[first.spans[0].start : first.spans[-1].end] == "One\nline more."


@pytest.mark.parametrize(
    ("line", "mark"),
    [
        ("- text", "-"),
        ("* text", "*"),
        ("•\ttext", "•"),
        ("\uf0b7 text", "\uf0b7"),
        ("– text", "–"),
        ("  ▪ text", "▪"),
        ("1. text", "1"),
        ("12) text", "12"),
        ("- 7. text", "7"),
        ("a) text", "a"),
        ("- **b) text** and so on", "b"),
        ("1.\ttext", "1"),
        ("✓ text", "✓"),
        ("X Text", "X"),
    ],
)
def test_a_mark_is_no_word_of_its_block(line: str, mark: str) -> None:
    (block,) = split_blocks(line)
    assert block.mark == mark
    assert block.text.lower().startswith("text")


@pytest.mark.parametrize(
    "line", ["X-rays were used.", "1.5 per cent", "-5 degrees", "P 1.1. Staff"]
)
def test_what_only_looks_like_a_mark_stays(line: str) -> None:
    (block,) = split_blocks(line)
    assert (block.mark, block.text) == ("", line)


def test_ticks_and_crosses_are_told_apart() -> None:
    assert [block.ticked for block in split_blocks("✓ Yes\n✗ No\nX Never\n- Maybe")] == [
        True,
        False,
        False,
        None,
    ]


def test_items_that_ran_together_are_parted_at_their_ticks() -> None:
    blocks = split_blocks("Key findings X Too few staff ✓ Good tea ✓ Kind leaders")
    assert [(block.mark, block.text) for block in blocks] == [
        ("", "Key findings"),
        ("X", "Too few staff"),
        ("✓", "Good tea"),
        ("✓", "Kind leaders"),
    ]


def test_a_wrapped_bullet_is_one_block_and_the_next_mark_begins_another() -> None:
    blocks = split_blocks("- One goes\n on here.\n It ends.\n- Two.")
    assert [block.text for block in blocks] == ["One goes on here. It ends.", "Two."]


def test_a_named_heading_right_above_prose_is_a_block_of_its_own() -> None:
    blocks = split_blocks("It ended there.\n1.2 Staffing\nStaff were few.\nStrengths:\nThey sang.")
    assert [block.text for block in blocks] == [
        "It ended there.",
        "1.2 Staffing",
        "Staff were few.",
        "Strengths:",
        "They sang.",
    ]


def test_a_wrapped_line_that_begins_like_a_heading_stays_in_its_sentence() -> None:
    text = "Guidance says that the rating for\n2.3 Implementation and delivery\nwould be higher."
    (block,) = split_blocks(text)
    assert block.text.endswith("2.3 Implementation and delivery would be higher.")


def test_a_word_hyphenated_at_the_line_end_stays_together() -> None:
    text = "The multi-\nagency work was\ngood."
    (block,) = split_blocks(text)
    assert block.text == "The multi-agency work was good."
    assert visible("".join(text[s.start : s.end] for s in block.spans)) == block.text


def test_lines_of_a_contents_page_are_entries_of_their_own() -> None:
    assert len(split_blocks("Foreword 3\nRatings 4\n1. Our work 15")) == 3


def test_a_line_of_signs_under_a_line_makes_a_heading() -> None:
    blocks = split_blocks("Title\n=====\n\nPart\n---\n\ntext\n\n---\n")
    assert [(b.style, b.depth) for b in blocks] == [
        ("heading", 1),
        ("heading", 2),
        ("plain", 0),
        ("rule", 0),
    ]


def test_a_lone_sign_of_another_script_at_the_end_is_no_word() -> None:
    (block,) = split_blocks("Large majority: 80%+\tOutstanding ద")
    assert block.text == "Large majority: 80%+\tOutstanding"


def test_joined_blocks_keep_words_apart_and_notes_in_order() -> None:
    text = "- cut<sup>1</sup> in\n\n99\n\nthe middle.²"
    first, _, second = split_blocks(text)
    joined = join_blocks(first, second, text)
    assert joined.text == "cut in the middle."
    assert joined.notes == (1, 2)
    assert visible("".join(text[s.start : s.end] for s in joined.spans)) == joined.text


def test_a_persons_initial_is_no_letter_of_a_list() -> None:
    (alone,) = split_blocks("G. Hale sent apologies.")
    assert (alone.mark, alone.text) == ("", "G. Hale sent apologies.")
    items = split_blocks("A. Plan well.\n\nB. Write it down.")
    assert [each.mark for each in items] == ["A", "B"]
