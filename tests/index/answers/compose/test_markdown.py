import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from index.answers.compose.markdown import escape

PIECES = [
    "$5", "a_b_c", "*tea*", "[one]", "(two)", "<b>", "</b>", ":red[x]", ":)", "|", "~~no~~", "`x`",
    "#", "# Head", "- item", "+", "=", "1.", "2)", "\\", "{x}", "!", "![i](u)", ">", "--", "**",
    "https://example.org", "word", "“quoted”", "é", "£", "10%", "\n", "\t", "  ",
]  # fmt: skip


def shown(markdown: str) -> str:
    """The words that a Markdown page shows, and nothing but one plain paragraph."""
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(markdown)
    assert [t.type for t in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    children = tokens[1].children or []
    assert {t.type for t in children} <= {"text", "text_special"}, children
    return "".join(t.content for t in children)


# Words stand before, as quotation marks do in answers: a line of "1." alone is an empty list.
LINES = (
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=12).map(" ".join)
    | st.text(st.characters(exclude_categories=("C", "Z"), exclude_characters="&"), min_size=1)
).map(lambda text: f"{text} end")


@given(LINES)
def test_a_line_is_shown_as_it_is(text: str) -> None:
    assert shown(escape(text)) == " ".join(text.split())


@pytest.mark.parametrize("char", list("$:[<*_|"))
def test_the_characters_of_the_contract_are_escaped(char: str) -> None:
    assert escape(f"a{char}b") == f"a\\{char}b"


@given(LINES)
def test_no_such_character_stands_unescaped(text: str) -> None:
    assert not re.search(r"[$:\[<*_|]", re.sub(r"\\.", "", escape(text)))


@pytest.mark.parametrize("text", ["- a", "+ a", "1. a", "12) a", "# a", "> a", "= a", "--- a"])
def test_a_line_never_begins_a_list_a_heading_or_a_quotation(text: str) -> None:
    assert shown(escape(text)) == text


def test_plain_words_stay_as_they_are() -> None:
    assert escape("Only 3.5 per cent (of 40) were late; why?") == (
        "Only 3.5 per cent (of 40) were late; why?"
    )
