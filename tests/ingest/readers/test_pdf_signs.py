"""Marks, watermarks, initials and strokes: glyphs that are not simply words on lines."""

import pytest

from tests.printed import Sheets, blocks, prose, read


def _narrow_ones(sheets: Sheets, x: float, y: float, text: str) -> float:
    """Puts words in a font whose figure 1 is narrow, as that of proportional figures is."""
    for char in text:
        x = sheets.mark(x, y, char, narrow=60.0 if char == "1" else 100.0)
    return x


@pytest.mark.parametrize("number", ["3.1", "38.1", "0.1", "1,111", "10:11", "2.1.1"])
def test_narrow_figures_of_numbers_are_no_marks(number: str) -> None:
    sheets = Sheets()
    sheets.prose(60, 60, prose(60))
    _narrow_ones(sheets, 60, 200, f"The share was {number} per cent in 32 of 59 teams.")
    text = read(sheets).text
    assert f"The share was {number} per cent in 32 of 59 teams." in text


def test_a_figure_that_its_font_makes_narrow_is_no_mark_behind_a_letter() -> None:
    sheets = Sheets()
    sheets.prose(60, 60, prose(60))
    _narrow_ones(sheets, 60, 200, "In 17 of 59 teams group B1 was seen.")
    assert "In 17 of 59 teams group B1 was seen." in read(sheets).text


@pytest.mark.parametrize("angle", [30, 45, 60, 120, -45])
def test_a_watermark_takes_no_words_and_is_named_once(angle: float) -> None:
    sheets = Sheets()
    for _ in range(2):
        sheets.prose(60, 100, prose(300))
        sheets.slanting(150, 400, "DRAFT COPY", angle, size=80.0)
        sheets.page()
    plain = Sheets()
    for _ in range(2):
        plain.prose(60, 100, prose(300))
        plain.page()
    found = read(sheets)
    assert found.text == read(plain).text
    assert found.doubts == (
        "“DRAFT COPY” runs slantwise across page 1 and 1 more: it is not read.",
    )


def test_a_page_that_lies_a_little_askew_is_read() -> None:
    sheets = Sheets()
    sheets.slanting(60, 100, "The unit kept good records.", 0.5, size=11.0)
    found = read(sheets)
    assert blocks(found) == ["The unit kept good records."]
    assert found.doubts == ()


def _beside_initial(sheets: Sheets, gap: float = 3.0, pushed: int = 3) -> None:
    """A paragraph with a large initial beside its first lines, as programs print it."""
    edge = sheets.words(60, 128, "L", size=40.0) + gap
    lines = ["eaders knew the plan but it was", "not yet well known among others", "and had not"]
    y = 102.0
    for i, line in enumerate([*lines, "been tested in the course of the year by anybody at all."]):
        sheets.words(edge if i < pushed else 60, y, line)
        y += 13.0
    sheets.prose(60, y + 20, prose(60))


@pytest.mark.parametrize("gap", [0.5, 3.0, 30.0])
def test_an_initial_begins_the_first_line_beside_it(gap: float) -> None:
    sheets = Sheets()
    _beside_initial(sheets, gap)
    found = blocks(read(sheets))
    assert found[0] == (
        "Leaders knew the plan but it was not yet well known among others and had not been tested "
        "in the course of the year by anybody at all."
    )
    assert len(found) == 2


def test_an_initial_that_its_line_is_printed_over() -> None:
    sheets = Sheets()
    sheets.words(60, 126, "T", size=33.0)
    sheets.words(
        60, 112, "he plan was not known to all of those whom it was meant for, as they said"
    )
    sheets.words(82, 125, "when they were asked, and most had not seen it.")
    sheets.prose(60, 180, prose(60))
    found = blocks(read(sheets))
    assert found[0].startswith("The plan was not known to all of those whom it was meant for, as")
    assert found[0].endswith("said when they were asked, and most had not seen it.")


def test_a_capital_that_is_a_word_begins_its_line_as_one() -> None:
    sheets = Sheets()
    edge = sheets.words(60, 126, "A", size=40.0) + 3
    sheets.lines(edge, 102, ["plan was not known to them,", "and no plan was read."], 13.0)
    sheets.prose(60, 180, prose(60))
    assert blocks(read(sheets))[0] == "A plan was not known to them, and no plan was read."


def test_a_large_letter_in_a_cell_of_its_own_is_no_initial() -> None:
    sheets = Sheets()
    sheets.grid([60, 110, 300], [100, 140, 180])
    for y, letter in ((128, "B"), (168, "C")):
        sheets.words(70, y, letter, size=24.0)
        sheets.lines(120, y - 12, ["The teams had what they", "asked for."], 13.0)
    text = read(sheets).text
    assert "B\tThe teams had what they asked for." in text


@pytest.mark.parametrize("rise", [2.2, 2.8, 3.4, 4.4])
def test_words_that_are_struck_out_are_named_and_not_read(rise: float) -> None:
    sheets = Sheets()
    sheets.prose(60, 60, prose(60))
    x = sheets.words(60, 200, "There were ")
    end = sheets.words(x, 200, "33 or perhaps thirty-five")
    sheets.rule(x, 200 - rise, end, 200 - rise)
    sheets.words(end, 200, "22 of 59 cases.")
    found = read(sheets)
    assert blocks(found)[-1] == "There were 22 of 59 cases."
    assert found.doubts == ("“33 or perhaps thirty-five” is struck out on page 1: it is not read.",)


def test_lines_under_words_and_lines_longer_than_they_strike_nothing_out() -> None:
    sheets = Sheets()
    sheets.prose(60, 60, prose(60))
    end = sheets.words(60, 200, "Underlined words")
    sheets.rule(60, 201.5, end, 201.5)
    sheets.words(200, 300, "45 per cent")
    sheets.rule(150, 297, 400, 297)
    found = read(sheets)
    assert "Underlined words" in found.text
    assert "45 per cent" in found.text
    assert found.doubts == ()


@pytest.mark.parametrize(("size", "off"), [(9.0, 4.0), (7.0, 3.0), (10.8, 5.3)])
def test_fractions_and_lowered_figures_stay_in_their_line(size: float, off: float) -> None:
    sheets = Sheets()
    sheets.prose(60, 60, prose(60))
    x = sheets.words(60, 200, "In 2")
    x = sheets.words(x, 200 - off, "1", size=size)
    x = sheets.words(x, 200, "/")
    x = sheets.words(x, 200 + off, "2", size=size)
    x = sheets.words(x, 200, " hours the CO")
    x = sheets.words(x, 200 + off, "2", size=size)
    sheets.words(x, 200, " was seen in 22 of 59 cases.")
    assert blocks(read(sheets))[-1] == "In 2 1/2 hours the CO2 was seen in 22 of 59 cases."
