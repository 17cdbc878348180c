"""`reports ratings`: the table of ratings and scores, filtered, for people and spreadsheets."""

import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from app.commands.options import AsJson, settings_of
from app.contract import CitationNumbers, fact_json
from app.errors import BadSetting
from app.filters import TABLE_MEASURES, Selection, Typed, read_selection
from app.ratings_csv import CSV_COLUMNS, csv_row
from app.terminal import print_csv, print_json, print_table, say, show
from app.wiring import opened
from app.wording import (
    DIGEST,
    counted,
    date_words,
    either,
    measure_words,
    report_words,
    standard_words,
    value_words,
)
from ingest.models import Fact, ReportInfo

if TYPE_CHECKING:
    from app.selection import Selected
    from index.ratings.derive import Derived
    from index.ratings.table import Inspection

Words = list[str] | None
_MISSING = ("subject", "region", "published", "scheme", "named_by")
_WIDTH, _LEAST = 100, 60
"""Columns of a terminal that does not say, and of the narrowest table."""


def ratings(
    context: typer.Context,
    place: Annotated[Words, typer.Option("--place", help="Only this place.")] = None,
    region: Annotated[Words, typer.Option("--region", help="Only this region.")] = None,
    standard: Annotated[Words, typer.Option("--standard", help="Only this standard.")] = None,
    rating: Annotated[Words, typer.Option("--rating", help="Only this rating.")] = None,
    measure: Annotated[
        Words, typer.Option("--measure", help="Instead of ratings and scores: key_question, ….")
    ] = None,
    date: Annotated[
        Words, typer.Option("--date", help="Only this year, month or day: 2024-10.")
    ] = None,
    scheme: Annotated[
        Words, typer.Option("--scheme", help="Only this round: its name, or its year.")
    ] = None,
    cell: Annotated[
        Words,
        typer.Option(
            "--cell",
            help="Only cells that are legible, derived, not_legible, not_rated, not_applicable.",
        ),
    ] = None,
    score: Annotated[
        Words, typer.Option("--score", help="Only inspections with this score: 3, 2-4, “>=4”.")
    ] = None,
    missing: Annotated[
        bool, typer.Option("--missing", help="List inspections without a report in the library.")
    ] = False,
    as_long: Annotated[bool, typer.Option("--long", help="One line for each fact.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
    bom: Annotated[
        bool, typer.Option("--bom", help="Begin the CSV with a mark by which Excel knows UTF-8.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Show the ratings table; each filter can be given again for one more value."""
    if as_csv + as_json + as_long > 1:
        raise BadSetting("--csv, --json and --long exclude each other.")
    if bom and not as_csv:
        raise BadSetting("--bom belongs to --csv.")
    selection = read_selection(
        Typed(
            places=place or (),
            regions=region or (),
            standards=standard or (),
            ratings=rating or (),
            measures=measure or (),
            dates=date or (),
            schemes=scheme or (),
            cells=cell or (),
            scores=score or (),
        )
    )
    derived, selected, reports = _read(context, selection)
    if missing:
        _print_missing(selected.missing, reports, as_csv=as_csv, as_json=as_json, bom=bom)
    elif as_json:
        print_json(list(_facts_json(selected, reports)))
    elif as_csv:
        rows = [csv_row(fact, reports) for fact in selected.facts]
        print_csv(CSV_COLUMNS, rows, bom=bom)
    elif as_long or not set(selection.measures) <= set(TABLE_MEASURES):
        _print_long(selected, reports)
    else:
        _print_grid(derived, selected, selection, reports)


def _read(
    context: typer.Context, selection: Selection
) -> tuple["Derived", "Selected", dict[str, ReportInfo]]:
    """The table of the library, what the filters leave of it, and the library's reports."""
    from app.selection import select_facts
    from index.ratings.held import read_ratings
    from ingest.schemes import load_schemes

    with opened(settings_of(context)) as library:
        derived = read_ratings(library)
        reports = {info.id: info for info in library.reports()}
    selected = select_facts(derived, selection, load_schemes())
    for name, meant in selected.unknown.items():
        say(f"The library knows no {name!r}" + (f"; did you mean {meant}?" if meant else "."))
    for report in derived.contradictions:
        say(
            f"{report}: its counts, scores and ratings cannot all be right, so that no cell of its "
            "table is derived."
        )
    return derived, selected, reports


def _facts_json(
    selected: "Selected", reports: Mapping[str, ReportInfo]
) -> Iterator[dict[str, object]]:
    """The facts of the contract, and of cells that are not legible what they can still be."""
    numbers = CitationNumbers(reports)
    for fact in selected.facts:
        left = selected.possible.get(fact.id)
        yield fact_json(fact, numbers) | {"possible": None if left is None else list(left)}


def _print_grid(
    derived: "Derived", selected: "Selected", selection: Selection, reports: dict[str, ReportInfo]
) -> None:
    from app.grid import make_rounds
    from app.grid_text import print_grid
    from ingest.schemes import load_schemes

    if not selected.facts:
        say("No facts fit.")
        return
    rounds = make_rounds(
        selected.inspections,
        derived,
        load_schemes(),
        standards=selection.standards,
        # What is asked for by standard is about standards alone, as facts are.
        measures=("rating",) if selection.standards else selection.measures,
    )
    columns = shutil.get_terminal_size((_WIDTH, 24)).columns
    print_grid(rounds, reports, max(_LEAST, columns))
    shown = {fact.id for row in selected.inspections for fact in (*row.facts, *row.others)}
    others = sum(fact.id not in shown and not fact.derived for fact in selected.facts)
    if selection.ratings or selection.cells:
        show("Rows have a cell that fits at least; --long, --csv and --json list these alone.")
    elif others and not selection.standards:
        show(f"{counted(others, 'fact')} of no single inspection: --long lists them.")


def _print_long(selected: "Selected", reports: Mapping[str, ReportInfo]) -> None:
    print_table(
        ("Place", "Date", "Standard", "Measure", "Value", "Source"),
        [
            (
                fact.subject,
                date_words(fact.published),
                standard_words(fact.standard),
                measure_words(fact),
                _value(fact, selected),
                fact.report + (f" – {DIGEST}" if reports[fact.report].edition == "digest" else ""),
            )
            for fact in selected.facts
        ],
    )
    for rule in dict.fromkeys(fact.rule for fact in selected.facts if fact.derived and fact.rule):
        show(f"Derived: {rule}.")
    say(f"{counted(len(selected.facts), 'fact')}." if selected.facts else "No facts fit.")


def _value(fact: Fact, selected: "Selected") -> str:
    left = selected.possible.get(fact.id)
    still = f" ({either(left)})" if left else ""
    return value_words(fact) + (" (derived)" if fact.derived else "") + still


def _print_missing(
    rows: Sequence["Inspection"],
    reports: Mapping[str, ReportInfo],
    *,
    as_csv: bool,
    as_json: bool,
    bom: bool,
) -> None:
    """Inspections that tables name and of which the library has no report."""
    if as_json:
        numbers = CitationNumbers(reports)
        print_json(
            [
                dict(zip(_MISSING, _named(row), strict=True))
                | {"named_by": list(row.reports), "citation": numbers.cite(row.facts[0].source)}
                for row in rows
            ]
        )
    elif as_csv:
        print_csv(_MISSING, map(_named, rows), bom=bom)
    else:
        print_table(("Place", "Date", "Region", "Named by"), _missing_rows(rows, reports))
        say(
            f"{counted(len(rows), 'inspection')} without a report in the library."
            if rows
            else "The library has a report of every inspection that its tables name."
        )


def _named(row: "Inspection") -> list[str]:
    from app.grid import exact_date

    place = row.place
    return [place.name, place.region, exact_date(row), row.scheme, " ".join(row.reports)]


def _missing_rows(
    rows: Iterable["Inspection"], reports: Mapping[str, ReportInfo]
) -> Iterator[tuple[str, ...]]:
    for row in rows:
        name, region, date, *_ = _named(row)
        by = "; ".join(report_words(reports[report]) for report in row.reports)
        yield name, date_words(date), region, by
