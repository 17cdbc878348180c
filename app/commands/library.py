"""`reports list`, `show`, `remove`, `check` and `rebuild`: the library and its state."""

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.commands.options import AsJson, settings_of
from app.contract import CitationNumbers, fact_json, passage_json, warning_json
from app.settings import Settings, unknown_settings
from app.terminal import print_json, print_table, progress_bar, say, show
from app.wiring import opened, reading
from app.wording import date_words, measure_words, report_words, standard_words, value_words

if TYPE_CHECKING:
    from index.stores.library import Library
    from index.stores.records import StoredReport
    from index.stores.rereading import StaysAsItWas
    from ingest.models import Passage, ReportInfo

ReportId = Annotated[str, typer.Argument(metavar="ID", help="Id of a report; `list` shows them.")]


def list_reports(context: typer.Context, as_json: AsJson = False) -> None:
    """List the reports of the library."""
    settings = settings_of(context)
    with opened(settings) as library:
        infos = library.reports()
        reports = [library.stored(info.id) for info in infos]
    if as_json:
        print_json([_listed(report) for report in reports])
        return
    print_table(
        ("ID", "Report", "Region", "Passages", "Facts", "Warnings"),
        [
            (
                report.info.id,
                report_words(report.info),
                report.info.region,
                *(str(len(part)) for part in (report.passages, report.facts, report.warnings)),
            )
            for report in reports
        ],
    )
    if not reports:
        say(f"The library {settings.store} is empty. Fill it: `reports ingest FOLDER`.")


def show_report(context: typer.Context, report: ReportId, as_json: AsJson = False) -> None:
    """Show a report: its sections, passages, facts and warnings."""
    with opened(settings_of(context)) as library:
        stored = library.stored(report)
        reports = {info.id: info for info in library.reports()}
    if as_json:
        print_json(_shown(stored, reports))
        return
    show(f"{stored.info.title}\n{report_words(stored.info)}\n{_origin(stored)}\n")
    for warning in stored.warnings:
        show(f"Warning: {warning.message}")
    print_table(
        ("Place", "Date", "Standard", "Measure", "Value"),
        [
            (
                fact.subject,
                date_words(fact.published),
                standard_words(fact.standard),
                measure_words(fact),
                value_words(fact),
            )
            for fact in stored.facts
        ],
    )
    section: tuple[str, ...] | None = None
    for passage in stored.passages:
        if passage.section != section:
            section = passage.section
            show(f"\n{' › '.join(section)}")
        show(f"  {_passage_mark(passage)} {passage.text}")


def remove(context: typer.Context, report: ReportId) -> None:
    """Take a report out of the library."""
    with opened(settings_of(context)) as library:
        library.remove(report)
    say(f"Removed {report}.")


def check(context: typer.Context, as_json: AsJson = False) -> None:
    """Verify the library, repair what can be repaired, and name settings that nothing reads."""
    settings = settings_of(context)
    with opened(settings) as library:
        result = library.check(repair=True)
    strange = unknown_settings(os.environ)
    wrong = [*result.problems]
    wrong += [
        f"{name} is set, but there is no such setting"
        + (f"; did you mean {meant}?" if meant else ".")
        for name, meant in strange.items()
    ]
    if as_json:
        print_json(
            {
                "store": str(settings.store),
                "embedding": settings.embedding,
                "repaired": list(result.repaired),
                "wrong": wrong,
                "notes": list(result.notes),
                "unknown_settings": list(strange),
            }
        )
    else:
        for line in result.repaired:
            show(f"repaired  {line}")
        for line in wrong:
            show(f"wrong     {line}")
        for line in result.notes:
            show(f"note      {line}")
        say("Something is wrong." if wrong else f"The library {settings.store} is in order.")
    if wrong:
        raise typer.Exit(1)


def rebuild(
    context: typer.Context,
    embed: Annotated[bool, typer.Option("--embed", help="Embed every passage again.")] = False,
    reread: Annotated[bool, typer.Option("--reread", help="Read the kept files again.")] = False,
) -> None:
    """Build the derived indexes anew from what the library keeps."""
    settings = settings_of(context)
    with opened(settings) as library:
        stay = _read_again(settings, library) if reread else ()
        if embed or not reread:
            library.rebuild(embed=embed)
            say(f"Rebuilt the indexes of {len(library.reports())} reports.")
    if stay:
        raise typer.Exit(1)


def _read_again(settings: Settings, library: "Library") -> "tuple[StaysAsItWas, ...]":
    """Read the kept files again, and say what became of each; those that could not be read."""
    with reading(settings, ()) as read, progress_bar() as progress:
        task = progress.add_task("Reading", total=None)
        result = library.reread(read, lambda file: progress.update(task, description=file))
    for report in result.replaced:
        show(f"replaced   {report}")
    for report in result.unchanged:
        show(f"unchanged  {report}")
    for one in result.stay:
        show(f"as it was  {one.report} ({one.file}): {one.reason}")
    say(
        f"Read the kept files again: {len(result.replaced)} reports replaced, "
        f"{len(result.unchanged)} unchanged, {len(result.stay)} files could not be read."
    )
    return result.stay


def _listed(report: "StoredReport") -> dict[str, Any]:
    numbers = CitationNumbers({report.info.id: report.info})
    fields: dict[str, Any] = report.info.model_dump(mode="json")
    return fields | {
        "sources": [source.model_dump(mode="json") for source in report.sources],
        "scheme": report.scheme,
        "warnings": [warning_json(warning, numbers) for warning in report.warnings],
    }


def _shown(report: "StoredReport", reports: Mapping[str, "ReportInfo"]) -> dict[str, Any]:
    numbers = CitationNumbers(reports)
    return {
        "report": report.info.model_dump(mode="json"),
        "facts": [fact_json(fact, numbers) for fact in report.facts],
        "warnings": [warning_json(warning, numbers) for warning in report.warnings],
        "passages": [passage_json(passage) for passage in report.passages],
        "sections": [section.model_dump(mode="json") for section in report.sections],
        "scheme": report.scheme,
    }


def _origin(report: "StoredReport") -> str:
    files = ", ".join(f"{source.file} ({source.format})" for source in report.sources)
    scheme = f", scheme {report.scheme}" if report.scheme else ""
    return f"{report.info.id}, from {files}{scheme}"


def _passage_mark(passage: "Passage") -> str:
    marks = {"strength": "+", "improvement": "-", "unlabelled": "?"}
    return marks.get(passage.polarity or "", "·")
