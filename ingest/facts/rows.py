"""Tables with a row for each inspection, as annual reports print them: scores, dates, ratings."""

import re
from dataclasses import dataclass

from ingest.called import called
from ingest.facts.days import iso
from ingest.facts.reading import Reading
from ingest.facts.shown import NO_RATING
from ingest.models import Cell, Fact, Passage, Source
from ingest.schemes import Scheme, Schemes

_PLACE = re.compile(r"^(?P<name>[^()]+?)\s*\((?P<region>[^()]*)\)\W*$", re.DOTALL)
_OUT_OF = re.compile(r"out of\s+(\d{1,3})|/\s*(\d{1,3})", re.IGNORECASE)
_LEAST_STANDARDS = 2
"""Columns that must name standards before a table counts as one of inspections."""


@dataclass(frozen=True)
class Columns:
    """What the columns of a table hold, by their index."""

    names: tuple[str, ...]
    place: int
    published: int | None
    score: int | None
    out_of: int
    overall: int | None
    region: int | None
    standards: dict[int, str]


def row_facts(reading: Reading) -> list[Fact]:
    """The facts of every row: its date, composite score, overall rating and ratings by standard.

    A rating whose mark the file lost is `not_legible`. A table that goes on after a page break
    without its header keeps the columns of the table before.
    """
    scheme = reading.scheme or _scheme_of_tables(reading)
    if scheme is None:
        return []
    facts: list[Fact] = []
    columns: Columns | None = None
    section: tuple[str, ...] = ()
    for passage in reading.passages:
        if not passage.rows:
            continue
        own = _columns(reading, scheme, passage.rows)
        if own or passage.section != section:
            columns, section = own, passage.section
        if columns is None:
            continue
        for index, row in enumerate(passage.rows):
            facts += _row(reading, scheme, passage, index, row, columns)
    return facts


def place_name(text: str, schemes: Schemes) -> str:
    """A place as facts name it: without "PDU", with "&" written "and", one space between words."""
    bare = re.sub(r"\s+", " ", text.replace("&", " and ")).strip(" .*")
    return called(schemes).unit_ending.sub("", bare)


def _scheme_of_tables(reading: Reading) -> Scheme | None:
    """The scheme that the columns of a table show, for a report that uses none itself."""
    for passage in reading.passages:
        labels = [cell for row in (passage.rows or ())[:3] for cell in row if cell]
        found = _OUT_OF.search(" ".join(labels))
        out_of = int(found[1] or found[2]) if found else None
        if len(labels) > _LEAST_STANDARDS and (name := _detect(reading.schemes, out_of, labels)):
            return reading.schemes.scheme(name)
    return None


def _detect(schemes: Schemes, out_of: int | None, labels: list[str]) -> str:
    return schemes.detect(out_of=out_of, labels=labels)


def _columns(reading: Reading, scheme: Scheme, rows: tuple[tuple[str, ...], ...]) -> Columns | None:
    """The columns that a header among the first rows names, or None without such a header."""
    units = called(reading.schemes).units
    for row in rows[:4]:
        standards = {i: key for i, cell in enumerate(row) if (key := _standard(scheme, cell))}
        place = _find(row, rf"\binspected\b|\b{units}\b|\bregion\b|\bname\b|\bservice\b|\barea\b")
        score = _find(row, r"\bscore\b|\bout of \d+")
        if place is None or len(standards) < _LEAST_STANDARDS:
            continue
        found = _OUT_OF.search(row[score]) if score is not None else None
        region = _find(row, r"\bregion\b")
        return Columns(
            names=row,
            place=place,
            published=_find(row, r"\bpublished\b|\bpublication\b|\bdate\b"),
            score=score,
            out_of=int(found[1] or found[2]) if found else scheme.composite_max,
            overall=_find(row, r"\boverall\b"),
            region=region if region != place else None,
            standards=standards,
        )
    return None


def _standard(scheme: Scheme, cell: str) -> str | None:
    return scheme.match_standard(cell) if cell.strip() else None


