"""Lists and notes of Word documents: marks as Word counts and shows them."""

import pytest

from ingest.readers.word_numbering import formatted
from ingest.readers.word_symbols import from_font, symbol

LEVELS = """
<w:abstractNum w:abstractNumId="1">
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/>
    <w:lvlText w:val="%1.%2"/></w:lvl>
  <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/>
    <w:lvlText w:val="(%3)"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="2">
  <w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0B7;"/>
    <w:rPr><w:rFonts w:ascii="Symbol"/></w:rPr></w:lvl>
  <w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0FC;"/>
    <w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr></w:lvl>
  <w:lvl w:ilvl="2"><w:numFmt w:val="none"/><w:lvlText w:val=""/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="3">
  <w:lvl w:ilvl="0"><w:start w:val="4"/><w:numFmt w:val="upperRoman"/>
    <w:pStyle w:val="Numbered"/><w:lvlText w:val="Part %1:"/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlRestart w:val="0"/>
    <w:isLgl/><w:lvlText w:val="%1.%2"/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="3"/></w:num>
<w:num w:numId="4"><w:abstractNumId w:val="1"/>
  <w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
"""
STYLES = """
<w:style w:type="paragraph" w:styleId="Numbered"><w:name w:val="heading 1"/>
  <w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Bullets"><w:name w:val="List Bullet 2"/></w:style>
"""


def item(words, list, depth=0, more=""):
    numbered = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{list}"/></w:numPr>'
    return f"<w:p><w:pPr>{numbered}{more}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"


def p(words, style):
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>'


def test_numbers_are_counted_by_level_and_begin_anew_below(read_docx):
    body = (
        item("one", 1)
        + item("under one", 1, 1)
        + item("and again", 1, 1)
        + item("letter", 1, 2)
        + item("two", 1)
        + item("under two", 1, 1)
        + item("another list", 4)
        + item("goes on", 4)
    )
    assert read_docx(body, numbering=LEVELS) == [
        "1. one",
        "1.1. under one",
        "1.2. and again",
        "a. letter",
        "2. two",
        "2.1. under two",
        "1. another list",
        "2. goes on",
    ]


def test_deleted_items_are_not_counted_and_others_are(read_docx):
    gone = (
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
        '<w:rPr><w:del w:id="1"/></w:rPr></w:pPr>'
        '<w:del w:id="2"><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>'
    )
    body = item("one", 1) + gone + item("two", 1) + item("no number", 0)
    assert read_docx(body, numbering=LEVELS) == ["1. one", "2. two", "no number"]


def test_bullets_ticks_and_levels_without_a_mark(read_docx):
    body = item("dot", 2) + item("done", 2, 1) + item("no mark", 2, 2) + p("by name", "Bullets")
    assert read_docx(body, numbering=LEVELS, styles=STYLES) == [
        "- dot",
        "✓ done",
        "no mark",
        "- by name",
    ]


def test_number_of_a_heading_is_counted_by_its_style(read_docx):
    body = (
        p("Leaders", "Numbered")
        + item("they plan", 3, 1)
        + p("Staff", "Numbered")
        + item("they learn", 3, 1)
    )
    assert read_docx(body, numbering=LEVELS, styles=STYLES) == [
        "# Part IV: Leaders",
        "4.1. they plan",
        "# Part V: Staff",
        "5.2. they learn",
    ]


def test_list_that_the_file_does_not_describe_leaves_the_words(read_docx):
    assert read_docx(item("words", 77) + item("more", "x")) == ["words", "more"]


@pytest.mark.parametrize(
    ("count", "format", "shown"),
    [
        (14, "lowerRoman", "xiv"),
        (1999, "upperRoman", "MCMXCIX"),
        (28, "lowerLetter", "bb"),
        (3, "upperLetter", "C"),
        (7, "decimalZero", "07"),
        (12, "ordinal", "12th"),
        (22, "ordinal", "22nd"),
        (5, "cardinalText", "Five"),
        (5, "none", ""),
        (0, "lowerLetter", "0"),
        (9, "hebrew1", "9"),
    ],
)
def test_counts_are_written_as_their_format_says(count, format, shown):
    assert formatted(count, format) == shown


def test_signs_of_symbol_fonts_are_what_they_show():
    assert from_font("\uf0b7", "Symbol") == "•"
    assert from_font("P", "Wingdings 2") == "✓"
    assert from_font("\uf0fc done", "") == "✓ done"
    assert from_font("Plain", "Arial") == "Plain"
    assert symbol("F0FB", "Wingdings") == "✗"
    assert symbol("2014", "Arial") == "—"
    assert symbol("nonsense", "Arial") == symbol("D800", "Arial") == ""


