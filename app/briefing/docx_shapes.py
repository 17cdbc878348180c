"""Shapes of Word files: tables with their widths and heads, and a package that knows no time."""

import io
import zipfile
from collections.abc import Sequence

from docx.document import Document
from docx.oxml.ns import qn
from docx.table import Table as WordTable
from docx.table import _Cell as WordCell
from docx.text.paragraph import Paragraph

from app.briefing.docx_parts import element
from app.briefing.docx_styles import WIDTH
from app.briefing.wording import clean

_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
"""The same content is the same bytes: no file of the package knows the time."""


def without_thumbnail(document: Document) -> None:
    """The picture of its first page is that of the empty template."""
    relations = document.part.package.rels
    for key in [k for k, r in relations.items() if r.reltype.endswith("/thumbnail")]:
        del relations[key]


def shape_table(grid: WordTable, caption: str, description: str) -> None:
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
    named = element("w:tblCaption", val=clean(caption))
    told = element("w:tblDescription", val=clean(description))
    layout = properties.find(qn("w:tblLayout"))
    for each in (width, borders, layout, margins, look, named, told):
        if each is not None:
            properties.append(each)


def size_rows(grid: WordTable, widths: Sequence[int]) -> None:
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


def cell_text(cell: WordCell) -> Paragraph:
    """The first paragraph of a cell, in the style of tables."""
    paragraph: Paragraph = cell.paragraphs[0]
    paragraph.style = "Table Text"
    return paragraph


def fill_cell(cell: WordCell, colour: str) -> None:
    """Give a cell its colour, six hexadecimal digits."""
    cell._tc.get_or_add_tcPr().append(element("w:shd", val="clear", color="auto", fill=colour))


def steady_bytes(document: Document) -> bytes:
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
