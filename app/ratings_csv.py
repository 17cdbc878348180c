"""The ratings table as CSV: the same columns and bytes from the command line and the pages."""

from collections.abc import Iterable, Mapping

from app.terminal import csv_text
from ingest.models import Fact, ReportInfo

FIELDS = (
    *("subject", "region", "published", "scheme", "standard", "measure", "label", "key_question"),
    *("value", "number", "out_of", "unit", "addressee", "cell", "derived", "rule", "report"),
)
CSV_COLUMNS = (*FIELDS, "edition", "quote")


def csv_row(fact: Fact, reports: Mapping[str, ReportInfo]) -> list[object]:
    """A fact as the cells of CSV_COLUMNS."""
    values = fact.model_dump(mode="json")
    quote = " | ".join(fact.source.quote.split("\t"))
    return [*(values[name] for name in FIELDS), reports[fact.report].edition, quote]


def facts_csv(facts: Iterable[Fact], reports: Mapping[str, ReportInfo]) -> str:
    """What `reports ratings --csv` prints of these facts."""
    return csv_text(CSV_COLUMNS, [csv_row(fact, reports) for fact in facts])
