"""Premises about every standard of a place, and about who led or introduced its inspection."""

import re
from collections import Counter
from collections.abc import Sequence

from index.answers.compose import phrases
from index.answers.compose.ratings import say_standard
from index.answers.compose.request import Request
from index.answers.intents import number_of
from index.answers.scheme_words import everyday_standards, questioned
from index.models import Place, QuestionPlan
from index.ratings.table import Inspection
from ingest.models import Fact
from ingest.schemes import Schemes

_EVERY = re.compile(
    r"\b(?:all|every|each)\b(?: (?:single|one|of|the|its|their|our|\d+|two|three|four|five|six"
    r"|seven|eight|nine|ten|twelve))*"
    r"(?P<which> (?:casework|case supervision|delivery))? standards?\b",
    re.IGNORECASE,
)
_EXCEPT = re.compile(
    r"\b(?:apart from|except|other than|bar|but one|but two|almost)\b", re.IGNORECASE
)
_ASKS = re.compile(r"^\W*(?:which|who|how many|was|were|is|are|did|does|do|list)\b", re.IGNORECASE)


def check_every_standard(request: Request, place: Place) -> bool:
    """Whether a claim that all standards had one rating is wrong; then the others are said."""
    plan = request.plan
    claim = _EVERY.search(plan.standalone)
    words = plan.ratings or _ratings_in(plan.standalone, request.knowledge.schemes)
    open_question = _ASKS.match(plan.standalone) or _EXCEPT.search(plan.standalone)
    if not claim or len(words) != 1 or open_question:
        return False
    for row in request.inspections(place):
        rated = [f for f in row.of("rating") if f.standard and f.cell == "legible"]
        if claim["which"]:
            asked = questioned(request.knowledge.schemes)
            rated = [f for f in rated if f.standard in asked]
        others = [f for f in rated if f.value != words[0]]
        if row.own_report and others:
            request.build.fixed(phrases.CORRECTION)
            _say_all(request, row, words[0], rated, others)
            return True
    return False


def _say_all(
    request: Request, row: Inspection, word: str, rated: Sequence[Fact], others: Sequence[Fact]
) -> None:
    """How many standards had the rating claimed, and each that had another."""
    agreeing = len(rated) - len(others)
    were = "was" if agreeing == 1 else "were"
    count = str(agreeing) if agreeing else "none"
    request.build.fact(
        f"Of {len(rated)} standards of {phrases.title(row)}, {count} {were} rated {word}.",
        [f.source for f in rated],
    )
    for fact in others:
        say_standard(request, row, fact.standard or "", bullet=True)


def _ratings_in(text: str, schemes: Schemes) -> tuple[str, ...]:
    """The ratings whose very words stand in a text, in whatever case."""
    words = [r.word for r in schemes.schemes[0].ratings]
    return tuple(w for w in words if re.search(rf"\b{re.escape(w)}\b", text, re.IGNORECASE))


def as_claimed(plan: QuestionPlan, schemes: Schemes) -> QuestionPlan:
    """The plan with a rating that everyday words are said to have got ("leaders got …")."""
    words = plan.ratings or _ratings_in(plan.standalone, schemes)
    if plan.standards or plan.overall or len(words) != 1:
        return plan
    said = re.search(
        r"^(?P<who>[^,;?]*?)\b(?:got|get|was|were|given|graded|rated|judged|received)"
        rf"(?: rated| graded| judged| only| just)?(?: an?)? ['\"‘]?{re.escape(words[0])}['\"’]?"
        r"(?=\W*$|\s*[-–—,;:.?]| and\b| overall\b| in \d| so\b| but\b)",
        plan.standalone,
        re.IGNORECASE,
    )
    behind = re.search(
        rf"\b{re.escape(words[0])}['\"’]? (?:for|on|in) (?P<what>[^,;?.]+)", plan.standalone
    )
    told = said["who"] if said else behind["what"] if behind else ""
    standards = everyday_standards(told, schemes)
    update = {"ratings": words, "standards": standards}
    return plan.model_copy(update=update) if standards else plan


_ROLES = (
    (
        "chief inspector",
        re.compile(r"\bforeword\b|\bchief inspector\b|\bintroduc|\bwrote\b", re.IGNORECASE),
    ),
    (
        "lead inspector",
        re.compile(
            r"\blead inspector\b|\bled\b.{0,30}\binspection|\binspection\b.{0,30}\bled\b",
            re.IGNORECASE,
        ),
    ),
)


def check_people(request: Request, places: Sequence[Place]) -> bool:
    """Whether a person of another report is named as chief or lead inspector of a place's."""
    corrected = False
    for role, cue in _ROLES:
        if not cue.search(request.plan.standalone):
            continue
        known = _people(request.knowledge.facts, role)
        named = {n for n in known if _surname(n) in request.plan.standalone.lower()}
        for row in (r for p in places for r in request.inspections(p) if r.own_report):
            own = [f for f in row.facts if f.value in _people(row.facts, role)]
            if named and own and not named & {f.value for f in own}:
                if not corrected:
                    request.build.fixed(phrases.CORRECTION)
                text = f"{phrases.title(row)}, {role}: {own[0].value}."
                request.build.fact(text, [own[0].source], facts=own[:1])
                corrected = True
    return corrected


def _people(facts: Sequence[Fact], role: str) -> set[str]:
    return {
        f.value
        for f in facts
        if f.measure == "person" and f.value and role in (f.label or "").lower()
    }


_TITLES = re.compile(r"\b(?:cbe|obe|mbe|dame|sir|dr|hm)\b", re.IGNORECASE)


def _surname(name: str) -> str:
    """First name and surname without titles, in lower case."""
    return " ".join(_TITLES.sub(" ", name).split()).lower()


_RECOMMENDATIONS = re.compile(
    r"\b(?:made|makes|gave|gives|has|had|contains?|with|its|the|all) (?P<number>\w+)"
    r" recommendations\b(?! (?:to|for|aimed|addressed)\b)",
    re.IGNORECASE,
)


def check_recommendations(request: Request, place: Place) -> bool:
    """Whether a report is said to make another number of recommendations than it does."""
    claim = _RECOMMENDATIONS.search(request.plan.standalone)
    number = number_of(claim["number"]) if claim else None
    rows = [r for r in request.inspections(place) if r.own_report]
    if number is None or len(rows) != 1:
        return False
    made = [f for f in rows[0].facts if f.measure == "recommendation"]
    shares = Counter(f.addressee for f in made)
    if not made or number == len(made) or number in shares.values():
        return False
    request.build.fixed(phrases.CORRECTION)
    counted = phrases.counted(len(made), "recommendation", "recommendations")
    request.build.fact(
        f"The report on {phrases.title(rows[0])} makes {counted}.", [f.source for f in made]
    )
    return True
