"""Opening a file: which reader its ending asks for, and what that makes of it."""

from pathlib import Path

from ingest.readers.document import Document, Format
from ingest.readers.text import MAX_BYTES, VERSION, decode, read_bytes

FORMATS: dict[str, Format] = {
    **dict.fromkeys((".txt", ".text", ".md", ".markdown"), "text"),
    ".pdf": "pdf",
    **dict.fromkeys((".html", ".htm", ".xhtml", ".mht", ".mhtml"), "html"),
    **dict.fromkeys((".docx", ".docm"), "docx"),
    **dict.fromkeys((".csv", ".tsv", ".xlsx"), "table"),
}
"""Endings of the files that are read; a file that is named may have any other, and is then text."""
LARGEST = 200_000_000
"""Bytes of a file; a published report as PDF has under 5,000,000."""
MOST_PAGES = 1000


def read_document(
    path: Path, max_bytes: int = LARGEST, max_pages: int = MOST_PAGES
) -> tuple[Document, bytes]:
    """What the reader of its format makes of a file, and the bytes of the file.

    Raises UnreadableFile for what is too large, not there, or cannot be read.
    """
    kind = FORMATS.get(path.suffix.lower(), "text")
    limit = min(max_bytes, MAX_BYTES) if kind == "text" else max_bytes
    data = read_bytes(path, limit)
    if kind == "pdf":
        from ingest.readers.pdf import read_pdf

        return read_pdf(data, path, max_pages=max_pages), data
    if kind == "html":
        from ingest.readers.html import read_html

        return read_html(data, path), data
    if kind == "docx":
        from ingest.readers.word import read_word

        return read_word(data, path), data
    return Document(decode(data, path), "text", VERSION), data
