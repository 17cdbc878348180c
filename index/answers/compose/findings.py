"""Answers in the reports' own sentences: a figure, a finding, a theme over several places."""

import re
from collections.abc import Sequence

from index.answers.carries import HAS_MONEY
from index.answers.compose import phrases
from index.answers.compose.definition import say_meaning
from index.answers.compose.figure import quote, say_figure, share_of_what
from index.answers.compose.key_questions import say_sample, say_whole_sample
from index.answers.compose.listed import asks_findings, only_listed
from index.answers.compose.providers import (
    bodies_named,
    lists_providers,
    say_bodies,
    say_no_provider,
    say_providers,
)
from index.answers.compose.quoting import FINDING_WORDS, ONWARD_WORDS, before, choose
from index.answers.compose.ratings import say_not_held
from index.answers.compose.request import Request
from index.answers.compose.verdict import say_verdict
from index.answers.english import content_stems
from index.answers.evidence import Found, find_sentences, leans
from index.answers.question_text import CASES_WORDS
from index.answers.sentences import sentence_ranges
from index.answers.tracing import note_left_out
from index.models import Place, Status
from index.ratings.table import Inspection
from ingest.models import Fact

THEME_WORDS, MOST_PLACES = 105, 6
"""How much a theme over several places may take."""
ALIKE = 3.0
"""Another report has its say on a theme when its best sentence is at most so much below the best,
in log odds."""
ENOUGH = 0.42
"""Confidence below which a sentence is near the subject, not on it; `make evidence` prints what it
keeps of right and wrong sentences."""
HARDLY = 0.3
"""Confidence of the best sentence below which no other answers either: on the suites' wordings,
each fifth judged by weights of the others, more is refused rightly by this than wrongly."""
STANDS_IN = 1.5
"""Log odds below an unsure best sentence from which another report does not answer in its place."""
TITLE = 3
"""Words of a title: it tells nothing, however near."""
NEARLY = 0.1
"""Confidence from which a sentence is worth showing as the nearest to what is not said."""
CERTAIN = 0.75
"""Confidence that is asked of a place's figure where no place was named: the nation's is meant."""
LOCAL = 0.5
"""The same for what else a place's report says, where national reports are held."""
UNPLACED, VAGUE = 0.42, 0.6
"""As ENOUGH, where no place is named, and where the question has but one word to go by."""


def compose_finding(request: Request, places: Sequence[Place]) -> Status:
    """What the reports say, place by place when places are named, else wherever it stands."""
    if say_meaning(request, places):
        return "answered"
    if not places:
        return _anywhere(request)
    missing = 0
    for place in places:
        rows = request.inspections(place)
        reports = request.reports_about(place)
        if not rows and not reports:
            missing += 1
            say_not_held(request, place.name)
            continue
        if not request.skip and say_providers(request, place):
            continue
        if request.plan.search == CASES_WORDS and _say_samples(request, rows):
            continue
        if len(places) > 1:
            request.build.heading(place.name)
        found = find_sentences(request.knowledge, request.plan, reports, place, skip=request.skip)
        good = _telling(request, found)
        if say_no_provider(request, place, good):
            missing += 1
            continue
        if request.plan.wants != "name":
            good = [f for f in good if not lists_providers(request, f)] or good
        if len(places) == 1 and request.plan.intent == "finding" and not request.skip:
            good = list(say_verdict(request, place, good))
        if say_found(request, good):
            if not any(row.own_report for row in rows):
                request.build.note(phrases.NO_OWN_REPORT.format(name=place.name))
        else:
            missing += 1
            request.build.fixed(f"The reports in this library do not say this of {place.name}.")
            if len(places) == 1:
                share = share_of_what(request)
                note_nearest(request, [f for f in found if not (share and share.search(f.text))])
    return status_of(missing, len(places))


def _say_samples(request: Request, rows: Sequence[Inspection]) -> bool:
    """How many cases each inspection looked at; False where no report counts them."""
    said = [say_sample(request, row) for row in rows]
    return any(said)


def status_of(missing: int, asked: int) -> Status:
    """Answered, partial or not found, by how many of the asked places had evidence."""
    if missing == 0:
        return "answered"
    return "not_found" if missing == asked else "partial"