def _find(row: tuple[str, ...], pattern: str) -> int | None:
    return next((i for i, cell in enumerate(row) if re.search(pattern, cell, re.IGNORECASE)), None)


def _row(
    reading: Reading,
    scheme: Scheme,
    passage: Passage,
    index: int,
    row: tuple[str, ...],
    columns: Columns,
) -> list[Fact]:
    full = len(row) == len(columns.names)
    place_at = columns.place if full else 0
    place = row[place_at] if place_at < len(row) else ""
    date_at = next((i for i, cell in enumerate(row) if i != place_at and iso(cell)), None)
    if row == columns.names or not place.strip() or (date_at is None and not full):
        return []
    score_at = _score_at(row, columns, full, date_at)
    score = int(row[score_at]) if score_at is not None else None
    subject, region = _place(reading, row, place, columns, full)
    if not subject or (date_at is None and score is None):
        return []
    published = (iso(row[date_at]) if date_at is not None else None) or reading.info.published
    cells = _cells(scheme, row, columns, full, (place, published, score))
    source = reading.row(passage, index, cells).model_copy(update={"standard": None})

    def fact(measure: str, source: Source = source, **fields: object) -> Fact:
        own = {"subject": subject, "region": region, "published": published, "scheme": scheme.name}
        return reading.fact(source, measure=measure, **(own | fields))

    facts = []
    if date_at is not None:
        facts.append(fact("date", label="publication", value=published))
    legible: Cell = "legible" if score is not None else "not_legible"
    value = f"{score}/{columns.out_of}" if score is not None else None
    facts.append(fact("score", value=value, number=score, out_of=columns.out_of, cell=legible))
    wanted: list[tuple[int | None, str | None]] = [(columns.overall, None)]
    wanted += list(columns.standards.items())
    for column, standard in wanted:
        if column is None:
            continue
        text = row[column] if full else ""
        rating = scheme.rating(text)
        facts.append(
            fact(
                "rating" if standard else "overall_rating",
                standard=standard,
                value=rating.word if rating else None,
                number=rating.points if rating else None,
                cell="legible" if rating else NO_RATING.get(text.strip().lower(), "not_legible"),
            )
        )
    return facts


def _score_at(
    row: tuple[str, ...], columns: Columns, full: bool, date_at: int | None
) -> int | None:
    """Index of the score: in its own column, or the first small number after the date."""
    candidates = [columns.score] if full else []
    candidates += list(range((date_at or 0) + 1, len(row)))
    for at in candidates:
        if at is None:
            continue
        bare = row[at].strip()
        if re.fullmatch(r"\d{1,3}", bare) and int(bare) <= columns.out_of:
            return at
    return None


def _place(
    reading: Reading, row: tuple[str, ...], place: str, columns: Columns, full: bool
) -> tuple[str, str]:
    """Subject and region of a row: the region in brackets after the name, or in its own column."""
    found = _PLACE.match(place.strip())
    name, told = (found["name"], found["region"]) if found else (place, "")
    if not told and columns.region is not None and full:
        told = row[columns.region]
    return place_name(name, reading.schemes), reading.schemes.region(told) or ""


def _cells(
    scheme: Scheme,
    row: tuple[str, ...],
    columns: Columns,
    full: bool,
    known: tuple[str, str, int | None],
) -> dict[str, str]:
    """Columns and values of a row as they are shown; a lost rating says that it is not legible."""
    place, published, score = known
    cells: dict[str, str] = {}
    for at, name in enumerate(columns.names):
        if not name:
            continue
        text = row[at].strip() if full else ""
        if at == columns.place:
            text = place.strip()
        elif at == columns.published:
            text = next((cell for cell in row if iso(cell) == published), published)
        elif at == columns.score:
            text = str(score) if score is not None else "not legible"
        elif (at in columns.standards or at == columns.overall) and not scheme.rating(text):
            text = text if text.lower() in NO_RATING else "not legible"
        cells[name] = re.sub(r"\s+", " ", text)
    return cells
