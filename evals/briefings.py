"""Whether a briefing says only what its notes say: quotations, rows, numbers, names and dates."""

from collections.abc import Iterable, Iterator

from evals.context import Context
from evals.metrics.figures import unsupported_in
from evals.metrics.support import misquoted, quotes_true, statements_cited
from evals.metrics.truth import facts_true, misplaced
from index.answers.briefing.model import Briefing, Cell, Section, Table
from index.models import Answer, Statement
from ingest.models import Record

_RATED = frozenset({"rating", "overall_rating", "rating_count"})


class Checked(Record):
    """What was looked at in one briefing, and what is wrong with it."""

    notes: int
    """Notes whose words were held against the spans of their report's text."""
    statements: int
    """Quotations and renderings of rows: each needs a note."""
    rated: int
    """Cells with a rating, held against the facts that were read at their notes."""
    figures: int
    """Numbers, months and ratings, each looked for in the evidence of its own statement."""
    faults: tuple[str, ...]


def check_briefing(briefing: Briefing, context: Context) -> Checked:
    """Every note, statement, rating and figure of a briefing held against the library."""
    answer = briefing.as_answer()
    faults: list[str] = []
    for score in (
        quotes_true(answer, context),
        statements_cited(answer),
        facts_true(answer, context),
    ):
        faults += [f"{score.metric}: {score.reason}"] if not score.holds else []
    said = [*briefing.statements(), *_around(briefing)]
    figures = 0
    for statement in said:
        found = unsupported_in(statement, answer, context)
        figures += found.of
        faults += [f"not in the evidence: {reason}" for reason in found.wrong]
        faults += misplaced(statement, answer, context)
        faults += misquoted(statement, answer, context) if statement.kind == "quote" else []
    cells = list(_rated_cells(briefing))
    faults += [reason for cell in cells if (reason := _untrue(cell, answer, context))]
    faults += _numbering(briefing)
    return Checked(
        notes=len(briefing.citations),
        statements=sum(s.kind != "fixed" for s in briefing.statements()),
        rated=len(cells),
        figures=figures,
        faults=tuple(dict.fromkeys(faults)),
    )


def _around(briefing: Briefing) -> Iterator[Statement]:
    """Titles, captions, heads and leads as statements, with the citations of what stands there."""
    every = [*briefing.headline, *(s for e in briefing.sections for s in e.statements())]
    yield _as_fact(briefing.title, every)
    for section in briefing.sections:
        yield _as_fact(section.title, section.statements())
        yield from _in_tables(section.table) if section.table else ()
        yield from _in_lists(section)


def _in_tables(table: Table) -> Iterator[Statement]:
    cells = [cell.statement for row in table.rows for cell in row.cells]
    for text in (table.caption, *table.columns):
        yield _as_fact(text, cells)
    for row in table.rows:
        own = [cell.statement for cell in row.cells]
        if any(statement.citations for statement in own):
            yield _as_fact(row.head, own)


def _in_lists(section: Section) -> Iterator[Statement]:
    for group in section.groups:
        yield _as_fact(group.title, [item.statement for item in group.items])
        for item in group.items:
            yield _as_fact(item.lead, [item.statement])
            yield _as_fact(item.number, [item.statement])


def _as_fact(text: str, said: Iterable[Statement]) -> Statement:
    numbers = tuple(dict.fromkeys(n for statement in said for n in statement.citations))
    return Statement(text=text, kind="fact" if numbers else "fixed", citations=numbers)


def _rated_cells(briefing: Briefing) -> Iterator[Cell]:
    for section in briefing.sections:
        for row in section.table.rows if section.table else ():
            yield from (cell for cell in row.cells if cell.points is not None)


def _untrue(cell: Cell, answer: Answer, context: Context) -> str:
    """Why a cell with a rating is not what the facts at its notes say; "" where it is."""
    own = [c for c in answer.citations if c.id in cell.statement.citations]
    read = [f for c in own for f in context.facts_at(c) if f.measure in _RATED and f.value]
    ids = {c.id for c in own}
    derived = [f for f in answer.facts if f.derived and ids & set(f.citations)]
    values = {(f.value or "", f.number) for f in read} | {
        (f.value or "", f.number) for f in derived
    }
    shown = cell.statement.text
    if cell.remark == "derived":
        fits = any((f.value, f.number) == (shown, cell.points) for f in derived)
    elif " of " in shown:
        fits = any(f"{f.number:g} of {f.out_of:g}" == shown for f in read if f.number and f.out_of)
    else:
        fits = (shown, cell.points) in values
    return "" if fits else f"the cell {shown!r} is no rating that its notes {sorted(ids)} give"


def _numbering(briefing: Briefing) -> list[str]:
    """Notes are numbered from 1 in the order of reading, and none is idle."""
    seen = dict.fromkeys(n for s in briefing.statements() for n in s.citations)
    if list(seen) == [c.id for c in briefing.citations] == list(range(1, len(seen) + 1)):
        return []
    return [f"the notes are not numbered as they are met: {list(seen)[:10]} …"]
