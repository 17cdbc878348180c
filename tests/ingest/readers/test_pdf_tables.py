import re

import pytest

from tests.printed import Sheets, blocks, prose, read

CIRCLES = {
    "Outstanding": "#7b2cbf",
    "Good": "#ff66cc",
    "Requires improvement": "#00a0a0",
    "Inadequate": "#808000",
}


def _row(sheets: Sheets, xs: list[float], top: float, cells: list[str], height: float = 20) -> None:
    sheets.grid(xs, [top, top + height])
    for x, cell in zip(xs, cells, strict=False):
        if cell.startswith("#"):
            sheets.circle(x + 20, top + height / 2, 5, cell)
        else:
            sheets.words(x + 4, top + 14, cell, size=9)


def _rows(text: str) -> list[list[str]]:
    """The cells of each row, those that are empty at its end left out."""
    return [line.rstrip("\t").split("\t") for line in text.splitlines() if "\t" in line]


def test_ruled_table_has_its_cells() -> None:
    sheets = Sheets()
    sheets.prose(60, 60, prose(60))
    sheets.grid([60, 300, 400], [150, 170, 210, 230])
    sheets.words(64, 164, "Key question")
    sheets.words(304, 164, "Share")
    sheets.lines(64, 184, ["Does the plan say enough about", "the safety of others?"])
    sheets.words(304, 184, "25%")
    sheets.words(64, 224, "Does it say when?")
    assert _rows(read(sheets).text) == [
        ["Key question", "Share"],
        ["Does the plan say enough about the safety of others?", "25%"],
        ["Does it say when?"],
    ]


def test_merged_heads_leave_empty_cells() -> None:
    sheets = Sheets()
    sheets.prose(60, 60, prose(60))
    for y in (150, 170, 190, 210):
        sheets.rule(60, y, 420, y)
    for x in (60, 180, 420):
        sheets.rule(x, 150, x, 210)
    for x in (260, 340):
        sheets.rule(x, 170, x, 210)
    sheets.words(64, 164, "Place")
    sheets.words(184, 164, "How it is led and staffed")
    for i, word in enumerate(["", "1.1", "1.2", "1.3"]):
        sheets.words(64 + 120 * (i > 0) + 80 * max(i - 1, 0), 184, word)
    for i, word in enumerate(["Northbank", "a", "b", "c"]):
        sheets.words(64 + 120 * (i > 0) + 80 * max(i - 1, 0), 204, word)
    assert _rows(read(sheets).text) == [
        ["Place", "How it is led and staffed"],
        ["", "1.1", "1.2", "1.3"],
        ["Northbank", "a", "b", "c"],
    ]


def test_table_over_pages_is_one_without_its_repeated_head() -> None:
    sheets = Sheets()
    for page in range(3):
        sheets.words(60, 30, "Yearly look at the service", size=9)
        sheets.words(500, 812, str(page + 1), size=9)
        _row(sheets, [60, 300, 400], 60, ["Place", "Score"])
        for i in range(4):
            _row(sheets, [60, 300, 400], 80 + 20 * i, [f"Place {page}{i}", str(i)])
        sheets.page()
    text = read(sheets).text.strip()
    assert len(text.split("\n\n")) == 1
    assert len(_rows(text)) == 13
    assert text.count("Score") == 1


def test_aligned_table_without_rules() -> None:
    sheets = Sheets()
    y = sheets.prose(60, 60, prose(60)) + 10
    for cells in (("Area", "Cases", "Share"), ("North of the river", "12", "40%"), ("", "7", "9%")):
        for x, cell in zip((60, 260, 340), cells, strict=True):
            sheets.words(x, y, cell)
        y += 18
    sheets.prose(60, y + 10, prose(60))
    assert _rows(read(sheets).text) == [
        ["Area", "Cases", "Share"],
        ["North of the river", "12", "40%"],
        ["", "7", "9%"],
    ]


def test_cells_of_several_lines_between_rules_across() -> None:
    sheets = Sheets()
    sheets.prose(60, 60, prose(60))
    for y in (150, 170, 205, 240):
        sheets.rule(60, y, 500, y)
    sheets.words(60, 164, "Question")
    sheets.words(420, 164, "Share")
    for top, words, share in ((170, "plans", "25%"), (205, "reviews", "61%")):
        sheets.lines(60, top + 14, [f"Do officers write {words} that", "are good enough for all?"])
        sheets.words(420, top + 21, share)
    assert _rows(read(sheets).text) == [
        ["Question", "Share"],
        ["Do officers write plans that are good enough for all?", "25%"],
        ["Do officers write reviews that are good enough for all?", "61%"],
    ]


