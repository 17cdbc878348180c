"""Small tables made by hand: inspections and their facts in as few words as a test needs."""

from collections.abc import Iterable, Mapping
from typing import Any, Literal

from index.models import Place
from index.ratings.database import RatingsDatabase
from index.ratings.table import Inspection, Table
from ingest.models import Fact, ReportInfo, Source, Span
from ingest.schemes import Rating, Scheme, Schemes, Standard
from ingest.terms import Terms

ANNUAL = "annual-report-2024"
SCHEME = "made-2023"
POINTS = {"Outstanding": 3, "Good": 2, "Requires improvement": 1, "Inadequate": 0}
STANDARDS = ("leadership", "staffing", "planning")

_SOURCES = iter(range(10**9))


def source(report: str, kind: Literal["passage", "table"] = "table") -> Source:
    """A place of its own in a report."""
    start = next(_SOURCES) * 10
    return Source(
        kind=kind,
        report=report,
        passage=f"{report}/0",
        section=(),
        standard=None,
        page=None,
        quote="words",
        start=start,
        end=start + 5,
        spans=(Span(start, start + 5, None),),
    )


def fact(measure: str, report: str = ANNUAL, **fields: Any) -> Fact:
    """A fact of the report; what a test does not care about is made up."""
    given = {
        "id": f"{report}/f{next(_SOURCES)}",
        "report": report,
        "subject": "Ashby",
        "region": "North",
        "published": "",
        "scheme": SCHEME,
        "measure": measure,
        "source": source(report),
    }
    return Fact(**(given | fields))


def rating(standard: str, word: str | None, report: str = ANNUAL, **fields: Any) -> Fact:
    """A rating of a standard; None is a cell that the file lost."""
    read = {"value": word, "number": POINTS[word]} if word else {"cell": "not_legible"}
    return fact("rating", report, standard=standard, **(read | fields))


def score(number: int | None, report: str = ANNUAL, **fields: Any) -> Fact:
    """A composite score out of nine; None is a cell that the file lost."""
    read = {"number": number} if number is not None else {"cell": "not_legible"}
    return fact("score", report, out_of=9, **(read | fields))


def counted(standard: str, word: str, number: int, out_of: int, report: str = ANNUAL) -> Fact:
    """So many units have this rating, as a national report says it."""
    fields: dict[str, Any] = {"standard": standard, "value": word, "number": number}
    return fact(
        "rating_count", report, subject="Ruritania", region="", unit="PDUs", out_of=out_of, **fields
    )


def inspection(
    name: str,
    date: str,
    facts: Iterable[Fact] = (),
    *,
    region: str = "North",
    kind: Literal["pdu", "region"] = "pdu",
    scheme: str = SCHEME,
    own: str | None = None,
) -> Inspection:
    """An inspection with these facts, which all become facts about it.

    Its sources are the reports of its facts, its own first; a fact keeps a date of its own.
    """
    named = tuple(
        each.model_copy(
            update={
                "subject": name,
                "region": region,
                "scheme": scheme,
                "published": each.published or date,
            }
        )
        for each in facts
    )
    listed = [each.report for each in named if each.report != own]
    return Inspection(
        place=Place(name=name, kind=kind, region=region),
        date=date,
        scheme=scheme,
        facts=named,
        reports=tuple(dict.fromkeys([*([own] if own else []), *listed])),
        own_report=own,
    )


def table(*inspections: Inspection, national: Iterable[Fact] = ()) -> Table:
    """A table of these rows, in the order of place and date that every table has."""
    rows = sorted(inspections, key=lambda row: (row.place.name, row.place.kind, row.date))
    return Table(tuple(rows), tuple(national))


def info(report: str) -> ReportInfo:
    """What a report is, told by its id: an annual report, or that of one place."""
    annual = report.startswith("annual")
    return ReportInfo(
        id=report,
        title=report.replace("-", " "),
        kind="annual" if annual else "pdu",
        subject="Ruritania" if annual else report,
        region="",
        published="2025",
        edition="published",
        source=f"{report}.txt",
    )


def database(made: Table, schemes: Schemes | None = None) -> RatingsDatabase:
    """The table in SQL."""
    reports = {report for row in made.inspections for report in row.reports}
    return RatingsDatabase(made, schemes or made_schemes(), {r: info(r) for r in reports})


def made_schemes() -> Schemes:
    """One scheme with three standards and the words of the first field."""
    ratings = tuple(Rating(word=word, points=points) for word, points in POINTS.items())
    standards = tuple(
        Standard(key=key, name=key.title(), number=None, domain="All", names=(key.title(),))
        for key in STANDARDS
    )
    scheme = Scheme(
        name=SCHEME,
        title="Made up",
        inspectorate="Nobody",
        national="Ruritania",
        kinds=("pdu", "annual"),
        composite_max=9,
        ratings=ratings,
        standards=standards,
    )
    return Schemes(schemes=(scheme,), terms=Terms())


def rated(words: Mapping[str, str | None], report: str = ANNUAL) -> list[Fact]:
    """Ratings by standard."""
    return [rating(standard, word, report) for standard, word in words.items()]
