"""Small reports in words of our own, written as files of every format that can be read."""

import importlib.util
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from app.files import ENDINGS

Kind = Literal["h1", "h2", "h3", "p", "li"]
_READERS = {".html": "html", ".docx": "word", ".pdf": "pdf"}
"""Formats with a reader of their own, by their ending; the rest is text."""


class Piece(NamedTuple):
    """A heading, a paragraph or a point."""

    kind: Kind
    text: str


def can_read(ending: str) -> bool:
    """Whether this tree has the reader of a format, and folders are searched for it."""
    reader = _READERS.get(ending)
    found = reader is None or importlib.util.find_spec(f"ingest.readers.{reader}") is not None
    return found and ending in ENDINGS


def lay_first(folder: Path) -> None:
    """Files of six reports and of a table of ratings: what a library is begun with."""
    for place, ending in (
        ("Oakham", ".txt"),
        ("Melton", ".md"),
        ("Corby", ".html"),
        ("Uppingham", ".docx"),
        ("Stamford", ".pdf"),
        ("Bourne", ".txt"),
    ):
        _lay(folder, place, ending)
    (folder / "ratings.csv").write_text(_table("Good"), "utf-8")


def lay_second(folder: Path) -> None:
    """The same again: some in other words, some in a second format, one new, one unreadable."""
    _lay(folder, "Oakham", ".txt", changed=True)
    _lay(folder, "Oakham", ".html")
    _lay(folder, "Melton", ".md")
    _lay(folder, "Melton", ".docx")
    _lay(folder, "Corby", ".html", changed=True)
    _lay(folder, "Stamford", ".md")
    _lay(folder, "Uppingham", ".docx", changed=True)
    _lay(folder, "Thrapston", ".txt")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "ratings.csv").write_text(_table("Inadequate"), "utf-8")


def _lay(folder: Path, place: str, ending: str, changed: bool = False) -> None:
    """Write one report; as Markdown where its format cannot be read here."""
    ending = ending if can_read(ending) else ".md"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{place.lower()}{ending}"
    _WRITERS[ending](path, _report(place, changed))


def _report(place: str, changed: bool) -> list[Piece]:
    rating = "Good" if changed else "Requires improvement"
    ill = "three" if changed else "twelve"
    return [
        Piece("h1", f"An inspection of probation services in {place} PDU"),
        Piece("p", "The Probation Service – East Midlands region"),
        Piece("p", "HM Inspectorate of Probation, May 2024"),
        Piece("h2", "1. Organisational delivery"),
        Piece("h3", "1.2 Staffing"),
        Piece("p", f"Rating: {rating}"),
        Piece("p", "Strengths:"),
        Piece("li", f"Managers in {place} meet every week to look at the work of each officer."),
        Piece("li", "New officers are paired with somebody who has been there for a long time."),
        Piece("p", "Areas for improvement:"),
        Piece("li", f"Staff lose {ill} days a year to illness, more than elsewhere."),
        Piece("li", f"The reception in {place} is cold, and people wait there for an hour."),
        Piece("h3", "1.3 Services"),
        Piece("p", "Rating: Inadequate"),
        Piece("p", "Women are seen in a centre of their own beside the market."),
        Piece("p", "Drug testing has begun again after two years without any."),
        Piece("h2", "Recommendations"),
        Piece("p", f"{place} PDU should:"),
        Piece("li", "1. heat the reception before the winter."),
        Piece("li", "2. agree with the health board who sees people who drink."),
    ]


def _table(leadership: str) -> str:
    places = ("Oakham", "Melton", "Grantham")
    rows = [
        f"{place},East Midlands,1 May 2024,hmip-probation-2023,{leadership},Inadequate"
        for place in places
    ]
    return "\n".join(["PDU,Region,Date,Scheme,Leadership,Staffing", *rows, ""])


def _markdown(path: Path, pieces: Sequence[Piece]) -> None:
    marks = {"h1": "# ", "h2": "## ", "h3": "### ", "p": "", "li": "- "}
    path.write_text("\n\n".join(marks[kind] + text for kind, text in pieces) + "\n", "utf-8")


def _html(path: Path, pieces: Sequence[Piece]) -> None:
    inside = "\n".join(
        f"<ul><li>{text}</li></ul>" if kind == "li" else f"<{kind}>{text}</{kind}>"
        for kind, text in pieces
    )
    page = f"<!DOCTYPE html><html lang='en'><head><title>{pieces[0].text}</title></head>"
    path.write_text(f"{page}<body><main>\n{inside}\n</main></body></html>\n", "utf-8")


def _word(path: Path, pieces: Sequence[Piece]) -> None:
    from docx import Document

    document = Document()
    styles = {"h1": "Heading 1", "h2": "Heading 2", "h3": "Heading 3", "li": "List Bullet"}
    for kind, text in pieces:
        document.add_paragraph(text, styles.get(kind, "Normal"))
    document.save(str(path))


def _pdf(path: Path, pieces: Sequence[Piece]) -> None:
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import ListFlowable, Paragraph, SimpleDocTemplate

    styles = getSampleStyleSheet()
    names = {"h1": "Heading1", "h2": "Heading2", "h3": "Heading3"}
    shown = []
    for kind, text in pieces:
        paragraph = Paragraph(text, styles[names.get(kind, "BodyText")])
        shown.append(ListFlowable([paragraph], bulletType="bullet") if kind == "li" else paragraph)
    SimpleDocTemplate(str(path), invariant=1).build(shown)


_WRITERS: dict[str, Callable[[Path, Sequence[Piece]], None]] = {
    ".txt": _markdown,
    ".md": _markdown,
    ".html": _html,
    ".docx": _word,
    ".pdf": _pdf,
}
