"""Questions to begin with, made from what the library holds."""

from collections.abc import Sequence

from app.wording import date_words, standard_words
from ingest.models import Fact, ReportInfo

MOST = 4


def example_questions(reports: Sequence[ReportInfo], facts: Sequence[Fact]) -> tuple[str, ...]:
    """Up to four questions of different kinds that these reports answer, on the newest first."""
    newest = sorted(reports, key=lambda info: (info.published, info.id), reverse=True)
    rated: dict[str, dict[str, Fact]] = {}
    for fact in facts:
        if fact.measure == "rating" and fact.standard and fact.cell == "legible":
            rated.setdefault(fact.report, {}).setdefault(fact.standard, fact)
    inspected = [info for info in newest if info.id in rated and not info.is_table]
    questions = []
    if inspected:
        info = inspected[0]
        standard, fact = _lowest(rated[info.id])
        name = standard_words(standard).lower()
        questions.append(f"What was {info.subject} rated for {name}?")
        questions.append(f"Why was {info.subject} rated {fact.value} for {name}?")
    pair = _comparable(inspected, rated)
    if pair:
        first, second, standard = pair
        name = standard_words(standard).lower()
        questions.append(f"How do {first.subject} and {second.subject} compare on {name}?")
    advised = [info for info in newest if _has(facts, info.id, "recommendation")]
    if advised:
        info = advised[-1]
        questions.append(
            f"What does the {date_words(info.published)} report on {info.subject} recommend?"
        )
    if not questions and rated:
        standard, fact = _lowest(next(iter(rated.values())))
        questions.append(f"What was {fact.subject} rated for {standard_words(standard).lower()}?")
    if not questions:
        questions = [f"What are the main findings on {info.subject}?" for info in newest]
    return tuple(dict.fromkeys(questions))[:MOST]


def _lowest(by_standard: dict[str, Fact]) -> tuple[str, Fact]:
    """The standard with the fewest points: what people ask about first."""
    return min(by_standard.items(), key=lambda item: (item[1].number or 0, item[0]))


def _comparable(
    inspected: Sequence[ReportInfo], rated: dict[str, dict[str, Fact]]
) -> tuple[ReportInfo, ReportInfo, str] | None:
    """The first two inspections of different places that share a scheme and a standard."""
    for at, first in enumerate(inspected):
        for second in inspected[at + 1 :]:
            one, other = rated[first.id], rated[second.id]
            shared = sorted(
                name for name in one if name in other and one[name].scheme == other[name].scheme
            )
            if first.subject != second.subject and shared:
                return first, second, shared[0]
    return None


def _has(facts: Sequence[Fact], report: str, measure: str) -> bool:
    return any(fact.report == report and fact.measure == measure for fact in facts)
