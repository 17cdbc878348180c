"""The ratings table: inspections as rows, put together from every fact that the library holds.

An inspection is (place, date). A report and a row of an annual table can be two sources of one, so
rows are inspections, and counts count inspections or places, never facts.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from index.models import Place
from ingest.models import Fact, ReportInfo

RATED = ("overall_rating", "rating", "score", "key_question")


class _Inspection(NamedTuple):
    place: Place
    date: str
    """ISO, at the precision of the report itself, else of the annual row."""
    scheme: str
    facts: tuple[Fact, ...]
    """Facts of the place's own report first, those of tables that people keep last."""
    reports: tuple[str, ...]
    """Ids of the reports that are sources of it, its own first."""
    own_report: str | None
    """Id of the report of this inspection; None where only an annual table names it."""
    others: tuple[Fact, ...] = ()
    """Facts of tables that people keep, of cells that a source before them has: not counted twice,
    but to be shown where they differ."""


class Inspection(_Inspection):
    """One inspection of one place, with every fact about it.

    What is looked up in its facts is worked out once, and anew for an inspection made of it.
    """

    @cached_property
    def _by_measure(self) -> dict[str, tuple[Fact, ...]]:
        found: dict[str, list[Fact]] = defaultdict(list)
        for fact in self.facts:
            found[fact.measure].append(fact)
        return {measure: tuple(facts) for measure, facts in found.items()}

    @cached_property
    def _by_cell(self) -> dict[tuple[str, str | None], Fact]:
        """The first legible fact of each cell, else the first."""
        found: dict[tuple[str, str | None], Fact] = {}
        for fact in self.facts:
            key = (fact.measure, fact.standard)
            if key not in found or (found[key].cell != "legible" and fact.cell == "legible"):
                found[key] = fact
        return found

    def cell(self, measure: str, standard: str | None = None) -> Fact | None:
        """The fact of this cell: a legible one before one that was lost; None when absent."""
        return self._by_cell.get((measure, standard))

    def row_cell(self, measure: str) -> Fact | None:
        """The fact as a table of several inspections has it, else as the own report has it."""
        found = [f for f in self.of(measure) if f.cell == "legible"]
        rows = [f for f in found if f.source.kind == "table" and f.report != self.own_report]
        return next(iter(rows or found), None)

    def key_questions(self, standard: str | None = None) -> tuple[Fact, ...]:
        """The percentages of the key questions, in the order of the report."""
        return tuple(
            f for f in self.of("key_question") if standard is None or f.standard == standard
        )

    def of(self, measure: str) -> tuple[Fact, ...]:
        """All facts of one measure, in the order of the report."""
        return self._by_measure.get(measure, ())


class Coverage(NamedTuple):
    """How much of one kind of place a table covers."""

    inspections: int
    places: int
    held_places: int
    """Places of which the library holds a report of their own."""
    rated: int
    """Inspections with a rating by standard that was read."""
    derived: int
    """Ratings by standard that were derived."""


class _Table(NamedTuple):
    inspections: tuple[Inspection, ...]
    national: tuple[Fact, ...]
    """Facts of reports that are not about one place."""


class Table(_Table):
    """All inspections, by place and then date; and the national facts beside them."""

    @cached_property
    def _by_name(self) -> dict[str, tuple[Inspection, ...]]:
        found: dict[str, list[Inspection]] = defaultdict(list)
        for inspection in self.inspections:
            found[inspection.place.name].append(inspection)
        return {name: tuple(rows) for name, rows in found.items()}

    @cached_property
    def _coverage(self) -> dict[str, Coverage]:
        kinds = dict.fromkeys(i.place.kind for i in self.inspections)
        return {k: _covered([i for i in self.inspections if i.place.kind == k]) for k in kinds}

    def named(self, name: str) -> tuple[Inspection, ...]:
        """The inspections of every place of this name, a unit and a region of one name included."""
        return self._by_name.get(name, ())

    def coverage(self, kind: str) -> Coverage:
        """What the table covers of one kind of place: "pdu" or "region"."""
        return self._coverage.get(kind, Coverage(0, 0, 0, 0, 0))

    def of(self, place: Place, dates: Collection[str] = ()) -> tuple[Inspection, ...]:
        """The inspections of a place, newest first; only those of the dates when some are given."""
        found = [i for i in self.named(place.name) if i.place == place]
        if dates:
            found = [i for i in found if any(self.dated(i, d) for d in dates)]
        return tuple(sorted(found, key=lambda i: i.date, reverse=True))

    @staticmethod
    def dated(inspection: Inspection, date: str) -> bool:
        """Whether a date of a question fits: the publication, or another date of the inspection."""
        exact = {f.published for f in inspection.facts if len(f.published) == len(date)}
        if len(date) > len(inspection.date) and exact:
            # The report gives a month, the annual table the day: a question by the day means that.
            return date in exact
        if agrees(inspection.date, date):
            return True
        other = (f.value for f in inspection.of("date") if f.label in {"fieldwork", "period"})
        return any(value and value[:4] == date for value in other)


