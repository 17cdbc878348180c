"""Dates of a question that are no dates of the library: words to look for, not a filter."""

import re

from index.answers.dates import in_words
from index.answers.knowledge import Knowledge
from index.models import QuestionPlan
from index.ratings.table import agrees

_YEAR_SPAN = re.compile(r"\b20\d\d[-–/](?:20)?\d\d\b(?![-–/])")
"""A financial year, which figures are of; inspections are of a day."""
_REPORT_OF = (
    r"\b{date}\W+(?:\w+ ){{0,3}}?(?:reports?|inspection)\b(?!s)"
    r"|\b(?:reports?|inspection)(?: report)? (?:of|in|from|for|dated|published in)"
    r" (?:\w+ ){{0,4}}?{date}\b"
)
"""What is said of a report or inspection of a date, which must be held to answer."""


def without_other_dates(plan: QuestionPlan, knowledge: Knowledge) -> QuestionPlan:
    """The plan with dates that no inspection or report has put back into what is looked for.

    Only where a finding or figure is asked and the texts speak of that year: the report of a year
    that is not held stays missing.
    """
    if plan.intent not in {"finding", "figure"} or not plan.dates:
        return plan
    span = _YEAR_SPAN.search(plan.standalone)
    of_span = {f"20{y[-2:]}" for y in re.split(r"[-–/]", span[0])} if span else set()
    other = [d for d in plan.dates if d in of_span or not _is_held(plan, knowledge, d)]
    if not other or any(_of_report(plan, d) or not _is_told(plan, knowledge, d) for d in other):
        return plan
    words = [span[0]] if span else []
    words += [in_words(d) for d in other if d not in of_span and len(d) == 4]
    search = " ".join([plan.search.rstrip("? "), *words]) + "?"
    kept = tuple(d for d in plan.dates if d not in other)
    return plan.model_copy(update={"dates": kept, "search": search})


def _of_report(plan: QuestionPlan, date: str) -> bool:
    pattern = _REPORT_OF.format(date=re.escape(in_words(date)))
    return bool(re.search(pattern, plan.standalone, re.IGNORECASE))


def _is_held(plan: QuestionPlan, knowledge: Knowledge, date: str) -> bool:
    """Whether an inspection of the places named, or a report about no place, has this date."""
    if plan.places:
        return any(knowledge.table.of(place, (date,)) for place in plan.places)
    return any(
        agrees(info.published, date) or (len(date) == 4 and date in info.title)
        for info in knowledge.infos.values()
    )


def _is_told(plan: QuestionPlan, knowledge: Knowledge, date: str) -> bool:
    """Whether a report that may answer speaks of the year at all."""
    names = {p.name for p in plan.places}
    national = knowledge.national_reports()
    return any(
        date[:4] in knowledge.report_stems(report)
        for report, info in knowledge.infos.items()
        if not names or info.subject in names or report in national
    )
