"""Word documents: headings, lists, notes and contents, and what is left out."""

import io

import docx
import pytest

from ingest.readers.word import read_word

HEADINGS = """
<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="22"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Ttulo"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="berschrift2"><w:name w:val="heading 2"/></w:style>
<w:style w:type="paragraph" w:styleId="Chapter"><w:name w:val="Chapter"/>
  <w:basedOn w:val="berschrift1"/></w:style>
<w:style w:type="paragraph" w:styleId="Part"><w:name w:val="Part of ours"/>
  <w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Ring"><w:name w:val="Ring"/>
  <w:basedOn w:val="Ring"/></w:style>
<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Caption"><w:name w:val="caption"/></w:style>
<w:style w:type="character" w:styleId="Secret"><w:name w:val="Secret"/>
  <w:rPr><w:vanish/></w:rPr></w:style>
"""


def p(words, style="", properties="", run=""):
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{styled}{properties}</w:pPr>{r(words, run)}</w:p>"


def r(words, properties=""):
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def field(code, result):
    kinds = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate")]
    instruction = f"<w:r><w:instrText>{code}</w:instrText></w:r>"
    return f'{kinds[0]}{instruction}{kinds[1]}{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>'


@pytest.mark.parametrize(
    ("style", "marks"),
    [
        ("Ttulo", "#"),
        ("berschrift1", "#"),
        ("berschrift2", "##"),
        ("Chapter", "#"),
        ("Part", "###"),
    ],
)
def test_style_makes_a_heading_in_whatever_language_it_is_called(read_docx, style, marks):
    blocks = read_docx(p("Our work", style) + p("Words."), styles=HEADINGS)
    assert blocks == [f"{marks} Our work", "Words."]


def test_outline_level_of_a_paragraph_makes_a_heading(read_docx):
    level = '<w:outlineLvl w:val="1"/>'
    assert read_docx(p("Our work", properties=level) + p("Words.")) == ["## Our work", "Words."]


def test_long_prose_in_the_style_of_a_heading_is_prose(read_docx):
    prose = "We spoke to many people and all of them told us the same. " * 5
    assert read_docx(p("Title") + p(prose, "berschrift1"), styles=HEADINGS)[1] == prose.strip()


def test_style_that_is_based_on_itself_is_an_ordinary_one(read_docx):
    assert read_docx(p("A line of words.", "Ring"), styles=HEADINGS) == ["A line of words."]


def test_headings_made_by_hand_get_their_level_from_their_size(read_docx):
    large, medium = '<w:b/><w:sz w:val="36"/>', '<w:b/><w:sz w:val="28"/>'
    body = (
        p("Leaders", run=large)
        + p("How they plan", run=medium)
        + p("They plan well and write down what they decide.")
        + p("What is next", run="<w:b/>")
        + p("They will go on planning as they did before.")
    )
    assert read_docx(body, styles=HEADINGS) == [
        "# Leaders",
        "## How they plan",
        "They plan well and write down what they decide.",
        "**What is next**",
        "They will go on planning as they did before.",
    ]


def test_caption_in_bold_is_no_heading(read_docx):
    body = p("Work", "Ttulo") + p("NA = Not asked", "Caption", run="<w:b/>")
    assert read_docx(body, styles=HEADINGS) == ["# Work", "NA = Not asked"]


def test_title_of_the_properties_stands_in_where_the_page_has_none(read_docx, word_bytes, tmp_path):
    prose = p("We spoke to many people in the town and wrote down all that they said to us.")
    title = "<dc:title>Voices of the town</dc:title>"
    assert read_docx(prose, core=title)[0] == "# Voices of the town"
    assert read_docx(p("Our voices", "Ttulo") + prose, core=title, styles=HEADINGS)[0] == (
        "# Our voices"
    )
    assert len(read_docx(prose, core="<dc:title>Microsoft Word - x.doc</dc:title>")) == 1


def test_contents_field_becomes_contents_and_never_prose(read_docx):
    entry = r("Leaders") + "<w:r><w:tab/><w:t>4</w:t></w:r>"
    linked = f'<w:hyperlink w:anchor="x">{r("Staff")}<w:r><w:tab/></w:r>'
    page = field("PAGEREF x", r("5", "<w:webHidden/>"))
    body = (
        p("Contents", "berschrift1")
        + '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        + '<w:r><w:instrText>TOC \\o "1-2"</w:instrText></w:r>'
        + f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{entry}</w:p>'
        + f"<w:p>{linked}{page}</w:hyperlink></w:p>"
        + '<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
        + p("Leaders", "berschrift1")
    )
    assert read_docx(body, styles=HEADINGS) == [
        "# Contents",
        "Leaders ..... 4",
        "Staff ..... 5",
        "# Leaders",
    ]


