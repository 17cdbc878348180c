"""A briefing as a Word file: A4, real endnotes, tables whose heads repeat on every page."""

import io
import zipfile
from collections.abc import Sequence

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.table import Table as WordTable
from docx.table import _Cell as WordCell
from docx.text.paragraph import Paragraph

from app.briefing.docx_parts import (
    add_endnotes,
    add_field,
    add_link,
    add_reference,
    add_repeat,
    add_watermark,
    element,
)
from app.briefing.docx_styles import HEAD, QUIET, RATINGS, WIDTH, dress_document
from app.briefing.seal import digest
from app.briefing.wording import (
    ABOUT,
    DIGEST_BANNER,
    WATERMARK,
    Dress,
    about,
    caption,
    clean,
    notes,
    runs,
    said,
    title_of,
)
from index.answers.briefing.model import Briefing, Cell, Group, Item, Section, Table
from index.models import Statement

MADE_BY = "inspection reports assistant"
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
"""The same briefing is the same bytes: no file of the package knows the time."""


def render_docx(briefing: Briefing, dress: Dress) -> bytes:
    """The bytes of the Word file; texts of reports are text, never fields or markup."""
    return _Paper(briefing, dress).bytes()


class _Paper:
    """The document as it grows; which notes were given decides how they are given again."""

    def __init__(self, briefing: Briefing, dress: Dress) -> None:
        self._briefing = briefing
        self._dress = dress
        self._seen: set[int] = set()
        self._reports = {c.id: c.report for c in briefing.citations}
        self._document: Document = docx.Document()
        for paragraph in list(self._document.paragraphs):
            paragraph._p.getparent().remove(paragraph._p)
        _without_thumbnail(self._document)

    def bytes(self) -> bytes:
        """Title, headline, sections, how it was made; the notes overleaf."""
        dress_document(self._document, marked=bool(self._dress.marking))
        self._properties()
        self._edges()
        self._document.add_paragraph(title_of(self._briefing, self._dress), style="Title")
        if self._briefing.digests:
            self._document.add_paragraph(clean(DIGEST_BANNER), style="Our Digest")
        for statement in self._briefing.headline:
            self._say(self._document.add_paragraph(style="Headline"), statement)
        for section in self._briefing.sections:
            self._section(section)
        self._about()
        body = [self._document.part.blob]
        if self._briefing.citations:
            body.append(add_endnotes(self._document, notes(self._briefing)))
            body[0] = self._document.part.blob
        self._document.core_properties.content_status = digest(body)
        return _steady(self._document)

    def _properties(self) -> None:
        core = self._document.core_properties
        core.title = title_of(self._briefing, self._dress)
        core.author = core.last_modified_by = MADE_BY
        core.subject = clean(self._briefing.subject)
        core.keywords, core.comments, core.category = "briefing", "", "Briefing"
        core.language = "en-GB"
        for name in ("created", "modified", "lastPrinted"):
            for each in list(core._element):
                if each.tag.endswith(f"}}{name}"):
                    core._element.remove(each)

    def _edges(self) -> None:
        """Marking and what is ours at the head; marking, title and page at the foot."""
        section = self._document.sections[0]
        head, foot = section.header.paragraphs[0], section.footer.paragraphs[0]
        for paragraph in (head, foot):
            paragraph.style = self._document.styles["Marking"]
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        if self._dress.marking:
            head.add_run(clean(self._dress.marking))
            foot.add_run(clean(self._dress.marking))
            foot = section.footer.add_paragraph(style="Legend")
        if self._briefing.digests:
            add_watermark(head, WATERMARK)
        foot.style = self._document.styles["Legend"]
        foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
        foot.add_run(f"{title_of(self._briefing, self._dress)} · page ")
        add_field(foot, " PAGE ", "1")
        foot.add_run(" of ")
        add_field(foot, " NUMPAGES ", "1")

    def _section(self, section: Section) -> None:
        if section.title:
            self._document.add_paragraph(clean(section.title), style="Heading 1")
        for statement in section.lines:
            self._say(self._document.add_paragraph(), statement)
        if section.table:
            self._table(section.table)
        for group in section.groups:
            self._group(group)

    def _group(self, group: Group) -> None:
        if group.title:
            self._document.add_paragraph(clean(group.title), style="Heading 2")
        for item in group.items:
            self._item(item)

    def _item(self, item: Item) -> None:
        style = "List Bullet 2" if item.alike else "List Bullet"
        paragraph = self._document.add_paragraph(style="Numbered Line" if item.number else style)
        if item.number:
            paragraph.add_run(f"{clean(item.number)}.\t").bold = True
        if item.lead:
            paragraph.add_run(f"{clean(item.lead)}: ").bold = True
        self._say(paragraph, item.statement)

    def _table(self, table: Table) -> None:
        self._document.add_paragraph(caption(table, self._reports), style="Caption")
        grid = self._document.add_table(rows=1, cols=len(table.columns))
        _shape(grid, table)
        for cell, name in zip(grid.rows[0].cells, table.columns, strict=True):
            _fill(cell, HEAD)
            run = _text(cell).add_run(clean(name))
            run.bold, run.font.color.rgb = True, RGBColor.from_string("FFFFFF")
        for row in table.rows:
            cells = grid.add_row().cells
            _text(cells[0]).add_run(clean(row.head)).bold = True
            for cell, shown in zip(cells[1:], row.cells, strict=True):
                self._cell(cell, shown)
        _rows(grid, table.widths)
        for statement in table.legend:
            self._say(self._document.add_paragraph(style="Legend"), statement)

    def _cell(self, cell: WordCell, shown: Cell) -> None:
        paragraph = _text(cell)
        run = paragraph.add_run(clean(shown.statement.text))
        if shown.points in RATINGS:
            fill, ink = RATINGS[shown.points or 0]
            _fill(cell, fill)
            run.bold, run.font.color.rgb = True, RGBColor.from_string(ink)
        elif not shown.statement.citations:
            run.font.color.rgb = RGBColor.from_string(QUIET)
        self._marks(paragraph, shown.statement.citations, shown.points)
        if shown.remark:
            small = paragraph.add_run(f" ({clean(shown.remark)})")
            small.font.size = Pt(7.5)
            if shown.points in RATINGS:
                small.font.color.rgb = RGBColor.from_string(RATINGS[shown.points or 0][1])

    def _say(self, paragraph: Paragraph, statement: Statement) -> None:
        text = said(statement, self._reports)
        paragraph.add_run(text)
        self._marks(paragraph, statement.citations)

    def _marks(
        self, paragraph: Paragraph, numbers: Sequence[int], points: int | None = None
    ) -> None:
        """The raised numbers behind a statement; on a dark fill in its light ink."""
        before = len(paragraph.runs)
        for at, (first, last) in enumerate(runs(numbers, self._seen)):
            if at:
                paragraph.add_run(",", style="endnote reference")
            self._mark(paragraph, first)
            if last != first:
                paragraph.add_run("–", style="endnote reference")
                self._mark(paragraph, last)
        for run in paragraph.runs[before:] if points in RATINGS else ():
            run.font.color.rgb = RGBColor.from_string(RATINGS[points or 0][1])

    def _mark(self, paragraph: Paragraph, number: int) -> None:
        if number in self._seen:
            add_repeat(paragraph, number)
        else:
            add_reference(paragraph, number)
            self._seen.add(number)

    def _about(self) -> None:
        """Overleaf: Word sets the notes behind its last line, LibreOffice on pages of their own."""
        heading = self._document.add_paragraph(ABOUT, style="Heading 1")
        heading.paragraph_format.page_break_before = True
        for text, url in about(self._briefing, self._dress):
            paragraph = self._document.add_paragraph(style="List Bullet")
            paragraph.add_run(clean(text))
            if url:
                paragraph.add_run(" ")
                add_link(paragraph, url, url)


