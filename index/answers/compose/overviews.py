"""Answers over several reports at once, told from the question before one place is looked for."""

import re
from collections.abc import Sequence

from index.answers.compose.change import compose_change
from index.answers.compose.chapter import asks_chapter, compose_chapter
from index.answers.compose.findings import compose_finding
from index.answers.compose.inspected import asks_inspected, compose_inspected
from index.answers.compose.listed import say_listed
from index.answers.compose.load import asks_loads, compose_loads
from index.answers.compose.national import asks_national, compose_national
from index.answers.compose.person import compose_person, named_person
from index.answers.compose.points import Polarity
from index.answers.compose.polarity import asks_both, compose_polarity
from index.answers.compose.practice import asks_practice, compose_practice
from index.answers.compose.quality import compose_quality
from index.answers.compose.recurring import held_rows
from index.answers.compose.regions import say_regions
from index.answers.compose.request import Request
from index.answers.compose.spoken import compose_spoken, must_speak_of
from index.answers.compose.standard import compose_standard_everywhere
from index.answers.compose.summary import compose_national_summary, compose_summary, compose_told
from index.answers.compose.themes import asks_theme, compose_theme, topic_of, wanted_reading
from index.answers.compose.voices import asks_voices, compose_voices
from index.answers.english import content_stems, english
from index.answers.intents import SUMMARY
from index.models import Place, Status

_WORST = re.compile(r"\b(?:worst|weakest|gravest|most serious)\b", re.IGNORECASE)
_COMPARED = re.compile(
    r"\b(?:compar\w+|differ\w*|contrast)\b.{0,40}\b(?:inspections|reports|visits|years)\b",
    re.IGNORECASE,
)
_PREPARING = content_stems(
    "prepare brief briefing summary summarise summarize overview headlines gist report paragraph"
    " sentence line short quick visit inspection everything about key points run through"
)
_NATIONAL = content_stems(
    "annual national nationally report country service summarise overview headline headlines"
    " message messages bullet bullets point points gist takeaway takeaways lesson lessons two three"
    " four five six ten single one thing moment summary summaries brief briefly please quick"
    " short findings main probation wrong today now generally service"
    " nutshell"
)


def compose_overview(request: Request, places: Sequence[Place]) -> Status | None:
    """The answer where a question asks for such a form; None where it does not, or in vain."""
    plan = request.plan
    if holds := must_speak_of(plan):
        return compose_spoken(request, places, holds)
    if not places and plan.intent in {"finding", "figure"} and say_listed(request):
        return "answered"
    if (people := named_person(request)) and (status := compose_person(request, people)):
        return status
    if places and asks_inspected(plan):
        return compose_inspected(request, places)
    if asks_loads(plan, places):
        return compose_loads(request, places)
    status = _chapter(request, national=True)
    status = status or compose_quality(request, places)
    if status:
        return status
    if _of_regions(request, places):
        return "answered"
    if places and _told(request):
        status = compose_told(request, places)
    elif places and asks_voices(plan):
        status = compose_voices(request, places)
    elif asks_practice(plan):
        status = compose_practice(request, places)
    elif asks_national(plan):
        status = compose_national(request)
    elif _nationwide(request):
        wanted: Polarity = "improvement" if wanted_reading(plan) == "low" else "strength"
        status = compose_national_summary(request, _newest_national(request), wanted)
    elif asks_theme(request):
        return compose_theme(request)
    elif chapter := _chapter(request, national=False):
        return chapter
    elif plan.intent == "summary" and not places and not plan.unknown and not plan.either:
        status = _summary(request)
    elif _between_dates(request, places):
        return compose_change(request, places[0])
    elif plan.intent == "finding" and places and (polarity := _polarity(request)):
        # "The main criticisms of casework in Barnsley": nothing but the list is asked for.
        status = compose_polarity(request, places, polarity)
    elif plan.intent == "comparison" and SUMMARY.search(plan.search) and not _subject(request):
        status = compose_summary(request, places)
    elif plan.intent == "summary" and _subject(request):
        # "Tell me about unpaid work in Brighton": a subject of the text, not the whole report.
        status = compose_finding(request, places)
    if status == "not_found":
        request.build.clear()
        return None
    return status


_REGIONS = re.compile(r"\bregions\b", re.IGNORECASE)
_DID = re.compile(
    r"\bhow (?:well )?(?:did|do|were|are|have)\b.{0,40}"
    r"\b(?:do|did|perform\w*|fare|rated|score|doing|done|compare)\b|\bhow good\b"
    r"|\b(?:ratings?|results?|performance) of\b"
    r"|\bregions (?:do|did) (?:\w+ )?(?:well|badly|best|worst|poorly)\b",
    re.IGNORECASE,
)