def _anywhere(request: Request) -> Status:
    """No place was named: the nation's reports first, then the places that speak of it."""
    if request.plan.search == CASES_WORDS:
        return say_whole_sample(request)
    if bodies := bodies_named(request):
        return _on_bodies(request, bodies)
    knowledge = request.knowledge
    national = request.national_reports()
    reports = national if request.plan.national and national else request.all_reports()
    found = find_sentences(knowledge, request.plan, reports, skip=request.skip)
    if not found:
        request.build.fixed(phrases.NOT_SAID)
        return "not_found"
    best = [f for f in _telling(request, found) if not _elsewhere(found[0], f)]
    if not best:
        said = [f for f in found if f.passage.report_id in national]
        say_nearest(request, said or found)
        return "not_found"
    best = _naming(request, best) or best
    if request.plan.intent == "figure":
        nations = [f for f in best if f.passage.report_id in national]
        best = nations or [f for f in best if not national or f.confidence >= CERTAIN]
        if not best:
            say_nearest(request, [f for f in found if f.passage.report_id in national])
            return "not_found"
        request.build.heading(phrases.report_title(request.knowledge, best[0].passage.report_id))
        return "answered" if say_found(request, best) else "not_found"
    groups = _by_report(best)
    across = bool(_ACROSS.search(request.plan.standalone))
    nations = [f for f in best if f.passage.report_id in national]
    if not across and nations:
        # A question of nobody in particular is the nation's where its reports answer it.
        best = nations if nations[0].score >= best[0].score - ALIKE else best
        groups = _by_report(best)
    if not across:
        best = [f for f in best if f.passage.report_id == groups[0][0]]
        if national and not nations and best[0].confidence < LOCAL:
            say_nearest(request, [f for f in found if f.passage.report_id in national] or found)
            return "not_found"
    if across and request.plan.wants != "number":
        return _theme(request, best)
    request.build.heading(phrases.report_title(request.knowledge, groups[0][0]))
    return "answered" if say_found(request, best) else "not_found"


def _on_bodies(request: Request, bodies: Sequence[Fact]) -> Status:
    """For whom a provider works where, and what reports say of it: each that names it."""
    say_bodies(request, bodies)
    name = (bodies[0].value or "").lower()
    found = find_sentences(request.knowledge, request.plan, request.all_reports())
    named = [f for f in found if name in f.text.lower() and not lists_providers(request, f)]
    if named:
        request.build.heading(phrases.report_title(request.knowledge, named[0].passage.report_id))
        quote(request, named[0])
    return "answered"


_WHICH_PLACE = re.compile(
    r"^\W*(?:in |at |of )?(?:which|what) (?:\w+ )?(?:regions?|pdus?|places?|areas?|units?)\b",
    re.IGNORECASE,
)


def _naming(request: Request, best: Sequence[Found]) -> list[Found]:
    """The sentences that name a place, where a question asks which one it was."""
    if not _WHICH_PLACE.search(request.plan.standalone):
        return []
    return [f for f in best if any(m.places for m in request.knowledge.names.find(f.text))]


_ACROSS = re.compile(
    r"\b(?:which (?:pdus?|places|areas|units|reports|regions)|across|anyone|anywhere"
    r"|any (?:pdus?|places?|areas?|units?|regions?)|where|examples?|common|themes?|everywhere"
    r"|all (?:the )?(?:pdus|reports|places))\b",
    re.IGNORECASE,
)
"""Words that ask what several places have in common, or for all that speak of something."""


def _by_report(found: Sequence[Found]) -> list[tuple[str, list[Found]]]:
    """The best sentences by report, the report with the best one first."""
    best = found[0].score
    groups: dict[str, list[Found]] = {}
    for f in found:
        if f.score >= best - ALIKE:
            groups.setdefault(f.passage.report_id, []).append(f)
    return list(groups.items())


def _theme(request: Request, found: Sequence[Found]) -> Status:
    """What is said of several places about one thing, each with its place and date.

    National reports speak of many places: a sentence of theirs counts for the place that it names.
    """
    floor = found[0].score - ALIKE
    chosen: dict[str, Found] = {}
    budget = THEME_WORDS
    for f in found:
        about = _about(request, f)
        if f.score < floor or about is None or about in chosen:
            continue
        budget -= len(f.text.split())
        if chosen and (budget < 0 or len(chosen) >= MOST_PLACES):
            break
        chosen[about] = f
    if not chosen:
        request.build.heading(phrases.report_title(request.knowledge, found[0].passage.report_id))
        return "answered" if say_found(request, found) else "not_found"
    report = ""
    for f in chosen.values():
        if f.passage.report_id != report:
            report = f.passage.report_id
            request.build.heading(phrases.report_title(request.knowledge, report))
        quote(request, f, bullet=True)
    return "answered"


