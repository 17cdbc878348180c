"""Where a report shows its ratings and its composite score: pages, sections and tables."""

import re
from dataclasses import dataclass
from typing import Literal

from ingest.facts.reading import Reading
from ingest.models import Cell, Passage, Source
from ingest.schemes import Rating, Scheme

_SCORE = re.compile(
    r"\b(?:composite |overall |total )?score\b\W*(?:of|is|was|:)?\W*"
    r"(\d{1,3})\s*(?:/|out of|of|from)\s*(\d{1,3})\b",
    re.IGNORECASE,
)
_OVERALL = re.compile(r"\boverall\b(?: \w+)? rating|\brating\b.{0,12}\boverall\b", re.IGNORECASE)
EARLIER = re.compile(
    r"\b(?:previous|prior|last|earlier|former|past)\b|\bcompar|\bchange\b", re.IGNORECASE
)
"""A heading or column with these words shows what an earlier inspection found: not our rating."""
_NOT_OURS = re.compile(
    rf"{EARLIER.pattern}|\b(?:would|could|might|neighbouring|rules)\b", re.IGNORECASE
)
"""A sentence with these tells a score of another inspection, or none at all."""
NO_RATING: dict[str, Cell] = {
    "not rated": "not_rated",
    "nr": "not_rated",
    "unrated": "not_rated",
    "not applicable": "not_applicable",
    "na": "not_applicable",
    "n/a": "not_applicable",
    "not legible": "not_legible",
}
"""What stands in place of a rating, lower case."""
_UNRATED = re.compile(
    r"\b(?:do|does|did|is|are|was|were)\s+not\s+(?:currently\s+)?(?:rated?|given a rating)\b"
    r"|\b(?:not|un)\s?rated\b",
    re.IGNORECASE,
)
_LONGEST_LINE = 120
"""Characters of a label with its value; a longer passage is prose that mentions a rating."""


@dataclass(frozen=True)
class Shown:
    """One place where a report shows a rating or its composite score."""

    measure: Literal["rating", "overall_rating", "score"]
    standard: str | None
    value: str | None
    points: int | None
    out_of: int | None
    cell: Cell
    source: Source
    in_section: bool
    """True in the standard's own section, False on a page of ratings."""


def shown_ratings(reading: Reading) -> list[Shown]:
    """Every place, in order of reading, where the report shows a rating of its own."""
    if reading.scheme is None:
        return []
    found: list[Shown] = []
    for passage in reading.passages:
        if any(EARLIER.search(heading) for heading in passage.section):
            continue
        if passage.rows and passage.type != "rating":
            found += _from_table(reading, reading.scheme, passage)
        elif passage.type == "rating" or len(passage.text) <= _LONGEST_LINE:
            found += _from_line(reading, reading.scheme, passage)
        if unrated := _not_rated(reading, reading.scheme, passage):
            found.append(unrated)
    return found


def _from_line(reading: Reading, scheme: Scheme, passage: Passage) -> list[Shown]:
    if score := _SCORE.search(passage.text):
        if passage.type != "rating" and _NOT_OURS.search(passage.text):
            return []
        return [_score(reading, passage, int(score[1]), int(score[2]))]
    if passage.type != "rating":
        return []
    label, rating, cell = _split(passage.text, scheme)
    if passage.rows and not passage.rows[0][-1]:
        label, rating, cell = passage.rows[0][0], None, "not_legible"
    if rating is None and cell == "legible":
        return []
    overall = bool(_OVERALL.search(label))
    standard = passage.standard if overall else scheme.match_standard(label) if label else None
    standard = standard or passage.standard
    if standard is None and not overall:
        return []
    if standard is not None and scheme.standard(standard) is None:
        return []
    return [
        Shown(
            measure="rating" if standard else "overall_rating",
            standard=standard,
            value=rating.word if rating else None,
            points=rating.points if rating else None,
            out_of=None,
            cell=cell,
            source=reading.whole(passage, {label or "Rating": _cell_words(rating, cell, label)}),
            in_section=_is_own_section(scheme, passage, standard),
        )
    ]


