"""Files that people do drop in, and that nobody should have to fear: each written into a folder.

All words are ours. A maker returns the path of its file, and `MAKERS` says what is to become of it:
part of the reason of its rejection, or None for one that looks bad and is to be read.
"""

import io
import os
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

from docx import Document
from openpyxl import Workbook
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

WORDS = "Staff in Oakham knew the people they worked with. Plans were made too late."
PARAGRAPHS = tuple(f"Paragraph {number}. {WORDS}" for number in range(1, 40))
ROWS = (
    ("PDU", "Region", "Date", "Score (out of 21)", "Leadership", "Staffing", "Services"),
    ("Oakham", "Wales", "10/10/2024", "3/21", "Requires improvement", "Inadequate", "Inadequate"),
)


def pdf(title: str = "Oakham", pages: int = 2, encrypt: StandardEncryption | None = None) -> bytes:
    """A small report as PDF."""
    out = io.BytesIO()
    canvas = Canvas(out, encrypt=encrypt, invariant=1)
    for page in range(1, pages + 1):
        canvas.setFont("Helvetica-Bold", 16)
        canvas.drawString(72, 780, f"{title} {page}")
        canvas.setFont("Helvetica", 10)
        for line, words in enumerate(PARAGRAPHS[:20]):
            canvas.drawString(72, 740 - 30 * line, words)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def docx(title: str = "Oakham") -> bytes:
    """A small report as a Word document."""
    document = Document()
    document.add_heading(title, 1)
    for words in PARAGRAPHS:
        document.add_paragraph(words)
    table = document.add_table(rows=0, cols=2)
    for name, value in zip(*ROWS, strict=True):
        cells = table.add_row().cells
        cells[0].text, cells[1].text = name, value
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def xlsx() -> bytes:
    """A small table of ratings as a workbook."""
    book = Workbook()
    for row in ROWS:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def csv() -> bytes:
    """The same table as values between commas."""
    return "".join(",".join(row) + "\n" for row in ROWS).encode()


def html(title: str = "Oakham") -> bytes:
    """A small report as a web page."""
    body = "".join(f"<p>{words}</p>\n" for words in PARAGRAPHS)
    return (
        f"<!doctype html>\n<html lang=en><head><title>{title}</title></head>\n"
        f"<body><main><h1>{title}</h1>\n{body}</main></body></html>\n"
    ).encode()


def text(title: str = "Oakham") -> bytes:
    """A small report as text."""
    return (f"# {title}\n\n" + "\n\n".join(PARAGRAPHS) + "\n").encode()


