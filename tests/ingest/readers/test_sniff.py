"""What a file is by its bytes: read under its own ending, refused under one of another format."""

import io
import zipfile
from pathlib import Path

import pytest

from ingest.errors import UnreadableFile
from ingest.readers.sniff import FORMATS, kind_of

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\nstartxref\n0\n%%EOF"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64)
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"


def zipped(**parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(
                name.replace("__", "/").replace("_types", "[Content_Types].xml"), content
            )
    return out.getvalue()


def office(*types: str) -> bytes:
    overrides = "".join(f'<Override PartName="/a" ContentType="{each}"/>' for each in types)
    return zipped(_types=f"<Types>{overrides}</Types>")


def reason(data: bytes, name: str) -> str:
    with pytest.raises(UnreadableFile) as caught:
        kind_of(data, Path(name))
    return caught.value.reason


@pytest.mark.parametrize(
    ("data", "name", "format"),
    [
        (PDF, "report.pdf", "pdf"),
        (PDF, "report.PDF", "pdf"),
        (PDF, "report", "pdf"),
        (b"HTTP/1.1 200 OK\r\n\r\n" + bytes(900) + PDF, "report.pdf", "pdf"),
        (b"\xef\xbb\xbf" + PDF, "report.pdf", "pdf"),
        (b"A report on files that begin with %PDF-1.7 and what they hold.", "a.txt", "text"),
        (b"<!DOCTYPE html>\n<html lang=en><title>A</title>", "page.html", "html"),
        (b"\n\n<!-- saved from url=(0020)https://x.org -->\r\n<HTML>", "page.htm", "html"),
        (b'\xef\xbb\xbf<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "x">', "page.xhtml", "html"),
        ('<?xml version="1.0"?><html xmlns="x">'.encode("utf-16"), "page.html", "html"),
        ("<!doctype html><p>No mark".encode("utf-16-le"), "page.html", "html"),
        (b"<h1>Oakham</h1><p>No head at all", "page.html", "html"),
        (b"Some words, then <p>markup</p>", "page.html", "html"),
        (b"<!doctype html><p>Words", "page.aspx", "html"),
        (
            b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\n"
            b'Content-Type: multipart/related;\r\n\ttype="text/html"\r\n',
            "page.mhtml",
            "html",
        ),
        (office(WORD), "report.docx", "docx"),
        (office(WORD.replace(".main", ""), WORD), "report", "docx"),
        (office("application/vnd.ms-word.document.macroEnabled.main+xml"), "a.docm", "docx"),
        (zipped(word__document="", **{"word__document.xml": "<w/>"}), "report.docx", "docx"),
        (office(SHEET), "ratings.xlsx", "table"),
        (office(SHEET, WORD.replace(".main", "")), "ratings.xlsx", "table"),
        (b"PDU,Region\nOakham,Wales\n", "ratings.csv", "table"),
        (b"PDU\tRegion\n", "ratings.tsv", "table"),
        (b"<b>28%</b> of <table><tr><td>cases", "report.txt", "text"),
        (b"<table><tr><td>A table first</td></tr></table>", "report.md", "text"),
        (b"<!-- a note to editors -->\n# Oakham", "report.md", "text"),
        ("Oakham – 2024".encode("utf-16"), "report.txt", "text"),
        ("Oakham – 2024".encode("utf-32"), "report.txt", "text"),
        ("caf\xe9".encode("latin-1"), "report.txt", "text"),
        (b"MZ is also a word, and BM, and ID3", "report.txt", "text"),
        (b"Words of a file without an ending", "README", "text"),
    ],
)
def test_format_shows_in_the_bytes(data: bytes, name: str, format: str) -> None:
    assert kind_of(data, Path(name)) == format


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (PDF, "a.txt", "is a PDF, not a text file; rename it to end in .pdf"),
        (PDF, "a.docx", "is a PDF, not a Word document; rename it to end in .pdf"),
        (PDF, "a.csv", "is a PDF, not a file of values between commas or tabs"),
        (PDF, "a.doc", "is a PDF, not what “.doc” stands for"),
        (b"<html><body>Not found", "a.pdf", "is a web page (HTML), not a PDF"),
        (b"<!doctype html>", "a.txt", "is a web page (HTML), not a text file"),
        (b"Only words", "a.pdf", "is a text file, not a PDF; rename it to end in .txt"),
        (b"Only words", "a.html", "is a text file, not a web page (HTML)"),
        (office(WORD), "a.xlsx", "is a Word document, not an .xlsx file"),
        (office(SHEET), "a.docx", "is an .xlsx file, not a Word document"),
        (
            office(SHEET),
            "ratings",
            "is an .xlsx file, but its name does not say so; rename it to end in .xlsx",
        ),
        (b"\x00\x01\x02\x03" * 50, "a.pdf", "is not a PDF: no kind of file begins as this one"),
        (bytes(5000), "a.docx", "is not a Word document: no kind of file begins"),
    ],
)
def test_ending_of_another_format_is_refused_and_the_right_one_named(
    data: bytes, name: str, said: str
) -> None:
    assert reason(data, name).startswith(said)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (OLE, "is an old Office document, or protected by a password"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "is protected by a password"),
        (OLE + "WordDocument".encode("utf-16-le"), "is an old Word document (.doc)"),
        (OLE + "Workbook".encode("utf-16-le"), "is an old .xls"),
        (office(SLIDES, WORD.replace(".main", "")), "is a presentation (.pptx)"),
        (zipped(mimetype="application/epub+zip"), "is an e-book (EPUB)"),
        (
            zipped(mimetype="application/vnd.oasis.opendocument.text"),
            "is an OpenDocument text (.odt); save it as .docx or PDF",
        ),
        (zipped(notes="hello"), "is a zip archive; unpack it"),
        (zipped(_types="x" * 900, word__document="y" * 900)[:-300], "is a Word document that is"),
        (b"\x89PNG\r\n\x1a\n", "is a picture (PNG)"),
        (b"\xff\xd8\xff\xe0", "is a picture (JPEG)"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "is a picture (WebP)"),
        (b"<svg xmlns='x'>", "is a drawing (SVG)"),
        (b"\x7fELF\x02", "is a program"),
        (b"\x1f\x8b\x08\x00", "is a compressed archive; unpack it"),
        (b"{\\rtf1\\ansi", "is a rich text file (RTF); open it in Word"),
        (b"<?xml version='1.0'?><rss>", "is an XML file"),
        (b"MIME-Version: 1.0\nContent-Type: text/plain\n", "is an e-mail"),
        (b"bplist00\xd1", "is a web archive of Safari"),
    ],
)
@pytest.mark.parametrize("ending", ["", ".txt", ".pdf", ".docx"])
def test_what_no_reader_reads_is_named_under_whatever_ending(
    data: bytes, said: str, ending: str
) -> None:
    assert reason(data, f"file{ending}").startswith(said)


