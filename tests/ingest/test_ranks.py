"""Levels by the marks of headings: only where a document uses its marks like an outline."""

from ingest.layout import load_layout
from ingest.ranks import Marked, ranks_of

LAYOUT = load_layout()
CHAPTER = sorted(LAYOUT.chapters)[0]
OUTLINE = [Marked(1, CHAPTER), Marked(2, CHAPTER), Marked(2, "how we looked"), Marked(2, "a town")]


def test_names_of_chapters_may_come_up_among_other_headings_of_a_chapter() -> None:
    assert ranks_of(OUTLINE, LAYOUT, set()) == {1: 1, 2: 2}


def test_marks_are_not_those_of_an_outline_that_begins_below_its_highest_level() -> None:
    assert ranks_of([Marked(2, "a town"), *OUTLINE], LAYOUT, set()) == {}


def test_marks_are_not_trusted_where_a_lower_chapter_stands_alone() -> None:
    assert ranks_of([Marked(1, CHAPTER), Marked(2, CHAPTER)], LAYOUT, set()) == {}