def _cell_words(rating: Rating | None, cell: Cell, label: str) -> str:
    """What the cell beside a label holds: nothing where it is not legible."""
    if rating is not None:
        return rating.word
    return "" if cell == "not_legible" else label


def _score(reading: Reading, passage: Passage, points: int, out_of: int) -> Shown:
    value = f"{points}/{out_of}"
    source = reading.whole(passage, {"Score": value} if passage.type == "rating" else None)
    return Shown("score", None, value, points, out_of, "legible", source, False)


def _split(text: str, scheme: Scheme) -> tuple[str, Rating | None, Cell]:
    """Label, rating and cell of "P 1.1 Leadership Requires improvement"."""
    bare = text.replace("\t", " ").strip(" .*'\u2018\u2019")
    lower = bare.lower()
    for rating in scheme.ratings:
        if re.search(rf"(?:^|\W){re.escape(rating.word.lower())}$", lower):
            return bare[: len(bare) - len(rating.word)].strip(" :–-'\u2018"), rating, "legible"
    for words, cell in NO_RATING.items():
        if re.search(rf"(?:^|\W){re.escape(words)}$", lower):
            return bare[: len(bare) - len(words)].strip(" :–-"), None, cell
    return bare, None, "legible"


def _from_table(reading: Reading, scheme: Scheme, passage: Passage) -> list[Shown]:
    """Rows of a table of standard and rating (not of places, and not of an earlier inspection)."""
    rows = passage.rows or ()
    header = rows[0] if rows and not _rated_cells(scheme, rows[0]) else ()
    found = []
    for index, row in enumerate(rows):
        label = " ".join(cell for cell in row if cell and scheme.rating(cell) is None)
        columns = [
            column
            for column in _rated_cells(scheme, row)
            if not (column < len(header) and EARLIER.search(header[column]))
        ]
        overall = bool(_OVERALL.search(label))
        standard = None if overall else _row_standard(scheme, row)
        if len(columns) != 1 or not (overall or standard):
            continue
        rating = scheme.rating(row[columns[0]])
        names = header or tuple(f"column {i + 1}" for i in range(len(row)))
        cells = {n or f"column {i + 1}": c for i, (n, c) in enumerate(zip(names, row, strict=True))}
        found.append(
            Shown(
                measure="rating" if standard else "overall_rating",
                standard=standard,
                value=rating.word if rating else None,
                points=rating.points if rating else None,
                out_of=None,
                cell="legible",
                source=reading.row(passage, index, cells).model_copy(
                    update={"standard": standard or passage.standard}
                ),
                in_section=_is_own_section(scheme, passage, standard),
            )
        )
    return found


def _rated_cells(scheme: Scheme, row: tuple[str, ...]) -> list[int]:
    return [column for column, cell in enumerate(row) if scheme.rating(cell)]


def _row_standard(scheme: Scheme, row: tuple[str, ...]) -> str | None:
    labels = [cell for cell in row if cell and scheme.rating(cell) is None]
    for label in (" ".join(labels[:2]), *labels):
        if standard := scheme.match_standard(label):
            return standard
    return None


def _is_own_section(scheme: Scheme, passage: Passage, standard: str | None) -> bool:
    headings = [scheme.match_standard(heading) for heading in passage.section]
    return standard is not None and standard in headings


def _not_rated(reading: Reading, scheme: Scheme, passage: Passage) -> Shown | None:
    """A standard that the scheme does not rate, where its section says so."""
    standard = scheme.standard(passage.standard) if passage.standard else None
    if standard is None or standard.rated or passage.type not in {"paragraph", "rating"}:
        return None
    for start, end in reading.sentences(passage):
        if _UNRATED.search(passage.text[start:end]):
            source = reading.quotation(passage, start, end)
            return Shown("rating", standard.key, None, None, None, "not_rated", source, True)
    return None
