"""PDF files: the steps from the bytes to a Document, as one list."""

import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from ingest.errors import UnreadableFile
from ingest.readers.document import Document
from ingest.readers.pdf_aligned import with_aligned
from ingest.readers.pdf_blocks import Block, Item, blocks_of, usual_pitches
from ingest.readers.pdf_columns import Zone, zones
from ingest.readers.pdf_contents import mark_entries, with_whole_entries
from ingest.readers.pdf_drawings import with_drawings
from ingest.readers.pdf_flow import joined
from ingest.readers.pdf_furniture import furniture
from ingest.readers.pdf_glyphs import painted
from ingest.readers.pdf_grids import Table, grids
from ingest.readers.pdf_headings import body_size, set_levels
from ingest.readers.pdf_lines import Line
from ingest.readers.pdf_pages import PdfPage, read_page
from ingest.readers.pdf_panels import panels
from ingest.readers.pdf_text import Hyphens
from ingest.readers.pdf_write import write_down

VERSION = "pdf-3"
_HEADER = b"%PDF-"
_BEFORE_HEADER = 1024
"""Bytes in which the header must come: some programs put a few before it."""
_CODES = 0.3
"""Share of glyphs without a letter above which a text is not readable."""
_DAMAGED = 0.25
"""Share of the pages that may be damaged in a file that is read."""
_SHOWN = 60
"""Characters of words that are not read, as a warning shows them."""
_VOWELS = re.compile(r"[aeiouy]", re.IGNORECASE)
_LATIN = re.compile(r"[A-Za-z]{4,}")
_SPEECH = 0.6
"""Share of words of four letters and more with a vowel, below which the letters are codes."""
_ENOUGH = 50
"""Words from which that can be told."""


def read_pdf(data: bytes, path: Path, *, max_pages: int = 1000) -> Document:
    """The words of a PDF in order of reading, each with its place.

    Raises UnreadableFile for what is no PDF, damaged, locked, too long, or without readable text.
    """
    pages = _pages(data, path, max_pages)
    _refuse_unreadable(pages, path)
    weights: Counter[float] = Counter()
    for page in pages:
        for word in page.words:
            weights[round(word.size * 2) / 2] += len(word.text)
    body = body_size(weights)
    parts = _parts(pages, body)
    items = _items(parts, body)
    hyphens = Hyphens(line for item in items if isinstance(item, Block) for line in item.lines)
    whole = joined(items)
    set_levels(whole, body)
    notation = write_down(whole, hyphens)
    return notation.document("pdf", VERSION, pages=len(pages), doubts=tuple(_doubts(pages)))


def _pages(data: bytes, path: Path, max_pages: int) -> list[PdfPage]:
    """All pages as painted, one in memory at a time."""
    if not data:
        raise UnreadableFile(path, "is empty")
    if _HEADER not in data[:_BEFORE_HEADER]:
        raise UnreadableFile(path, "is no PDF, whatever its name; open it and save it as PDF again")
    import pdfplumber
    from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect

    try:
        with pdfplumber.open(io.BytesIO(data)) as file:
            return list(_read(file, path, max_pages))
    except UnreadableFile:
        raise
    except Exception as error:
        causes = (error, error.__cause__, error.__context__, *error.args)
        if any(isinstance(cause, (PDFPasswordIncorrect, PDFEncryptionError)) for cause in causes):
            raise UnreadableFile(
                path, "is encrypted; open it with its password and save it without one"
            ) from error
        if isinstance(error, (MemoryError, RecursionError)):
            raise UnreadableFile(path, "is nested too deeply, or too large, to be read") from error
        # pdfminer lets whatever went wrong through: KeyError, struct.error, zlib.error, …
        raise UnreadableFile(
            path, "is damaged or cut off; download it again, or open it and save it anew"
        ) from error


def _read(file: Any, path: Path, max_pages: int) -> Iterator[PdfPage]:
    count = len(file.pages)
    if not count:
        raise UnreadableFile(path, "has no pages; it may be cut off: download it again")
    if count > max_pages:
        raise UnreadableFile(path, f"has {count:,} pages; the limit is {max_pages:,}")
    damaged = 0
    for page in file.pages:
        try:
            yield read_page(painted(page.page_obj, file.rsrcmgr), page.page_number)
        except MemoryError:
            raise
        except Exception:
            # pdfminer lets whatever goes wrong in a page through. The others may be whole.
            damaged += 1
            if damaged > _DAMAGED * count:
                raise
            yield PdfPage(page.page_number, 0.0, 0.0, [], damaged=True)
        page.close()


