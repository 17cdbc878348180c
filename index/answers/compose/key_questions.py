"""Percentages of the key questions, from the table."""

import re
from collections.abc import Sequence

from index.answers.compose import phrases
from index.answers.compose.ratings import say_not_held, wanted_standards
from index.answers.compose.recurring import held_rows
from index.answers.compose.request import Request
from index.answers.dates import month
from index.answers.english import content_stems
from index.answers.whole import whole_sentence
from index.models import Place, Status
from index.ratings.table import Inspection
from ingest.models import Fact


def compose_key_questions(request: Request, places: Sequence[Place]) -> Status:
    """The percentages asked for, for every inspection asked about."""
    missing = 0
    for place in places:
        rows = request.inspections(place)
        if not rows:
            missing += 1
            say_not_held(request, place.name)
            continue
        measured = [row for row in rows if row.key_questions()]
        if not measured:
            missing += 1
            request.build.fixed(f"The library has no key question percentages for {place.name}.")
        for row in measured:
            if not say_key_questions(request, row):
                missing += 1
                request.build.fixed(f"{phrases.title(row)}: the report gives no such percentage.")
    if not any(s.citations for s in request.build.statements):
        return "not_found"
    return "partial" if missing else "answered"


def say_key_questions(request: Request, row: Inspection, *, bullet: bool = False) -> bool:
    """The percentages of one inspection that fit the question; False when there are none."""
    plan = request.plan
    standards = wanted_standards(request, row)
    every = [f for f in row.key_questions() if not standards or f.standard in standards]
    facts = [f for f in every if not plan.key_questions or f.key_question in plan.key_questions]
    foreign = bool(plan.standards) and not standards
    if not facts or foreign or not plan.key_questions:
        # A region's questions have no shared keys, and none is about "assessment": words decide.
        facts = _closest(facts or every, request)
    lower = plan.standalone.lower()
    if plan.aggregate == "lowest" or "drove" in lower or "driv" in lower or "weakest" in lower:
        facts = _extreme(facts, lowest=True)
    elif plan.aggregate == "highest" or "strongest" in lower:
        facts = _extreme(facts, lowest=False)
    for fact in facts:
        request.build.fact(
            key_question_words(request, row, fact),
            [fact.source],
            facts=[fact],
            bullet=bullet or len(facts) > 1,
        )
    return bool(facts)


def _closest(facts: Sequence[Fact], request: Request) -> list[Fact]:
    """Those whose printed question has most words of the one asked; all where none stands out."""
    asked = content_stems(request.plan.search)
    shared = [len(asked & content_stems(f.source.quote)) for f in facts]
    most = max(shared, default=0)
    if min(shared, default=0) == most or (request.plan.key_questions and request.plan.standards):
        return list(facts)
    return [f for f, n in zip(facts, shared, strict=True) if n == most]


def key_question_words(request: Request, row: Inspection, fact: Fact) -> str:
    """One percentage in a sentence: the place, the date, the standard, the key question."""
    name = phrases.standard_name(request.knowledge, row.scheme, fact.standard or "")
    about = f" on {phrases.key_question_name(fact.key_question)}" if fact.key_question else ""
    share = phrases.plain(fact.number or 0)
    return (
        f"{row.place.name}, {month(row.date)}: {share}% of cases were sufficient{about} in {name}."
    )


_INSPECTED = re.compile(r"\bwe (?:inspected|examined|reviewed|looked at)\b", re.IGNORECASE)
_PERIOD = re.compile(
    r"\bperiod\b|\bwhen\b|\bdates?\b|\bwhich (?:weeks?|months?|years?)\b|\bwhat time\b",
    re.IGNORECASE,
)
"""Asks over which time the cases began, which the report's own sentence says with the number."""
_SAMPLED = re.compile(r"case|order|licence|release", re.IGNORECASE)


def say_sample(request: Request, row: Inspection) -> bool:
    """How many cases the percentages of an inspection rest on, as its report counts them.

    "We inspected 39 community orders and 21 releases": together 60. False where no one sentence
    counts them.
    """
    sentences: dict[int, list[Fact]] = {}
    for fact in row.of("count"):
        sampled = fact.out_of is None and fact.unit and _SAMPLED.search(fact.unit)
        if sampled and _INSPECTED.search(fact.source.quote):
            sentences.setdefault(fact.source.start, []).append(fact)
    if len(sentences) != 1:
        return False
    parts = next(iter(sentences.values()))
    if _PERIOD.search(request.plan.standalone):
        request.build.heading(phrases.title(row))
        request.build.quote(whole_sentence(request.knowledge, parts[0].source))
        return True
    total = phrases.plain(sum(f.number or 0 for f in parts))
    text = f"{phrases.title(row)}: {total} cases were inspected in all."
    if len(parts) > 1:
        each = phrases.joined([f"{phrases.plain(f.number or 0)} {f.unit}" for f in parts])
        text = f"{phrases.title(row)}: together {total} cases were inspected ({each})."
    request.build.fact(text, [f.source for f in parts])
    return True


NOT_COUNTED = "The national reports here do not say how many cases were inspected in all."


def say_whole_sample(request: Request) -> Status:
    """That no number is given of all cases together; the samples of the reports that are held."""
    request.build.fixed(NOT_COUNTED)
    request.build.fixed(phrases.NEAREST)
    for row in held_rows(request):
        say_sample(request, row)
    return "not_found"


def _extreme(facts: Sequence[Fact], *, lowest: bool) -> list[Fact]:
    if not facts:
        return []
    edge = (min if lowest else max)(f.number or 0 for f in facts)
    return [f for f in facts if f.number == edge]