def test_values_half_way_down_their_labels() -> None:
    sheets = Sheets()
    y = sheets.prose(60, 60, prose(60)) + 10
    for value, last in (("1,204", "in the area"), ("28%", "in the year")):
        sheets.lines(200, y, ["Cases that the unit", "had on its books", last])
        sheets.words(60, y + 14, value, size=14, font="Times-Bold")
        y += 60
    sheets.prose(60, y, prose(60))
    assert _rows(read(sheets).text) == [
        ["1,204", "Cases that the unit had on its books in the area"],
        ["28%", "Cases that the unit had on its books in the year"],
    ]


def test_caption_above_a_table_is_no_part_of_it() -> None:
    sheets = Sheets()
    y = sheets.prose(60, 60, prose(60)) + 10
    sheets.words(60, y, "Cases by area")
    for cells in (("Area", "Cases"), ("North", "12"), ("South", "7")):
        y += 15
        for x, cell in zip((60, 260), cells, strict=True):
            sheets.words(x, y, cell)
    found = blocks(read(sheets))
    assert found[1] == "Cases by area"
    assert _rows(found[2]) == [["Area", "Cases"], ["North", "12"], ["South", "7"]]


def test_ratings_page_of_labels_and_values() -> None:
    sheets = Sheets()
    sheets.prose(60, 60, prose(60))
    sheets.words(60, 150, "1. How it is led", size=13, font="Times-Bold")
    for i, (label, value) in enumerate([("1.1 Leading", "Good"), ("1.2 Staff", "Inadequate")]):
        sheets.words(60, 180 + 26 * i, label)
        sheets.words(330, 180 + 26 * i, value)
        sheets.circle(500, 177 + 26 * i, 5, {"Good": "#00703c"}.get(value, "#d4351c"))
        sheets.rule(60, 187 + 26 * i, 520, 187 + 26 * i)
    assert _rows(read(sheets).text) == [["1.1 Leading", "Good"], ["1.2 Staff", "Inadequate"]]


@pytest.mark.parametrize("legend", [True, False])
def test_colours_mean_what_the_legend_says_and_nothing_without_one(legend: bool) -> None:
    sheets = Sheets()
    ratings, colours = list(CIRCLES), list(CIRCLES.values())
    xs = [30.0, 150.0, *(150.0 + 50 * i for i in range(1, 9))]
    number = 0
    for page in range(3):
        y = 60.0
        if page == 0 and legend:
            for i, (name, colour) in enumerate(CIRCLES.items()):
                sheets.circle(40 + 130 * i, y - 4, 5, colour)
                sheets.words(50 + 130 * i, y, name, size=9)
            y += 20
        _row(sheets, xs, y, ["Unit", *(f"1.{i}" for i in range(1, 9))])
        for _ in range(8):
            y += 20
            cells = [colours[(number + 3 * i) % 4] for i in range(8)]
            _row(sheets, xs, y, [f"Unit {number}", *cells])
            number += 1
        sheets.page()
    rows = [row for row in _rows(read(sheets).text) if row[0].startswith("Unit ")]
    assert len(rows) == 24
    for i, row in enumerate(rows):
        names = [ratings[(i + 3 * j) % 4].replace(" ", "-") for j in range(8)]
        assert row[1:] == [f"![](rating:{name if legend else ''})" for name in names]


@pytest.mark.parametrize(
    ("fill", "rating"),
    [
        ((0.0, 0.4392, 0.2353), "Good"),
        ((1.0, 0.0, 0.4643, 0.5608), "Good"),
        ((0.85,), ""),
    ],
)
def test_fills_in_rgb_cmyk_and_grey(fill: tuple[float, ...], rating: str) -> None:
    sheets = Sheets()
    sheets.grid([60, 200, 260], [100, 120, 140])
    sheets.words(64, 114, "Standard")
    sheets.words(204, 114, "Rating")
    sheets.words(64, 134, "1.1 Leading")
    put = {3: "setFillColorRGB", 4: "setFillColorCMYK", 1: "setFillGray"}[len(fill)]
    getattr(sheets.canvas, put)(*fill)
    sheets.canvas.circle(230, sheets.height - 130, 5, stroke=0, fill=1)
    assert _rows(read(sheets).text)[1] == ["1.1 Leading", f"![](rating:{rating})"]


