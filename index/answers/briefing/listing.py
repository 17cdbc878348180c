"""Tables with one row for each inspection."""

from collections.abc import Sequence

from index.answers.briefing.gather import fixed, value
from index.answers.briefing.model import Cell, Row, Table
from index.answers.briefing.ratings import (
    LOST,
    dated,
    key_shares,
    rating_cell,
)
from index.answers.compose.request import Request
from index.ratings.table import Inspection


def list_inspections(
    request: Request, rows: Sequence[Inspection], caption: str, standard: str = ""
) -> Table:
    """Place, date, score and overall rating of each; or of one standard rating and percentages."""
    measured = bool(standard) and any(r.key_questions(standard) for r in rows)
    heads = ("Rating", "Key questions: sufficient cases")[: 1 + measured]
    heads = heads if standard else ("Score", "Overall")
    lines = []
    for row in rows:
        cells = [_published(request, row)]
        if standard:
            cells.append(rating_cell(request, row, "rating", standard))
            cells += [key_shares(request, row, standard)] if measured else []
        else:
            cells.append(rating_cell(request, row, "score", None))
            cells.append(rating_cell(request, row, "overall_rating", None))
        held = "" if row.own_report else "°"
        lines.append(Row(head=f"{row.place.name}{held}", cells=tuple(cells)))
    said = {cell.statement.text for line in lines for cell in line.cells}
    legend = []
    if any(not r.own_report for r in rows):
        legend.append(fixed("° Known from a table; its report is not in the library."))
    if LOST in said:
        legend.append(fixed("“Not legible”: the source has the row, but its mark was lost."))
    if any(cell.remark == "derived" for line in lines for cell in line.cells):
        rules = dict.fromkeys(f.rule for f in request.build.facts if f.derived and f.rule)
        legend.append(
            fixed(f"“Derived”: not read, but the only rating that fits: {'; '.join(rules)}.")
        )
    return Table(
        caption=caption,
        description=f"One row for each inspection: place, date, {', '.join(heads).lower()}.",
        columns=("Place", "Published", *heads),
        widths=(30, 18, 20, 32) if measured else (36, 24, *(40 // len(heads) for _ in heads)),
        rows=tuple(lines),
        legend=tuple(legend),
    )


def _published(request: Request, row: Inspection) -> Cell:
    words, given = dated(row)
    return value(request, words, given or row.facts[:1]).model_copy(update={"points": None})
