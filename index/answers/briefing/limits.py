"""What the library does not hold of a subject, and how new it is: said in every briefing."""

from collections.abc import Iterable, Sequence

from index.answers.briefing.gather import fact, fixed
from index.answers.briefing.model import Section
from index.answers.briefing.ratings import dated
from index.answers.compose import phrases
from index.answers.compose.request import Request
from index.answers.dates import in_words, month
from index.models import Place, Statement
from index.ratings.table import Inspection
from ingest.models import Fact, Source

TITLE = "What is missing from the library"
_NAMED = 8
"""Places that are named one by one; of more, how many there are."""


def limits(request: Request, said: Iterable[Statement | None]) -> Section:
    """The section, with the date of the newest that the library holds at its end."""
    lines = [s for s in said if s]
    return Section(title=TITLE, lines=(*lines, *newest(request)))


def missing_reports(request: Request, rows: Sequence[Inspection]) -> Statement | None:
    """The inspections that only a table names; None where the library has every report."""
    missing = [r for r in rows if not r.own_report]
    if not missing:
        return None
    given = [f for r in missing for f in dated(r)[1]]
    sources = [f.source for f in given] or [r.facts[0].source for r in missing]
    if len(missing) > _NAMED:
        many = phrases.counted(len(missing), "inspection", "inspections")
        text = f"Missing are the reports of {many} that a table lists."
    elif len(missing) == 1:
        row = missing[0]
        text = f"Missing is the report of the inspection of {row.place.name} of {month(row.date)}."
    else:
        names = phrases.joined([phrases.title(r) for r in missing])
        text = f"Missing are the reports of these inspections: {names}."
    return fact(request, text, sources, given)


def missing_cells(request: Request, rows: Sequence[Inspection]) -> list[Statement]:
    """For each inspection the cells that its source lost."""
    said = []
    for row in rows:
        lost = [f for f in _cells(row) if f.cell == "not_legible"]
        if not lost:
            continue
        names = [_cell_name(request, row, f) for f in lost]
        many = "is" if len(names) == 1 else "are"
        text = f"Not legible in the source of {phrases.title(row)} {many}: {phrases.joined(names)}."
        said.append(fact(request, text, [f.source for f in lost], lost))
    return said


def missing_region(request: Request, place: Place) -> Statement | None:
    """That the library has no report of the region that a place belongs to; None where it has."""
    region = place.region
    held = any(i.kind == "region" and i.subject == region for i in request.knowledge.infos.values())
    if not region or held or region == place.name:
        return None
    return fixed(f"No report of the region, {region}, is held.")


def newest(request: Request) -> tuple[Statement, ...]:
    """The newest inspection and the newest national report that the library knows of."""
    knowledge = request.knowledge
    said: list[Statement] = []
    rows = [(dated(r), r) for r in knowledge.table.inspections]
    last = max((_iso(given, row) for (_, given), row in rows), default="")
    latest = [(w, given, row) for (w, given), row in rows if _iso(given, row) == last]
    if latest:
        names = phrases.joined(sorted({row.place.name for *_, row in latest}))
        sources = [s for _, given, row in latest for s in _dates(given, row)]
        text = f"The newest inspection that the library knows of is of {latest[0][0]}: {names}."
        if len(latest) > 1:
            text = (
                f"The newest inspections that the library knows of are of {latest[0][0]}: {names}."
            )
        said.append(fact(request, text, sources))
    national = [knowledge.info(r) for r in knowledge.national_reports()]
    if national:
        info = max(national, key=lambda i: (i.published, i.id))
        given = [
            f
            for f in knowledge.facts
            if f.report == info.id and f.measure == "date" and f.value == info.published
        ]
        text = f"The newest national report is “{info.title}” ({in_words(info.published)})."
        if given:
            said.append(fact(request, text, [given[0].source], given[:1]))
    return tuple(said)


def _iso(given: Sequence[Fact], row: Inspection) -> str:
    return (given[0].value if given else row.date) or row.date


def _dates(given: Sequence[Fact], row: Inspection) -> list[Source]:
    return [f.source for f in given] or [row.facts[0].source]


def _cells(row: Inspection) -> list[Fact]:
    """One fact for each cell of the table: a legible one before one that was lost."""
    keys = dict.fromkeys(
        (f.measure, f.standard)
        for f in row.facts
        if f.measure in {"overall_rating", "score", "rating"}
    )
    return [f for measure, standard in keys if (f := row.cell(measure, standard))]


def _cell_name(request: Request, row: Inspection, lost: Fact) -> str:
    if lost.standard:
        return phrases.standard_name(request.knowledge, row.scheme, lost.standard)
    return lost.measure.replace("_", " ")
