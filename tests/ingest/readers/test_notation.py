"""What is written down is read back: words as words, marks as marks, colours as ratings."""

from hypothesis import given
from hypothesis import strategies as st

from ingest.blocks import split_blocks
from ingest.models import Box
from ingest.readers.notation import Fill, Mark, Notation, Part
from ingest.readers.text import drawn_rating, visible
from ingest.tables import row_cells

STRANGE = "ab [](){}<>|*_#$\\^`~&;!-.1é"


def written(notation: Notation) -> str:
    return notation.document("pdf", "pdf-0").text


@given(st.text(STRANGE, min_size=1, max_size=60).filter(lambda words: words.strip()))
def test_any_words_of_a_paragraph_come_back(words: str) -> None:
    notation = Notation()
    notation.bullet([Part("x " + words)])
    text = written(notation)
    assert visible(text.removeprefix("- ")) == " ".join(f"x {words}".split())


@given(st.lists(st.text(STRANGE, min_size=1, max_size=12), min_size=1, max_size=8))
def test_places_are_those_of_the_words(parts: list[str]) -> None:
    notation = Notation()
    kept = [part.strip() for part in parts if part.strip()]
    notation.bullet([Part(f"{part} ", Box(1, i, 0, i + 1, 9)) for i, part in enumerate(kept)])
    if not kept:
        assert not notation.entries
        return
    document = notation.document("pdf", "pdf-0")
    assert [visible("x " + document.text[w.start : w.end]) for w in document.words] == [
        " ".join(f"x {part}".split()) for part in kept
    ]


def test_blocks_are_what_was_written() -> None:
    notation = Notation()
    notation.heading([Part("Findings")], 2)
    notation.paragraph([Part("Much was done"), Mark(3), Part(".")])
    notation.bullet([Part("One point")])
    notation.numbered([Part("First")], "1")
    notation.note([Part("Said elsewhere.")], 3)
    notation.row([[Part("a")], [], [Part("c")]])
    notation.row([[Part("d")], [Part("e")], [Part("f")]])
    blocks = split_blocks(written(notation))
    assert [(b.style, b.mark, b.text) for b in blocks] == [
        ("heading", "", "Findings"),
        ("plain", "", "Much was done."),
        ("plain", "-", "One point"),
        ("plain", "1", "First"),
        ("note", "3", "Said elsewhere."),
        ("row", "", "a\tc"),
        ("row", "", "d\te\tf"),
    ]
    assert blocks[1].notes == (3,)


def test_a_paragraph_that_opens_like_a_heading_is_none() -> None:
    notation = Notation()
    notation.paragraph([Part("# 7 is a number")])
    (block,) = split_blocks(written(notation))
    assert (block.style, block.text) == ("plain", "# 7 is a number")


def test_a_colour_in_a_cell_is_a_rating_and_no_word() -> None:
    notation = Notation()
    notation.row([[Part("Harrowdale")], [Fill("#00703c")], [Fill("#f4a01f")], [Fill("#d9d9d9")]])
    text = written(notation)
    assert visible(text) == "Harrowdale"
    assert row_cells(text) == ["Harrowdale", "Good", "Requires improvement", ""]


def test_a_colour_beside_its_word_is_decoration() -> None:
    notation = Notation()
    notation.row([[Part("Staffing")], [Fill("#123456"), Part("Good")]])
    assert written(notation) == "Staffing\tGood\n"


def test_a_legend_in_words_before_or_behind_explains_the_colours() -> None:
    for order in (1, -1):
        notation = Notation()
        pairs = [[Fill("#101010"), Part(" Good ")], [Fill("#fefefe"), Part(" Inadequate ")]]
        notation.paragraph([piece for pair in pairs for piece in pair[::order]])
        notation.row([[Part("A")], [Fill("#111010")]])
        notation.row([[Part("B")], [Fill("#fefeff")]])
        rows = written(notation).strip().splitlines()[-2:]
        assert [drawn_rating(row) for row in rows] == ["Good", "Inadequate"]


def test_a_legend_comes_before_the_palette_and_contradiction_means_nothing() -> None:
    notation = Notation()
    notation.paragraph([Fill("#00703c"), Part("Inadequate")])
    notation.row([[Part("A")], [Fill("#00703c")], [Fill("#d4351c")]])
    assert row_cells(written(notation).splitlines()[-1]) == ["A", "Inadequate", ""]
    notation.paragraph([Fill("#00703c"), Part("Good")])
    notation.row([[Part("B")], [Fill("#00703c")], []])
    assert drawn_rating(written(notation).splitlines()[-1]) == ""


def test_a_label_with_a_colour_behind_it_on_one_line() -> None:
    notation = Notation()
    notation.paragraph([Part("Overall rating "), Fill("#d4351c")])
    notation.paragraph([Part("A plain sentence "), Fill("#abcdef")])
    first, second = written(notation).strip().split("\n\n")
    assert (drawn_rating(first), drawn_rating(second)) == ("Inadequate", "")
    assert second == "A plain sentence"


def test_row_whose_second_cell_is_empty_is_a_row() -> None:
    notation = Notation()
    notation.row([[Part("1.1 Leadership")], []])
    notation.row([[Part("1.2 Staffing")], [Part("Good")]])
    blocks = split_blocks(notation.document("html", "x").text)
    assert [block.style for block in blocks] == ["row", "row"]