# Notes


def note(kind, id, words, type=""):
    told = f' w:type="{type}"' if type else ""
    return (
        f'<w:{kind} w:id="{id}"{told}><w:p><w:r><w:{kind}Ref/></w:r>'
        f'<w:r><w:t xml:space="preserve"> {words}</w:t></w:r></w:p></w:{kind}>'
    )


def mark(kind, id, more="", inner=""):
    return f'<w:r><w:{kind}Reference w:id="{id}"{more}/>{inner}</w:r>'


def words(text):
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def test_notes_follow_their_paragraph_numbered_as_shown(read_docx):
    parts = note("footnote", 0, "", "separator") + note("footnote", 7, "Seen in May.")
    parts += note("footnote", 3, "Told in June.")
    body = (
        f"<w:p>{words('First')}{mark('footnote', 7)}{words(' and more.')}</w:p>"
        f"<w:p>{words('Second.')}{mark('footnote', 3)}</w:p>"
    )
    assert read_docx(body, footnotes=parts) == [
        "First[^1] and more.",
        "[^1]: Seen in May.",
        "Second.[^2]",
        "[^2]: Told in June.",
    ]


def test_endnotes_beside_footnotes_have_numbers_of_their_own(read_docx):
    body = (
        f"<w:p>{words('One')}{mark('endnote', 1)}{words('.')}</w:p>"
        f"<w:p>{words('Two')}{mark('footnote', 1)}{words('.')}</w:p>"
    )
    blocks = read_docx(
        body, footnotes=note("footnote", 1, "Foot."), endnotes=note("endnote", 1, "End.")
    )
    assert blocks == ["One[^2].", "[^2]: End.", "Two[^1].", "[^1]: Foot."]


def test_mark_that_the_author_wrote_is_the_number(read_docx):
    own = ' w:customMarkFollows="1"'
    body = (
        f"<w:p>{words('One')}{mark('footnote', 1, own, '<w:t>5</w:t>')}{words('.')}</w:p>"
        f"<w:p>{words('Two')}{mark('footnote', 2, own)}{words('*')}{words('.')}</w:p>"
    )
    parts = note("footnote", 1, "5 Five.") + note("footnote", 2, "* Star.")
    first, five, second, star = read_docx(body, footnotes=parts)
    assert (first, five) == ("One[^5].", "[^5]: Five.")
    assert second.startswith("Two[^") and star.endswith("]: Star.")
    assert star.startswith(second[3:-1])


def test_notes_that_the_author_numbered_by_hand(read_docx):
    raised = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>{}</w:t></w:r>'
    body = (
        f"<w:p>{words('It fell by half.')}{raised.format('2')}</w:p>"
        f"<w:p>{words('On 30 m')}{raised.format('2')}{words(' by the 1')}{raised.format('st')}"
        f"{words(' of May.')}</w:p><w:p>{raised.format('2')}{words(' Counted in May.')}</w:p>"
    )
    assert read_docx(body) == [
        "It fell by half.[^2]",
        "On 30 m2 by the 1st of May.",
        "[^2]: Counted in May.",
    ]


def test_number_behind_a_word_that_leads_to_a_note_is_its_mark(read_docx):
    link = '<w:hyperlink w:anchor="_ftn{0}">' + words("{0}") + "</w:hyperlink>"
    body = f"<w:p>{words('As rated')}{link.format(4)}{words(' in part ')}{link.format(2)}</w:p>"
    assert read_docx(body) == ["As rated[^4] in part 2"]


def test_note_in_a_table_follows_the_table_and_lost_words_are_told(word_bytes, tmp_path):
    from ingest.readers.word import read_word

    cell = f"<w:tc><w:p>{words('a')}{mark('footnote', 1)}{mark('footnote', 9)}</w:p></w:tc>"
    body = f"<w:tbl><w:tr>{cell}<w:tc><w:p>{words('b')}</w:p></w:tc></w:tr></w:tbl>"
    data = word_bytes(body, footnotes=note("footnote", 1, "Of a."))
    document = read_word(data, tmp_path / "a.docx")
    assert document.text == "a[^1][^2]\tb\n\n[^1]: Of a.\n"
    assert document.doubts == ("The words of 1 footnote are missing.",)
