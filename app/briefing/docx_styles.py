"""How a briefing looks in Word: A4, fonts that are everywhere, styles by their usual names."""

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import CharacterStyle, ParagraphStyle

from app.briefing.docx_parts import element

FONT = "Arial"
INK, QUIET, HEAD = "1B1F24", "4A5665", "26374A"
WIDTH = Cm(17.4)
"""Between the margins."""
RATINGS = {
    3: ("12603D", "FFFFFF"),
    2: ("D9F0E1", "0F5132"),
    1: ("FFEDCC", "6B4300"),
    0: ("FBDEDB", "8A1C13"),
}
"""Points of a rating: the fill of its cell and the colour of its word, as on the pages."""
_SIZES = {
    "Normal": (9.5, False, INK, 0, 3),
    "Title": (18, True, INK, 0, 4),
    "Heading 1": (12, True, INK, 9, 3),
    "Heading 2": (10, True, HEAD, 5, 2),
    "Heading 3": (9.5, True, QUIET, 4, 2),
    "Caption": (9, True, INK, 2, 3),
    "List Bullet": (9.5, False, INK, 0, 2),
    "List Bullet 2": (9.5, False, INK, 0, 2),
}
"""Style: size in points, bold, colour, space before and after in points."""
_NEW = {
    "Headline": (10.5, False, INK, 0, 3),
    "Numbered Line": (9.5, False, INK, 0, 2),
    "Table Text": (8.5, False, INK, 0, 0),
    "Legend": (8, False, QUIET, 1, 1),
    "Marking": (10, True, INK, 0, 0),
    "Our Digest": (9.5, True, "5B2F92", 2, 4),
    "endnote text": (8, False, INK, 0, 2),
}


def dress_document(document: Document, *, marked: bool) -> None:
    """Page, language and styles; `marked` leaves room for a marking at head and foot."""
    _page(document, marked=marked)
    _language(document)
    for name, look in _SIZES.items():
        _look(document.styles[name], look)
    for name, look in _NEW.items():
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, name == "endnote text")
        style.base_style = document.styles["Normal"]
        _look(style, look)
    for name in ("Heading 1", "Heading 2", "Heading 3", "Caption"):
        document.styles[name].paragraph_format.keep_with_next = True
    _title(document)
    _hanging(document, "Numbered Line", 0.75)
    _hanging(document, "endnote text", 0.0)
    _characters(document)


def _page(document: Document, *, marked: bool) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(1.8)
    section.top_margin = Cm(1.9 if marked else 1.6)
    section.bottom_margin = Cm(1.7)
    section.header_distance = Cm(0.8)
    section.footer_distance = Cm(0.7)
    notes = element("w:endnotePr")
    notes.append(element("w:numFmt", val="decimal"))
    section._sectPr.insert_element_before(
        notes, "w:type", "w:pgSz", "w:pgMar", "w:cols", "w:docGrid"
    )


def _language(document: Document) -> None:
    """English of Great Britain, so that spelling is checked by it and read aloud in it."""
    for each in document.styles.element.iter(qn("w:lang")):
        each.set(qn("w:val"), "en-GB")
    for each in document.settings.element.iter(qn("w:themeFontLang")):
        each.set(qn("w:val"), "en-GB")


def _look(style: ParagraphStyle, look: tuple[float, bool, str, float, float]) -> None:
    size, bold, colour, before, after = look
    style.font.size, style.font.bold = Pt(size), bold
    style.font.color.rgb = RGBColor.from_string(colour)
    style.font.italic = False
    style.paragraph_format.space_before = Pt(before)
    style.paragraph_format.space_after = Pt(after)
    style.paragraph_format.line_spacing = 1.0
    style.paragraph_format.widow_control = True
    properties = style.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for kind in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{kind}"), FONT)
    for name in ("w:spacing", "w:kern"):
        for extra in properties.findall(qn(name)):
            properties.remove(extra)


def _title(document: Document) -> None:
    """The template draws a line under its title; ours has none."""
    properties = document.styles["Title"].element.get_or_add_pPr()
    for border in properties.findall(qn("w:pBdr")):
        properties.remove(border)


def _hanging(document: Document, name: str, depth: float) -> None:
    form = document.styles[name].paragraph_format
    form.left_indent, form.first_line_indent = Cm(depth), Cm(-depth)
    if depth:
        form.tab_stops.add_tab_stop(Cm(depth), WD_TAB_ALIGNMENT.LEFT)


def _characters(document: Document) -> None:
    """Marks of notes are raised; links are blue and underlined."""
    mark = document.styles.add_style("endnote reference", WD_STYLE_TYPE.CHARACTER, True)
    assert isinstance(mark, CharacterStyle)
    mark.font.superscript = True
    link = document.styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER, True)
    assert isinstance(link, CharacterStyle)
    link.font.underline = True
    link.font.color.rgb = RGBColor.from_string("0B4A8F")
    for style, style_id in ((mark, "EndnoteReference"), (link, "Hyperlink")):
        style.element.set(qn("w:styleId"), style_id)
    document.styles["endnote text"].element.set(qn("w:styleId"), "EndnoteText")
