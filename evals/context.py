"""What the metrics may look up: the library that the answers came from, read once."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from evals.words import place_key
from index.models import AnswerFact, Citation
from ingest.models import Fact, Passage, ReportInfo

_RATED = frozenset({"rating", "overall_rating", "rating_count"})


class Shelf(Protocol):
    """What an evaluation needs of a library (`index.stores.library.Library` is one)."""

    def reports(self) -> tuple[ReportInfo, ...]:
        """Every report, sorted by id."""

    def passages(self, reports: Collection[str] | None = None) -> tuple[Passage, ...]:
        """The passages of these reports, or of all."""

    def facts(self, reports: Collection[str] | None = None) -> tuple[Fact, ...]:
        """The facts of these reports, or of all."""

    def text(self, report_id: str) -> str:
        """The decoded text that the spans of the report point into."""

    def fingerprint(self) -> str:
        """The same for libraries with the same content."""


@dataclass(frozen=True)
class Context:
    """A library as the metrics see it."""

    reports: Mapping[str, ReportInfo]
    passages: Mapping[str, Passage]
    texts: Mapping[str, str]
    facts: tuple[Fact, ...]

    @property
    def published(self) -> tuple[str, ...]:
        """Ids of the reports as published, sorted; digests of them do not count."""
        return tuple(sorted(r.id for r in self.reports.values() if r.edition == "published"))

    def ratings(self) -> frozenset[str]:
        """The words that rate, as the facts of the library use them."""
        return self._names["ratings"]

    def places(self) -> frozenset[str]:
        """Every place that has a report or a row."""
        return self._names["places"]

    def regions(self) -> frozenset[str]:
        """Every region that a report or a row names."""
        return self._names["regions"]

    def standards(self) -> frozenset[str]:
        """Every standard that a fact is about, as CONTRACT.md spells it."""
        return self._names["standards"]

    def facts_at(self, citation: Citation) -> tuple[Fact, ...]:
        """The facts that were read from what the citation quotes, at least in part."""
        wanted = (citation.report.id, citation.start, citation.end)
        if wanted not in self._found:
            self._found[wanted] = tuple(
                fact
                for fact, places in self._read_from.get(citation.report.id, ())
                if any(start < citation.end and citation.start < end for start, end in places)
            )
        return self._found[wanted]

    def dates_of(self, fact: Fact | AnswerFact) -> tuple[str, ...]:
        """The dates of which the library holds what a fact says, of the same place."""
        return tuple(self._claims.get(_claim(fact), ()))

    def rows_at(self, citation: Citation) -> tuple[Fact, ...]:
        """The facts that were read from rows and lines of ratings that the citation quotes."""
        return tuple(
            fact
            for fact in self.facts_at(citation)
            if fact.source.kind == "table"
            and fact.report == citation.report.id
            and fact.source.start < citation.end
            and citation.start < fact.source.end
        )

    @cached_property
    def _names(self) -> dict[str, frozenset[str]]:
        known: list[ReportInfo | Fact] = [*self.reports.values(), *self.facts]
        rated = [f.value for f in self.facts if f.measure in _RATED and f.value]
        return {
            "ratings": frozenset(rated),
            "standards": frozenset(f.standard for f in self.facts if f.standard),
            "places": frozenset(one.subject for one in known) - {""},
            "regions": frozenset(one.region for one in known) - {""},
        }

    @cached_property
    def _read_from(self) -> dict[str, list[tuple[Fact, list[tuple[int, int]]]]]:
        """By report, the facts that were read from it, each with where: [start, end)."""
        found: dict[str, list[tuple[Fact, list[tuple[int, int]]]]] = defaultdict(list)
        for fact in self.facts:
            places: dict[str, list[tuple[int, int]]] = defaultdict(list)
            for source in (fact.source, *fact.also):
                places[source.report].append((source.start, source.end))
            for report, spans in places.items():
                found[report].append((fact, spans))
        return found

    @cached_property
    def _claims(self) -> dict[tuple[object, ...], list[str]]:
        """The dates of every fact, by what it says."""
        found: dict[tuple[object, ...], list[str]] = defaultdict(list)
        for fact in self.facts:
            found[_claim(fact)].append(fact.published)
        return found

    @cached_property
    def _found(self) -> dict[tuple[str, int, int], tuple[Fact, ...]]:
        """What `facts_at` found: the same rows are cited by hundreds of answers."""
        return {}

    def row_places(self, citation: Citation) -> frozenset[str]:
        """Places of the rows that the citation quotes, where they differ from its report's."""
        own = place_key(citation.report.subject)
        subjects = frozenset(fact.subject for fact in self.rows_at(citation) if fact.subject)
        return frozenset(subject for subject in subjects if place_key(subject) != own)


def _claim(fact: Fact | AnswerFact) -> tuple[object, ...]:
    """What a fact says, but for its date."""
    said = (fact.measure, fact.standard, fact.key_question, fact.value, fact.number)
    return (*said, place_key(fact.subject))


def read_context(library: Shelf) -> Context:
    """Everything of the library that metrics look at."""
    reports = {report.id: report for report in library.reports()}
    return Context(
        reports=reports,
        passages={passage.id: passage for passage in library.passages()},
        texts={report_id: library.text(report_id) for report_id in reports},
        facts=library.facts(),
    )
