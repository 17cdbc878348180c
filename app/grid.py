"""The ratings table as people read it: one row for each inspection, a table for each round.

What a cell says is one of six answers; the terminal and the pages show the same ones.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from index.ratings.derive import Derived
from index.ratings.table import RATED, Inspection
from ingest.models import Fact, Measure
from ingest.schemes import Scheme, Schemes

State = Literal["read", "derived", "not_legible", "not_rated", "not_applicable", "no_source"]
"""`not_applicable`: the round has no such standard; `no_source`: the library holds nothing that
says anything of it."""
WHOLE: tuple[Measure, ...] = ("score", "overall_rating")
"""Columns that are about no single standard."""
_LOST = ("not_applicable", "not_rated", "not_legible")
"""Why cells without a value have none, what says most first."""
_RULE_MARKS = "*†‡§"
_Key = tuple[str | None, ...]


class Cell(NamedTuple):
    """One cell of the table."""

    state: State
    facts: tuple[Fact, ...] = ()
    """One, or several where sources disagree; none where no source says anything."""
    possible: tuple[str, ...] = ()
    """What a cell that is not legible can still be, best first; () where that is any rating."""


class Line(NamedTuple):
    """One inspection."""

    inspection: Inspection
    date: str
    """ISO: the most exact date that a source gives."""
    cells: Mapping[str, Cell]

    @property
    def reported(self) -> bool:
        """Whether the library holds the report of this inspection, not only a table's row."""
        return self.inspection.own_report is not None


class Round(NamedTuple):
    """The inspections that were rated by one scheme."""

    scheme: Scheme | None
    """None where it is not known."""
    columns: tuple[str, ...]
    """Measures of the whole inspection, then keys of standards in the round's order."""
    lines: tuple[Line, ...]


def make_rounds(
    inspections: Iterable[Inspection],
    derived: Derived,
    schemes: Schemes,
    *,
    standards: Sequence[str] = (),
    measures: Sequence[Measure] = (*WHOLE, "rating"),
) -> tuple[Round, ...]:
    """A table for each round, the newest round first; its inspections in the order given.

    `standards` are the only ones with a column where some are given, also in rounds without them.
    """
    by_scheme: dict[str, list[Inspection]] = {}
    for row in inspections:
        by_scheme.setdefault(row.scheme, []).append(row)
    known = {each.name: each for each in schemes.schemes}
    ordered = [name for name in known if name in by_scheme]
    ordered += [name for name in by_scheme if name not in known]
    found = []
    for name in ordered:
        scheme, rows = known.get(name), by_scheme[name]
        columns = _columns(scheme, rows, standards, measures)
        lines = tuple(_line(row, columns, scheme, derived) for row in rows)
        if columns:
            found.append(Round(scheme, columns, lines))
    return tuple(found)


def cell_facts(row: Inspection) -> dict[_Key, tuple[Fact, ...]]:
    """The facts of an inspection by cell: what was read, else what is derived, else what was lost.

    Sources that say the same are one fact which names them all; those that disagree are several.
    What is no rating, score or percentage is a cell of its own.
    """
    found: dict[_Key, list[Fact]] = {}
    for fact in (*row.facts, *row.others):
        found.setdefault(_key(fact), []).append(fact)
    return {key: _one_cell(facts) if key[0] in RATED else (*facts,) for key, facts in found.items()}


def lacking(row: Inspection, standard: str, scheme: Scheme | None) -> bool:
    """Whether the round of an inspection does not have this standard, and no source rates it."""
    said = row.cell("rating", standard)
    return scheme is not None and scheme.standard(standard) is None and said is None


def exact_date(row: Inspection) -> str:
    """The most exact date of an inspection that any of its sources gives."""
    return max((row.date, *(f.published for f in row.facts if f.published)), key=len)


def states(rounds: Iterable[Round]) -> Counter[str]:
    """How many cells say what."""
    return Counter(
        line.cells[column].state
        for each in rounds
        for line in each.lines
        for column in each.columns
    )


