"""What the rows of one sheet say, once it is known by which set of standards they were rated."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ingest.imports.columns import standard_of
from ingest.imports.entries import Entry
from ingest.imports.exported import measure_of, read_fact
from ingest.imports.lines import Item, Line
from ingest.imports.problems import Problems
from ingest.imports.rounds import Rounds
from ingest.imports.values import (
    BadCell,
    Value,
    read_percent,
    read_rating,
    read_score,
    score_maximum,
    state_of,
)
from ingest.readers.sheet import shown
from ingest.schemes import Scheme, Schemes


class Entries(NamedTuple):
    """What a table says."""

    entries: tuple[Entry, ...]
    silent: tuple[Line, ...]
    """Rows that rate nothing."""
    others: tuple[Line, ...]
    """Rows with a measure that a table cannot bring in."""


def read_entries(lines: Sequence[Line], schemes: Schemes, problems: Problems) -> Entries:
    """The entries of the rows of one sheet; what cannot be understood is a problem."""
    heads = {column.label for line in lines for column in line.header.columns}
    named = heads | {item.label for line in lines for item in line.items}
    rounds = Rounds(schemes, named - {""})
    labels, maxima = _by_inspection(lines)
    entries: list[Entry] = []
    silent, others = [], []
    unclear: set[str] = set()
    for line in lines:
        if line.header.form == "facts":
            if measure_of(line):
                entries += _exported(line, schemes, rounds, problems)
            else:
                others.append(line)
            continue
        if not line.items:
            silent.append(line)
            continue
        key = (line.subject.casefold(), line.published)
        try:
            scheme = rounds.scheme(line.told, labels[key], maxima[key])
        except BadCell as error:
            # A table of one round that does not say which is one problem, not one for each row.
            if str(error) not in unclear:
                problems.add(line.sheet, str(error), line.row, line.header.of("scheme"))
            unclear.add(str(error))
            continue
        entries += _of_line(line, scheme, schemes, problems)
    return Entries(tuple(_dates_once(entries)), tuple(silent), tuple(others))


def _by_inspection(
    lines: Iterable[Line],
) -> tuple[dict[tuple[str, str], set[str]], dict[tuple[str, str], int | None]]:
    """The standards that are rated, and the maximum of the score, by place and date."""
    labels: dict[tuple[str, str], set[str]] = defaultdict(set)
    maxima: dict[tuple[str, str], int | None] = defaultdict(lambda: None)
    for line in lines:
        key = (line.subject.casefold(), line.published)
        for item in line.items:
            if item.label and state_of(item.text) != "not_applicable":
                labels[key].add(item.label)
            if item.kind == "score":
                maxima[key] = score_maximum(item.text) or item.out_of or maxima[key]
        for column in line.header.columns:
            if column.role == "score" and column.out_of and maxima[key] is None:
                maxima[key] = column.out_of
    return labels, maxima


def _of_line(line: Line, scheme: Scheme, schemes: Schemes, problems: Problems) -> Iterator[Entry]:
    subject, region = line.subject, line.region
    if "region" in scheme.kinds:
        subject = region = schemes.region(subject) or subject
    common = (subject, region, line.published, scheme.name)
    for role, label in (("published", "publication"), ("fieldwork", "fieldwork")):
        column, day = line.header.of(role), getattr(line, role)
        if column and day:
            yield Entry(line, column, *common, "date", Value(day, None), label=label)
    for item in line.items:
        try:
            if entry := _of_item(line, item, scheme, common):
                yield entry
        except BadCell as error:
            problems.add(line.sheet, str(error), line.row, item.column)


def _of_item(
    line: Line, item: Item, scheme: Scheme, common: tuple[str, str, str, str]
) -> Entry | None:
    """The entry of an item; None where a standard of another round does not apply."""
    if item.kind == "score":
        read = read_score(item.text, scheme, item.out_of)
        return Entry(line, item.column, *common, "score", read)
    if item.kind == "overall":
        return Entry(line, item.column, *common, "overall_rating", read_rating(item.text, scheme))
    standard = standard_of(scheme, item.label)
    if standard is None and state_of(item.text) == "not_applicable":
        return None
    if standard is None:
        raise BadCell(f"{shown(item.label)} is no standard of {scheme.name} ({scheme.title})")
    if item.kind == "question_of":
        return Entry(
            line,
            item.column,
            *common,
            "key_question",
            read_percent(item.text),
            standard=standard,
            label=item.column.name
            if item.column.label
            else line.text("key_question") or item.label,
            question=item.question,
            unit="percent",
        )
    read = read_rating(item.text, scheme)
    return Entry(line, item.column, *common, "rating", read, standard=standard)


def _dates_once(entries: Iterable[Entry]) -> Iterator[Entry]:
    """The entries, with the dates of an inspection from the first of its rows only."""
    seen = set()
    for entry in entries:
        key = (entry.subject, entry.published, entry.scheme, entry.label, entry.read.value)
        if entry.measure == "date" and entry.line.header.form != "facts":
            if key in seen:
                continue
            seen.add(key)
        yield entry


def _exported(line: Line, schemes: Schemes, rounds: Rounds, problems: Problems) -> Iterator[Entry]:
    try:
        yield read_fact(line, schemes, rounds)
    except BadCell as error:
        problems.add(line.sheet, str(error), line.row, line.header.of("value"))
