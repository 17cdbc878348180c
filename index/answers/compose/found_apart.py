"""What the reports say on one subject of several places, or of one place at several times."""

import re
from collections.abc import Callable, Sequence

from index.answers.compose.figure import TIME
from index.answers.compose.findings import (
    NEARLY,
    compose_finding,
    enough,
    note_nearest,
    say_found,
    status_of,
)
from index.answers.compose.providers import say_providers
from index.answers.compose.ratings import say_not_held
from index.answers.compose.request import Request
from index.answers.compose.share import share_of
from index.answers.compose.subject import compared_subject
from index.answers.dates import month
from index.answers.english import all_stems, content_stems
from index.answers.evidence import Found, find_sentences, source_of
from index.answers.intents import PERCENT
from index.models import Place, Status
from index.ratings.table import Inspection

_MEASURED = re.compile(
    r"\bhow (?:many|much|long|often)\b|\bnumbers?\b|\brates?\b|\baverages?\b|\bfigures?\b",
    re.IGNORECASE,
)
_AMOUNT = re.compile(
    r"\b(?!20\d\d\b)\d|\bper cent\b|\b(?:half|two-thirds|a (?:third|quarter)|two|three|four"
    r"|five|six|seven|eight|nine|ten|eleven|twelve)\b",
    re.IGNORECASE,
)
"""A figure that can be set against another: "no analysis" is none."""
ALIKE = 2.5
"""A figure of the same kind is taken when it is at most so much below the best, in log odds."""
FEW, SHARED = 1, 4
"""Stems that two sentences share when they give the same kind of figure: where both were found for
the subject, and where one was not."""


def compose_apart(
    request: Request, places: Sequence[Place], rows_of: Callable[[Place], Sequence[Inspection]]
) -> Status:
    """What each report says on the subject: one search for each place, a like figure from each."""
    request = _bare(request)
    wanted = [(place, own) for place in places if (own := _own(request, place, rows_of(place)))]
    found = {place: _search(own, own.reports_about(place), place) for place, own in wanted}
    missing = 0
    for place in places:
        if place not in found:
            missing += 1
            say_not_held(request, place.name)
            continue
        if say_providers(request, place):
            continue
        request.build.heading(place.name)
        line = request._replace(plan=request.plan.model_copy(update={"depth": "line"}))
        like = _like(request, place, found)
        if not say_found(line, like) and not _say_nearly(request, place, found):
            missing += 1
            request.build.fixed(f"The reports in this library do not say this of {place.name}.")
            note_nearest(request, _on_subject(request, found[place]))
    return status_of(missing, len(places))


def compose_over_time(request: Request, place: Place) -> Status:
    """What was said of a place at each inspection, oldest first, and by national reports on it.

    Where only one report speaks of it, that is the answer: nothing is set against it.
    """
    bare = _bare(request)
    every = request.knowledge.table.of(place)
    dated = request.knowledge.table.of(place, request.plan.dates)
    rows = dated if len(dated) > 1 else every
    rows = tuple(sorted((r for r in rows if request.inspection_allowed(r)), key=lambda r: r.date))
    if not rows:
        say_not_held(request, place.name)
        return "not_found"
    national = [r for r in request.knowledge.national_reports() if request.report_allowed(r)]
    reports = [r.own_report for r in rows if r.own_report] + national
    said: list[tuple[str, list[Found]]] = []
    for report in dict.fromkeys(reports):
        found = [f for f in _search(bare, [report], place) if enough(bare, f)]
        if found:
            said.append((report, found))
    if len(said) < 2:
        return compose_finding(_undated(request), [place])
    line = bare._replace(plan=bare.plan.model_copy(update={"depth": "line"}))
    for report, found in said:
        info = request.knowledge.info(report)
        about = f"{info.title} on {place.name}" if report in national else place.name
        request.build.heading(f"{about} ({month(info.published)})")
        say_found(line, found)
    return "answered"


def _bare(request: Request) -> Request:
    """The request with the subject alone to look for."""
    subject = compared_subject(request.plan.search, request.knowledge.vocabulary)
    measured = PERCENT.search(subject) or _MEASURED.search(subject)
    wants = "duration" if _HOW_SOON.search(subject) else "number" if measured else "text"
    # Where one place has a problem, what another says of the subject may be praise.
    update = {"search": subject, "wants": wants, "polarity": None}
    return request._replace(plan=request.plan.model_copy(update=update))


def _carries(request: Request, found: Found) -> bool:
    """Whether a sentence holds what was asked: a figure, or a time, and of that very thing."""
    wants = request.plan.wants
    if wants == "text":
        return True
    if not (TIME if wants == "duration" else _AMOUNT).search(found.text):
        return False
    topic = content_stems(request.plan.search) - _OPERATIONS
    said = all_stems(found.text)
    if wants == "duration":
        said |= all_stems(found.passage.text).union(*(all_stems(h) for h in found.passage.section))
    share = share_of(request, topic, said)
    sure = wants == "number" and share > 0 and found.confidence >= SURELY
    return share >= ON_SUBJECT or sure