def rules_of(rounds: Iterable[Round]) -> tuple[str, ...]:
    """The rules by which cells were derived, each once, in the order of the table."""
    facts = (f for r in rounds for line in r.lines for c in line.cells.values() for f in c.facts)
    return tuple(dict.fromkeys(fact.rule for fact in facts if fact.derived and fact.rule))


def rule_marks(rounds: Iterable[Round]) -> dict[str, str]:
    """A sign for each rule by which cells were derived: the same in terminal and page."""
    rules = rules_of(rounds)
    signs = [*_RULE_MARKS, *(f"*{number}" for number in range(2, len(rules) + 2))]
    return dict(zip(rules, signs, strict=False))


def _key(fact: Fact) -> _Key:
    if fact.measure not in RATED:
        return (fact.measure, fact.id)
    asked = (fact.key_question, fact.label) if fact.measure == "key_question" else ()
    return (fact.measure, fact.standard, *asked)


def _one_cell(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    read = [fact for fact in facts if fact.cell == "legible" and not fact.derived]
    kept = read or [fact for fact in facts if fact.cell == "legible"]
    for state in _LOST:
        kept = kept or [fact for fact in facts if fact.cell == state]
    by_value: dict[object, Fact] = {}
    for fact in kept:
        value = (fact.value if fact.number is None else fact.number, fact.out_of)
        first = by_value.setdefault(value, fact)
        if first is not fact:
            by_value[value] = _with_source_of(first, fact)
    return tuple(by_value.values())


def _with_source_of(fact: Fact, other: Fact) -> Fact:
    """The fact with the places of another one that says the same."""
    known = {(each.report, each.spans) for each in (fact.source, *fact.also)}
    new = [e for e in (other.source, *other.also) if (e.report, e.spans) not in known]
    return fact.model_copy(update={"also": (*fact.also, *new)})


def _columns(
    scheme: Scheme | None,
    rows: Sequence[Inspection],
    standards: Sequence[str],
    measures: Sequence[Measure],
) -> tuple[str, ...]:
    """What is asked for, in the round's order; by itself every standard that is rated or named."""
    named = dict.fromkeys(f.standard for row in rows for f in row.of("rating") if f.standard)
    every = [e.key for e in scheme.standards if e.rated or e.key in named] if scheme else []
    every += [key for key in named if key not in every]
    if standards:
        order = {key: at for at, key in enumerate(every)}
        every = sorted(dict.fromkeys(standards), key=lambda key: order.get(key, len(order)))
    if "rating" not in measures:
        every = []
    whole = [each for each in WHOLE if each in measures]
    return (*(each for each in whole if any(row.of(each) for row in rows)), *every)


def _line(row: Inspection, columns: Sequence[str], scheme: Scheme | None, derived: Derived) -> Line:
    facts = cell_facts(row)
    cells = {}
    for column in columns:
        standard = None if column in WHOLE else column
        said = facts.get((column, None) if standard is None else ("rating", standard), ())
        left = derived.possible.get((row.place.name, row.date, standard or ""), ())
        cells[column] = _cell(said, left) if said else Cell(_unsaid(row, standard, scheme))
    return Line(row, exact_date(row), cells)


def _cell(facts: tuple[Fact, ...], possible: tuple[str, ...]) -> Cell:
    first = facts[0]
    if first.cell == "legible":
        return Cell("derived" if first.derived else "read", facts)
    return Cell(first.cell, facts, possible if first.cell == "not_legible" else ())


def _unsaid(row: Inspection, standard: str | None, scheme: Scheme | None) -> State:
    """What a cell says that no source says anything of."""
    if standard is None or scheme is None:
        return "no_source"
    if lacking(row, standard, scheme):
        return "not_applicable"
    known = scheme.standard(standard)
    return "no_source" if known is None or known.rated else "not_rated"
