import re

import pytest

from tests.printed import HIGH, Sheets, blocks, prose, read


def _running(sheets: Sheets, number: int) -> None:
    sheets.words(60, 30, "Yearly look at the service", size=9)
    sheets.words(400, 812, f"Page {number} of 4", size=9)


def test_running_lines_and_page_numbers_are_dropped() -> None:
    sheets = Sheets()
    for number in range(1, 5):
        _running(sheets, number)
        sheets.prose(60, 70, prose(80, start=number))
        sheets.page()
    text = read(sheets).text
    assert "Yearly" not in text
    assert "Page" not in text
    assert text.count("visits") >= 4


def test_alternating_headers_and_chapter_titles_are_dropped() -> None:
    sheets = Sheets()
    for number in range(1, 13):
        chapter = ["Staff", "Plans", "Courts"][(number - 1) // 4]
        if number % 2:
            sheets.words(420, 30, f"{chapter} | {number}", size=9)
        else:
            sheets.words(60, 30, f"{number} | The body that looks", size=9)
        sheets.prose(60, 70, prose(120, start=number))
        sheets.page()
    text = read(sheets).text
    assert "|" not in text
    assert "Courts" not in text


def test_heading_at_the_top_of_some_pages_stays() -> None:
    sheets = Sheets()
    for number in range(1, 13):
        if number in (3, 6):
            sheets.words(60, 50, "Strengths", size=15, font="Times-Bold")
        sheets.prose(60, 70, prose(120, start=number))
        sheets.page()
    assert read(sheets).text.count("# Strengths") == 2


def test_titles_that_differ_by_a_number_alone_stay() -> None:
    sheets = Sheets()
    for number in range(1, 7):
        sheets.words(60, 60, f"Part {number}", size=20, font="Times-Bold")
        sheets.prose(60, 90, prose(120, start=number))
        sheets.page()
    assert [block for block in blocks(read(sheets)) if block.startswith("#")] == [
        f"# Part {number}" for number in range(1, 7)
    ]


def test_footnote_that_many_pages_have_stays() -> None:
    sheets = Sheets()
    for number in range(1, 7):
        x = sheets.words(60, 60, "A finding")
        sheets.words(x, 56, str(number), size=6)
        sheets.prose(60, 74, prose(120, start=number))
        sheets.words(60, 768, str(number), size=5)
        sheets.lines(64, 772, ["The score is the lowest of all,", "as said elsewhere."], 10, size=8)
        sheets.words(300, 812, str(number), size=9)
        sheets.page()
    notes = [block for block in blocks(read(sheets)) if block.startswith("[^")]
    assert notes == [
        f"[^{number}]: The score is the lowest of all, as said elsewhere." for number in range(1, 7)
    ]


def test_contents_page_is_written_entry_by_entry() -> None:
    sheets = Sheets()
    sheets.words(60, 60, "Contents", size=18, font="Times-Bold")
    entries = [("Foreword", 2), ("1. How the unit is led", 2), ("2. What it does for people", 3)]
    for i, (name, page) in enumerate(entries):
        sheets.words(60, 100 + 20 * i, f"{name} {'.' * (80 - len(name))} {page}")
    for number in (2, 3):
        sheets.page()
        sheets.prose(60, 60, prose(100, start=number))
    found = blocks(read(sheets))
    assert found[:4] == [
        "# Contents",
        "Foreword ..... 2",
        "1. How the unit is led ..... 2",
        "2. What it does for people ..... 3",
    ]


def test_contents_page_without_leaders_is_no_table() -> None:
    sheets = Sheets()
    sheets.words(60, 60, "Contents", size=18, font="Times-Bold")
    for i, name in enumerate(["Foreword", "Leading the unit", "A long name that goes on"]):
        sheets.words(60, 100 + 20 * i, name)
        sheets.words(500, 100 + 20 * i, str(i + 2))
    assert blocks(read(sheets))[1:] == [
        "Foreword ..... 2",
        "Leading the unit ..... 3",
        "A long name that goes on ..... 4",
    ]


def test_headings_have_levels_by_size() -> None:
    sheets = Sheets()
    sheets.prose(60, 60, prose(60))
    sheets.page()
    sheets.words(60, 50, "1. How it is led", size=20, font="Times-Bold")
    sheets.words(60, 90, "1.1 Staff", size=15, font="Times-Bold")
    y = sheets.prose(60, 120, prose(60))
    sheets.words(60, y + 10, "Strengths:", size=12.5, font="Times-Bold")
    sheets.prose(60, y + 30, prose(60))
    headings = [block for block in blocks(read(sheets)) if block.startswith("#")]
    assert headings == ["# 1. How it is led", "## 1.1 Staff", "### Strengths:"]


def test_heading_of_two_lines_is_one() -> None:
    sheets = Sheets()
    sheets.words(60, 60, "How the standards were", size=20, font="Times-Bold")
    sheets.words(60, 84, "applied in the year", size=20, font="Times-Bold")
    sheets.prose(60, 120, prose(80))
    assert blocks(read(sheets))[0] == "# How the standards were applied in the year"


def test_large_quotation_is_no_heading() -> None:
    sheets = Sheets()
    sheets.prose(60, 60, "“" + prose(14)[:-1] + "”", size=15, pitch=19)
    sheets.prose(60, 140, prose(80))
    assert not blocks(read(sheets))[0].startswith("#")


def test_columns_are_read_one_after_the_other() -> None:
    sheets = Sheets()
    sheets.words(60, 50, "Over both columns", size=20, font="Times-Bold")
    y = sheets.prose(60, 90, "First. " + prose(60), width=225)
    sheets.prose(60, y + 8, "Second. " + prose(60), width=225)
    y = sheets.prose(310, 90, "Third. " + prose(50), width=225)
    sheets.prose(310, y + 8, "Fourth. " + prose(50), width=225)
    opened = [re.split(r"[ .]", block)[0] for block in blocks(read(sheets))[1:]]
    assert opened == ["First", "Second", "Third", "Fourth"]


def test_three_columns_with_narrow_gutters() -> None:
    sheets = Sheets()
    for i, x in enumerate((40, 218, 396)):
        sheets.prose(x, 60, f"Column{i}. " + prose(90, start=i), width=166, size=9, pitch=11)
    opened = [block.split(".")[0] for block in blocks(read(sheets))]
    assert opened == ["Column0", "Column1", "Column2"]


def test_items_in_two_columns_with_numbers_set_close() -> None:
    sheets = Sheets()
    for column, x in ((0, 48), (1, 305)):
        y = 100.0
        for item in range(3):
            mark = f"{10 + 3 * column + item}."
            y = sheets.item(x, y, mark, prose(14, start=item), indent=16, width=232)
    found = blocks(read(sheets))
    assert [block.split(".")[0] for block in found] == ["10", "11", "12", "13", "14", "15"]


def test_paragraph_over_a_page_break_is_one() -> None:
    sheets = Sheets()
    text = prose(150)
    words = text.split()
    sheets.words(60, 812, "1", size=9)
    end = sheets.prose(60, 700, " ".join(words[:70]))
    assert end > 740
    sheets.page()
    sheets.words(60, 812, "2", size=9)
    sheets.prose(60, 60, " ".join(words[70:]))
    document = read(sheets)
    assert blocks(document) == [text]
    assert {word.box.page for word in document.words} == {1, 2}


def test_item_over_a_page_break_and_a_footnote_is_one() -> None:
    sheets = Sheets()
    text = prose(60)
    words = text.split()
    sheets.item(60, 640, "•", prose(20))
    sheets.words(200, 636, "7", size=6)
    sheets.item(60, 690, "•", " ".join(words[:36]))
    sheets.rule(60, 765, 180, 765)
    sheets.words(60, 774, "7", size=5)
    sheets.words(64, 777, "A note on how cases were chosen.", size=8)
    sheets.page()
    sheets.prose(78, 60, " ".join(words[36:]), width=457)
    sheets.item(60, 130, "•", prose(12, start=4))
    found = blocks(read(sheets))
    assert f"- {text}" in found
    assert "[^7]: A note on how cases were chosen." in found
    assert sum(block.startswith("- ") for block in found) == 3


def test_paragraph_over_a_column_break_is_one() -> None:
    sheets = Sheets()
    text = prose(120)
    words = text.split()
    sheets.prose(60, 90, " ".join(words[:67]), width=225)
    sheets.prose(310, 90, " ".join(words[67:]), width=225)
    assert blocks(read(sheets)) == [text]


def test_paragraphs_without_wider_gaps_are_told_by_their_ends_and_indents() -> None:
    sheets = Sheets()
    y = 60.0
    texts = [prose(45, start=i) for i in range(4)]
    for text in texts:
        y = sheets.prose(60, y, text, first=14)
    assert blocks(read(sheets)) == texts


@pytest.mark.parametrize("mark", ["•", "–", "o", "-"])
def test_bullets_of_any_kind(mark: str) -> None:
    sheets = Sheets()
    y = sheets.prose(60, 60, prose(40))
    for i in range(3):
        y = sheets.item(60, y, mark, prose(30, start=i))
    assert blocks(read(sheets))[1:] == [f"- {prose(30, start=i)}" for i in range(3)]


def test_bullets_of_a_symbol_font_and_drawn_ones() -> None:
    sheets = Sheets()
    y = sheets.prose(60, 60, prose(40))
    sheets.words(60, y, "l", font="ZapfDingbats", size=9)
    y = sheets.prose(78, y, prose(30), width=457)
    sheets.circle(63, y - 3.5, 1.6, "#000000")
    y = sheets.prose(78, y, prose(30, start=2), width=457)
    assert blocks(read(sheets))[1:] == [f"- {prose(30)}", f"- {prose(30, start=2)}"]


def test_numbered_items_keep_their_numbers() -> None:
    sheets = Sheets()
    y = sheets.prose(60, 60, prose(40))
    for mark in ("1.", "2)", "(a)"):
        y = sheets.item(60, y, mark, prose(30), indent=22)
    marks = [block.split(" ")[0] for block in blocks(read(sheets))[1:]]
    assert marks == ["1.", "2.", "a."]


def test_marks_of_footnotes_and_their_notes() -> None:
    sheets = Sheets()
    x = sheets.words(60, 100, "The unit had 28 per cent,")
    x = sheets.words(x, 96, "12", size=6)
    sheets.words(x, 100, " which was low, and on the 1")
    sheets.prose(60, 114, prose(60))
    sheets.words(60, 690, "12", size=5)
    y = sheets.prose(68, 693, prose(40), size=8, pitch=10, width=460)
    sheets.words(60, y - 3, "13", size=5)
    sheets.words(68, y, "Another one.", size=8)
    found = blocks(read(sheets))
    assert "per cent,[^12] which was low" in found[0]
    assert found[1] == f"[^12]: {prose(40)}"
    assert "[^13]: Another one." in found


def test_raised_endings_of_numbers_are_words() -> None:
    sheets = Sheets()
    x = sheets.words(60, 100, "On the 1")
    x = sheets.words(x, 96, "st", size=6)
    sheets.words(x, 100, " of May the unit moved.")
    assert read(sheets).text.strip() == "On the 1st of May the unit moved."


def test_soft_hyphens_go_and_real_ones_stay() -> None:
    sheets = Sheets()
    lines = [
        "The whole management of the unit was well-known. Well-known was the manage-",
        "ment of cases too, and the work was of high-",
        "quality; the long-",
        "term plans of the organi\u00adsation held.",
    ]
    sheets.lines(60, 100, lines)
    sheets.prose(60, 200, prose(60))
    first = blocks(read(sheets))[0]
    assert "the management of cases" in first
    assert "high-quality" in first
    assert "long-term" in first


def test_box_beside_columns_is_read_by_itself() -> None:
    sheets = Sheets()
    sheets.prose(60, 80, "Left. " + prose(60), width=225)
    sheets.prose(310, 80, "Right. " + prose(60), width=225)
    sheets.box(55, 240, 540, 300, "#eeeeff", stroke=True)
    sheets.words(65, 260, "Good practice", font="Times-Bold")
    sheets.words(65, 280, "The box has a sentence of its own.")
    sheets.prose(60, 330, "Below. " + prose(60), width=225)
    sheets.prose(310, 330, "Last. " + prose(60), width=225)
    opened = [re.split(r"[ .]", block)[0] for block in blocks(read(sheets))]
    assert opened == ["Left", "Right", "**Good", "The", "Below", "Last"]


def test_address_over_a_line_end_is_whole() -> None:
    sheets = Sheets()
    sheets.lines(60, 100, ["See www.example.gov.uk/papers/open-", "data for more of it."])
    sheets.prose(60, 200, prose(60))
    assert blocks(read(sheets))[0] == "See www.example.gov.uk/papers/open-data for more of it."


def test_landscape_pages_among_upright_ones() -> None:
    sheets = Sheets()
    sheets.prose(60, 100, prose(60))
    sheets.page()
    sheets.canvas.setPageSize((842, 595))
    sheets.height = 595
    sheets.prose(60, 100, "Wide. " + prose(80), width=700)
    document = read(sheets)
    assert len(blocks(document)) == 2
    assert max(word.box.x1 for word in document.words) > HIGH - 200


@pytest.mark.parametrize(
    "style", [{"size": 7.0, "rise": 4.0}, {"size": 9.0, "rise": 1.6}, {"narrow": 60.0}]
)
def test_marks_that_the_file_raises_or_that_its_font_has(style: dict[str, float]) -> None:
    sheets = Sheets()
    sheets.prose(60, 60, prose(60))
    x = sheets.words(60, 200, "The service was seen in 2024 at 35 places of the north")
    x = sheets.mark(x, 200, "1", **style)
    sheets.words(x, 200, " by two teams.")
    x = sheets.mark(60, 760, "1", **{"size": 8.5, **style, "rise": 0.0})
    sheets.words(x + 0.5, 760, "All of them had asked to be seen.", size=8.5)
    text = read(sheets).text
    assert "in 2024 at 35 places of the north[^1] by two teams." in text
    if "narrow" in style:
        assert "[^1]: All of them had asked to be seen." in text


def test_justified_text_without_gaps_or_indents() -> None:
    """Paragraphs end where a sentence ends before the edge; syllables are put together again."""
    sheets = Sheets()
    lines = [
        ("The managers of the unit had looked into how pro-", True),
        ("ductive its visits were, and the officers said that", True),
        ("they were. A well-informed team kept the books and a", True),
        ("careful person read them at the end of each day after", True),
        ("the visits were over.", False),
        ("What the second team did was not as good: it had not", True),
        ("seen that people asked for help in a two-way and well-", True),
        ("informed manner, and it did not know who the officers", True),
        ("were in the north. Its managers gave them what they", True),
        ("asked for, and the officers kept the books with care,", True),
        ("and said that all of the visits were to become prod-", True),
        ("uctive and useful in the course of the next year, and", True),
        ("so they were, as its books show. They were all re-", True),
        ("spected. One productive visit was long.", False),
    ]
    y = 100.0
    for line, full in lines:
        words = line.split()
        width = sheets.canvas.stringWidth("".join(words), "Times-Roman", 10)
        gap = (240 - width) / (len(words) - 1) if full else 2.5
        x = 60.0
        for word in words:
            x = sheets.words(x, y, word, size=10) + gap
        y += 12
    found = blocks(read(sheets))
    assert len(found) == 2
    assert found[0].endswith("after the visits were over.")
    assert "how productive its visits" in found[0]
    assert "two-way and well-informed manner" in found[1]
    assert "become productive and useful" in found[1]
    assert "They were all respected." in found[1]


def test_footnotes_with_numbers_set_off_are_no_table() -> None:
    sheets = Sheets()
    y = sheets.prose(60, 60, prose(200))
    x = sheets.words(60, y, "The unit was new")
    x = sheets.mark(x, y, "1", size=7.0, rise=4.0)
    x = sheets.words(x, y, " and so was its building")
    sheets.mark(x, y, "2", size=7.0, rise=4.0)
    notes = ["It was opened in the spring of the year before.", "It had been a school until then."]
    for i, note in enumerate(notes):
        sheets.words(60, 740 + 20 * i, str(i + 1), size=9)
        sheets.words(78, 740 + 20 * i, note, size=9)
    text = read(sheets).text
    assert [f"[^{i + 1}]: {note}" in text for i, note in enumerate(notes)] == [True, True]
