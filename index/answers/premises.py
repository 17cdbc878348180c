"""What a question takes for granted, checked against the table before anything else is said."""

import re
from collections.abc import Sequence

from index.answers.compose import phrases
from index.answers.compose.ratings import (
    rating_known,
    say_overall,
    say_standard,
    wanted_standards,
)
from index.answers.compose.request import Request
from index.answers.intents import COMPARE, RATING, SCORE, WHY, number_of
from index.answers.premises_more import (
    as_claimed,
    check_every_standard,
    check_people,
    check_recommendations,
)
from index.answers.tables.ratings import say_counts
from index.models import Place, QuestionPlan
from index.ratings.table import Inspection
from ingest.models import Fact


def correct_premises(request: Request, places: Sequence[Place]) -> bool:
    """Whether a premise was wrong; then the answer begins with the correction.

    Checked are ratings and scores that a question gives a place, the region it puts a place in, a
    superlative that it claims, and how many places it says were rated so. A plain "was X rated
    Good?" is no premise: it is just answered.
    """
    plan = request.plan
    if plan.intent not in {"recommendation", "coverage", "chat", "declined"} and not places:
        return _check_count(request)
    if plan.intent == "recommendation" and len(places) == 1:
        return check_recommendations(request, places[0])
    if plan.intent in {"recommendation", "coverage", "chat", "declined"}:
        return False
    corrected = len(places) == 1 and check_every_standard(request, places[0])
    if corrected or plan.intent == "table":
        return corrected
    plan = as_claimed(plan, request.knowledge.schemes)
    request = request._replace(plan=plan)
    for place in places:
        rows = request.inspections(place)
        if rows and _assumes(plan):
            corrected = _check_rating(request, rows) or corrected
            corrected = _check_score(request, rows) or corrected
    if len(plan.places) == 1:
        corrected = _check_region(request, plan.places[0]) or corrected
        corrected = _check_best(request, plan.places[0]) or corrected
    return corrected or check_people(request, places)


_COUNTED = re.compile(
    r"\b(?:with|given(?: that)?|since|as|because|seeing|now that|why (?:were|are|did|was)|how come"
    r"|considering|(?:read|heard|told|said|understand|know|gather)(?: that)?|apparently)\b"
    r".{0,24}?\b(?P<number>\w+)(?: of(?: the)? \d+| of the)?"
    r" (?:pdus|places|units|regions|probation delivery units)\b",
    re.IGNORECASE,
)


_NOBODY = re.compile(
    r"\b(?:none of|no(?! more\b)|not one|not a single|nobody|no one|never)\b", re.IGNORECASE
)
_EVERYBODY = re.compile(
    r"\b(?:everywhere|across the board|all(?: of)?(?: the)?(?: \w+)? (?:pdus|places|units|regions)"
    r"|(?:every|each) (?:single )?(?:pdu|place|unit|region))\b",
    re.IGNORECASE,
)


def _check_count(request: Request) -> bool:
    """How many places a question says were rated so, against what the national report counts."""
    plan = request.plan
    if len(plan.ratings) != 1 or len(plan.standards) > 1 or plan.regions:
        return False
    standard = plan.standards[0] if plan.standards else None
    counts = [
        f
        for f in request.knowledge.table.national
        if f.measure == "rating_count" and f.standard == standard
    ]
    regions = re.search(r"\bregion", plan.standalone, re.IGNORECASE) is not None
    units = [f for f in counts if (f.unit == "regions") == regions] or counts
    number = _claimed(plan.standalone, units)
    known = sum(f.number or 0 for f in units if f.value == plan.ratings[0])
    if number is None or not units or known == number:
        return False
    request.build.fixed(phrases.CORRECTION)
    shown = plan.ratings if known else tuple(f.value or "" for f in units if f.number)
    say_counts(request, units, shown, standard)
    return True


def _claimed(text: str, counts: Sequence[Fact]) -> float | None:
    """How many a question takes for granted; None where it takes nothing for granted."""
    claimed = _COUNTED.search(text)
    if claimed and (number := number_of(claimed["number"])) is not None:
        return number
    if not WHY.search(text):
        return None
    if _NOBODY.search(text):
        return 0
    return next((f.out_of for f in counts), None) if _EVERYBODY.search(text) else None


def _assumes(plan: QuestionPlan) -> bool:
    return plan.wants != "yes_no" or plan.premise


def _check_rating(request: Request, rows: Sequence[Inspection]) -> bool:
    """A rating that no inspection asked about is known to have, where one is known at all."""
    plan = request.plan
    if not plan.ratings or plan.group_by == "standard":
        return False
    contradicted = False
    for row in rows:
        standards = wanted_standards(request, row)
        facts = [row.cell("rating", s) for s in standards] or [row.cell("overall_rating")]
        known = [f for f in facts if f is not None and f.cell == "legible"]
        if any(f.value in plan.ratings for f in known):
            return False
        contradicted = contradicted or bool(known)
    if not contradicted:
        return False
    request.build.fixed(phrases.CORRECTION)
    for row in sorted(rows, key=lambda r: not rating_known(request, r)):
        standards = wanted_standards(request, row)
        if standards:
            for standard in standards:
                say_standard(request, row, standard)
        else:
            say_overall(request, row)
    return True