def test_contents_without_a_heading_or_pages_are_dropped(read_docx):
    entries = p("Leaders", "TOC1") + p("Staff", "TOC1")
    body = p("A study", "Ttulo") + entries + p("Leaders", "berschrift1")
    assert read_docx(body, styles=HEADINGS) == ["# A study", "# Leaders"]


def test_fields_show_their_results_but_not_page_numbers(read_docx):
    body = (
        f"<w:p>{r('See ')}{field('REF tab1', r('Table 1'))}{r(' on page ')}{field('PAGE', r('7'))}"
        f'{r(".")}<w:fldSimple w:instr=" SEQ Table ">{r(" Two")}</w:fldSimple></w:p>'
    )
    assert read_docx(body) == ["See Table 1 on page . Two"]


def test_field_that_never_ends_hides_nothing(read_docx):
    begun = '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>'
    assert read_docx(begun + p("All that follows.")) == ["All that follows."]


def test_tracked_changes_comments_and_hidden_words_are_left_out(read_docx):
    body = (
        "<w:p>"
        + r("We found ")
        + '<w:del w:id="1"><w:r><w:delText>five</w:delText></w:r></w:del>'
        + f'<w:ins w:id="2">{r("six")}</w:ins>'
        + f'<w:moveFrom w:id="3">{r(" old")}</w:moveFrom><w:moveTo w:id="4">{r(" new")}</w:moveTo>'
        + r(" cases")
        + r(" secret", "<w:vanish/>")
        + r(" secret", '<w:rStyle w:val="Secret"/>')
        + '<w:commentRangeStart w:id="5"/><w:r><w:commentReference w:id="5"/></w:r>'
        + r(".")
        + "</w:p>"
    )
    assert read_docx(body, styles=HEADINGS) == ["We found six new cases."]


def test_paragraph_whose_end_was_deleted_goes_on_in_the_next(read_docx):
    body = p("The first half ", properties='<w:rPr><w:del w:id="1"/></w:rPr>') + p("and the rest.")
    assert read_docx(body) == ["The first half and the rest."]


def test_deleted_rows_and_cells_are_left_out(read_docx):
    row = "<w:tr>{0}<w:tc>{1}</w:tc><w:tc>{2}</w:tc>{3}</w:tr>"
    body = (
        "<w:tbl>"
        + row.format("", p("a"), p("b"), "")
        + row.format("", p("c"), p("d"), f"<w:tc><w:tcPr><w:cellDel/></w:tcPr>{p('gone')}</w:tc>")
    )
    body += row.format('<w:trPr><w:del w:id="1"/></w:trPr>', p("x"), p("y"), "") + "</w:tbl>"
    assert read_docx(body) == ["a\tb\nc\td"]


def test_hyphens_breaks_symbols_and_tabs_are_as_shown(read_docx):
    body = (
        "<w:p><w:r><w:t>well</w:t><w:noBreakHyphen/><w:t>led co</w:t><w:softHyphen/><w:t>operation"
        '</w:t><w:br/><w:t>goes</w:t><w:tab/><w:t>on: 20 </w:t><w:sym w:font="Symbol" '
        'w:char="F0B0"/><w:t xml:space="preserve"> and more, as anyone could see who had been in '
        "the room with us on that day</w:t></w:r></w:p>"
    )
    assert read_docx(body) == [
        "well-led cooperation goes on: 20 ° and more, as anyone could see who had been in the room "
        "with us on that day"
    ]


def test_content_controls_are_read_and_their_placeholders_are_not(read_docx):
    held = f"<w:sdt><w:sdtContent>{p('Held words.')}</w:sdtContent></w:sdt>"
    empty = (
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr>"
        f"<w:sdtContent>{p('Click here to enter text')}</w:sdtContent></w:sdt>"
    )
    assert read_docx(held + empty) == ["Held words."]


