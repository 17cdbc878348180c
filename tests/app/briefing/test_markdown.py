import re

import pytest
from markdown_it import MarkdownIt

from app.briefing.markdown import render_markdown
from app.briefing.wording import Dress


@pytest.fixture
def text(briefing) -> str:
    return render_markdown(briefing, Dress(marking="OFFICIAL", version="1.2"))


def test_each_note_is_a_footnote_that_the_text_points_to(text, briefing):
    notes = [int(n) for n in re.findall(r"^\[\^(\d+)\]: ", text, re.MULTILINE)]
    marks = {int(n) for n in re.findall(r"(?<!\\)\[\^(\d+)\](?!: )", text)}
    assert notes == [c.id for c in briefing.citations]
    assert marks == set(notes)


def test_hostile_words_come_out_as_text(text, hostile):
    html = MarkdownIt("commonmark").enable("table").render(text)
    assert "<script" not in html
    assert 'href="http://a.b"' not in html
    assert hostile.replace("<", "&lt;").replace(">", "&gt;").replace("&amp;", "&amp;amp;") in html


def test_a_table_keeps_its_columns_whatever_its_cells_say(text):
    rows = [line for line in text.splitlines() if line.startswith("| ")]
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {5}


def test_a_colon_before_a_space_needs_no_backslash(text):
    assert "\\: " not in text


def test_the_marking_stands_first_and_last(text):
    lines = [line for line in text.splitlines() if line]
    assert lines[0] == lines[-1] == "**OFFICIAL**"


def test_what_is_ours_is_in_no_quotation_marks(text):
    assert "Digest words (our digest)" in text
    assert "“Digest words" not in text
