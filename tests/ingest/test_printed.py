"""Pages and boxes of spans, by laws that hold for any words on any pages."""

import re
from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from ingest.models import Box, Report, Span, Word
from ingest.printed import Printed, with_places


@st.composite
def texts(draw: st.DrawFn) -> tuple[str, list[Word]]:
    """A text of words one space apart, on lines of up to four over pages of up to three lines."""
    parts = draw(st.lists(st.text("abc", min_size=1, max_size=5), min_size=1, max_size=40))
    per_line, per_page = draw(st.integers(1, 4)), draw(st.integers(1, 3))
    words, text = [], ""
    for i, part in enumerate(parts):
        line, column = divmod(i, per_line)
        page, row = divmod(line, per_page)
        text += " " if text else ""
        box = Box(
            page + 1, 60.0 * column, 14.0 * row, 60.0 * column + 9 * len(part), 14.0 * row + 12
        )
        words.append(Word(len(text), len(text) + len(part), box))
        text += part
    return text, words


@given(texts(), st.data())
def test_spans_are_cut_at_pages_and_lose_nothing(made, data) -> None:
    text, words = made
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    spans = Printed(words).paged([Span(start, end, None)])
    assert "".join(text[s.start : s.end] for s in spans) == text[start:end]
    assert [s.page for s in spans] == sorted({s.page for s in spans})
    for word in words:
        touching = [s for s in spans if s.start < word.end and word.start < s.end]
        assert {s.page for s in touching} <= {word.box.page}


@given(texts())
def test_boxes_hold_their_words_one_to_a_line(made) -> None:
    text, words = made
    boxes = Printed(words).boxes([Span(0, len(text), None)])
    for word in words:
        around = [
            b
            for b in boxes
            if b.page == word.box.page
            and b.x0 <= word.box.x0
            and b.x1 >= word.box.x1
            and b.top <= word.box.top
            and b.bottom >= word.box.bottom
        ]
        assert len(around) == 1
    assert len(boxes) == len({(w.box.page, w.box.top) for w in words})


def test_a_span_between_words_stands_on_the_page_of_the_word_before() -> None:
    words = [Word(0, 2, Box(1, 0, 0, 9, 9)), Word(8, 9, Box(2, 0, 0, 9, 9))]
    printed = Printed(words)
    assert printed.paged([Span(3, 6, None)]) == (Span(3, 6, 1),)
    assert printed.boxes([Span(3, 6, None)]) == ()


def test_without_words_there_are_no_pages() -> None:
    printed = Printed(())
    assert not printed
    assert printed.paged([Span(3, 6, None)]) == (Span(3, 6, None),)


def test_a_passage_over_two_pages_stands_on_its_first(read: Callable[..., Report]) -> None:
    report = read("The plan was known to some and not to others.\n")
    (found,) = [each for each in report.passages if each.text.startswith("The plan")]
    turn = report.text.index("and not")
    words = [
        Word(*match.span(), Box(3 if match.start() < turn else 4, 9, 9, 30, 20))
        for match in re.finditer(r"\S+", report.text)
    ]
    placed = next(each for each in with_places(report, words).passages if each.id == found.id)
    assert placed.page == 3
    assert [span.page for span in placed.spans] == [3, 4]
    assert {box.page for box in placed.boxes} == {3, 4}


def test_a_word_left_of_the_line_before_it_begins_a_box_of_its_own() -> None:
    """In two columns a passage goes on at the same height, left or right of where it was."""
    words = [Word(0, 2, Box(1, 300, 50, 330, 62)), Word(3, 5, Box(1, 60, 50, 90, 62))]
    assert Printed(words).boxes([Span(0, 5, None)]) == (words[0].box, words[1].box)