def test_badges_hold_their_words() -> None:
    sheets = Sheets()
    sheets.prose(60, 60, prose(60))
    sheets.grid([60, 300, 420], [150, 172, 194])
    for top, label in ((150, "1.1 Leading"), (172, "1.2 Staff")):
        sheets.box(300, top, 420, top + 22, "#d4351c")
        sheets.words(64, top + 15, label)
        sheets.words(330, top + 15, "Inadequate", colour="#ffffff", font="Times-Bold")
    assert _rows(read(sheets).text) == [["1.1 Leading", "Inadequate"], ["1.2 Staff", "Inadequate"]]


def test_coloured_cells_without_words_are_ratings_and_shading_is_not() -> None:
    sheets = Sheets()
    for i, colour in enumerate(["#dddddd", "#ffffff", "#dddddd"]):
        sheets.box(60, 100 + 20 * i, 300, 120 + 20 * i, colour)
    sheets.box(202, 122, 298, 138, "#00703c")
    sheets.grid([60, 200, 300], [100, 120, 140, 160])
    sheets.words(64, 114, "Standard")
    sheets.words(204, 114, "Rating")
    sheets.words(64, 134, "1.1 Leading")
    sheets.words(64, 154, "1.2 Staff")
    rows = _rows(read(sheets).text)
    assert rows[1] == ["1.1 Leading", "![](rating:Good)"]
    assert rows[2] == ["1.2 Staff"]


def test_box_round_prose_is_no_table() -> None:
    sheets = Sheets()
    sheets.prose(60, 60, prose(60))
    sheets.box(50, 150, 545, 230, "#eef3ff", stroke=True)
    sheets.words(60, 170, "Good practice example", font="Times-Bold")
    sheets.prose(60, 190, prose(30))
    assert blocks(read(sheets))[1:] == ["**Good practice example**", prose(30)]


def test_chart_is_no_table() -> None:
    sheets = Sheets()
    sheets.prose(60, 60, prose(60))
    for i in range(6):
        sheets.rule(100, 200 + 30 * i, 400, 200 + 30 * i)
        sheets.words(75, 203 + 30 * i, str(100 - 20 * i), size=8)
    sheets.rule(100, 200, 100, 350)
    for i in range(4):
        sheets.box(130 + 70 * i, 250 + 10 * i, 170 + 70 * i, 350, "#336699")
    text = read(sheets).text
    assert "rating:" not in text
    assert not re.search(r"\t.*\t", text)


@pytest.mark.parametrize("swapped", [False, True])
def test_coloured_signs_are_ratings_and_coloured_bullets_are_not(swapped: bool) -> None:
    colours = dict(CIRCLES)
    if swapped:
        # The scheme's own colours, each for another word: the legend decides.
        names = list(colours)
        own = ["#c00000", "#ffc000", "#00b050", "#00b0f0"]
        colours = dict(zip(names, own, strict=True))
    sheets = Sheets()
    sheets.prose(60, 60, prose(60))
    for i in range(3):
        sheets.words(60, 140 + 16 * i, "l", font="ZapfDingbats", colour="#7b2cbf")
        sheets.words(78, 140 + 16 * i, prose(5, i))
    x = sheets.words(60, 220, "Key: ")
    for name, colour in colours.items():
        x = sheets.words(x, 220, "l", font="ZapfDingbats", colour=colour)
        x = sheets.words(x + 3, 220, name) + 12
    xs = [60.0, 200.0, 260.0, 320.0]
    for i, (one, other) in enumerate([("Good", "Inadequate"), ("Outstanding", "Good")]):
        sheets.grid(xs, [250 + 24 * i, 274 + 24 * i])
        sheets.words(64, 266 + 24 * i, f"Unit {i + 1}")
        for place, name in ((224, one), (284, other)):
            sheets.words(place, 266 + 24 * i, "l", font="ZapfDingbats", colour=colours[name])
    document = read(sheets)
    assert _rows(document.text)[-2:] == [
        ["Unit 1", "![](rating:Good)", "![](rating:Inadequate)"],
        ["Unit 2", "![](rating:Outstanding)", "![](rating:Good)"],
    ]
    assert sum(block.startswith("- ") for block in blocks(document)) == 3