def _check_score(request: Request, rows: Sequence[Inspection]) -> bool:
    """A score that no inspection asked about has."""
    plan = request.plan
    wanted = [c.number for c in plan.conditions if c.measure == "score" and c.operator == "eq"]
    if not wanted:
        return False
    scores = [f for r in rows if (f := r.cell("score")) and f.cell == "legible"]
    if not scores or any(f.number in wanted for f in scores):
        return False
    request.build.fixed(phrases.CORRECTION)
    for row in rows:
        say_overall(request, row)
    return True


_BELONGS = re.compile(
    r"(?:\b(?:in|as|being|within|of|belongs to|under|from)|[(,])"
    r"\s*(?:the|an?|one of the|one of)?\s*$",
    re.IGNORECASE,
)
"""What leads to the region that a place is said to be in."""


def _check_region(request: Request, place: Place) -> bool:
    """A region that the place does not belong to ("Sheffield is in Kent, Surrey and Sussex")."""
    plan = request.plan
    wrong = [r for r in plan.regions if place.kind == "pdu" and place.region and r != place.region]
    claims = not COMPARE.search(plan.standalone) and any(
        _BELONGS.search(plan.standalone[: m.start])
        for m in request.knowledge.names.find(plan.standalone)
        if any(p.name in wrong for p in m.places)
    )
    if not wrong or not claims:
        return False
    rows = request.knowledge.table.of(place)
    fact = rows[0].cell("score") or rows[0].facts[0]
    request.build.fixed(phrases.CORRECTION)
    sources = [fact.source]
    for row in rows:
        table = [
            f.source
            for f in row.facts
            if f.source.kind == "table" and f.source.cells and place.region in str(f.source.cells)
        ]
        if table:
            sources = table[:1]
    request.build.fact(f"{place.name} is in the {place.region} region.", sources)
    if SCORE.search(plan.standalone) or RATING.search(plan.standalone):
        say_overall(request, rows[0], asked=False)
    return True


_CLAIMS = re.compile(
    r"\b(?:why|how come|what (?:put|made|got|left|landed|earned)|given|since|seeing|now that"
    r"|how(?! (?:many|much|far|high|low))|considering|although|after|despite|so|being|as)\b"
    r"|\b(?:top|highest|best|lowest|worst|bottom)[- ]scor",
    re.IGNORECASE,
)
_TOP = re.compile(
    r"\bthe (?:top|best|highest)(?:[- ]\w+)? (?:pdu|unit|place|region|performer)\b"
    r"|\b(?:top|highest|best)[- ]?(?:scor|rank|plac)|\b(?:came|coming|come|finish\w*|is|was|being)"
    r" (?:the )?(?:top|first|best)\b|\btop of the\b|\btopped\b|\bno (?:pdu|place|unit) beat\b",
    re.IGNORECASE,
)
_BOTTOM = re.compile(
    r"\b(?:lowest|worst|bottom)[- ]?(?:scor|rank|plac)"
    r"|\b(?:came|coming|come|finish\w*|is|was|being) (?:the )?(?:bottom|last|worst)\b"
    r"|\bbottom of the\b",
    re.IGNORECASE,
)


def _check_best(request: Request, place: Place) -> bool:
    """A claim that the place is top or bottom of the table, when another one is."""
    plan = request.plan
    if not (plan.premise or _CLAIMS.search(plan.standalone)):
        return False
    if plan.standards:
        return False  # "Given that delivery was bottom rated": of its standards, not of places.
    top, bottom = bool(_TOP.search(plan.standalone)), bool(_BOTTOM.search(plan.standalone))
    rows = request.inspections(place)
    score = rows[0].cell("score") if rows else None
    if not (top or bottom) or score is None:
        return False
    peers = [
        (r, f)
        for r in request.knowledge.table.inspections
        if r.scheme == rows[0].scheme and r.place.kind == "pdu"
        if (f := r.cell("score")) and f.cell == "legible"
    ]
    edge = (max if top else min)(f.number or 0 for _, f in peers)
    if score.number == edge:
        return False
    request.build.fixed(phrases.CORRECTION)
    say_overall(request, rows[0])
    numbers = [f.number or 0 for _, f in peers]
    if score.number in {min(numbers), max(numbers)}:
        word = "highest" if score.number == max(numbers) else "lowest"
        text = f"That is the {word} score of the {len(peers)} inspections of its round."
        request.build.fact(text, [f.source for _, f in peers])
    for row, _ in (p for p in peers if p[1].number == edge):
        say_overall(request, row)
    return True