def _covered(rows: Sequence[Inspection]) -> Coverage:
    ratings = [row.of("rating") for row in rows]
    return Coverage(
        inspections=len(rows),
        places=len({row.place for row in rows}),
        held_places=len({row.place for row in rows if row.own_report}),
        rated=sum(any(f.cell == "legible" and not f.derived for f in each) for each in ratings),
        derived=sum(f.derived for each in ratings for f in each),
    )


def agrees(date: str, other: str) -> bool:
    """Whether one date is a prefix of the other (CONTRACT.md: such dates are equal)."""
    return date.startswith(other) or other.startswith(date)


def build_table(
    infos: Iterable[ReportInfo], facts: Iterable[Fact], region_schemes: Collection[str]
) -> Table:
    """The table of a library; `region_schemes` names the schemes that regions are rated by."""
    by_id = {info.id: info for info in infos}
    facts = tuple(facts)
    spellings = _spellings(facts, by_id)
    groups: dict[Place, dict[str, list[Fact]]] = {}
    national: list[Fact] = []
    for fact in facts:
        info = by_id[fact.report]
        if info.is_table and (known := spellings.get(fact.subject.casefold())):
            fact = fact.model_copy(update={"subject": known[0], "region": known[1]})
        place = _place(fact, info, region_schemes)
        if place is None:
            national.append(fact)
        else:
            groups.setdefault(place, {}).setdefault(fact.published, []).append(fact)
    rows = [
        inspection
        for place, by_date in groups.items()
        for inspection in _inspections(place, by_date, by_id)
    ]
    rows.sort(key=lambda i: (i.place.name, i.place.kind, i.date))
    return Table(tuple(rows), tuple(national))


def _spellings(
    facts: Iterable[Fact], infos: Mapping[str, ReportInfo]
) -> dict[str, tuple[str, str]]:
    """How places are written and where they lie, by name in lower case: as reports say, else as
    tables that people keep do, which often leave out what everybody knows who reads them.
    """
    found: dict[str, tuple[str, str]] = {}
    for fact in sorted(facts, key=lambda fact: infos[fact.report].is_table):
        if fact.region:
            found.setdefault(fact.subject.casefold(), (fact.subject, fact.region))
    return found


def _place(fact: Fact, info: ReportInfo, region_schemes: Collection[str]) -> Place | None:
    """Whom a fact is about; None for the nation."""
    if info.kind in {"pdu", "region"} and fact.subject == info.subject:
        return Place(name=info.subject, kind=info.kind, region=info.region)
    dated = fact.measure == "date" and fact.source.kind == "table"
    placed = bool(fact.region) or fact.scheme in region_schemes
    placed = placed or (info.is_table and fact.subject != info.subject)
    if not placed or (fact.measure not in RATED and not dated):
        return None
    if fact.scheme in region_schemes or fact.subject == fact.region:
        return Place(name=fact.subject, kind="region", region=fact.subject)
    return Place(name=fact.subject, kind="pdu", region=fact.region)


def _inspections(
    place: Place, by_date: Mapping[str, list[Fact]], infos: Mapping[str, ReportInfo]
) -> list[Inspection]:
    """One inspection per date; dates of which one is a prefix of the other are one."""
    merged: list[list[Fact]] = []
    for date in sorted(by_date):
        for group in merged:
            if agrees(group[0].published, date):
                group.extend(by_date[date])
                break
        else:
            merged.append(list(by_date[date]))
    return [_inspection(place, group, infos) for group in merged]


def _inspection(place: Place, facts: list[Fact], infos: Mapping[str, ReportInfo]) -> Inspection:
    def own_first(fact: Fact) -> tuple[bool, bool, str]:
        info = infos[fact.report]
        return info.kind not in {"pdu", "region"}, info.is_table, info.id

    ordered, others = _first_sources(sorted(facts, key=own_first), infos)
    reports = tuple(dict.fromkeys(f.report for f in (*ordered, *others)))
    first = infos[reports[0]]
    own = first if first.kind in {"pdu", "region"} else None
    return Inspection(
        place=place,
        date=own.published if own else ordered[0].published,
        scheme=ordered[0].scheme,
        facts=tuple(ordered),
        reports=reports,
        own_report=own.id if own else None,
        others=tuple(others),
    )


def _first_sources(
    facts: Iterable[Fact], infos: Mapping[str, ReportInfo]
) -> tuple[list[Fact], list[Fact]]:
    """The facts, and apart from them what tables that people keep say of cells once more."""
    kept: list[Fact] = []
    others: list[Fact] = []
    first: dict[tuple[str | None, ...], str] = {}
    for fact in facts:
        asked = fact.key_question or fact.label
        cell = (fact.measure, fact.standard, asked if fact.measure == "key_question" else None)
        known = fact.measure in RATED and first.get(cell, fact.report) != fact.report
        if known and infos[fact.report].is_table:
            others.append(fact)
            continue
        kept.append(fact)
        if fact.cell == "legible":
            first.setdefault(cell, fact.report)
    return kept, others