def test_row_cut_by_a_page_is_one_row() -> None:
    sheets = Sheets()
    sheets.prose(60, 60, prose(60))
    for page, names in enumerate((["Alderton (Eastern area)", "Birchwick (Southern"], None)):
        top = 700.0 if page == 0 else 60.0
        cells = [["Unit", "Date", "Score"]]
        if names:
            cells += [[names[0], "4 May", "12"], [names[1], "5 May", "11"]]
        else:
            cells += [["District of Wold)", "", ""], ["Corley (Western area)", "6 May", "9"]]
        for i, row in enumerate(cells):
            _row(sheets, [60, 170, 240, 300], top + 20 * i, row)
        if page == 0:
            sheets.page()
    sheets.prose(60, 300, prose(60))
    assert _rows(read(sheets).text) == [
        ["Unit", "Date", "Score"],
        ["Alderton (Eastern area)", "4 May", "12"],
        ["Birchwick (Southern District of Wold)", "5 May", "11"],
        ["Corley (Western area)", "6 May", "9"],
    ]


def _turned(sheets: Sheets, x: float, y: float, lines: list[str]) -> None:
    """Words that run up the page, each line to the right of the one before."""
    for i, line in enumerate(lines):
        sheets.canvas.saveState()
        sheets.canvas.translate(x + 9 * i, sheets.height - y)
        sheets.canvas.rotate(90)
        sheets.words(0, sheets.height, line, size=7.5, font="Helvetica-Bold")
        sheets.canvas.restoreState()


@pytest.mark.parametrize("ruled", [True, False])
@pytest.mark.parametrize("turned", [False, True])
def test_wide_table_of_colours_over_three_pages(ruled: bool, turned: bool) -> None:
    heads = [
        ["Unit seen"],
        ["Overall", "mark"],
        ["Date"],
        ["Total", "score (out", "of 21)"],
        ["1.1", "Leading"],
        ["1.2 Staff"],
        ["2.3", "Delivery", "and change"],
        ["2.4", "Looking back"],
    ]
    centres = [130.0, 240, 300, 360, 430, 500, 590, 690]
    colours = list(CIRCLES.values())
    sheets = Sheets(842, 595)
    sheets.prose(60, 60, prose(120), width=700)
    x = sheets.words(60, 130, "Key: ")
    for name, colour in CIRCLES.items():
        sheets.circle(x + 5, 126, 5, colour)
        x = sheets.words(x + 14, 130, name) + 12
    for page in range(3):
        top = 160.0 if page == 0 else 50.0
        sheets.box(60, top, 780, top + 76, "#eeeeee")
        for place, words in ((64, "Marks of units"), (420, "1. How it is run")):
            sheets.words(place, top + 10, words, size=7.5, font="Helvetica-Bold")
        sheets.words(580, top + 10, "2. What it does", size=7.5, font="Helvetica-Bold")
        for i, (centre, lines) in enumerate(zip(centres, heads, strict=True)):
            if turned and i > 3:
                _turned(sheets, centre - 4, top + 72, lines)
                continue
            for j, line in enumerate(lines):
                half = sheets.canvas.stringWidth(line, "Helvetica-Bold", 7.5) / 2
                y = top + 46 + 9 * (j - len(lines) / 2)
                at = 64 if i == 0 else centre - half
                sheets.words(at, y, line, size=7.5, font="Helvetica-Bold")
        for k in range(5):
            y = top + 96 + 40 * k
            if ruled:
                sheets.rule(60, y - 20, 780, y - 20)
            sheets.lines(
                64, y - 3, [f"Unit number {5 * page + k} (in", "the northern part)"], 10.5, size=8.5
            )
            for i, centre in enumerate(centres[1:], start=1):
                if i in (2, 3):
                    words = f"{k + 1:02}/04/2025" if i == 2 else str(9 + k)
                    half = sheets.canvas.stringWidth(words, "Times-Roman", 9) / 2
                    sheets.words(centre - half, y + 2, words, size=9)
                else:
                    sheets.circle(centre, y - 1, 6, colours[(i + k + page) % 4])
        sheets.page()
    sheets.prose(60, 60, prose(60))
    rows = [row for row in _rows(read(sheets).text) if not row[0].startswith("Key")]
    assert rows[0] == ["Marks of units", "", "", "", "1. How it is run", "", "2. What it does"]
    assert [len(row) for row in rows[1:]] == [8] * 16
    assert rows[1] == [" ".join(lines) for lines in heads]
    names = list(CIRCLES)
    for n, row in enumerate(rows[2:]):
        page, k = divmod(n, 5)
        assert row[0] == f"Unit number {n} (in the northern part)"
        assert row[2:4] == [f"{k + 1:02}/04/2025", str(9 + k)]
        marks = [f"![](rating:{names[(i + k + page) % 4].replace(' ', '-')})" for i in (1, 4, 5)]
        assert [row[1], row[4], row[5]] == marks