def _without_thumbnail(document: Document) -> None:
    """The picture of its first page is that of the empty template."""
    relations = document.part.package.rels
    for key in [k for k, r in relations.items() if r.reltype.endswith("/thumbnail")]:
        del relations[key]


def _shape(grid: WordTable, table: Table) -> None:
    """Its lines, its width, and what it says to those who cannot see it."""
    properties = grid._tbl.tblPr
    grid.style = "Table Grid"
    grid.autofit = False
    for name in ("w:tblW", "w:tblBorders", "w:tblLook"):
        for each in properties.findall(qn(name)):
            properties.remove(each)
    width = element("w:tblW", w="5000", type="pct")
    borders = element("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(element(f"w:{side}", val="single", sz="4", space="0", color="C3CAD3"))
    margins = element("w:tblCellMar")
    for side, size in (("top", "25"), ("left", "80"), ("bottom", "25"), ("right", "80")):
        margins.append(element(f"w:{side}", w=size, type="dxa"))
    look = element("w:tblLook", val="04A0", firstRow="1", firstColumn="1", noHBand="0", noVBand="1")
    caption = element("w:tblCaption", val=clean(table.caption))
    description = element("w:tblDescription", val=clean(table.description))
    layout = properties.find(qn("w:tblLayout"))
    for each in (width, borders, layout, margins, look, caption, description):
        if each is not None:
            properties.append(each)


def _rows(grid: WordTable, widths: Sequence[int]) -> None:
    """Column widths; no row breaks across pages, and the head stands on each of them."""
    whole = sum(widths)
    for row in grid.rows:
        row._tr.get_or_add_trPr().append(element("w:cantSplit"))
        for cell, part in zip(row.cells, widths, strict=True):
            cell.width = int(WIDTH * part / whole)
    for column, part in zip(grid.columns, widths, strict=True):
        column.width = int(WIDTH * part / whole)
    grid.rows[0]._tr.get_or_add_trPr().append(element("w:tblHeader"))
    for row in grid.rows[:-1]:
        for cell in row.cells:
            if row is grid.rows[0]:
                cell.paragraphs[0].paragraph_format.keep_with_next = True


def _text(cell: WordCell) -> Paragraph:
    paragraph: Paragraph = cell.paragraphs[0]
    paragraph.style = "Table Text"
    return paragraph


def _fill(cell: WordCell, colour: str) -> None:
    cell._tc.get_or_add_tcPr().append(element("w:shd", val="clear", color="auto", fill=colour))


def _steady(document: Document) -> bytes:
    """The package with its files in their order and without a time."""
    raw, steady = io.BytesIO(), io.BytesIO()
    document.save(raw)
    with (
        zipfile.ZipFile(raw) as package,
        zipfile.ZipFile(steady, "w", zipfile.ZIP_DEFLATED) as copy,
    ):
        for info in package.infolist():
            kept = zipfile.ZipInfo(info.filename, _ZIP_TIME)
            kept.compress_type = zipfile.ZIP_DEFLATED
            kept.external_attr = 0o600 << 16
            copy.writestr(kept, package.read(info))
    return steady.getvalue()
