"""`reports ratings`: the table of ratings and scores, filtered, for people and spreadsheets."""

from collections.abc import Sequence
from typing import Annotated

import typer

from app.commands.options import AsJson, settings_of
from app.contract import CitationNumbers, fact_json
from app.errors import BadSetting
from app.selection import read_selection, select_facts
from app.terminal import print_csv, print_json, print_table, say
from app.wiring import opened
from app.wording import DIGEST, date_words, measure_words, standard_words, value_words
from ingest.models import Fact, ReportInfo

Words = list[str] | None
_CSV_COLUMNS = (
    *("subject", "region", "published", "scheme", "standard", "measure", "label", "key_question"),
    *("value", "number", "out_of", "unit", "addressee", "cell", "derived", "rule", "report"),
)


def ratings(
    context: typer.Context,
    place: Annotated[Words, typer.Option("--place", help="Only this place.")] = None,
    region: Annotated[Words, typer.Option("--region", help="Only this region.")] = None,
    standard: Annotated[Words, typer.Option("--standard", help="Only this standard.")] = None,
    rating: Annotated[Words, typer.Option("--rating", help="Only this rating.")] = None,
    measure: Annotated[
        Words, typer.Option("--measure", help="Instead of ratings and scores: key_question, ….")
    ] = None,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
    as_json: AsJson = False,
) -> None:
    """Show the ratings table; each filter can be given again for one more value."""
    if as_csv and as_json:
        raise BadSetting("--csv and --json exclude each other.")
    selection = read_selection(
        places=place or (),
        regions=region or (),
        standards=standard or (),
        ratings=rating or (),
        measures=measure or (),
    )
    with opened(settings_of(context)) as library:
        selected = select_facts(library.facts(), selection)
        reports = {info.id: info for info in library.reports()}
    for name, meant in selected.unknown.items():
        say(f"The library knows no {name!r}" + (f"; did you mean {meant}?" if meant else "."))
    if as_json:
        numbers = CitationNumbers(reports)
        print_json([fact_json(fact, numbers) for fact in selected.facts])
    elif as_csv:
        print_csv(
            (*_CSV_COLUMNS, "edition", "quote"), [_csv_row(f, reports) for f in selected.facts]
        )
    else:
        _print(selected.facts, reports)


def _csv_row(fact: Fact, reports: dict[str, ReportInfo]) -> list[object]:
    values = fact.model_dump(mode="json")
    quote = " | ".join(fact.source.quote.split("\t"))
    return [*(values[name] for name in _CSV_COLUMNS), reports[fact.report].edition, quote]


def _print(facts: Sequence[Fact], reports: dict[str, ReportInfo]) -> None:
    print_table(
        ("Place", "Date", "Standard", "Measure", "Value", "Source"),
        [
            (
                fact.subject,
                date_words(fact.published),
                standard_words(fact.standard),
                measure_words(fact),
                value_words(fact) + (" (derived)" if fact.derived else ""),
                fact.report + (f" – {DIGEST}" if reports[fact.report].edition == "digest" else ""),
            )
            for fact in facts
        ],
    )
    say(f"{len(facts)} facts." if facts else "No facts fit.")
