"""Entries: what a ratings table says, one for each fact, and where its rows clash."""

from collections.abc import Iterable
from typing import NamedTuple

from ingest.imports.columns import Column
from ingest.imports.lines import Line
from ingest.imports.problems import Problems
from ingest.imports.values import Value
from ingest.models import Measure
from ingest.readers.sheet import shown
from ingest.schemes import KeyQuestionKey

MEASURES: tuple[Measure, ...] = ("rating", "overall_rating", "score", "key_question", "date")
"""What a table can bring in; other facts need the words of a report around them."""

_Key = tuple[str | None, ...]


class Entry(NamedTuple):
    """One fact of a row."""

    line: Line
    column: Column
    subject: str
    region: str
    published: str
    scheme: str
    measure: Measure
    read: Value
    standard: str | None = None
    label: str | None = None
    question: KeyQuestionKey | None = None
    unit: str | None = None
    rule: str | None = None
    """Derived facts: how the value was found."""
    derived: bool = False

    @property
    def shown(self) -> str:
        """What was read, for a message."""
        return self.read.value or self.read.state.replace("_", " ")


def find_clashes(entries: Iterable[Entry], problems: Problems) -> None:
    """Note rows that say again, or otherwise, what an earlier row says of the same inspection.

    Dates of which one is a prefix of the other are one date. Facts that were exported from several
    reports are compared within each report only: sources may disagree.
    """
    seen: dict[_Key, Entry] = {}
    pairs: dict[tuple[int, int], tuple[Entry, Entry, list[str]]] = {}
    regions: dict[str, Entry] = {}
    for entry in entries:
        if entry.line.header.form != "facts":
            _compare_regions(entry, regions, problems)
            if entry.measure == "date":
                continue
        earlier = _earlier(entry, seen)
        if earlier is None or earlier.line is entry.line:
            continue
        pair = (id(earlier.line), id(entry.line))
        _, _, differing = pairs.setdefault(pair, (earlier, entry, []))
        if entry.read != earlier.read:
            name = f"“{entry.column.name}”"
            differing.append(f"{name} is {earlier.shown} there and {entry.shown} here")
    for earlier, entry, differing in pairs.values():
        _note(earlier, entry, differing, problems)


def _earlier(entry: Entry, seen: dict[_Key, Entry]) -> Entry | None:
    """The entry that was first to say this, if any; else this one is kept as the first."""
    report = entry.line.text("report") if entry.line.header.form == "facts" else ""
    # A report may date one thing twice, and ask two questions that are none of the shared ones.
    label = entry.label if report else None
    label = f"{label} {entry.read.value}" if entry.measure == "date" else label
    about = (entry.subject.casefold(), entry.scheme, entry.measure, entry.standard)
    key = (*about, entry.question, label, report)
    date = entry.published
    exact = entry.line.header.form == "facts"
    prefixes = [date] if exact else [date, *(date[:n] for n in (4, 7) if n < len(date))]
    for prefix in prefixes:
        if found := seen.get((*key, prefix, "")):
            return found
    if found := seen.get((*key, date, "longer")):
        return found
    seen[(*key, date, "")] = entry
    for prefix in prefixes[1:]:
        seen.setdefault((*key, prefix, "longer"), entry)
    return None


def _note(earlier: Entry, entry: Entry, differing: list[str], problems: Problems) -> None:
    sheet = earlier.line.sheet
    where = f"row {earlier.line.row.number}"
    if sheet.name != entry.line.sheet.name:
        where += f" of sheet “{sheet.name}”"
    what = f"{where} ({entry.subject}, {entry.published})"
    if differing:
        problems.add(
            entry.line.sheet, f"contradicts {what}: {'; '.join(differing)}", entry.line.row
        )
    else:
        problems.add(entry.line.sheet, f"repeats {what}; take one of them out", entry.line.row)


def _compare_regions(entry: Entry, regions: dict[str, Entry], problems: Problems) -> None:
    if not entry.region:
        return
    first = regions.setdefault(entry.subject.casefold(), entry)
    if first.region != entry.region:
        problems.add(
            entry.line.sheet,
            f"puts {entry.subject} in {shown(entry.region)}, but row {first.line.row.number} in "
            f"{shown(first.region)}",
            entry.line.row,
            entry.line.header.of("region"),
        )