SURELY = 0.7
"""Confidence from which a sentence with a figure that names a part of the thing is on it: "sex
offenders who finished" is "completion … for those convicted of a sexual offence" in a report."""
_HOW_SOON = re.compile(
    r"\bhow (?:quick(?:ly)?|soon|fast|prompt(?:ly)?|long)\b|\bwait(?:ing)? times?\b", re.IGNORECASE
)
_OPERATIONS = content_stems(
    "many much long often quickly quick soon fast promptly average averages mean number numbers"
    " rate rates figure figures percentage percent per cent proportion share total people got get"
)
"""What is done with figures: no part of the thing that they are of."""


def _undated(request: Request) -> Request:
    plan = request.plan.model_copy(update={"dates": (), "every_date": False, "intent": "finding"})
    return request._replace(plan=plan)


def _own(request: Request, place: Place, rows: Sequence[Inspection]) -> Request | None:
    """The request as it binds one place; None where nothing is held of it."""
    own = request
    if rows and not request.inspections(place):
        # A year said of one place ("Sheffield 2023 against York") does not bind the other.
        own = request._replace(plan=request.plan.model_copy(update={"dates": ()}))
    return own if rows or own.reports_about(place) else None


def _search(request: Request, reports: Sequence[str], place: Place) -> list[Found]:
    """The sentences on the subject; in words where no figure is found that was asked for."""
    for wants in dict.fromkeys([request.plan.wants, "text"]):
        plan = request.plan.model_copy(update={"wants": wants})
        found = find_sentences(request.knowledge, plan, reports, place, skip=request.skip)
        found = [f for f in found if f.passage.type != "numbered"] or found
        found = [f for f in found if _carries(request, f)]
        if any(enough(request, f) for f in found):
            return found
    return found


def _like(request: Request, place: Place, found: dict[Place, list[Found]]) -> list[Found]:
    """The sentences of a place: first the figure of the kind that another place's answer gives."""
    mine = [f for f in found[place] if enough(request, f)]
    if mine and _AMOUNT.search(mine[0].text):
        return mine
    others = [fs[0] for other, fs in found.items() if other != place and fs]
    figures = [f for f in others if enough(request, f) and _AMOUNT.search(f.text)]
    wanted = frozenset(s for f in figures for s in content_stems(f.text))
    close = [f for f in mine if _AMOUNT.search(f.text) and f.score >= mine[0].score - ALIKE]
    close.sort(key=lambda f: -len(wanted & content_stems(f.text)))
    if close and len(wanted & content_stems(close[0].text)) >= FEW:
        return [close[0], *(f for f in mine if f is not close[0])]
    return _like_any(request, place, figures) or mine


def _on_subject(request: Request, found: Sequence[Found]) -> list[Found]:
    """The sentences that name at least half of the subject."""
    topic = content_stems(request.plan.search) - _OPERATIONS
    return [f for f in found if share_of(request, topic, all_stems(f.text)) >= ON_SUBJECT]


def _say_nearly(request: Request, place: Place, found: dict[Place, list[Found]]) -> bool:
    """The sentence of a place on the subject that another place's answer is surely on.

    What is likely enough for one place shows what words the subject has in reports.
    """
    said = any(enough(request, f) for other, fs in found.items() if other != place for f in fs)
    topic = content_stems(request.plan.search)
    near = [
        f
        for f in found[place]
        if f.confidence >= NEARLY
        and f.passage.type in {"paragraph", "bullet"}
        and share_of(request, topic, all_stems(f.text)) >= ON_SUBJECT
    ]
    if not said or not near:
        return False
    first = near[0]
    source = source_of(request.knowledge, first.passage, first.start, first.end)
    request.build.quote(source)
    return True


ON_SUBJECT = 0.5
"""Share of the subject, by the weight of its words, that such a sentence names."""


def _like_any(request: Request, place: Place, figures: Sequence[Found]) -> list[Found]:
    """The figure of a place in a sentence like one of these, looked for by their words."""
    reports = request.reports_about(place)
    for figure in figures:
        near = find_sentences(request.knowledge, request.plan, reports, place, query=figure.text)
        wanted = content_stems(figure.text)
        same = [f for f in near if _AMOUNT.search(f.text) and f.passage.type != "numbered"]
        same = [f for f in same if _carries(request, f)]
        same.sort(key=lambda f: -len(wanted & content_stems(f.text)))
        if same and len(wanted & content_stems(same[0].text)) >= SHARED:
            return same[:1]
    return []
