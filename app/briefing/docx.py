"""A briefing as a Word file: A4, real endnotes, tables whose heads repeat on every page."""

from collections.abc import Sequence

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt, RGBColor
from docx.table import _Cell as WordCell
from docx.text.paragraph import Paragraph

from app.briefing.docx_parts import (
    add_endnotes,
    add_field,
    add_link,
    add_reference,
    add_repeat,
    add_watermark,
)
from app.briefing.docx_shapes import (
    cell_text,
    fill_cell,
    shape_table,
    size_rows,
    steady_bytes,
    without_thumbnail,
)
from app.briefing.docx_styles import HEAD, QUIET, RATINGS, dress_document
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
        without_thumbnail(self._document)

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
        return steady_bytes(self._document)

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
        shape_table(grid, table.caption, table.description)
        for cell, name in zip(grid.rows[0].cells, table.columns, strict=True):
            fill_cell(cell, HEAD)
            run = cell_text(cell).add_run(clean(name))
            run.bold, run.font.color.rgb = True, RGBColor.from_string("FFFFFF")
        for row in table.rows:
            cells = grid.add_row().cells
            cell_text(cells[0]).add_run(clean(row.head)).bold = True
            for cell, shown in zip(cells[1:], row.cells, strict=True):
                self._cell(cell, shown)
        size_rows(grid, table.widths)
        for statement in table.legend:
            self._say(self._document.add_paragraph(style="Legend"), statement)

    def _cell(self, cell: WordCell, shown: Cell) -> None:
        paragraph = cell_text(cell)
        run = paragraph.add_run(clean(shown.statement.text))
        if shown.points in RATINGS:
            fill, ink = RATINGS[shown.points or 0]
            fill_cell(cell, fill)
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
