"""Places by several cells at once: two ratings, every standard, two standards, change."""

from collections.abc import Sequence

from index.answers.compose import phrases
from index.answers.compose.request import Request
from index.answers.dates import month
from index.answers.tables.scope import Scope, name_of, note_cover, where
from index.models import Status
from index.ratings.query import OPERATORS
from index.ratings.table import Inspection
from ingest.models import Fact, Source

_Fits = bool | None
"""Whether an inspection fits; None where cells that decide it are open."""


def compose_within(request: Request, scope: Scope) -> Status:
    """The inspections whose cells fit together, and how many cannot be told."""
    chosen: list[tuple[Inspection, list[Fact]]] = []
    open_: list[Inspection] = []
    no: list[Fact] = []
    for row in scope.everything:
        cells = _cells(request, scope, row)
        fits = _fits(request, scope, row, cells)
        if fits is None:
            open_.append(row)
        elif fits:
            chosen.append((row, cells))
        else:
            no += [c for c in cells if c.cell == "legible"]
    _say(request, scope, chosen, open_, no)
    note_cover(request, scope)
    if not request.build.citations:
        return "not_found"
    return "partial" if open_ else "answered"


def _wanted(request: Request, scope: Scope, row: Inspection) -> list[str]:
    """The standards that decide: those asked about, or all that are rated in the round."""
    query = scope.query
    if query.every_standard:
        scheme = next((s for s in request.knowledge.schemes.schemes if s.name == row.scheme), None)
        return [s.key for s in scheme.rated_standards] if scheme else []
    return [s for s, _ in query.pairs] or list(query.standards)


def _cells(request: Request, scope: Scope, row: Inspection) -> list[Fact]:
    wanted = _wanted(request, scope, row)
    return [c for s in wanted if (c := row.cell("rating", s)) is not None]


def _fits(request: Request, scope: Scope, row: Inspection, cells: Sequence[Fact]) -> _Fits:
    query = scope.query
    if not cells:
        return None
    if query.versus:
        if len(cells) < 2 or any(c.number is None for c in cells[:2]):
            return None
        return bool(OPERATORS[query.versus](cells[0].number, cells[1].number))
    wanted = dict(query.pairs)
    allowed = [{wanted[c.standard or ""]} if wanted else set(query.ratings) for c in cells]
    known = [c.value in ok for c, ok in zip(cells, allowed, strict=True) if c.cell == "legible"]
    if not all(known):
        return False
    return True if len(known) == len(_wanted(request, scope, row)) else None


def _say(
    request: Request,
    scope: Scope,
    chosen: Sequence[tuple[Inspection, list[Fact]]],
    open_: Sequence[Inspection],
    no: Sequence[Fact],
) -> None:
    known = len(scope.everything) - len(open_)
    of = phrases.counted(known, "inspection", "inspections") + where(scope.query)
    if open_:
        of += " whose ratings can be told"
    facts = [f for _, cells in chosen for f in cells]
    number = str(len(chosen)) if chosen else "None"
    if known:
        verb = "was" if len(chosen) < 2 else "were"
        text = f"{number} of the {of} {verb} rated {_asked(request, scope)}"
        request.build.fact(f"{text}{':' if chosen else '.'}", _sources([*facts, *no]))
    for row, cells in chosen:
        ratings = phrases.joined([f"{c.value} for {name_of(request, row, c)}" for c in cells])
        text = f"{phrases.title(row)}: {ratings}."
        request.build.fact(text, _sources(cells), facts=cells, bullet=True)
    if not open_:
        return
    lost = [c for r in open_ for c in _cells(request, scope, r)[:1]]
    undecided = phrases.counted(len(open_), "inspection", "inspections")
    text = f"For {undecided} the ratings that would decide it are not legible in the source."
    if lost:
        request.build.fact(text, _sources(lost))
    else:
        request.build.fixed(text)


def _asked(request: Request, scope: Scope) -> str:
    """What the ratings had to be, after "was rated"."""
    query = scope.query

    def name(standard: str) -> str:
        return phrases.standard_name(request.knowledge, query.scheme, standard)

    if query.versus:
        first, second = (name(s) for s in query.standards[:2])
        beside = {"gt": "higher for {} than for {}", "lt": "lower for {} than for {}"}
        return beside.get(query.versus, "the same for {} as for {}").format(first, second)
    if query.pairs:
        return phrases.joined(
            [f"{rating} for {name(standard)}" for standard, rating in query.pairs]
        )
    return f"{' or '.join(query.ratings)} for every standard"


def _sources(facts: Sequence[Fact]) -> list[Source]:
    return [s for f in facts for s in (f.source, *(f.also if f.derived else ()))]


def compose_moved(request: Request, scope: Scope) -> Status:
    """Places inspected more than once in one round, and how the score moved; others are noted."""
    moves = scope.query.moved
    wanted = "ne" if moves in {None, "any"} else moves
    moved: list[tuple[Inspection, Inspection, Fact, Fact]] = []
    apart: list[str] = []
    for rows in _by_place(scope.everything):
        first, last = rows[-2], rows[-1]
        before, after = first.row_cell("score"), last.row_cell("score")
        if before is None or after is None or before.number is None or after.number is None:
            continue
        if before.out_of != after.out_of:
            apart.append(last.place.name)
            request.build.fact(
                f"{last.place.name}: {phrases.score_words(before)} in {month(first.date)}, then "
                f"{phrases.score_words(after)} in {month(last.date)}; the rounds differ, so the "
                "scores cannot be set against each other.",
                [before.source, after.source],
                facts=[before, after],
                bullet=True,
            )
        elif OPERATORS[wanted](after.number, before.number):
            moved.append((first, last, before, after))
    for first, last, before, after in moved:
        request.build.fact(
            f"{last.place.name}: from {phrases.score_words(before)} ({month(first.date)}) to "
            f"{phrases.score_words(after)} ({month(last.date)}).",
            [before.source, after.source],
            facts=[before, after],
            bullet=True,
        )
    if not moved:
        text = "No place in this library with two inspections of one round moved so."
        request.build.fixed(text)
    note_cover(request, scope)
    if not request.build.citations:
        return "not_found"
    return "partial" if apart and not moved else "answered"


def _by_place(rows: Sequence[Inspection]) -> list[list[Inspection]]:
    """The inspections of each place that has several, oldest first."""
    groups: dict[tuple[str, str], list[Inspection]] = {}
    for row in sorted(rows, key=lambda r: r.date):
        groups.setdefault((row.place.name, row.place.kind), []).append(row)
    return [group for group in groups.values() if len(group) > 1]
