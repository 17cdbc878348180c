"""What several reports have in common, and what only one of them says."""

from collections.abc import Sequence

from index.answers.compose import phrases
from index.answers.compose.points import (
    NOT_SORTED,
    Point,
    Polarity,
    leading,
    points,
    unsorted,
)
from index.answers.compose.recurring import (
    Alike,
    points_by_report,
    recurring,
    say_recurring,
    subject_of,
)
from index.answers.compose.request import Request
from index.answers.compose.scope import scope_standards
from index.answers.sense import Reading
from index.models import Status
from index.ratings.table import Inspection

LONGEST = 34
"""Words of a point that speaks for several places."""
GROUPS, SINGLES = 4, 2
NATIONAL_WORDS = 20
WORDS, AROUND = 140, 8
"""Words of all quotations, shared between criticism and praise where both are asked for; words
around each: whose it is, and of whom else something similar is said."""
_TITLES: dict[Polarity, tuple[str, str]] = {
    "improvement": ("Criticised in several places", "Criticised in one place"),
    "strength": ("Praised in several places", "Praised in one place"),
}


def compose_common(request: Request, rows: Sequence[Inspection], wanted: Reading) -> Status:
    """Points that several reports make alike, then single ones; criticism, praise or both."""
    polarities: tuple[Polarity, ...] = ("improvement", "strength")
    if wanted != "plain":
        polarities = ("improvement",) if wanted == "low" else ("strength",)
    said = [_say(request, rows, p, WORDS // len(polarities)) for p in polarities]
    if not any(said):
        request.build.fixed(phrases.NOT_SAID)
    names = phrases.joined([phrases.title(r) for r in rows])
    request.build.note(f"Looked at: the reports on {names}.")
    return "answered" if any(said) else "not_found"


def _say(
    request: Request, rows: Sequence[Inspection], polarity: Polarity, words: int
) -> list[Point]:
    """The shared points of one kind and what differs; the points that were said."""
    standards = scope_standards(request, rows[0])
    by_report = points_by_report(request, rows, polarity, standards)
    shared, single = _TITLES[polarity]
    said: list[Point] = []
    groups = _readable(recurring(request, by_report), words)
    if groups:
        request.build.heading(shared)
    for alike in groups:
        say_recurring(request, alike)
        said += alike.points
        words -= alike.points[0].length + AROUND
    if not standards:
        words -= _say_national(request, polarity)
    singles = _singles(by_report, said, words)
    if singles:
        request.build.heading(single)
    for point in singles:
        lead = subject_of(request, point.passage.report_id)
        request.build.quote(point.source(request.knowledge), bullet=True, lead=lead)
    said += singles
    if unsorted(said):
        request.build.note(NOT_SORTED)
    return said


def _say_national(request: Request, polarity: Polarity) -> int:
    """The leading point of the newest national report that lists any; how many words it took."""
    reports = request.national_reports()
    for report in sorted(reports, key=lambda r: request.knowledge.info(r).published, reverse=True):
        listed = [p for p in points(request, report, polarity) if p.passage.polarity == polarity]
        short = [p for p in leading(request, listed) if p.length <= NATIONAL_WORDS][:1]
        for point in short:
            title = phrases.short_title(request.knowledge.info(report).title)
            request.build.quote(point.source(request.knowledge), bullet=True, lead=title)
        if short:
            return short[0].length + AROUND
    return 0


def _readable(groups: Sequence[Alike], words: int) -> list[Alike]:
    chosen: list[Alike] = []
    for alike in groups:
        length = alike.points[0].length
        if length <= LONGEST and len(chosen) < GROUPS and length + AROUND <= words:
            chosen.append(alike)
            words -= length + AROUND
    return chosen


def _singles(by_report: dict[str, list[Point]], said: Sequence[Point], words: int) -> list[Point]:
    """A leading point of reports that were heard least, as far as there is room."""
    heard = [p.passage.report_id for p in said]
    order = sorted(by_report, key=lambda r: (heard.count(r), r))
    chosen: list[Point] = []
    for report in order:
        own = [p for p in by_report[report] if p not in said and p.length <= LONGEST]
        if own and len(chosen) < SINGLES and own[0].length + AROUND <= words:
            chosen.append(own[0])
            words -= own[0].length + AROUND
    return chosen
