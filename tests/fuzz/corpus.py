"""Small files of every format with something of everything in them, made in code in our words."""

import io

from docx import Document
from openpyxl import Workbook
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    ListFlowable,
    PageBreak,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    Table,
    TableStyle,
)

from tests.badfiles import with_part

TITLE = "An inspection of probation services in Oakham PDU"
DATE = "10 October 2024"
RATINGS = (
    ("P 1.1 Leadership", "Requires improvement"),
    ("P 1.2 Staffing", "Inadequate"),
    ("P 1.3 Services", "Good"),
)
STRENGTHS = (
    "Staff in Oakham knew the people they worked with, in 22 of 59 cases.",
    "Leaders had met every team; 28 per cent of practitioners said so.<sup>1</sup>",
)
NOTE = "Survey of 41 members of staff, June 2024."
TABLE = (
    ("PDU", "Region", "Date", "Score (out of 21)", "Leadership", "Staffing", "Services"),
    ("Oakham", "Wales", "10/10/2024", "3/21", "Requires improvement", "Inadequate", "Good"),
    ("Melton", "London", "12/12/2024", "9/21", "Good", "Good", "Outstanding"),
)
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def text() -> bytes:
    """A report as a text file, with markup of several kinds."""
    rated = "\n".join("\t".join(row) for row in RATINGS)
    strengths = "\n".join(f"- {words}" for words in STRENGTHS)
    return (
        f"# {TITLE}\n\nPublished: {DATE}\n\n## Ratings\n\nScore 3/21\n\n{rated}\n\n"
        f"## P 1.1 Leadership\n\n**Strengths:**\n\n{strengths}\n\nAreas for improvement\n\n"
        f"1. Plans were made too late.\n2. Few were reviewed[^2].\n\n[^1]: {NOTE}\n\n"
        f"| A | B |\n| --- | --- |\n| 12% | 30 |\n\n<table><tr><td>x</td><td>5</td></tr></table>\n"
    ).encode()


def html() -> bytes:
    """A report as a web page: navigation, tables, notes, colours, scripts, hidden words."""
    rated = "".join(
        f'<tr><th>{name}</th><td><svg width=9 height=9><circle r=4 fill="#00703c"/></svg> '
        f"{value}</td></tr>"
        for name, value in RATINGS
    )
    items = "".join(f"<li>{words}</li>" for words in STRENGTHS)
    return (
        f"<!DOCTYPE html>\n<html lang='en'><head><meta charset='utf-8'><title>{TITLE}</title>"
        "<style>.x{display:none} .good{background:#00703c}</style><script>var a='<p>';</script>"
        "</head><body><div role='banner'><a href='#m'>Skip</a></div><nav><ul><li>Menu</li></ul>"
        f"</nav><main id='m'><h1>{TITLE}</h1><p>Published: {DATE}</p><h2>Ratings</h2>"
        f"<table><caption>All</caption><tr><th colspan=2>Ratings</th></tr>{rated}</table>"
        "<h2>P 1.1 Leadership <a href='#top'>(Back to top)</a></h2><h3>Strengths</h3>"
        f"<ul>{items}</ul><p class=x>Hidden</p><p>Text<sup><a href='#fn1' id='r1'>1</a></sup>"
        "<br>and &amp; more &#8211; <b>bold</b></p><ol start=3><li>Third<ol><li>Inner</li></ol>"
        f"</li></ol><section class=footnotes><ol><li id='fn1'>{NOTE} <a href='#r1'>Back</a></li>"
        "</ol></section></main><footer>Licence</footer></body></html>\n"
    ).encode()


def pdf() -> bytes:
    """A report as a PDF whose streams are not packed, so that changes reach what they say."""
    out = io.BytesIO()
    style = getSampleStyleSheet()
    grid = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black)])
    bullets = [Paragraph(words.replace("sup>", "super>"), style["Normal"]) for words in STRENGTHS]
    story = [
        Paragraph(TITLE, style["Title"]),
        Paragraph(f"Published: {DATE}", style["Normal"]),
        PageBreak(),
        Paragraph("Ratings", style["Heading1"]),
        Table(RATINGS, style=grid),
        Paragraph("P 1.1 Leadership", style["Heading1"]),
        Paragraph("Strengths", style["Heading2"]),
        ListFlowable(bullets, bulletType="bullet"),
        Spacer(1, 20),
        Paragraph("Plans were made too late, and few were reviewed. " * 12, style["Normal"]),
        Table(TABLE, style=grid),
        Paragraph(f"1 {NOTE}", style["Normal"]),
    ]
    document = SimpleDocTemplate(out, pagesize=A4, pageCompression=0, invariant=1)
    document.build(story, onFirstPage=_furniture, onLaterPages=_furniture)
    return out.getvalue()


def _furniture(canvas: Canvas, document: SimpleDocTemplate) -> None:
    canvas.drawString(72, 810, TITLE)
    canvas.drawString(500, 20, f"Page {document.page}")
    canvas.setFillColor(colors.HexColor("#00703c"))
    canvas.circle(60, 500, 6, stroke=0, fill=1)


def docx() -> bytes:
    """A report as a Word document: headings, lists, tables, a footnote."""
    document = Document()
    document.add_heading(TITLE, 0)
    document.add_paragraph(f"Published: {DATE}")
    document.add_heading("Ratings", 1)
    table = document.add_table(rows=0, cols=2)
    for row in RATINGS:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
    document.add_heading("P 1.1 Leadership", 1)
    document.add_heading("Strengths", 2)
    for words in STRENGTHS:
        document.add_paragraph(words.replace("<sup>1</sup>", ""), style="List Bullet")
    for words in ("Plans were made too late.", "Few were reviewed."):
        document.add_paragraph(words, style="List Number")
    out = io.BytesIO()
    document.save(out)
    return with_part(out.getvalue(), "word/footnotes.xml", _footnotes())


def _footnotes() -> bytes:
    return (
        f'<w:footnotes xmlns:w="{WORD}"><w:footnote w:id="1"><w:p><w:r><w:t>{NOTE}</w:t></w:r>'
        "</w:p></w:footnote></w:footnotes>"
    ).encode()


def csv() -> bytes:
    """A table of ratings as values between commas."""
    return "".join(",".join(f'"{cell}"' for cell in row) + "\r\n" for row in TABLE).encode()


def xlsx() -> bytes:
    """The same table as a workbook of two sheets."""
    book = Workbook()
    for row in TABLE:
        book.active.append(row)
    book.create_sheet("Notes").append(("Kept by", NOTE))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


MAKERS = {
    ".pdf": pdf,
    ".html": html,
    ".docx": docx,
    ".txt": text,
    ".csv": csv,
    ".xlsx": xlsx,
}
"""The ending of each format and what makes a file of it."""
