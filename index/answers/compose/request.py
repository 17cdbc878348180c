"""What every form of answer is made from, and which inspections and reports a question is about."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from index.answers.compose.builder import AnswerBuilder
from index.answers.knowledge import Knowledge
from index.models import Filters, Place, QuestionPlan
from index.ratings.table import Inspection, agrees

_OF_NATION = re.compile(
    r"\b(?:what|does|did|in|according to|per) (?:does |did |do )?(?:the |this |that )?"
    r"(?:\d{4} |latest |last |newest )?(?:annual report|thematic)\b",
    re.IGNORECASE,
)
"""A question that names whose words on a place it wants: those of the annual report."""


class Request(NamedTuple):
    """One question on its way to an answer."""

    knowledge: Knowledge
    plan: QuestionPlan
    filters: Filters
    build: AnswerBuilder
    skip: frozenset[str] = frozenset()
    """Passages shown before, left out when the question asks for more."""

    def report_allowed(self, report_id: str) -> bool:
        """Whether the filters let a report in."""
        if self.filters.reports and report_id not in self.filters.reports:
            return False
        info = self.knowledge.info(report_id)
        national = info.kind not in {"pdu", "region"}
        return not self.filters.places or national or info.subject in self.filters.places

    def inspection_allowed(self, inspection: Inspection) -> bool:
        """Whether the filters let a row in."""
        if self.filters.places and inspection.place.name not in self.filters.places:
            return False
        return any(self.report_allowed(r) for r in inspection.reports)

    def inspections(self, place: Place) -> tuple[Inspection, ...]:
        """The inspections of a place that the question is about, newest first."""
        plan = self.plan
        rows = self.knowledge.table.of(place, () if plan.every_date else plan.dates)
        if not rows and plan.intent in {"finding", "figure", "comparison"} and self._about_data():
            rows = self.knowledge.table.of(place)
        bound = {"report_fact", "score", "rating", "comparison"}
        if not rows and len(plan.places) > 1 and plan.intent in bound:
            # A year said of one place ("Sheffield 2023, Leeds and York") does not bind the others.
            rows = self.knowledge.table.of(place)
        rows = tuple(r for r in rows if self.inspection_allowed(r))
        if plan.newest and not plan.dates:
            return rows[:1]
        if plan.earlier and not plan.dates and len(rows) > 1:
            return rows[1:]
        return rows

    def _about_data(self) -> bool:
        """Whether the dates are months ("in May 2024"): dates of figures, not of inspections."""
        return all(len(d) > 4 for d in self.plan.dates)

    def reports_about(self, place: Place) -> tuple[str, ...]:
        """Reports that may speak of a place: its own of the dates asked, and national ones."""
        plan, knowledge = self.plan, self.knowledge
        rows = self.inspections(place)
        own = [r.own_report for r in rows if r.own_report and self.report_allowed(r.own_report)]
        if plan.newest and not plan.dates and not own:
            own = [r.own_report for r in knowledge.table.of(place) if r.own_report][:1]
        others = [
            r
            for r in knowledge.national_reports()
            if self.report_allowed(r) and self.report_dated(r)
        ]
        region = [
            i.id
            for i in knowledge.infos.values()
            if i.kind == "region"
            and i.subject in {place.region, place.name}
            and i.id not in own
            and self.report_allowed(i.id)
            and self.report_dated(i.id)
        ]
        told = [r for r in others if knowledge.naming(r, place)]
        if told and not plan.every_date and _OF_NATION.search(plan.standalone):
            return tuple(told)
        return tuple(dict.fromkeys([*own, *others, *region]))

    def national_reports(self) -> tuple[str, ...]:
        """Reports about no single place, of the dates asked."""
        found = [
            r
            for r in self.knowledge.national_reports()
            if self.report_allowed(r) and self.report_dated(r)
        ]
        return tuple(found)

    def all_reports(self) -> tuple[str, ...]:
        """Every report that filters and dates let in."""
        return tuple(
            r for r in self.knowledge.infos if self.report_allowed(r) and self.report_dated(r)
        )

    def report_dated(self, report_id: str) -> bool:
        """Whether a report fits the dates that are asked about; any does where none is."""
        return not self.plan.dates or fits_dates(self.knowledge, report_id, self.plan.dates)


def fits_dates(knowledge: Knowledge, report_id: str, asked: Sequence[str]) -> bool:
    """Whether a report's title, publication or a date that it gives agrees with one of these.

    CONTRACT.md: a year in a question matches a title, a publication or the period covered.
    """
    info = knowledge.info(report_id)
    dates = [info.published]
    if info.kind not in {"pdu", "region"}:
        dates += [
            f.value
            for f in knowledge.facts
            if f.report == report_id
            and f.value
            and (f.measure == "date" or f.label == "publication")
        ]
    return any(
        agrees(d, each) or (len(each) == 4 and (each in info.title or d[:4] == each))
        for d in dates
        for each in asked
    )