@pytest.mark.parametrize("at", [0, 1, 2])
@pytest.mark.parametrize("pitch", [12.0, 15.0])
def test_labels_of_several_lines_keep_their_values_without_rules(at: int, pitch: float) -> None:
    labels = [
        ["Do the plans say enough about the things that", "people told the unit of their own"],
        ["Do visits begin on time?"],
        ["Are the records of each visit kept in a way", "that others can follow when they", "must"],
        ["Were the teams that asked for them given", "what they had been promised"],
    ]
    sheets = Sheets()
    y = sheets.prose(60, 60, prose(60), size=10) + 20
    sheets.words(64, y, "Question", size=10)
    sheets.words(420, y, "Yes", size=10)
    y += pitch + 10
    for i, label in enumerate(labels):
        line = min(at, len(label) - 1)
        sheets.words(420, y + line * pitch, f"{61 + i}%", size=10)
        y = sheets.lines(64, y, label, pitch, size=10) + 10
    sheets.prose(60, y + 20, prose(60), size=10)
    assert _rows(read(sheets).text) == [
        ["Question", "Yes"],
        *([" ".join(label), f"{61 + i}%"] for i, label in enumerate(labels)),
    ]


def test_circles_painted_through_round_openings() -> None:
    sheets = Sheets()
    sheets.prose(60, 60, prose(60))
    for i, (name, colour) in enumerate(CIRCLES.items()):
        for x, y, words in ((60, 400, name), (300, 200, f"Part {i + 1}")):
            canvas, middle = sheets.canvas, sheets.height - (y + 24 * i - 4)
            canvas.saveState()
            path = canvas.beginPath()
            path.circle(x + 6, middle, 6)
            canvas.clipPath(path, stroke=0, fill=0)
            sheets.box(x, y + 24 * i - 10, x + 12, y + 24 * i + 2, colour)
            canvas.restoreState()
            sheets.words(x + 20 if x == 60 else 60, y + 24 * i, words)
    rows = _rows(read(sheets).text)
    assert rows[:4] == [
        [f"Part {i + 1}", f"![](rating:{name.replace(' ', '-')})"] for i, name in enumerate(CIRCLES)
    ]


@pytest.mark.parametrize("legend", ["line", "column", "table", "caption"])
def test_legend_of_any_shape_explains_circles_below_it(legend: str) -> None:
    sheets = Sheets()
    sheets.prose(60, 60, prose(60))
    x, y = 60.0, 160.0
    if legend in ("line", "caption"):
        opening, closing = ("Table 1: Marks (", ").") if legend == "caption" else ("Key: ", "")
        x = sheets.words(x, y, opening, size=10)
        for i, (name, colour) in enumerate(CIRCLES.items()):
            sheets.circle(x + 5, y - 3, 4, colour)
            x = sheets.words(x + 12, y, name + (closing if i == 3 else ""), size=10) + 5
    for i, (name, colour) in enumerate(CIRCLES.items() if x == 60 else ()):
        sheets.circle(68, y + 20 * i - 4, 5, colour)
        sheets.words(92, y + 20 * i, name)
        if legend == "table":
            sheets.grid([60, 80, 220], [y + 20 * i - 14, y + 20 * i + 6])
    for i, name in enumerate(CIRCLES):
        sheets.words(64, 300 + 24 * i, f"Unit {i + 1}")
        sheets.circle(224, 296 + 24 * i, 5, CIRCLES[name])
        sheets.circle(284, 296 + 24 * i, 5, CIRCLES["Good"])
    assert _rows(read(sheets).text)[-4:] == [
        [f"Unit {i + 1}", f"![](rating:{name.replace(' ', '-')})", "![](rating:Good)"]
        for i, name in enumerate(CIRCLES)
    ]


def test_head_whose_cells_touch_nearly_is_parted_by_its_columns() -> None:
    sheets = Sheets()
    sheets.prose(60, 60, prose(60))
    heads = [["Kind of visit"], ["Low"], ["Medium"], ["High or", "very", "high"], ["Total"]]
    xs = [62.0, 136, 169, 214, 260]
    for x, lines in zip(xs, heads, strict=True):
        sheets.lines(x, 234, lines, 12.5, size=9.6, font="Times-Bold")
    for i, row in enumerate([["At home", "8", "21", "8", "37"], ["At work", "2", "9", "11", "22"]]):
        for x, cell in zip(xs, row, strict=True):
            sheets.words(x, 277 + 17 * i, cell, size=9.6)
    sheets.prose(60, 340, prose(60))
    rows = _rows(read(sheets).text)
    assert rows[0] == [" ".join(lines) for lines in heads]
    assert [row[0] for row in rows[1:]] == ["At home", "At work"]
