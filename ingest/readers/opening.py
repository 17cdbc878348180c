"""Opening a file: which reader its bytes ask for, and what that makes of it."""

from pathlib import Path

from ingest.errors import UnreadableFile
from ingest.readers.document import Document
from ingest.readers.sniff import kind_of
from ingest.readers.text import MAX_BYTES, VERSION, decode, read_bytes

LARGEST = 200_000_000
"""Bytes of a file; a published report as PDF has under 5,000,000."""
MOST_PAGES = 1000


def read_document(
    path: Path, max_bytes: int = LARGEST, max_pages: int = MOST_PAGES
) -> tuple[Document, bytes]:
    """What the reader of its format makes of a file, and the bytes of the file.

    Raises UnreadableFile for what is too large, not there, cannot be read, or is not what its
    ending says.
    """
    data = read_bytes(path, max_bytes)
    kind = kind_of(data, path)
    if kind == "pdf":
        from ingest.readers.pdf import read_pdf

        return read_pdf(data, path, max_pages=max_pages), data
    if kind == "html":
        from ingest.readers.html import read_html

        return read_html(data, path), data
    if kind == "docx":
        from ingest.readers.word import read_word

        return read_word(data, path), data
    if len(data) > MAX_BYTES:
        raise UnreadableFile(path, f"has {len(data):,} bytes; as text the limit is {MAX_BYTES:,}")
    return Document(decode(data, path), "text", VERSION), data
