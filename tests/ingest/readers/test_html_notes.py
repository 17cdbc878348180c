"""Footnotes of pages, by every way in which programs write them."""

from pathlib import Path

import pytest

from ingest.readers.html import read_html

WORDS = "What the report says first, at the length that a paragraph of a report has"
WAYS = {
    "plain": (
        '<sup id="r1"><a href="#n1">1</a></sup>',
        '<section class="footnotes"><h2>Footnotes</h2><ol><li id="n1">A note. '
        '<a href="#r1">↩</a></li></ol></section>',
    ),
    "govspeak": (
        '<sup id="fnref:1"><a href="#fn:1" rel="footnote">[footnote 1]</a></sup>',
        '<div class="footnotes" role="doc-endnotes"><ol><li id="fn:1"><p>A note. '
        '<a href="#fnref:1" role="doc-backlink">↩</a></p></li></ol></div>',
    ),
    "blocks of a blog": (
        '<sup data-fn="u" class="fn"><a href="#u" id="u-link">1</a></sup>',
        '<ol class="wp-block-footnotes"><li id="u">A note. '
        '<a href="#u-link" aria-label="Jump to footnote reference 1">↩︎</a></li></ol>',
    ),
    "word processor": (
        '<a href="#_ftn1" name="_ftnref1" title=""><span class=MsoFootnoteReference>[1]</span></a>',
        '<div><hr><div id=ftn1><p class=MsoFootnoteText><a href="#_ftnref1" name="_ftn1">'
        "<span>[1]</span></a> A note.</p></div></div>",
    ),
    "office": (
        '<a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a>',
        '<div id="sdfootnote1"><p><a class="sdfootnotesym" name="sdfootnote1sym" '
        'href="#sdfootnote1anc">1</a> A note.</p></div>',
    ),
    "sign": (
        '<a href="#star">*</a>',
        '<p id="star">A note. <a href="#top">Back to top</a></p>',
    ),
    "no links": ("<sup>1</sup>", "<hr><p><sup>1</sup> A note.</p>"),
    "no links, a list": ("<sup>1</sup>", "<h2>Notes</h2><ol><li>A note.</li></ol>"),
    "number in the note": (
        '<sup><a href="#x1">1</a></sup>',
        '<p id="x1">1. A note.</p>',
    ),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_note_is_tied_to_its_mark_and_stands_in_its_section(way):
    mark, note = WAYS[way]
    page = f"""<html><body><h1>A report</h1><h2>First</h2><p>{WORDS}{mark} and on.</p>
    <h2>Second</h2><p>{WORDS}.</p>{note}</body></html>"""
    assert [
        line for line in read_html(page.encode(), Path("x.html")).text.splitlines() if line
    ] == [
        "# A report",
        "## First",
        f"{WORDS}[^1] and on.",
        "[^1]: A note.",
        "## Second",
        f"{WORDS}.",
    ]


def test_a_note_that_nothing_points_to_and_a_mark_without_a_note_are_kept():
    page = f"""<html><body><h1>A report</h1><p>{WORDS}<sup><a href="#n2">2</a>
    </sup> and<sup>3</sup></p>
    <ol class=footnotes><li id=n1>First note.</li><li id=n2>Second note.</li></ol></body></html>"""
    text = read_html(page.encode(), Path("x.html")).text
    assert f"{WORDS}[^2] and[^3]" in text
    assert "[^1]: First note." in text
    assert "[^2]: Second note." in text


def test_numbers_that_begin_again_in_each_chapter_stay_apart():
    part = '<p>{w}<a href="#{c}1">1</a></p><div class=footnotes><p id={c}1>1 Note of {c}.</p></div>'
    page = "<html><body><h1>A report</h1>" + "".join(
        f"<h2>Chapter {c}</h2>{part.format(w=WORDS, c=c)}" for c in "ab"
    )
    text = read_html(page.encode(), Path("x.html")).text
    assert "[^1]: Note of a." in text
    assert "[^2]: Note of b." in text
    assert text.count("[^2]") == 2


def test_powers_and_ordinals_are_no_marks():
    page = (
        f"<p>{WORDS}: 10<sup>6</sup> in 5 m<sup>2</sup>, the 1<sup>st</sup> in 2024<sup>4</sup></p>"
    )
    text = read_html(page.encode(), Path("x.html")).text
    assert text.strip() == f"{WORDS}: 10⁶ in 5 m², the 1st in 2024[^4]"


def test_a_link_of_the_contents_is_no_mark():
    page = f"""<html><body><h1>A report</h1><p>{WORDS} <a href="#s1">1</a></p>
    <h2 id=s1>1 Findings</h2><p>{WORDS}</p></body></html>"""
    assert "[^" not in read_html(page.encode(), Path("x.html")).text


@pytest.mark.parametrize(
    "mark",
    [
        '<button aria-describedby="t"><sup>1</sup></button><span role=tooltip id=t>A note.</span>',
        '<span role=button aria-controls="t">[1]</span><i id=t hidden>A note.</i>',
    ],
)
def test_a_note_that_opens_beside_its_number_leaves_the_sentence_whole(mark: str) -> None:
    page = (
        f"<body><h1>Ponds</h1><p>{WORDS}.</p><div><p>{WORDS}<span>{mark}</span> and goes on.</p>"
        f"</div><h2>Ducks</h2><p>{WORDS}.</p></body>"
    )
    text = read_html(page.encode(), Path("page.html")).text
    assert [line for line in text.splitlines() if line] == [
        "# Ponds",
        f"{WORDS}.",
        f"{WORDS}[^1] and goes on.",
        "[^1]: A note.",
        "## Ducks",
        f"{WORDS}.",
    ]


def test_a_tip_that_explains_a_word_is_no_note() -> None:
    tip = "<button aria-describedby=t>ponds</button><span role=tooltip id=t>Still water.</span>"
    page = f"<body><h1>Ponds</h1><p>{WORDS}.</p><p>{WORDS}: {tip}</p></body>"
    assert "Still water" not in read_html(page.encode(), Path("page.html")).text
