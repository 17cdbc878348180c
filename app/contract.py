"""Reports, passages, facts and warnings as CONTRACT.md prints them, citations in place of ids."""

from collections.abc import Mapping
from typing import Any

from index.models import AnswerFact, Citation
from ingest.models import Fact, Passage, ReportInfo, Source, Warning

_FACT_FIELDS = tuple(
    name for name in AnswerFact.model_fields if name not in ("citation", "citations")
)


class CitationNumbers:
    """Citations of one output: one id per distinct place, numbered by first appearance."""

    def __init__(self, reports: Mapping[str, ReportInfo]) -> None:
        self._reports = reports
        self._numbers: dict[tuple[str, str, tuple[Any, ...]], int] = {}

    def cite(self, source: Source) -> dict[str, Any]:
        """The citation object of a place in a report."""
        place = (source.report, source.passage, source.spans)
        number = self._numbers.setdefault(place, len(self._numbers) + 1)
        fields = {name: getattr(source, name) for name in Source.model_fields}
        fields |= {"id": number, "report": self._reports[source.report]}
        return Citation.model_validate(fields).model_dump(mode="json")


def fact_json(fact: Fact, numbers: CitationNumbers) -> dict[str, Any]:
    """A fact with its citations as objects."""
    citations = [numbers.cite(source) for source in (fact.source, *fact.also)]
    values = fact.model_dump(mode="json", include=set(_FACT_FIELDS))
    fields = {name: values[name] for name in _FACT_FIELDS}
    return fields | {"citation": citations[0], "citations": citations}


def warning_json(warning: Warning, numbers: CitationNumbers) -> dict[str, Any]:
    """A warning with the places that it is about."""
    citations = [numbers.cite(source) for source in warning.sources]
    return {"kind": warning.kind, "message": warning.message, "citations": citations}


def passage_json(passage: Passage) -> dict[str, Any]:
    """A passage, without its context."""
    return passage.model_dump(mode="json", exclude={"ordinal"})