def _refuse_unreadable(pages: Sequence[PdfPage], path: Path) -> None:
    glyphs = sum(page.glyphs for page in pages)
    if not any(page.words for page in pages):
        raise UnreadableFile(
            path,
            "has no text layer, only pictures of pages; have its text recognised (OCR: many "
            "scanners do it, and ocrmypdf, which is free) and try again",
        )
    codes = sum(page.codes for page in pages)
    words = [w.text for page in pages for w in page.words if _LATIN.fullmatch(w.text)]
    spoken = sum(bool(_VOWELS.search(word)) for word in words)
    if codes > _CODES * glyphs or (len(words) >= _ENOUGH and spoken < _SPEECH * len(words)):
        raise UnreadableFile(
            path,
            "has text that comes out as codes of glyphs, not letters; print it to PDF from the "
            "original, or have its text recognised anew (ocrmypdf does it with --force-ocr)",
        )


def _doubts(pages: Sequence[PdfPage]) -> Iterator[str]:
    for page in pages:
        if page.damaged:
            yield f"Page {page.number} is damaged: its words are not read."
        elif not page.words and page.pictured:
            yield f"Page {page.number} is a picture without a text layer: its words are not read."
        elif page.codes > _CODES * max(page.glyphs, 1):
            yield f"Page {page.number} has text that comes out as codes of glyphs, not letters."
        if page.struck:
            yield f"“{_shown(page.struck)}” is struck out on page {page.number}: it is not read."
    yield from _askew(pages)


def _askew(pages: Sequence[PdfPage]) -> Iterator[str]:
    """A watermark once for all its pages."""
    seen: dict[str, list[int]] = {}
    for page in pages:
        if page.askew:
            seen.setdefault(page.askew, []).append(page.number)
    for words, numbers in seen.items():
        rest = f" and {len(numbers) - 1} more" if len(numbers) > 1 else ""
        yield f"“{_shown(words)}” runs slantwise across page {numbers[0]}{rest}: it is not read."


def _shown(words: str) -> str:
    return words if len(words) <= _SHOWN else words[:_SHOWN].rstrip() + "…"


def _parts(pages: Sequence[PdfPage], body: float) -> list[list[Zone]]:
    """The zones of each page in order of reading, without furniture, tables among their items."""
    tables: dict[int, list[Table]] = {}
    held: dict[int, set[int]] = {}
    for page in pages:
        page.words = with_drawings(page, body)
        tables[page.number] = grids(page, page.words)
        held[page.number] = {id(w) for table in tables[page.number] for w in table.words}
    gone = furniture(pages, held, body)
    out = []
    for page in pages:
        skip = held[page.number] | gone[page.number]
        words = [word for word in page.words if id(word) not in skip and not word.cell]
        boxes = panels(page, words, tables[page.number], body)
        out.append(zones(words, tables[page.number], boxes))
    mark_entries([[item for zone in part for item in zone.items] for part in out])
    for page, part in zip(pages, out, strict=True):
        for zone in part:
            zone.items = with_aligned(zone, page.across)
    return out


def _items(parts: Sequence[Sequence[Zone]], body: float) -> list[Item]:
    """Blocks and tables of all pages in order of reading."""
    pitches = usual_pitches(zone.items for part in parts for zone in part)
    edges = _edges(parts)
    out: list[Item] = []
    number = 0
    for i, part in enumerate(parts):
        for zone in part:
            number += 1
            own = (zone.x0, zone.x1)
            if len(part) == 1:
                left, right = edges[i % 2]
                own = (min(left, zone.x0), max(right, zone.x1))
            out.extend(with_whole_entries(blocks_of(zone.items, own, number, pitches, body)))
    return out


def _edges(parts: Sequence[Sequence[Zone]]) -> list[tuple[float, float]]:
    """Left and right edge of the text on even and odd pages with one column."""
    out = []
    for parity in (0, 1):
        lines = [
            item
            for part in parts[parity::2]
            if len(part) == 1
            for item in part[0].items
            if isinstance(item, Line)
        ]
        lefts = Counter(round(line.x0) for line in lines)
        often = [x for x, count in lefts.items() if count >= 0.1 * len(lines)]
        rights = sorted(line.x1 for line in lines)
        right = rights[int(0.98 * (len(rights) - 1))] if rights else 0.0
        out.append((float(min(often, default=0.0) or 1e9), right))
    return out
