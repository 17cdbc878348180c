"""A briefing about the nation: a national report's counts and findings, and what recurs."""

from collections.abc import Sequence

from index.answers.briefing.common import say_common
from index.answers.briefing.gather import Draft, fact, fixed, value
from index.answers.briefing.limits import limits, missing_reports
from index.answers.briefing.listing import list_inspections
from index.answers.briefing.model import Cell, Row, Section, Table
from index.answers.briefing.points import say_points
from index.answers.briefing.recommended import say_recommendations
from index.answers.briefing.subject import Subject
from index.answers.compose import phrases
from index.answers.compose.recurring import held_rows
from index.answers.compose.request import Request
from index.models import Statement
from index.ratings.table import Inspection
from ingest.models import Fact
from ingest.schemes import Rating, Scheme


def compose_nation(request: Request, subject: Subject) -> Draft:
    """Counts of ratings, the report's own points, what recurs in reports on places, its rows."""
    knowledge = request.knowledge
    info = knowledge.info(subject.report)
    counts = [f for f in knowledge.facts if f.report == info.id and f.measure == "rating_count"]
    sections = [
        Section(title=f"Ratings by standard: {unit}", table=table)
        for unit in dict.fromkeys(f.unit or "" for f in counts)
        if (table := _counts_table(request, [f for f in counts if (f.unit or "") == unit], unit))
    ]
    groups = [say_points(request, info.id, "", p) for p in ("strength", "improvement")]
    if found := tuple(g for g in groups if g):
        sections.append(Section(title="What the report found", groups=found))
    held = held_rows(request)
    sections += say_common(request, held)
    asked = say_recommendations(
        request,
        [*held, *_of_report(request, info.id)],
        lambda f: not knowledge.names.find(f.addressee or ""),
        named=True,
    )
    if asked:
        sections.append(Section(title="Recommendations to national bodies", groups=asked))
    rows = [r for r in knowledge.table.inspections if info.id in r.reports]
    headline = _overall(request, counts) or [_counts_nothing(info.title)]
    if rows:
        sections.append(_all_rows(request, rows))
    lacking = [
        missing_reports(request, rows),
        None if counts else fixed("No counts of ratings could be read in the report."),
    ]
    sections.append(limits(request, lacking))
    return Draft(
        kind="nation",
        subject=info.subject,
        title=info.title,
        headline=tuple(headline),
        sections=tuple(sections),
    )


def _counts_nothing(title: str) -> Statement:
    return fixed(f"{title}: what it found, and what the reports on places have in common.")


def _of_report(request: Request, report: str) -> list[Inspection]:
    return [r for r in request.knowledge.table.inspections if r.own_report == report]


def _overall(request: Request, counts: Sequence[Fact]) -> list[Statement]:
    """How many places had which overall rating, for each kind of place."""
    said = []
    for unit in dict.fromkeys(f.unit for f in counts):
        own = [f for f in counts if f.unit == unit and not f.standard and f.number]
        if own:
            sources = list({f.source.start: f.source for f in own}.values())
            text = f"{_counted(request, own)} overall."
            said.append(fact(request, text, sources, own))
    return said


def _counted(request: Request, own: Sequence[Fact]) -> str:
    first, *others = own
    if not others and first.number == first.out_of:
        count = phrases.plain(first.number or 0)
        return f"All {count} {first.unit} inspected were rated {first.value}"
    return phrases.counts_words(request.knowledge, own)


def _listed(request: Request, rows: Sequence[Inspection]) -> list[Statement]:
    """How many inspections the report lists, and between which scores."""
    scores = [f for r in rows if (f := r.row_cell("score"))]
    if len(scores) < 2 or len({f.out_of for f in scores}) > 1:
        return []
    numbers = sorted(f.number or 0 for f in scores)
    text = (
        f"It lists {len(rows)} inspections, with scores from {phrases.plain(numbers[0])} to "
        f"{phrases.plain(numbers[-1])} out of {phrases.plain(scores[0].out_of or 0)}."
    )
    return [fact(request, text, [f.source for f in scores], scores)]


def _counts_table(request: Request, counts: Sequence[Fact], unit: str) -> Table | None:
    scheme = next(
        (s for s in request.knowledge.schemes.schemes if s.name == counts[0].scheme), None
    )
    if scheme is None:
        return None
    given = {f.value for f in counts}
    ratings = [r for r in sorted(scheme.ratings, key=lambda r: -r.points) if r.word in given]
    keys = [s.key for s in scheme.standards] + [f.standard for f in counts if f.standard]
    present = {f.standard for f in counts}
    lines = [
        Row(head=_name(request, scheme, key), cells=_count_cells(request, counts, key, ratings))
        for key in (None, *dict.fromkeys(keys))
        if key in present
    ]
    return Table(
        caption=f"How many {unit or 'places'} had which rating",
        description=f"One row for each standard; a column for each rating: numbers of {unit}.",
        columns=("Standard", *(r.word for r in ratings)),
        widths=(36, *(64 // len(ratings) for _ in ratings)),
        rows=tuple(lines),
        legend=(fixed("“–”: the report counts none, or gives no count."),),
    )


def _name(request: Request, scheme: Scheme, key: str | None) -> str:
    if key is None:
        return "Overall"
    name = phrases.standard_name(request.knowledge, scheme.name, key)
    return name[:1].upper() + name[1:]


def _count_cells(
    request: Request, counts: Sequence[Fact], key: str | None, ratings: Sequence[Rating]
) -> tuple[Cell, ...]:
    cells = []
    for rating in ratings:
        word, points = rating.word, rating.points
        own = [f for f in counts if f.standard == key and f.value == word]
        if not own:
            cells.append(Cell(statement=fixed("–")))
            continue
        text = f"{phrases.plain(own[0].number or 0)} of {phrases.plain(own[0].out_of or 0)}"
        cell = value(request, text, own[:1])
        cells.append(cell.model_copy(update={"points": points if own[0].number else None}))
    return tuple(cells)


def _all_rows(request: Request, rows: Sequence[Inspection]) -> Section:
    ordered = sorted(rows, key=lambda r: (_score(r), r.place.name))
    caption = "Inspections that the report lists, lowest score first"
    table = list_inspections(request, ordered, caption)
    table = table.model_copy(update={"legend": (*_listed(request, rows), *table.legend)})
    return Section(title="Every inspection listed", table=table)


def _score(row: Inspection) -> float:
    found = row.row_cell("score")
    return found.number if found and found.number is not None else 99
