"""A briefing about a standard or a topic: the theme over the reports of places, with dates."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from index.answers.briefing.common import (
    LONGEST,
    NEWEST_ONLY,
    TOPIC_TITLE,
    national_lead,
    newest_of_each,
    say_common,
    say_point,
    say_topic,
)
from index.answers.briefing.gather import Draft, fact, fixed
from index.answers.briefing.limits import limits
from index.answers.briefing.listing import list_inspections
from index.answers.briefing.model import Group, Section
from index.answers.briefing.ratings import say_bands
from index.answers.briefing.recommended import say_recommendations
from index.answers.briefing.subject import Subject, unknown_subject
from index.answers.compose import phrases
from index.answers.compose.points import Point
from index.answers.compose.recurring import MOST_REPORTS, held_rows
from index.answers.compose.request import Request
from index.answers.compose.share import share_of
from index.answers.compose.standard import say_national_counts
from index.answers.compose.themes import ABOUT, reading_of, sentences_on, topic_of
from index.answers.english import all_stems, content_stems
from index.answers.sense import Reading
from index.errors import BadSubject
from index.models import Statement
from index.ratings.table import Inspection
from ingest.models import Source

EACH: dict[Reading, int] = {"low": 2, "high": 2, "plain": 1}
"""Sentences of one report for each of criticism, praise, and neither."""
CLOSE = 3.0
"""A sentence is taken when it is at most so much below the best of its report, in log odds."""
MOST_ROWS = 24
"""Reports that are searched for a topic, newest first: each takes some tens of milliseconds."""
NATIONAL = 4
NAMED = 8
"""Places that one sentence names."""
NOT_LOOKED_AT = (
    "Inspections that only a table names could not be looked at: their reports are not held."
)


def compose_topic(request: Request, subject: Subject) -> Draft:
    """Counts and ratings of a standard; what reports share, where they differ, what worked.

    Raises BadSubject where no report speaks of the topic.
    """
    rows = _rows(request, subject)
    looked = _newest(rows)
    if subject.standard:
        topic = content_stems(subject.name)
        headline = _counted(request, subject.standard)
        sections = _standard(request, subject, rows)
        looked = newest_of_each(rows)[:MOST_REPORTS]
        if not any(each.groups for each in sections):
            # A standard of other kinds of inspection: in these reports a subject like any other.
            looked = _newest(rows)
            weighed, themes = _theme(request, looked, topic, whole=len(looked) == len(rows))
            headline, sections = [*headline, *weighed], [*sections, *themes]
    else:
        topic = topic_of(request)
        headline, sections = _theme(request, looked, topic, whole=len(looked) == len(rows))
    national = _national(request, subject, topic)
    if not sections and not national:
        if not subject.standard:
            raise BadSubject(unknown_subject(request.knowledge, subject.asked))
        raise BadSubject(
            f"The reports in the library do not speak of {subject.name!r}. Use a word that they "
            "use, or name a standard or a place."
        )
    recommended = say_recommendations(
        request,
        rows,
        lambda f: _names_it(request, subject, topic, f.value or ""),
        named=True,
    )
    if recommended:
        sections.append(Section(title="Recommendations that name it", groups=recommended))
    lacking = [
        *_silent(request, looked, len(rows), sections),
        fixed(NOT_LOOKED_AT) if any(not r.own_report for r in _known(request, subject)) else None,
    ]
    where = f" in {subject.place.name}" if subject.place else ""
    return Draft(
        kind="topic",
        subject=f"{subject.name}{where}",
        title=f"{subject.name[:1].upper()}{subject.name[1:]}{where}: what the reports say",
        headline=tuple(headline),
        sections=(*sections, *national, limits(request, lacking)),
    )


def _rows(request: Request, subject: Subject) -> list[Inspection]:
    """The inspections whose reports are looked at: the newest of each place, by name."""
    if subject.place is None:
        return held_rows(request)
    place = subject.place
    if place.kind == "region":
        return [r for r in held_rows(request) if r.place.region == place.name]
    return [r for r in subject.rows if r.own_report]


def _newest(rows: Sequence[Inspection]) -> list[Inspection]:
    """The inspections whose reports are searched for a topic of the text, in the order given."""
    newest = sorted(rows, key=lambda r: r.date, reverse=True)[:MOST_ROWS]
    return [r for r in rows if r in newest]


def _known(request: Request, subject: Subject) -> list[Inspection]:
    """The inspections that a reader may expect to be covered."""
    place = subject.place
    rows = request.knowledge.table.inspections
    if place is None:
        return list(rows)
    return [r for r in rows if place in (r.place,) or r.place.region == place.name]


def _counted(request: Request, standard: str) -> list[Statement]:
    before = len(request.build.statements)
    say_national_counts(request, standard)
    return list(request.build.statements[before:])


def _standard(request: Request, subject: Subject, rows: Sequence[Inspection]) -> list[Section]:
    """The ratings of a standard by place, then what its sections have in common."""
    standard = subject.standard
    newest: dict[str, Inspection] = {}
    for row in sorted(_known(request, subject), key=lambda r: r.date, reverse=True):
        newest.setdefault(row.place.name, row)
    rated = [
        r
        for r in sorted(newest.values(), key=lambda r: (not r.own_report, r.place.name))
        if (f := r.cell("rating", standard)) and f.cell == "legible"
    ]
    # A place whose newest inspection is known from a table only is shown by its report as well.
    rated += [r for r in rows if r not in rated and r.cell("rating", standard)]
    sections = []
    if rated:
        caption = f"Ratings for {subject.name[:1].lower()}{subject.name[1:]}, by place"
        table = list_inspections(request, rated, caption, standard)
        if (bands := say_bands(request)) and any(r.key_questions(standard) for r in rated):
            table = table.model_copy(update={"legend": (bands, *table.legend)})
        sections.append(Section(title="Ratings by place", table=table))
    return [*sections, *say_common(request, rows, (standard,))]


def _theme(
    request: Request, rows: Sequence[Inspection], topic: frozenset[str], *, whole: bool
) -> tuple[list[Statement], list[Section]]:
    """A topic of the text: what reports say alike of it, then criticism, praise and the rest.

    `whole` says that these are all the inspections whose reports the library holds.
    """
    said: dict[Reading, _Points] = {"low": {}, "high": {}, "plain": {}}
    for row in rows:
        for reading, point in _of_report(request, row.own_report or "", topic):
            said[reading].setdefault(row.own_report or "", []).append(point)
    groups = say_topic(request, said)
    if not groups:
        return [], []
    lines = () if whole else (fixed(NEWEST_ONLY),)
    headline = [_heard(request, groups)]
    return headline, [Section(title=TOPIC_TITLE, lines=lines, groups=tuple(groups))]


_Points = dict[str, list[Point]]


def _of_report(
    request: Request, report: str, topic: frozenset[str]
) -> Iterator[tuple[Reading, Point]]:
    """The sentences of a report on a topic that come near the best, some of each reading.

    Criticism and praise are what the report lists as such, or would if its headings were not lost;
    any other sentence is quoted without a verdict.
    """
    counted: Counter[Reading] = Counter()
    found = sentences_on(request, [report], topic, "plain")
    best = max((f.score for f in found), default=0.0)
    for each in found:
        reading = reading_of(each) if each.passage.polarity else "plain"
        near = each.score >= best - CLOSE and len(each.text.split()) <= LONGEST
        if near and counted[reading] < EACH[reading]:
            counted[reading] += 1
            yield reading, Point(each.passage, each.start, each.end)


def _heard(request: Request, groups: Sequence[Group]) -> Statement:
    """Which reports are quoted, with the dates that stand in front of their sentences."""
    kept = {c.id: c for c in request.build.citations}
    cited = [kept[i.statement.citations[0]] for group in groups for i in group.items]
    first = {c.report.id: c for c in reversed(cited)}
    chosen = sorted(first.values(), key=lambda c: c.report.id)
    names = [phrases.report_title(request.knowledge, c.report.id) for c in chosen[:NAMED]]
    more = " and others" if len(chosen) > NAMED else ""
    fields = [name for name in Source.model_fields if name != "report"]
    sources = [
        Source(report=c.report.id, **{name: getattr(c, name) for name in fields})
        for c in chosen[:NAMED]
    ]
    text = f"Quoted below, with their dates: the reports on {phrases.joined(names)}{more}."
    return fact(request, text, sources)


def _national(request: Request, subject: Subject, topic: frozenset[str]) -> tuple[Section, ...]:
    """What national reports say on the subject in general, or of the place."""
    reports = request.national_reports()
    if not reports:
        return ()
    found = sentences_on(request, reports, topic, "plain")
    place = subject.place
    if place:
        found = [f for f in found if place.name in f.text]
    if subject.standard:
        # The counts stand in the headline; here is what the report says beside them.
        words = {r.word for s in request.knowledge.schemes.schemes for r in s.ratings}
        found = [f for f in found if not any(word in f.text for word in words)]
        named = subject.name.lower()
        found = [
            f for f in found if f.passage.standard == subject.standard or named in f.text.lower()
        ]
    items = [
        say_point(
            request,
            Point(f.passage, f.start, f.end),
            national_lead(request.knowledge.info(f.passage.report_id)),
        )
        for f in found
        if len(f.text.split()) <= LONGEST
    ][:NATIONAL]
    if not items:
        return ()
    groups = (Group(title="", items=tuple(items)),)
    return (Section(title="What national reports say on it", groups=groups),)


def _names_it(request: Request, subject: Subject, topic: frozenset[str], text: str) -> bool:
    """Whether a recommendation names the subject; a standard in its very words."""
    if subject.standard:
        words = re.sub(r"\W+", " ", text).lower().split()
        return " ".join(subject.name.lower().split()) in " ".join(words)
    return share_of(request, topic, all_stems(text)) >= ABOUT


def _silent(
    request: Request, looked: Sequence[Inspection], held: int, sections: Sequence[Section]
) -> list[Statement]:
    """The reports that were looked at and are not quoted, and how many of `held` were not."""
    cited = {
        c.report.id
        for each in sections
        for s in each.statements()
        for c in request.build.citations
        if c.id in s.citations
    }
    silent = [phrases.title(r) for r in looked if r.own_report not in cited]
    names = silent[:NAMED]
    if more := len(silent) - len(names):
        names.append(phrases.counted(more, "other", "others"))
    lines = [f"Not quoted on this: {phrases.joined(names)}."] if names else []
    if older := held - len(looked):
        lines.append(f"Not searched: {phrases.counted(older, 'older report', 'older reports')}.")
    return [fixed(line) for line in lines]