def test_break_of_a_page_and_an_empty_line_part_a_paragraph(read_docx):
    body = (
        "<w:p><w:r><w:t>One.</w:t><w:br/><w:br/><w:t>Two.</w:t>"
        '<w:br w:type="page"/><w:t>Three.</w:t></w:r></w:p>'
    )
    assert read_docx(body) == ["One.", "Two.", "Three."]


def test_items_typed_on_lines_of_one_paragraph_are_items(read_docx):
    body = (
        "<w:p><w:r><w:t>They were:</w:t><w:br/><w:t>• first</w:t><w:br/>"
        "<w:t>• second</w:t></w:r></w:p>"
        "<w:p><w:r><w:t>•</w:t><w:tab/><w:t>third</w:t></w:r></w:p>"
        "<w:p><w:r><w:t>1.</w:t><w:tab/><w:t>fourth</w:t></w:r></w:p>"
    )
    assert read_docx(body) == ["They were:", "- first", "- second", "- third", "1. fourth"]


def test_words_of_a_text_box_are_read_once_after_its_paragraph(read_docx):
    content = f"<w:txbxContent>{p('Boxed words.')}</w:txbxContent>"
    drawn = (
        '<w:drawing><wp:anchor><a:graphic><a:graphicData uri="x"><wps:wsp><wps:spPr/>'
        f"<wps:txbx>{content}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>"
    )
    fallback = f"<w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict>"
    both = (
        f'<mc:AlternateContent><mc:Choice Requires="wps">{drawn}</mc:Choice>'
        f"<mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent>"
    )
    body = f"<w:p>{r('Before.')}<w:r>{both}</w:r></w:p>{p('After.')}"
    assert read_docx(body) == ["Before.", "Boxed words.", "After."]
    old = f"<w:p>{r('Before.')}<w:r>{fallback}</w:r></w:p>{p('After.')}"
    assert read_docx(old) == ["Before.", "Boxed words.", "After."]


def test_headers_and_footers_are_left_out(tmp_path):
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Running head"
    document.sections[0].footer.paragraphs[0].text = "Page 1"
    document.add_heading("A study", 0)
    document.add_paragraph("Its words.")
    out = io.BytesIO()
    document.save(out)
    assert read_word(out.getvalue(), tmp_path / "a.docx").text == "# A study\n\nIts words.\n"


def test_what_was_seen_but_not_read_is_told(word_bytes, tmp_path):
    chart = (
        "<w:r><w:drawing><wp:inline><a:graphic><a:graphicData uri='x'><c:chart "
        "xmlns:c='http://schemas.openxmlformats.org/drawingml/2006/chart'/></a:graphicData>"
        "</a:graphic></wp:inline></w:drawing></w:r>"
    )
    document = read_word(word_bytes(f"<w:p>{r('Below.')}{chart}</w:p>"), tmp_path / "a.docx")
    assert document.doubts == ("1 chart in the file: not read.",)


def test_file_with_a_line_in_each_paragraph_is_told(word_bytes, tmp_path):
    def doubts(line):
        return read_word(word_bytes(p(line) * 50), tmp_path / "a.docx").doubts

    assert (
        "a PDF that was turned into Word"
        in doubts("Leaders knew what they wanted to do and staff in all of the")[0]
    )
    assert doubts("Leaders knew what they wanted to do, and so did all the staff.") == ()


@pytest.mark.parametrize("strike", ["<w:strike/>", "<w:dstrike/>", '<w:rStyle w:val="Old"/>'])
def test_words_that_are_struck_out_are_not_read(read_docx, strike):
    old = '<w:style w:type="character" w:styleId="Old"><w:rPr><w:strike/></w:rPr></w:style>'
    words = r("There were ") + r("33", strike) + r("22 of 59 cases.", '<w:strike w:val="0"/>')
    assert read_docx(f"<w:p>{words}</w:p>", styles=HEADINGS + old) == ["There were 22 of 59 cases."]


def test_a_raised_figure_before_a_stroke_is_the_top_of_a_fraction(read_docx):
    raised, lowered = (f'<w:vertAlign w:val="{each}script"/>' for each in ("super", "sub"))
    words = r("They had 2") + r("1", raised) + r("/") + r("2", lowered) + r(" hours.")
    note = r("3", raised)
    assert read_docx(f"<w:p>{words}{note}</w:p>", styles=HEADINGS) == ["They had 2 1/2 hours.[^3]"]
