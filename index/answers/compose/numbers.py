"""Which number a standard has in a round, and which standard a number means: rounds differ."""

import re
from collections.abc import Sequence

from index.answers.compose import phrases
from index.answers.compose.request import Request
from index.models import Place, QuestionPlan
from index.ratings.table import Inspection
from ingest.models import Fact
from ingest.schemes import Scheme

_NUMBERED = re.compile(
    r"\b(?:what|which) (?:standard )?numbers?\b|\bnumber(?:ed|ing)\b|\bstandard \?"
    r"|= ?(?:standard )?\?|\bnumber (?:does|did|do|of|for|is|was)\b",
    re.IGNORECASE,
)
_MEANS = re.compile(
    r"\b(?:mean|means|meant|stand for|stands for|refer to|refers to|called)\b|=\s*\?"
    r"|\b(?:what|which)(?:['’]s| is| was) standard\b"
    r"(?!.*\b(?:rated|rating|graded?|scored?|judged)\b)",
    re.IGNORECASE,
)


def asks_number(plan: QuestionPlan) -> bool:
    """Whether a standard's number is asked for, or what a number stands for."""
    text = plan.standalone
    if plan.standards and not plan.standard_numbers and not plan.ratings:
        return bool(_NUMBERED.search(text)) and not re.search(r"\bnumber of\b", text, re.IGNORECASE)
    return bool(plan.standard_numbers and not plan.standards and _MEANS.search(text))


def compose_numbers(request: Request, places: Sequence[Place]) -> bool:
    """The number in each round asked about, with a rating that shows it; False where none does."""
    rows = [r for p in places for r in request.inspections(p)]
    if not places:
        rows = [r for r in request.knowledge.table.inspections if r.own_report]
    said: set[tuple[str, str]] = set()
    for row in sorted(rows, key=lambda r: r.date):
        scheme = next((s for s in request.knowledge.schemes.schemes if s.name == row.scheme), None)
        if scheme is None:
            continue
        for number, key in _asked(request.plan, scheme):
            fact = row.cell("rating", key)
            if fact is None or (not places and (scheme.name, key) in said):
                continue
            said.add((scheme.name, key))
            _say(request, row, fact, number)
    return bool(said)


def _asked(plan: QuestionPlan, scheme: Scheme) -> list[tuple[str, str]]:
    """Numbers and keys of the standards asked about, in this round."""
    numbered = [(s.number, s.key) for s in scheme.standards if s.number]
    return [
        (number, key)
        for number, key in numbered
        if key in plan.standards or number in plan.standard_numbers
    ]


def _say(request: Request, row: Inspection, fact: Fact, number: str) -> None:
    name = phrases.standard_name(request.knowledge, row.scheme, fact.standard or "")
    text = f"In {phrases.title(row)}, standard {number} is {name}"
    if fact.cell == "legible":
        text += f", rated {fact.value}"
    sources = [fact.source, *(fact.also if fact.derived else ())]
    request.build.fact(f"{text}.", sources, facts=[fact], bullet=True)
