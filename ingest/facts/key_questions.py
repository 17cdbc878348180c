"""Percentages of cases for the key questions behind a standard, from their tables."""

import re

from ingest.facts.reading import Reading
from ingest.facts.shown import EARLIER
from ingest.models import Fact, Passage

_PERCENT = re.compile(r"^\W*(\d{1,3}(?:\.\d+)?)\s*(?:%|per ?cent)\W*$", re.IGNORECASE)


def key_question_facts(reading: Reading) -> list[Fact]:
    """One fact for each question of a table in a standard's section, percent 0-100."""
    if reading.scheme is None:
        return []
    facts: list[Fact] = []
    for passage in reading.passages:
        if passage.rows and passage.standard:
            facts += _from_table(reading, passage)
    return facts


def _from_table(reading: Reading, passage: Passage) -> list[Fact]:
    assert reading.scheme is not None
    rows = passage.rows or ()
    header = rows[0] if not any(_PERCENT.match(cell) for cell in rows[0]) else ()
    facts = []
    for index, row in enumerate(rows):
        question = row[0].strip()
        columns = [
            column
            for column, cell in enumerate(row)
            if column and _PERCENT.match(cell) and not _is_earlier(header, column)
        ]
        if len(columns) != 1 or not question.endswith("?"):
            continue
        percent = _PERCENT.match(row[columns[0]])
        assert percent is not None
        number = float(percent[1])
        names = header or ("Key question", *("Percentage",) * (len(row) - 1))
        facts.append(
            reading.fact(
                reading.row(passage, index, dict(zip(names, row, strict=True))),
                measure="key_question",
                label=question,
                value=f"{percent[1]}%",
                number=int(number) if number.is_integer() else number,
                unit="percent",
                key_question=reading.schemes.key_question(
                    question, reading.scheme.name, passage.standard
                ),
            )
        )
    return facts


def _is_earlier(header: tuple[str, ...], column: int) -> bool:
    return column < len(header) and bool(EARLIER.search(header[column]))
