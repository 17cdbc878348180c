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
