"""A report or a standard in a paragraph or a line: ratings, what went well, what did not."""

from collections.abc import Sequence

from index.answers.compose import phrases
from index.answers.compose.findings import compose_finding, status_of
from index.answers.compose.points import Polarity, is_opening, points
from index.answers.compose.ratings import say_not_held, say_overall, wanted_standards
from index.answers.compose.request import Request
from index.answers.compose.scope import scope_standards
from index.answers.compose.standard import BADLY, WELL, compose_standard, say_points
from index.answers.dates import month
from index.answers.evidence import source_of
from index.answers.sense import reads
from index.answers.sentences import sentence_ranges
from index.models import Place, Status
from index.ratings.table import Inspection
from ingest.models import Fact

MOST_NATIONAL = 3
"""Sentences of national reports in the summary of a place."""
NATIONAL_POINTS = 4
"""Points of each list of a national report, which are short where it lists any."""
MANY = 3
"""Standards of one rating that are named one by one; of more, only how many."""


def compose_summary(request: Request, places: Sequence[Place]) -> Status:
    """For each place: its ratings in a line, leading strengths and criticisms."""
    missing = 0
    for place in places:
        rows = request.inspections(place)
        if not rows:
            missing += 1
            say_not_held(request, place.name)
            continue
        own = [r for r in rows if r.own_report]
        if not own:
            missing += 1
            _of_table(request, place, rows)
            continue
        if request.plan.standards and not wanted_standards(request, own[0]):
            # A standard of other kinds of inspection ("unpaid work") is a subject of the text here.
            found = compose_finding(request, [place])
            missing += found != "answered"
            continue
        _summary(request, own[0], most=1 if len(places) > 1 else None)
        _later(request, own[0], rows)
    if not any(s.citations for s in request.build.statements):
        return "not_found"
    return "partial" if status_of(missing, len(places)) != "answered" else "answered"


def compose_national_summary(request: Request, report: str, only: Polarity | None = None) -> Status:
    """A report about no single place: its overall counts, then its own key findings.

    `only`: what it praises, or what it criticises, without the counts.
    """
    info = request.knowledge.info(report)
    request.build.heading(info.title)
    counted = _counts(request, report) if only is None else False
    if request.plan.depth == "line" and counted:
        return "answered"
    said = counted
    for title, polarity in _lists():
        if only not in {None, polarity}:
            continue
        own = [p for p in points(request, report, polarity) if p.passage.polarity == polarity]
        most = request.plan.limit if only else _share(request, polarity, counted=counted)
        said = say_points(request, title, own, most=most or NATIONAL_POINTS) or said
    if only is None:
        said = said or _opening(request, report)
    return "answered" if said else "not_found"


def _summary(request: Request, row: Inspection, *, most: int | None) -> None:
    standards = [s for s in scope_standards(request, row) if row.cell("rating", s)]
    if len(standards) == 1:
        compose_standard(request, row, standards[0])
        return
    if not say_headline(request, row):
        say_overall(request, row)
    if request.plan.depth == "line":
        return
    for title, polarity in _lists():
        found = points(request, row.own_report or "", polarity, standards)
        share = _share(request, polarity, counted=True)
        say_points(request, title, found, most=share or most)
    facts = row.of("recommendation")
    if not standards and facts:
        noun = phrases.counted(len(facts), "recommendation", "recommendations")
        request.build.note(f"The report makes {noun}; ask for them to see the wording.")


def _share(request: Request, polarity: Polarity, *, counted: bool) -> int | None:
    """Of so many points asked for how many a list has, the ratings being one; None if not said."""
    if request.plan.limit is None:
        return None
    left = max(2, request.plan.limit - counted)
    return left // 2 if polarity == "strength" else left - left // 2


def say_headline(request: Request, row: Inspection) -> bool:
    """Overall rating, score and the ratings by standard in one sentence, the better ones first."""
    overall, score = row.cell("overall_rating"), row.cell("score")
    if overall is None or overall.cell != "legible":
        return False
    facts = [overall]
    tail = ""
    if score and score.cell == "legible":
        facts.append(score)
        tail = f" ({phrases.score_words(score)})"
    text = f"{row.place.name} was rated {overall.value} overall{tail} in {month(row.date)}"
    rated = [f for f in row.of("rating") if f.cell == "legible" and not f.derived]
    if parts := _by_rating(request, row, rated):
        text = f"{text}: {'; '.join(parts)}"
    request.build.fact(f"{text}.", [f.source for f in (*facts, *rated)], facts=[*facts, *rated])
    return True