def _told(request: Request) -> bool:
    """Whether what a national report says of a place is asked for, and nothing narrower."""
    plan = request.plan
    open_ended = plan.intent in {"finding", "summary"} and not plan.standards
    nation = bool(_ANNUAL.search(plan.standalone)) and open_ended
    return nation and not topic_of(request) - _NATIONAL


_ANNUAL = re.compile(
    r"\b(?:annual report|thematic)\b.{0,12}\b(?:say|said|tell|mention|find|found|have|cover)\w*\b"
    r"|\b(?:in|from) the (?:\d{4} )?annual report\b",
    re.IGNORECASE,
)


def _of_regions(request: Request, places: Sequence[Place]) -> bool:
    """How the regions did, all of them and in nothing particular."""
    text = request.plan.standalone
    bare = not (places or request.plan.standards or request.plan.ratings or request.plan.unknown)
    intents = {"finding", "rating", "score", "table", "strengths", "improvements"}
    computed = request.plan.table is not None and request.plan.table.aggregate is not None
    whole = bare and not computed and request.plan.intent in intents
    return bool(whole and _REGIONS.search(text) and _DID.search(text)) and say_regions(request)


def _chapter(request: Request, *, national: bool) -> Status | None:
    """A national report's chapter on the subject, where it has one and that is asked for."""
    plan = request.plan
    if asks_practice(plan) or asks_national(plan) or not asks_chapter(plan, national=national):
        return None
    if compose_chapter(request) == "answered":
        return "answered"
    bare = national and plan.standards and not topic_of(request) - _NATIONAL
    return "answered" if bare and compose_national(request) == "answered" else None


def _polarity(request: Request) -> Polarity | None:
    """Which list is asked for where nothing else is; either stands for both."""
    if topic_of(request):
        return None
    if request.plan.polarity or asks_both(request.plan):
        return request.plan.polarity or "strength"
    return "improvement" if _WORST.search(request.plan.standalone) else None


def _between_dates(request: Request, places: Sequence[Place]) -> bool:
    """Whether the inspections of one place are to be compared: "the two Sheffield inspections"."""
    plan = request.plan
    asked = plan.intent in {"summary", "finding"} and _COMPARED.search(plan.standalone)
    several = len(places) == 1 and len(request.knowledge.table.of(places[0])) > 1
    return bool(asked) and several and not topic_of(request) - _NATIONAL


def _subject(request: Request) -> bool:
    """Whether a summary is asked of something smaller than a report or a standard."""
    plan = request.plan
    months = content_stems(" ".join(english().months))
    words = content_stems(SUMMARY.sub(" ", plan.search)) - _PREPARING - months
    words = frozenset(word for word in words if not word[0].isdigit())
    return bool(words & topic_of(request)) and not plan.standard_numbers


def _summary(request: Request) -> Status | None:
    """Of a standard without a place: over all reports; of a national report: that report."""
    plan = request.plan
    if plan.standards or plan.standard_numbers:
        standard = _standard(request)
        return compose_standard_everywhere(request, standard) if standard else None
    if plan.national and request.national_reports() and not topic_of(request) - _NATIONAL:
        return compose_national_summary(request, _newest_national(request))
    return None


def _nationwide(request: Request) -> bool:
    """Whether strengths, or problems, of the whole service are asked for, and nothing narrower."""
    plan = request.plan
    fits = plan.intent in {"finding", "strengths", "improvements"} and plan.national
    bare = not (plan.places or plan.unknown or plan.standards or plan.regions or plan.ratings)
    open_ended = plan.wants in {"list", "text", "yes_no"} and wanted_reading(plan) != "plain"
    nothing_else = not topic_of(request) - _NATIONAL
    asked = fits and bare and open_ended and nothing_else and not asks_theme(request)
    return asked and bool(request.national_reports())


def _newest_national(request: Request) -> str:
    return max(request.national_reports(), key=lambda r: (request.knowledge.info(r).published, r))


def _standard(request: Request) -> str | None:
    """The standard named, or the one that the newest round gives this number."""
    if request.plan.standards:
        return request.plan.standards[0]
    rows = sorted(held_rows(request), key=lambda r: r.date)
    for row in reversed(rows):
        scheme = next((s for s in request.knowledge.schemes.schemes if s.name == row.scheme), None)
        if scheme and (key := scheme.standard_by_number(request.plan.standard_numbers[0])):
            return key
    return None
