"""Small PDFs for tests, printed by reportlab; places are in points from the top left."""

import io
from pathlib import Path

from reportlab.lib.colors import HexColor
from reportlab.pdfgen import canvas

from ingest.readers.document import Document
from ingest.readers.pdf import read_pdf

WIDE, HIGH = 595.0, 842.0
PROSE = """
the unit kept good records of its visits and shared them with the teams that asked for them in the
course of the year while managers looked at a sample each month and told officers what they had
found so that plans could be mended before the next review came round again
"""
_WORDS = PROSE.split()


class Sheets:
    """Pages on which words and shapes are put down one by one."""

    def __init__(self, width: float = WIDE, height: float = HIGH, **given: object) -> None:
        self.out = io.BytesIO()
        self.height = height
        self.canvas = canvas.Canvas(self.out, pagesize=(width, height), **given)

    def words(self, x, y, text, size=11.0, font="Times-Roman", colour="#000000"):
        """Puts words with their baseline at y; gives the x behind them."""
        self.canvas.setFillColor(HexColor(colour))
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, self.height - y, text)
        return x + self.canvas.stringWidth(text, font, size)

    def mark(self, x, y, text, size=11.0, font="Times-Roman", rise=0.0, narrow=100.0):
        """Puts a word that the file itself raises, or makes narrower (per cent); as words()."""
        self.canvas.saveState()
        run = self.canvas.beginText(x, self.height - y)
        run.setFont(font, size)
        run.setRise(rise)
        run.setHorizScale(narrow)
        run.textOut(text)
        self.canvas.drawText(run)
        self.canvas.restoreState()
        return x + self.canvas.stringWidth(text, font, size) * narrow / 100

    def slanting(self, x, y, text, angle, size=11.0, font="Times-Roman"):
        """Puts words that run at an angle, in degrees against the clock."""
        self.canvas.saveState()
        self.canvas.translate(x, self.height - y)
        self.canvas.rotate(angle)
        self.canvas.setFont(font, size)
        self.canvas.drawString(0, 0, text)
        self.canvas.restoreState()

    def lines(self, x, y, lines, pitch=14.0, **style):
        """Puts lines one below the other; gives the baseline of the next."""
        for line in lines:
            self.words(x, y, line, **style)
            y += pitch
        return y

    def prose(self, x, y, text, width=475.0, pitch=14.0, size=11.0, font="Times-Roman", first=0.0):
        """Sets a paragraph in lines as wide as they fit; gives the baseline of the next line."""
        line, room = "", width - first
        left = x + first
        for word in text.split():
            longer = f"{line} {word}".strip()
            if line and self.canvas.stringWidth(longer, font, size) > room:
                self.words(left, y, line, size, font)
                y += pitch
                line, left, room = word, x, width
            else:
                line = longer
        self.words(left, y, line, size, font)
        return y + pitch

    def item(self, x, y, mark, text, indent=18.0, width=475.0, **style):
        self.words(x, y, mark, style.get("size", 11.0), style.get("font", "Times-Roman"))
        return self.prose(x + indent, y, text, width - indent, **style)

    def circle(self, x, y, radius, colour):
        self.canvas.setFillColor(HexColor(colour))
        self.canvas.circle(x, self.height - y, radius, stroke=0, fill=1)

    def box(self, x0, top, x1, bottom, colour=None, stroke=False):
        if colour:
            self.canvas.setFillColor(HexColor(colour))
        self.canvas.rect(
            x0,
            self.height - bottom,
            x1 - x0,
            bottom - top,
            stroke=int(stroke),
            fill=int(bool(colour)),
        )

    def rule(self, x0, y0, x1, y1):
        self.canvas.setLineWidth(0.5)
        self.canvas.line(x0, self.height - y0, x1, self.height - y1)

    def grid(self, xs, ys):
        for y in ys:
            self.rule(xs[0], y, xs[-1], y)
        for x in xs:
            self.rule(x, ys[0], x, ys[-1])

    def page(self):
        self.canvas.showPage()

    def data(self) -> bytes:
        self.canvas.showPage()
        self.canvas.save()
        return self.out.getvalue()


def prose(words: int, start: int = 0) -> str:
    """A sentence of so many words, none of them from a report."""
    run = [_WORDS[(start + i) % len(_WORDS)] for i in range(words)]
    return " ".join(run).capitalize() + "."


def read(sheets: "Sheets | bytes", **given: int) -> Document:
    data = sheets if isinstance(sheets, bytes) else sheets.data()
    return read_pdf(data, Path("sheets.pdf"), **given)


def blocks(document: Document) -> list[str]:
    """The blocks of the decoded text."""
    return [block for block in document.text.strip().split("\n\n") if block]