def _by_rating(request: Request, row: Inspection, rated: Sequence[Fact]) -> list[str]:
    """ "Requires improvement for leadership; Inadequate for the other four standards"."""
    groups: dict[str, list[Fact]] = {}
    for fact in sorted(rated, key=lambda f: -(f.number or 0)):
        groups.setdefault(fact.value or "", []).append(fact)
    parts = []
    for at, (rating, facts) in enumerate(groups.items()):
        names = [
            phrases.standard_name(request.knowledge, row.scheme, f.standard or "") for f in facts
        ]
        last = at == len(groups) - 1
        if last and len(facts) > MANY:
            other = "other " if at else ""
            parts.append(f"{rating} for {'the' if at else 'all'} {other}{len(facts)} standards")
        else:
            parts.append(f"{rating} for {phrases.joined(names)}")
    return parts


def _later(request: Request, row: Inspection, rows: Sequence[Inspection]) -> None:
    """That the library knows of a newer inspection than the report that is summed up."""
    newer = [r for r in rows if r.date > row.date and not r.own_report]
    for each in newer[:1]:
        score = each.cell("score")
        whole = request.plan.depth != "line" and not request.plan.standards
        if score and score.cell == "legible" and whole:
            text = (
                f"A later inspection, in {month(each.date)}, scored "
                f"{phrases.score_words(score)}; the library does not hold its report."
            )
            request.build.fact(text, [score.source], facts=[score])
        else:
            request.build.note(
                f"{row.place.name} was inspected again in {month(each.date)}; the library does "
                "not hold that report."
            )


def _of_table(request: Request, place: Place, rows: Sequence[Inspection]) -> None:
    """A place that only tables and national reports speak of."""
    for row in rows:
        if not wanted_standards(request, row):
            say_overall(request, row)
    _national(request, place)
    request.build.fixed(
        f"The library does not hold the report of {place.name}; what it knows is from "
        "the ratings table."
    )


def compose_told(request: Request, places: Sequence[Place]) -> Status:
    """What national reports give of places: the row of the table, and the sentences on them."""
    for place in places:
        rows = [r for r in request.knowledge.table.of(place) if request.inspection_allowed(r)]
        listed = [r for r in rows if set(r.reports) & set(request.national_reports())]
        for row in listed:
            say_overall(request, row, asked=False)
        _national(request, place)
    return "answered" if any(s.citations for s in request.build.statements) else "not_found"


def _national(request: Request, place: Place) -> None:
    """What national reports say of a place whose own report the library does not hold."""
    said = 0
    for report in request.national_reports():
        for passage in request.knowledge.naming(report, place):
            for a, b in sentence_ranges(passage.text):
                named = request.knowledge.names.find(passage.text[a:b])
                about = any(m.places == (place,) for m in named)
                prose = passage.type in {"paragraph", "bullet"} and b - a > len(place.name) + 20
                if about and prose and said < MOST_NATIONAL:
                    request.build.quote(source_of(request.knowledge, passage, a, b), bullet=True)
                    said += 1
                    break


def _counts(request: Request, report: str) -> bool:
    """How many places were rated what overall, as the report counts them."""
    counts = [
        f
        for f in request.knowledge.facts
        if f.report == report and f.measure == "rating_count" and not f.standard and f.number
    ]
    own = [f for f in counts if f.scheme == counts[0].scheme] if counts else []
    if not own:
        return False
    text = f"{phrases.counts_words(request.knowledge, own)} overall."
    request.build.fact(text, list({f.source.start: f.source for f in own}.values()), facts=own)
    return True


def _opening(request: Request, report: str) -> bool:
    """The first sentences of the opening that praise or criticise, where nothing is listed."""
    said = 0
    for passage in request.knowledge.by_report[report]:
        for a, b in sentence_ranges(passage.text):
            if is_opening(passage) and reads(passage.text[a:b]) != "plain" and said < MANY:
                request.build.quote(source_of(request.knowledge, passage, a, b), bullet=True)
                said += 1
                break
    return said > 0


def _lists() -> tuple[tuple[str, Polarity], ...]:
    return ((WELL, "strength"), (BADLY, "improvement"))
