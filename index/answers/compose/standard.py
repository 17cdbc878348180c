"""One standard, to prepare with: its rating and percentages, what worked, what kept coming up."""

from collections.abc import Sequence

from index.answers.compose import phrases
from index.answers.compose.points import (
    NOT_SORTED,
    Point,
    Polarity,
    leading,
    points,
    unsorted,
    within,
)
from index.answers.compose.ratings import say_standard
from index.answers.compose.recurring import (
    held_rows,
    points_by_report,
    recurring,
    say_recurring,
    subject_of,
)
from index.answers.compose.request import Request
from index.answers.dates import month
from index.models import Status
from index.ratings.table import Inspection
from ingest.models import Fact

WELL, BADLY = "What went well", "What needed to improve"
EACH, MORE = (40, 2), (150, 6)
"""Words of quotations and points of each list."""
LONG_POINT = 40
"""Words that a point may have where so many points are asked for."""
MOST_PLACES = 8
"""Places whose ratings are set out one by one; of more, the national counts speak."""
LINE_WORDS = 30
"""Words of a recurring point that a preparation has room for."""


def compose_standard(request: Request, row: Inspection, standard: str) -> None:
    """A standard in one inspection: its rating and percentages, what went well, what did not."""
    if not say_standard_line(request, row, standard):
        say_standard(request, row, standard)
    if not row.own_report or request.plan.depth == "line":
        return
    for title, polarity in _lists():
        found = points(request, row.own_report, polarity, (standard,))
        say_points(request, title, found)


def compose_standard_everywhere(request: Request, standard: str) -> Status:
    """A standard over all reports: ratings and percentages, recurring criticism, what worked."""
    rows = [r for r in held_rows(request) if r.cell("rating", standard)]
    if not rows:
        return "not_found"
    say_national_counts(request, standard)
    for row in rows[:MOST_PLACES]:
        say_standard_line(request, row, standard, bullet=True)
    for title, polarity in reversed(_lists()):
        by_report = points_by_report(request, rows, polarity, (standard,))
        _say_shared(request, title, by_report)
    return "answered"


def say_points(
    request: Request, title: str, found: Sequence[Point], *, most: int | None = None
) -> bool:
    """The leading points under a title; False when there are none."""
    words, usual = MORE if request.plan.depth == "more" else EACH
    words = max(words, LONG_POINT * (most or 0)) if request.plan.limit else words
    shown = within(leading(request, found), words, most or usual)
    if not shown:
        return False
    request.build.heading(title)
    for point in shown:
        request.build.quote(point.source(request.knowledge), bullet=True)
    if unsorted(shown):
        request.build.note(NOT_SORTED)
    return True


def say_standard_line(
    request: Request, row: Inspection, standard: str, *, bullet: bool = False
) -> bool:
    """Rating and key questions of a standard in one sentence; False where no rating is known."""
    fact = row.cell("rating", standard)
    if fact is None or fact.cell != "legible":
        return False
    name = phrases.standard_name(request.knowledge, row.scheme, standard)
    measured = [f for f in row.key_questions(standard) if f.number is not None and f.key_question]
    text = f"{row.place.name} was rated {fact.value} for {name} in {month(row.date)}"
    if bullet:
        text = f"{phrases.title(row)}: {fact.value}"
    derived = f" (derived: {fact.rule})" if fact.derived else ""
    shares = _shares(measured, short=bullet)
    text = f"{text}{derived}; {shares}." if shares else f"{text}{derived}."
    sources = [fact.source, *(fact.also if fact.derived else ()), *(f.source for f in measured)]
    request.build.fact(text, sources, facts=[fact, *measured], bullet=bullet)
    return True


def say_national_counts(request: Request, standard: str) -> bool:
    """How many places were rated what for a standard, as a national report counts them."""
    counts = [
        f
        for f in request.knowledge.facts
        if f.measure == "rating_count"
        and f.standard == standard
        and f.report in request.national_reports()
        and f.number
    ]
    if not counts:
        return False
    newest = max(f.published for f in counts)
    first = next(f for f in counts if f.published == newest)
    own = [f for f in counts if f.scheme == first.scheme and f.published == newest]
    name = phrases.standard_name(request.knowledge, first.scheme, standard)
    title = phrases.short_title(request.knowledge.info(first.report).title)
    text = f"{phrases.counts_words(request.knowledge, own)} for {name} ({title})."
    request.build.fact(text, [f.source for f in own], facts=own)
    return True


def _shares(measured: Sequence[Fact], *, short: bool) -> str:
    """The percentages of the key questions: "sufficient on engagement in 63% of cases, …"."""
    if not measured:
        return ""
    if short:
        named = [(phrases.key_question_name(f.key_question or ""), f.number or 0) for f in measured]
        return ", ".join(f"{name} {phrases.plain(share)}%" for name, share in named)
    parts = [
        f"{phrases.key_question_name(f.key_question or '')} in {phrases.plain(f.number or 0)}%"
        for f in measured
    ]
    parts[0] += " of cases"
    return f"sufficient on {', '.join(parts)}"


def _lists() -> tuple[tuple[str, Polarity], ...]:
    return ((WELL, "strength"), (BADLY, "improvement"))


def _say_shared(request: Request, title: str, by_report: dict[str, list[Point]]) -> None:
    """What several reports say alike, then single points of reports not yet heard."""
    if not by_report:
        return
    request.build.heading(title)
    groups = [a for a in recurring(request, by_report) if a.points[0].length <= LINE_WORDS]
    for alike in groups[:2]:
        say_recurring(request, alike)
    heard = {p.passage.report_id for a in groups[:2] for p in a.points}
    left = sorted(
        (found[0] for report, found in by_report.items() if report not in heard),
        key=lambda p: p.length,
    )
    for point in left[: 2 - len(groups[:2])]:
        subject = subject_of(request, point.passage.report_id)
        request.build.quote(point.source(request.knowledge), bullet=True, lead=subject)
    shown = [p for a in groups[:2] for p in a.points] + left[: 2 - len(groups[:2])]
    if unsorted(shown):
        request.build.note(NOT_SORTED)