def _about(request: Request, found: Found) -> str | None:
    """The place that a sentence speaks of; None for a national sentence that names none."""
    info = request.knowledge.info(found.passage.report_id)
    if info.kind in {"pdu", "region"}:
        return info.subject
    named = [p.name for m in request.knowledge.names.find(found.text) for p in m.places]
    return named[0] if named else None


def _telling(request: Request, found: Sequence[Found]) -> list[Found]:
    """The sentences that are on the subject; none where the one that fits best hardly is.

    Others that only look likelier then answer another question than the one asked.
    """
    if found and request.plan.intent != "figure" and found[0].confidence < HARDLY:
        return []
    likely = [f for f in found if enough(request, f)]
    if not asks_findings(request.plan.standalone):
        return likely
    return [f for f in likely if not only_listed(request, f)]


def _elsewhere(first: Found, found: Found) -> bool:
    """Whether a sentence of another report only stands in for one that fits better, unsurely."""
    other = found.passage.report_id != first.passage.report_id
    return other and first.confidence < UNPLACED and found.score < first.score - STANDS_IN


_PAPER = content_stems("report reports table tables document documents page pages")
"""Words for what is read, which are no subject to go by."""


def enough(request: Request, found: Found) -> bool:
    """Whether a sentence is on the subject of the question."""
    if request.plan.wants == "money" and not HAS_MONEY.search(found.text):
        return False
    named = request.plan.places or request.plan.regions or request.plan.national
    short = len(content_stems(request.plan.search) - _PAPER) < 2
    likely = found.confidence >= (ENOUGH if named else VAGUE if short else UNPLACED)
    if not likely:
        note_left_out(found, "too unlikely to be the answer")
    return likely


def say_found(request: Request, found: Sequence[Found]) -> bool:
    """Quote the best sentences that are on the subject; False when none is."""
    good = [f for f in found if enough(request, f)]
    if not good:
        return False
    if request.plan.intent == "figure":
        return say_figure(request, good)
    chosen = choose(request.plan.depth, good)
    if chosen[0].text.endswith(":") and (announced := _announced(request, chosen[0])):
        chosen = [chosen[0], *announced]
    for each in chosen:
        quote(request, each, bullet=len(chosen) > 1)
    return True


def _announced(request: Request, found: Found) -> list[Found]:
    """The first sentences of the passages that a sentence announces ("…, for example:")."""
    passages = request.knowledge.by_report[found.passage.report_id]
    after = [
        p
        for p in passages
        if p.ordinal > found.passage.ordinal and p.section == found.passage.section
    ]
    if after and after[0].type == "quote":
        words = after[0]
        return [found._replace(passage=words, start=0, end=len(words.text), text=words.text)]
    items: list[Found] = []
    budget = THEME_WORDS - len(found.text.split())
    for p in after[:MOST_PLACES]:
        a, b = sentence_ranges(p.text)[0]
        budget -= len(p.text[a:b].split())
        if p.type in {"bullet", "paragraph", "numbered"} and budget >= 0:
            items.append(found._replace(passage=p, start=a, end=b, text=p.text[a:b]))
    return items


def say_nearest(request: Request, found: Sequence[Found]) -> None:
    """That the reports do not say, without passing off the nearest sentence as an answer."""
    request.build.fixed(phrases.NOT_SAID)
    note_nearest(request, found)


def note_nearest(request: Request, found: Sequence[Found]) -> None:
    """The nearest that is known, quoted as no more than that; or the section where to look."""
    if not found or found[0].features.soft_around < 0.25:
        return
    near = next((f for f in found if f.confidence >= NEARLY and len(f.text.split()) > TITLE), None)
    if near is not None and len(near.text.split()) <= FINDING_WORDS:
        request.build.fixed(phrases.NEAREST)
        quote(request, before(near, ONWARD_WORDS) if leans(near) else near, bullet=True)
        return
    head = found[0].passage.section[-1] if found[0].passage.section else ""
    info = request.knowledge.info(found[0].passage.report_id)
    if head:
        request.build.note(
            f"The nearest that the library has stands in {info.title}, under “{head}”."
        )
