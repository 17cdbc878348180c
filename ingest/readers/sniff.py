"""What a file is, by its bytes: its ending is held against them and never believed alone.

A file whose ending promises another format is refused, and the reason names what it is and what to
call it: read silently, a report would be cited under a name that opens in the wrong program.
"""

import io
import re
import zipfile
from pathlib import Path
from typing import NamedTuple

from ingest.errors import UnreadableFile
from ingest.readers.document import Format
from ingest.readers.signatures import FOLDERS, OFFICE, OLD_OFFICE, SIGNATURES, ZIPPED
from ingest.readers.text import decode

_FRONT = 1024
"""Bytes before the header of a PDF that are forgiven, as other readers forgive them."""
_START = 65_536
"""Bytes at the start of a file in which its kind shows."""
_PART = 1_000_000
"""Bytes that are unpacked of the part of an archive that says what it holds."""

FORMATS: dict[str, Format] = {
    **dict.fromkeys((".txt", ".text", ".md", ".markdown"), "text"),
    ".pdf": "pdf",
    **dict.fromkeys((".html", ".htm", ".xhtml", ".mht", ".mhtml"), "html"),
    **dict.fromkeys((".docx", ".docm"), "docx"),
    **dict.fromkeys((".csv", ".tsv", ".xlsx"), "table"),
}
"""Endings of the files that are read, and what each promises."""
_FOREIGN = frozenset(
    {
        ".doc",
        ".dot",
        ".rtf",
        ".odt",
        ".epub",
        ".xls",
        ".ods",
        ".ppt",
        ".pptx",
        ".png",
        ".jpg",
        ".jpeg",
        ".gif",
        ".tif",
        ".tiff",
        ".zip",
    }
)
"""Endings that promise what is not read; any other that is unknown promises nothing."""
_NAMES: dict[Format, tuple[str, str]] = {
    "pdf": ("a PDF", ".pdf"),
    "html": ("a web page (HTML)", ".html"),
    "docx": ("a Word document", ".docx"),
    "table": ("an .xlsx file", ".xlsx"),
    "text": ("a text file", ".txt"),
}
"""What each format is called, and the ending it should have."""

_PDF = re.compile(rb"%PDF-\d\.\d")
_PDF_PARTS = (b"startxref", b" obj", b"%%EOF")
_MHTML = re.compile(
    r"(?:[A-Za-z-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?content-type:\s*multipart/related", re.IGNORECASE
)
_MAIL = re.compile(r"(?:Return-Path|Received|Delivered-To|MIME-Version|Message-ID): ", re.I)
_BEFORE = re.compile(r"(?:\s+|<!--.*?-->|<\?xml[^>]*\?>|<\?[^>]*\?>)*", re.DOTALL)
_PAGE = re.compile(r"<!doctype\s+html\b|<(?:\w+:)?html[\s>]", re.IGNORECASE)
_XML = re.compile(r"<\?xml\b")
_DRAWING = re.compile(r"(?:<!doctype\s+svg\b[^>]*>\s*)?<svg[\s>]", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:head|body|title|meta|main|article|section|div|p|h[1-6]|table|ul|ol|br|span|a)[\s>/]",
    re.IGNORECASE,
)
_CONTENT_TYPE = re.compile(r'ContentType\s*=\s*["\']([^"\']+)["\']')


class _Seen(NamedTuple):
    """What the bytes show."""

    format: Format
    sure: bool = True
    """Whether the bytes can be nothing else: plain words may be text or a table."""


def kind_of(data: bytes, path: Path) -> Format:
    """The format of a file, from its bytes.

    A table without a table's ending is text: values between commas look like prose. Raises
    UnreadableFile for what no reader can read, saying what it is, and for a file whose ending
    promises another format, saying what it should be called.
    """
    if not data:
        raise UnreadableFile(path, "is empty")
    ending = path.suffix.lower()
    promised = FORMATS.get(ending)
    seen = _look(data, path)
    if seen.format == promised or (promised == "table" and ending != ".xlsx" and not seen.sure):
        return promised
    if promised == "html" and not seen.sure and _TAG.search(_start_of(data)):
        return "html"
    if promised is None and ending not in _FOREIGN and seen.format != "table":
        return seen.format
    name, right = _NAMES[seen.format]
    wanted = f"not {_NAMES[promised][0]}" if promised else _not_so_called(ending)
    if promised == "table" and ending != ".xlsx":
        wanted = "not a file of values between commas or tabs"
    elif promised == "table" and seen.format == "text":
        right = ".csv"
    if seen.format == "text" and not _is_words(data[:_START], path):
        raise UnreadableFile(
            path, f"is {wanted}: no kind of file begins as this one does; save or download it again"
        )
    raise UnreadableFile(path, f"is {name}, {wanted}; rename it to end in {right} and try again")


