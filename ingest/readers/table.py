"""Ratings tables that people keep (.csv, .tsv, .xlsx): the steps from a file to a Report.

Columns are known by their names (`ingest/imports/columns.yaml`, and the schemes), in one row for
each inspection, for each rating, or for each fact as `reports ratings --csv` prints them. A table
is taken in whole or not at all: everything that is wrong with it is said at once.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from ingest.checks import check_report
from ingest.cover import slug
from ingest.errors import UnreadableFile
from ingest.imports.columns import Header, find_header, load_vocabulary, meant, standard_of
from ingest.imports.entries import find_clashes
from ingest.imports.facts import Places, build_facts, by_inspection
from ingest.imports.lines import Line, read_lines
from ingest.imports.problems import Problems
from ingest.imports.rated import Entries, read_entries
from ingest.models import Fact, Report, ReportInfo, Warning
from ingest.readers.sheet import MAX_BYTES, Sheet, Workbook, read_csv, shown
from ingest.readers.sniff import kind_of
from ingest.readers.text import as_words
from ingest.readers.workbook import read_workbook
from ingest.schemes import Schemes, load_schemes

VERSION = "table-1"
_SHOWN_NAMES = 8
"""Names of columns, sheets, … that one message lists."""

Tables = list[tuple[Sheet, Header]]


def read_table(path: Path, schemes: Schemes | None = None) -> Report:
    """The report that a file of ratings makes: kind `other`, about no single place.

    It has no date of its own: every fact has that of its row. Raises UnreadableFile with all that
    is wrong, by row and column; a score that its ratings do not add up to is only a warning.
    """
    schemes = schemes or load_schemes()
    data = _read(path)
    kind_of(data, path)
    book = read_workbook(data, path) if path.suffix.lower() == ".xlsx" else read_csv(data, path)
    problems = Problems(path)
    tables, left_out = _tables(book, schemes, path, problems)
    lines = [[*read_lines(sheet, head, schemes, problems)] for sheet, head in tables]
    for (sheet, head), read in zip(tables, lines, strict=True):
        if not read and not problems:
            problems.add(sheet, "has names of columns, but no row below them", head.row)
    said = [read_entries(each, schemes, problems) for each in lines]
    entries = [entry for each in said for entry in each.entries]
    find_clashes(entries, problems)
    problems.check()
    if not any(entry.measure != "date" for entry in entries):
        raise UnreadableFile(path, "rates nothing: no row has a rating, a score or a percentage")
    # By its text, not its bytes: a workbook that is saved again unchanged has other bytes.
    info = _info(path, hashlib.sha256(book.text.encode()).hexdigest(), schemes)
    places = Places(info.id, book, tables)
    facts = build_facts(info.id, entries, places)
    warnings = (
        *_sheets_left_out(left_out, book.hidden),
        *_remarks(tables, said, schemes, places),
        *_checked(info, schemes, facts),
    )
    used = {fact.scheme for fact in facts}
    return Report(
        info=info,
        scheme=used.pop() if len(used) == 1 else "",
        sha256=hashlib.sha256(data).hexdigest(),
        format="table",
        reader_version=VERSION,
        text=book.text,
        sections=(),
        passages=places.passages,
        facts=facts,
        warnings=warnings,
    )


def _read(path: Path) -> bytes:
    try:
        if (size := path.stat().st_size) > MAX_BYTES:
            raise UnreadableFile(path, f"has {size:,} bytes; the limit is {MAX_BYTES:,}")
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UnreadableFile(path, f"cannot be read ({reason})") from error


def _info(path: Path, digest: str, schemes: Schemes) -> ReportInfo:
    title = " ".join(re.sub(r"_|(?<=[^\W\d])-(?=[^\W\d])", " ", as_words(path.stem)).split())
    return ReportInfo(
        id=f"{slug(title) or 'table'}-{digest[:8]}",
        title=title,
        kind="other",
        subject=schemes.schemes[0].national,
        region="",
        published="",
        edition="published",
        source=as_words(path.name),
    )


def _tables(
    book: Workbook, schemes: Schemes, path: Path, problems: Problems
) -> tuple[Tables, tuple[str, ...]]:
    """The sheets that rate places, each with its header; and the names of the others."""
    found: Tables = []
    others = []
    for sheet in book.sheets:
        header = find_header(sheet.rows, schemes)
        if header is not None and header.is_ratings:
            found.append((sheet, header))
        elif sheet.rows:
            others.append(sheet.name)
    if not any(sheet.rows for sheet in book.sheets):
        hidden = " in a sheet that is not hidden" if book.hidden else ""
        raise UnreadableFile(path, f"holds nothing{hidden}")
    if not found:
        raise UnreadableFile(path, _not_a_table(schemes))
    for sheet, header in found:
        _check_header(sheet, header, schemes, problems)
    return found, tuple(others)


def _not_a_table(schemes: Schemes) -> str:
    names = load_vocabulary().columns
    standards = dict.fromkeys(each.name for s in schemes.schemes for each in s.rated_standards)
    return (
        "is not a ratings table: no column holds ratings or scores. Columns are known by name: "
        f"place ({', '.join(names['place'][:3])}, …), date ({', '.join(names['published'][:3])}, "
        f"…), region, overall rating, score, and the standards ({', '.join(standards)}); or "
        "place, date, standard and rating, one rating a row"
    )


def _check_header(sheet: Sheet, header: Header, schemes: Schemes, problems: Problems) -> None:
    if not header.of("place") and not header.of("region"):
        names = ", ".join(load_vocabulary().columns["place"][:5])
        problems.add(sheet, f"no column says the place; name one of them {names}, …", header.row)
    if not header.of("published"):
        names = ", ".join(load_vocabulary().columns["published"][:5])
        problems.add(sheet, f"no column says the date; name one of them {names}, …", header.row)
    seen: dict[tuple[object, ...], str] = {}
    for column in header.columns:
        name = column.name.casefold()
        standards = tuple(standard_of(each, column.label) for each in schemes.schemes)
        key = (column.role, standards, column.question) if column.role else (name,)
        if key in seen:
            message = f"means the same as {shown(seen[key])}; rename or remove one of them"
            problems.add(sheet, message, header.row, column)
        seen.setdefault(key, column.name)
        if not column.role and (near := meant(column.name, schemes)):
            message = f"is not understood; did you mean {shown(near)}? Rename it"
            problems.add(sheet, message, header.row, column)
    first = header.row.number
    for merged in sheet.merged:
        last = int(re.findall(r"\d+", merged)[-1])
        if last >= first:
            message = f"the cells {merged} are merged; unmerge them and fill in each"
            problems.add(sheet, message)


def _remarks(
    tables: Tables,
    said: Sequence[Entries],
    schemes: Schemes,
    places: Places,
) -> Iterator[Warning]:
    """What a person should know of how the table was read."""
    unknown = [c.name for _, header in tables for c in header.columns if not c.role]
    if unknown:
        yield _remark("unknown_columns", f"Kept, but bringing no facts: columns {_some(unknown)}.")
    silent = [line for each in said for line in each.silent]
    if silent:
        yield _remark("rows_without_ratings", f"Rating nothing: {_rows(silent)}.")
    others = [line for each in said for line in each.others]
    if others:
        measures = dict.fromkeys(line.text("measure") for line in others)
        yield _remark(
            "measures_left_out",
            f"Kept, but bringing no facts: {_rows(others)}, of the measure {_some([*measures])}. "
            "The reports bring these.",
        )
    known = set(schemes.regions())
    strange = {
        entry.region: entry.line
        for each in said
        for entry in each.entries
        if entry.region and entry.region not in known
    }
    for region, line in strange.items():
        yield Warning(
            kind="unknown_region",
            message=f"{shown(region)} is none of the regions that are known; it was kept.",
            sources=(places.source(line),),
        )


def _sheets_left_out(others: Sequence[str], hidden: Sequence[str]) -> Iterator[Warning]:
    if others:
        yield _remark("sheets_left_out", f"Not read, for want of ratings: sheets {_some(others)}.")
    if hidden:
        yield _remark("sheets_left_out", f"Not read, being hidden: sheets {_some(hidden)}.")


def _remark(kind: str, message: str) -> Warning:
    return Warning(kind=kind, message=message)


def _some(names: Sequence[str]) -> str:
    more = len(names) - _SHOWN_NAMES
    listed = ", ".join(shown(name) for name in names[:_SHOWN_NAMES])
    return f"{listed} and {more} more" if more > 0 else listed


def _rows(lines: Sequence[Line]) -> str:
    more = len(lines) - _SHOWN_NAMES
    listed = ", ".join(str(line.row.number) for line in lines[:_SHOWN_NAMES])
    rows = f"row{'s' if len(lines) > 1 else ''} {listed}"
    return f"{rows} and {more:,} more" if more > 0 else rows


def _checked(info: ReportInfo, schemes: Schemes, facts: Sequence[Fact]) -> Iterator[Warning]:
    """What disagrees within an inspection: sums, bands, dates; each as a report of its own."""
    for (subject, published, _), own in by_inspection(facts).items():
        one = info.model_copy(update={"subject": subject, "published": published})
        yield from check_report(one, "", schemes, (), (), "", tuple(own))
