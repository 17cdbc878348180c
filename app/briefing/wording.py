"""What a briefing says around its statements: notes, how it was made, licence; and clean text."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import yaml

from app.wording import date_words
from index.answers.briefing.model import Briefing, Table
from index.models import Citation, Statement
from ingest.models import Record, ReportInfo

LICENCES = Path(__file__).with_name("licences.yaml")
NOTES, ABOUT = "Notes", "About this briefing"
OURS = "our digest"
DIGEST_BANNER = (
    "Rests in part on this project’s own digests: our words, not the Inspectorate’s. Look up the "
    "published report before quoting."
)
WATERMARK = "Our digest, not the Inspectorate’s words"
_NOT_XML = re.compile(
    "[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\x7f-\x9f\u202a-\u202e\u2066-\u2069]"
)
"""What XML 1.0 does not allow, and what turns the direction of the text around it."""
_PUBLIC = re.compile(r"^https?://[^\s\"'<>\\^`{|}]+$", re.IGNORECASE)
_LEAST_RUN = 3
"""Numbers of a row of notes that are written as a range once each of them was given alone."""


class Dress(Record):
    """What whoever makes a briefing can choose, and what made it."""

    title: str = ""
    """In place of the briefing's own; "" for that."""
    marking: str = ""
    """A protective marking for the head and foot of each page; "" for none."""
    version: str = ""
    """Of this program."""


class Note(NamedTuple):
    """One note: the words that are cited, and where they stand."""

    number: int
    quoted: str
    """In quotation marks where they are a publisher's."""
    where: str
    url: str | None
    """Public address of the report, where it is known."""


def clean(text: str) -> str:
    """The text on one line, without what XML forbids or what turns the order of letters."""
    return " ".join(_NOT_XML.sub("", text).split())


def legal(text: str) -> str:
    """The text without what XML forbids or what turns the order of letters, its spaces kept."""
    return _NOT_XML.sub("", text).replace("\n", " ").replace("\r", " ").replace("\t", " ")


def title_of(briefing: Briefing, dress: Dress) -> str:
    """The title that was chosen, else the briefing's own."""
    return clean(dress.title) or clean(briefing.title)


def said(statement: Statement, reports: Mapping[int, ReportInfo]) -> str:
    """A statement as it is shown; what rests on a digest of ours says so, without quotation marks.

    `reports`: the report of each note.
    """
    words = clean(statement.text)
    if any(reports[n].edition == "digest" for n in statement.citations):
        return f"{words} ({OURS})"
    return f"“{words}”" if statement.kind == "quote" else words


def caption(table: Table, reports: Mapping[int, ReportInfo]) -> str:
    """The caption of a table; one with cells from a digest of ours says so."""
    cited = {n for row in table.rows for cell in row.cells for n in cell.statement.citations}
    ours = any(reports[n].edition == "digest" for n in cited)
    return clean(f"{table.caption} ({OURS})" if ours else table.caption)


def notes(briefing: Briefing) -> tuple[Note, ...]:
    """The notes, in the order of their numbers."""
    return tuple(note_of(c, c.id, briefing.publishers.get(c.report.id)) for c in briefing.citations)


def runs(numbers: Sequence[int], seen: Collection[int]) -> list[tuple[int, int]]:
    """The numbers behind a statement, first and last of each run.

    Three and more in a row are one run where each was given before; any other stands alone.
    """
    found: list[tuple[int, int]] = []
    for number in sorted(numbers):
        joins = bool(found) and number == found[-1][1] + 1 and number in seen
        if joins and found[-1][0] in seen:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return [part for run in found for part in _parted(run)]


def about(briefing: Briefing, dress: Dress) -> Iterator[tuple[str, str | None]]:
    """How the briefing was made, what it was made from and the licence: lines, some with a link."""
    version = f", version {dress.version}" if dress.version else ""
    yield (
        "Composed by the inspection reports assistant" + version + " without any language model: "
        "every statement is a verbatim quotation, a rendering of table rows, or a fixed phrase. "
        "Numbered notes give the words and the place; what has no note is a fixed phrase or "
        "a heading.",
        None,
    )
    reports = "; ".join(_report(info) for info in briefing.reports)
    yield f"Made from: {reports or 'no report'}.", None
    yield f"Library fingerprint (SHA-256): {briefing.fingerprint}", None
    for info in briefing.digests:
        yield f"{clean(info.title)}: this project’s own digest, our words.", None
    for publisher in dict.fromkeys(_published(briefing)):
        licence = licences().get(publisher)
        if licence:
            yield licence["text"], licence["url"]
    for doubt in briefing.doubts:
        yield f"About the sources: {clean(doubt)}", None


@lru_cache(maxsize=1)
def licences() -> dict[str, dict[str, str]]:
    """By publisher: the words that its licence asks for, and the licence's address."""
    found = yaml.safe_load(LICENCES.read_text("utf-8"))
    return {str(k): {"text": str(v["text"]), "url": str(v["url"])} for k, v in found.items()}


def public(url: str | None) -> str | None:
    """The address, where it is a plain one of the web; None for anything else."""
    return url if url and _PUBLIC.match(url) else None


def _published(briefing: Briefing) -> Iterator[str]:
    for info in briefing.reports:
        # A digest is made from a published report: its licence asks to be named as well.
        if info.id in briefing.publishers:
            yield briefing.publishers[info.id]


def _parted(run: tuple[int, int]) -> list[tuple[int, int]]:
    first, last = run
    if last - first + 1 >= _LEAST_RUN:
        return [run]
    return [(number, number) for number in range(first, last + 1)]


def _report(info: ReportInfo) -> str:
    when = f" ({date_words(info.published)})" if info.published else ""
    return f"{clean(info.title)}{when}"


def note_of(citation: Citation, number: int, publisher: str | None) -> Note:
    """The note of a citation under a number of its own."""
    info = citation.report
    words = clean(citation.quote.replace("\t", " | "))
    if citation.cells:
        words = clean("; ".join(f"{name}: {value}" for name, value in citation.cells.items()))
    elif info.edition == "digest":
        words = f"{words} ({OURS}, not the Inspectorate’s words)"
    else:
        words = f"“{words}”"
    if citation.cells and info.edition == "digest":
        words = f"{words} ({OURS})"
    return Note(number, words, _where(citation, publisher), public(info.url))


def _where(citation: Citation, publisher: str | None) -> str:
    """Report, publisher, ISBN, date, section and page, as far as they are known."""
    info = citation.report
    if info.is_table:
        origin = [f"{info.source}, a table imported into the library, no published report"]
    elif info.edition == "digest":
        origin = [f"{info.title} (this project’s own digest)"]
    else:
        origin = [info.title, *([publisher] if publisher else [])]
    origin += [date_words(info.published)] if info.published else []
    origin += [f"ISBN {info.isbn}"] if info.isbn else []
    section = " › ".join(citation.section) or "front matter"
    page = [f"page {citation.page} of the file"] if citation.page is not None else []
    return clean(f"{', '.join(origin)}. {', '.join([section, *page])}.")