def _not_so_called(ending: str) -> str:
    return (
        f"not what “{ending}” stands for" if ending in _FOREIGN else "but its name does not say so"
    )


def _look(data: bytes, path: Path) -> _Seen:
    start = data[:_START]
    front = _PDF.search(start[: _FRONT + 8])
    # A text that speaks of PDFs has none of the parts of one.
    if front and (not front.start() or any(part in data for part in _PDF_PARTS)):
        return _Seen("pdf")
    if start.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _Seen(_zipped(data, path))
    if start.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        _refuse_old_office(data, path)
    for signature in SIGNATURES:
        opens = start.startswith(signature.opening)
        if opens and start[signature.offset :].startswith(signature.sign):
            raise UnreadableFile(path, f"is {signature.name}; {signature.advice}")
    return _look_at_words(_start_of(data), path)


def _look_at_words(words: str, path: Path) -> _Seen:
    if _MHTML.match(words):
        return _Seen("html")
    if _MAIL.match(words):
        raise UnreadableFile(path, "is an e-mail; save what is attached to it, or its text")
    before = _BEFORE.match(words)
    rest = words[before.end() if before else 0 :]
    if _PAGE.match(rest):
        return _Seen("html")
    if _DRAWING.match(rest):
        raise UnreadableFile(path, "is a drawing (SVG), not a report")
    if _XML.match(words):
        raise UnreadableFile(path, "is an XML file; save it as PDF, .docx or .html and try again")
    return _Seen("text", sure=False)


def _start_of(data: bytes) -> str:
    """The first words of a file, decoded well enough to see markup; no mark before them."""
    start = data[:_START]
    if start.startswith((b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")):
        text = start.decode("utf-32", "replace")
    elif start.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = start.decode("utf-16", "replace")
    else:
        # Without a mark, wide text shows as letters between zeros.
        text = start.replace(b"\x00", b"").decode("utf-8", "replace")
    return text.lstrip("\ufeff \t\r\n")


def _is_words(data: bytes, path: Path) -> bool:
    try:
        decode(data, path)
    except UnreadableFile:
        return False
    return True


def _zipped(data: bytes, path: Path) -> Format:
    """The format of an archive, by what it says that it holds."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            said = _part(archive, names, "[Content_Types].xml") + _part(archive, names, "mimetype")
    except Exception as error:
        # zipfile lets whatever went wrong through: BadZipFile, zlib.error, struct.error, …
        raise UnreadableFile(path, _damaged(data)) from error
    types = {*_CONTENT_TYPE.findall(said), said.strip()}
    for mark, format in OFFICE:
        if any(mark in each for each in types):
            return format
    for mark, refused in ZIPPED:
        if any(mark in each for each in types):
            raise UnreadableFile(path, f"is {refused.name}; {refused.advice}")
    for name, format in FOLDERS:
        if any(each.startswith(name) for each in names):
            return format
    raise UnreadableFile(path, "is a zip archive; unpack it and ingest the files that are in it")


def _part(archive: zipfile.ZipFile, names: set[str], name: str) -> str:
    if name not in names:
        return ""
    with archive.open(name) as part:
        return part.read(_PART).decode("utf-8", "replace")


def _damaged(data: bytes) -> str:
    for inside, name, program in (
        (b"word/", "a Word document", "Word"),
        (b"xl/", "a workbook", "Excel"),
    ):
        if inside in data:
            return (
                f"is {name} that is damaged or cut short; copy or download it again, "
                f"or open it in {program} and save it again"
            )
    return "is a zip archive that is damaged or cut short, not a report"


def _refuse_old_office(data: bytes, path: Path) -> None:
    for mark, refused in OLD_OFFICE:
        if mark.encode("utf-16-le") in data:
            raise UnreadableFile(path, f"is {refused.name}; {refused.advice}")
    raise UnreadableFile(
        path, "is an old Office document, or protected by a password; save it as .docx or PDF"
    )
