"""Charts have the colours of the style sheet, and their words stand out from them."""

import re
from itertools import product
from pathlib import Path

import pytest

from app.charts.look import NEUTRAL, PALETTES, fills, row_axis, wrapped
from app.charts.marks import LOST, levels
from ingest.schemes import load_schemes

SHEET = Path(__file__).resolve().parents[3] / "app" / "views" / "style.css"


def light(colour: str) -> float:
    """Relative luminance (WCAG 2.2) of "#rrggbb"."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(p * weight for p, weight in zip(linear, (0.2126, 0.7152, 0.0722), strict=True))


def contrast(one: str, other: str) -> float:
    brighter, darker = sorted((light(one), light(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize(("theme", "points"), list(product(PALETTES, range(-3, 4))))
def test_words_stand_out_from_every_fill(theme: str, points: int) -> None:
    pair = PALETTES[theme].ratings[points]  # type: ignore[index]
    assert contrast(pair.fill, pair.words) >= 4.5


@pytest.mark.parametrize("theme", PALETTES)
def test_the_line_round_a_part_of_a_bar_stands_out_from_the_page(theme: str) -> None:
    colours = PALETTES[theme]  # type: ignore[index]
    assert contrast(colours.quiet, colours.paper) >= 3


def test_ratings_have_the_colours_of_the_style_sheet() -> None:
    sheet = SHEET.read_text(encoding="utf-8")
    for points in (0, 1, 2, 3):
        found = re.search(rf"\.points-{points} {{ background: light-dark\((.*?), (.*?)\)", sheet)
        assert found is not None
        fills_of = tuple(PALETTES[theme].ratings[points].fill for theme in ("light", "dark"))
        assert found.groups() == fills_of


def test_every_word_that_a_cell_can_say_has_a_fill() -> None:
    scale = fills(levels(load_schemes()), "light").to_dict()
    assert len(scale["domain"]) == len(scale["range"])
    assert set(LOST.values()) <= set(scale["domain"])


def test_points_that_no_scale_has_are_neutral() -> None:
    assert PALETTES["dark"].of(17) == PALETTES["dark"].ratings[NEUTRAL]
    assert PALETTES["dark"].of(None) == PALETTES["dark"].ratings[NEUTRAL]


def test_long_labels_are_wrapped_and_none_is_lost() -> None:
    assert wrapped("Implementation and delivery").split("\n") == ["Implementation and", "delivery"]
    assert wrapped("") == ""


@pytest.mark.parametrize(
    ("labels", "offset", "blanks"), [(["one"], 0, 0), (["a\nb", "c"], -7, 1), (["a\nb\nc"], -14, 1)]
)
def test_labels_of_rows_begin_half_their_height_above_the_row(
    labels: list[str], offset: float, blanks: int
) -> None:
    axis = row_axis(labels).to_dict()
    assert axis["labelOffset"] == offset
    assert axis["labelExpr"].count("u00a0") == blanks
