"""First bytes of files that no reader reads, and what to do with such a file instead."""

from typing import NamedTuple

from ingest.readers.document import Format


class Refused(NamedTuple):
    """A kind of file that is refused."""

    name: str
    """With its article: "a picture (PNG)"."""
    advice: str
    """What to do instead, after a semicolon."""


class Signature(NamedTuple):
    """The bytes that such a file has, and where."""

    sign: bytes
    name: str
    advice: str
    offset: int = 0
    opening: bytes = b""
    """What the file must begin with besides: what stands further on may be words of a text."""


_SCANNED = "scan it into a PDF with text recognition (OCR), or ask for the report as PDF or .docx"
_UNPACK = "unpack it and ingest the files that are in it"
_SAVE = "save it as .docx or PDF and try again"
_NOTHING = "there is nothing in it that could be read as a report"

_PICTURES = (
    (b"\x89PNG\r\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"\x00\x00\x00\x0cjP  ", "JPEG 2000"),
    (b"\x00\x00\x01\x00", "icon"),
    (b"8BPS", "Photoshop"),
    (b"AT&TFORM", "DjVu"),
)
_PROGRAMS = (
    b"\x7fELF",
    b"\xfe\xed\xfa\xce",
    b"\xfe\xed\xfa\xcf",
    b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",
    b"MZ\x90\x00",
    b"\x00asm",
)
_ARCHIVES = (
    b"\x1f\x8b\x08",
    b"7z\xbc\xaf\x27\x1c",
    b"Rar!\x1a\x07",
    b"\xfd7zXZ\x00",
    b"\x28\xb5\x2f\xfd",
    b"BZh91AY&SY",
)

SIGNATURES = (
    *(Signature(first, f"a picture ({name})", _SCANNED) for first, name in _PICTURES),
    Signature(b"WEBP", "a picture (WebP)", _SCANNED, 8, b"RIFF"),
    Signature(b"ftyphei", "a picture (HEIC)", _SCANNED, 4, b"\0"),
    Signature(b"ftyp", "a film or a recording", _NOTHING, 4, b"\0"),
    Signature(b"WAVE", "a recording", _NOTHING, 8, b"RIFF"),
    Signature(b"AVI ", "a film", _NOTHING, 8, b"RIFF"),
    Signature(b"ID3\x03", "a recording", _NOTHING),
    Signature(b"OggS\x00", "a recording", _NOTHING),
    Signature(b"\x1a\x45\xdf\xa3", "a film", _NOTHING),
    *(Signature(first, "a compressed archive", _UNPACK) for first in _ARCHIVES),
    Signature(b"ustar\0", "an archive (tar)", _UNPACK, 257),
    Signature(b"ustar  ", "an archive (tar)", _UNPACK, 257),
    *(Signature(first, "a program", _NOTHING) for first in _PROGRAMS),
    Signature(b"{\\rtf", "a rich text file (RTF)", "open it in Word, " + _SAVE),
    Signature(b"%!PS", "a PostScript file", "convert it to PDF and try again"),
    Signature(b"bplist00", "a web archive of Safari", "save the page as PDF or .html"),
    Signature(b"SQLite format 3\x00", "a database", _NOTHING),
)
"""In the order in which they are tried."""

OLD_OFFICE = (
    ("EncryptedPackage", Refused("protected by a password", "save it without one and try again")),
    ("WordDocument", Refused("an old Word document (.doc)", "open it in Word, " + _SAVE)),
    ("Workbook", Refused("an old .xls", "save it as .xlsx or as CSV and try again")),
    ("PowerPoint Document", Refused("an old presentation (.ppt)", "save it as PDF and try again")),
    ("__substg1.0_", Refused("a message of Outlook", "save what is attached to it, or its text")),
)
"""Names of streams inside old Office files, and what they tell."""

OFFICE: tuple[tuple[str, Format], ...] = (
    ("wordprocessingml.document.main+xml", "docx"),
    ("ms-word.document.macroEnabled.main+xml", "docx"),
    ("spreadsheetml.sheet.main+xml", "table"),
)
"""Types of content that are read."""

FOLDERS: tuple[tuple[str, Format], ...] = (
    ("word/", "docx"),
    ("xl/", "table"),
)
"""Folders in an archive by which it is known where it says nothing of its contents."""

ZIPPED = (
    ("presentationml.", Refused("a presentation (.pptx)", "save it as PDF and try again")),
    ("template.main+xml", Refused("an Office template", "save it as .docx or .xlsx")),
    ("ms-word.template", Refused("an Office template", "save it as .docx")),
    ("ms-excel.", Refused("a workbook with macros or in binary", "save it as .xlsx or as CSV")),
    ("opendocument.text", Refused("an OpenDocument text (.odt)", _SAVE)),
    ("opendocument.spreadsheet", Refused("an OpenDocument sheet (.ods)", "save it as .xlsx")),
    ("opendocument", Refused("an OpenDocument file", "save it as PDF and try again")),
    ("epub+zip", Refused("an e-book (EPUB)", "ask for the report as PDF or .docx")),
)
"""Types of content in archives that are not read."""
