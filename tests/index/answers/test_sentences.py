from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.answers.sentences import sentence_ranges

PIECES = [
    "Officers", "met", "in", "town", "e.g.", "i.e.", "Mr.", "Dr.", "3.5", "per", "cent", "why?",
    "Stop!", "done.", "(See", "below.)", "‘Good.’", "A.", "B", "£5", " ", "\t", "\n", "...",
]  # fmt: skip


@pytest.mark.parametrize(
    "sentences",
    [
        ["One thing was said.", "Another followed it."],
        ["Was it so?", "Yes!", "It was."],
        ["It fell to 3.5 per cent.", "Nobody knew why."],
        ["Services, e.g. Housing, were late.", "Courses were not."],
        ["Dr. Marsh and Mr. Lake came.", "They left."],
        ["“It was good.”", "So he said."],
        ["(It was not.)", "She agreed."],
        ["No full stop at all"],
        ["1.2 Staffing\tInadequate"],
    ],
)
def test_sentences_end_where_a_reader_says(sentences: list[str]) -> None:
    text = " ".join(sentences)
    assert [text[a:b] for a, b in sentence_ranges(text)] == sentences


def test_an_empty_text_has_no_sentence() -> None:
    assert sentence_ranges("") == []


@given(st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join) | st.text(max_size=200))
def test_ranges_cover_every_word_in_order_without_overlap(text: str) -> None:
    text = text.strip()
    ranges = sentence_ranges(text)
    assert all(a < b for a, b in ranges)
    assert all(x[1] <= y[0] for x, y in pairwise(ranges))
    inside = {i for a, b in ranges for i in range(a, b)}
    assert all(c.isspace() for i, c in enumerate(text) if i not in inside)
    assert all(not text[a].isspace() for a, _ in ranges)