def test_every_ending_promises_a_format_of_one_ending_in_lower_case() -> None:
    assert all(ending == ending.lower() and ending.startswith(".") for ending in FORMATS)


@pytest.mark.parametrize(
    "words",
    [
        b"The new WAVE service was seen in all teams.",
        b"The old AVI scheme was seen in all teams.",
        b"The new WEBP service.",
        b"See ftyp, a box of films.",
        b"." * 256 + b"mustard was served.",
    ],
)
def test_words_of_a_text_are_no_signature(words: bytes) -> None:
    assert kind_of(words, Path("report.txt")) == "text"


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"RIFF\x24\0\0\0WAVEfmt ", "a recording"),
        (b"RIFF\x24\0\0\0AVI LIST", "a film"),
        (b"RIFF\x24\0\0\0WEBPVP8 ", "a picture (WebP)"),
        (b"\0\0\0\x18ftypmp42", "a film or a recording"),
        (b"\0\0\0\x18ftypheic", "a picture (HEIC)"),
        (b"a.txt" + bytes(252) + b"ustar\x0000" + bytes(64), "an archive (tar)"),
        (b"a.txt" + bytes(252) + b"ustar  \0" + bytes(64), "an archive (tar)"),
    ],
)
def test_films_recordings_and_archives_are_refused(data: bytes, name: str) -> None:
    assert reason(data, "report.txt").startswith(f"is {name};")