def with_part(archive: bytes, name: str, content: bytes) -> bytes:
    """An archive with one of its parts replaced or added."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(archive)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for item in old.infolist():
            if item.filename != name:
                new.writestr(item, old.read(item))
        new.writestr(name, content)
    return out.getvalue()


def pdf_of(stream: bytes, filters: str = "/FlateDecode", media: str = "[0 0 595 842]") -> bytes:
    """A PDF of one page whose content is the stream as it is."""
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox {media} /Contents 4 0 R "
        "/Resources << /Font << /F1 5 0 R >> >> >>".encode(),
        f"<< /Length {len(stream)} /Filter {filters} >>\nstream\n".encode()
        + stream
        + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\n".encode()
    return bytes(out + f"startxref\n{start}\n%%EOF\n".encode())


def _deflated(piece: bytes, times: int) -> bytes:
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(piece) for _ in range(times)) + packer.flush()


def pdf_bomb(megabytes: int = 600) -> bytes:
    """A page whose content unpacks to that much white space, deflated twice: a few kilobytes."""
    return pdf_of(
        zlib.compress(_deflated(b" " * 1_000_000, megabytes), 9), "[/FlateDecode /FlateDecode]"
    )


def word_bomb(megabytes: int = 300) -> bytes:
    """A document whose words unpack to that much."""
    start = b'<w:document xmlns:w="x"><w:body><w:p><w:r><w:t>'
    return with_part(docx(), "word/document.xml", start + b"a" * megabytes * 1_000_000)


def word_laughs() -> bytes:
    """A document with entities of entities."""
    entities = '<!ENTITY a0 "ha">' + "".join(
        f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 11)
    )
    body = (
        f"<?xml version='1.0'?><!DOCTYPE d [{entities}]>"
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        "<w:body><w:p><w:r><w:t>&a10;</w:t></w:r></w:p></w:body></w:document>"
    )
    return with_part(docx(), "word/document.xml", body.encode())


def workbook_bomb(megabytes: int = 300) -> bytes:
    """A workbook with a sheet that unpacks to that much."""
    return with_part(xlsx(), "xl/worksheets/sheet1.xml", b" " * megabytes * 1_000_000)


def image_only() -> bytes:
    """A page that is a picture of words."""
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    from PIL import Image

    picture = io.BytesIO()
    Image.new("L", (600, 800), 240).save(picture, "PNG")
    from reportlab.lib.utils import ImageReader

    canvas.drawImage(ImageReader(picture), 0, 0, 595, 842)
    canvas.save()
    return out.getvalue()


MAKERS: dict[str, tuple[Callable[[], bytes], str | None]] = {
    "encrypted.pdf": (
        lambda: pdf(encrypt=StandardEncryption("secret", "owner", strength=128)),
        "password",
    ),
    "only printing forbidden.pdf": (
        lambda: pdf("Melton", encrypt=StandardEncryption("", "owner", canPrint=0, strength=128)),
        None,
    ),
    "cut short.pdf": (lambda: (made := pdf(pages=9))[: len(made) * 6 // 10], "cut off"),
    "cut short.docx": (lambda: docx()[:-3000], "cut short"),
    "cut short.xlsx": (lambda: xlsx()[:-1000], "cut short"),
    **{f"nothing.{end}": (bytes, "is empty") for end in ("pdf", "txt", "html", "docx", "xlsx")},
    "zeros.pdf": (lambda: bytes(5000), "is not a PDF"),
    "zeros.txt": (lambda: bytes(5000), "binary"),
    "white.txt": (lambda: b" \n" * 500, "only white space"),
    "white.pdf": (lambda: pdf_of(zlib.compress(b" ")), "text"),
    "a pdf.txt": (pdf, "is a PDF, not a text file"),
    "a page.pdf": (html, "is a web page (HTML), not a PDF"),
    "a document.pdf": (docx, "is a Word document, not a PDF"),
    "a text.docx": (text, "is a text file, not a Word document"),
    "a workbook.docx": (xlsx, "is an .xlsx file, not a Word document"),
    "a pdf.html": (pdf, "is a PDF, not a web page"),
    "a pdf.csv": (pdf, "is a PDF, not a file of values"),
    "a table.xlsx": (csv, "is a text file, not an .xlsx file"),
    "junk first.pdf": (lambda: b"HTTP/1.1 200 OK\r\n\r\n" + pdf("Uppingham"), None),
    "utf-16.txt": (lambda: text("Sixteen").decode().encode("utf-16"), None),
    "utf-16 no mark.txt": (lambda: text("Sixteen bare").decode().encode("utf-16-le"), None),
    "utf-32.txt": (lambda: text("Thirty-two").decode().encode("utf-32"), None),
    "latin-1.txt": (lambda: (text("Caf\xe9").decode()).encode("latin-1"), None),
    "utf-16.html": (lambda: html("Page of sixteen").decode().encode("utf-16"), None),
    "one line.txt": (lambda: (WORDS.encode() + b" ") * 400_000, "bytes"),
    "many pages.pdf": (lambda: pdf(pages=1001), "pages"),
    "picture.pdf": (image_only, "text"),
    "bomb.pdf": (pdf_bomb, ""),
    "bomb.docx": (word_bomb, ""),
    "laughs.docx": (word_laughs, ""),
    "bomb.xlsx": (workbook_bomb, "unpacks to"),
    "deep.html": (lambda: b"<!doctype html><html>" + b"<div>" * 20_000 + WORDS.encode(), None),
}
"""File name to its bytes and what its rejection says; "" for any reason, None for none at all."""

GOOD: dict[str, Callable[[], bytes]] = {
    "good.txt": lambda: text("Good as text"),
    "good.pdf": lambda: pdf("Good as PDF"),
    "good.html": lambda: html("Good as a page"),
    "good.docx": lambda: docx("Good in Word"),
    "good.csv": csv,
}

NAMES = (
    b"-rf.txt",
    b"--help.txt",
    b"two\nlines.txt",
    "“quoted” and 'quoted' \"too\".txt".encode(),
    "🙂.txt".encode(),
    "\u202etxt.gnp.txt".encode(),
    b"x" * 251 + b".txt",
    b"no utf-8 \xff\xfe.txt",
    b"  spaces  .txt",
    b"100% $HOME `id` *.txt",
)


def write_bad(folder: Path) -> dict[Path, str | None]:
    """All bad files, and what is to become of each."""
    expected = {}
    for name, (make, reason) in MAKERS.items():
        (folder / name).write_bytes(make())
        expected[folder / name] = reason
    return expected


def write_good(folder: Path) -> tuple[Path, ...]:
    """One good file of each format."""
    for name, make in GOOD.items():
        (folder / name).write_bytes(make())
    return tuple(folder / name for name in GOOD)


def write_odd_names(folder: Path) -> tuple[Path, ...]:
    """Good files with names that not every program bears; those that the system takes."""
    written = []
    for number, name in enumerate(NAMES):
        path = folder / os.fsdecode(name)
        try:
            path.write_bytes(text(f"Odd name {number}"))
        except OSError:
            continue  # macOS takes no bytes that are none of UTF-8, Windows no quotation marks
        written.append(path)
    return tuple(written)


def write_traps(folder: Path) -> None:
    """What is no file, and links in circles."""
    (folder / "folder.pdf").mkdir()
    (folder / "folder.pdf" / "inside.txt").write_bytes(text("Inside a folder called PDF"))
    (folder / "circle").symlink_to(folder)
    (folder / "itself.txt").symlink_to(folder / "itself.txt")
    (folder / "gone.txt").symlink_to(folder / "nowhere.txt")
    (folder / "zero.txt").symlink_to("/dev/zero")
    os.mkfifo(folder / "pipe.txt")
