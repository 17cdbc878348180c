"""Who stands higher, wherever the table decides it; where only words are there, no verdict."""

import re
from collections.abc import Sequence

from index.answers.compose import phrases
from index.answers.compose.request import Request
from index.answers.dates import month
from index.answers.intents import SCORE, YES_NO
from index.models import Place, QuestionPlan
from index.ratings.table import Inspection
from ingest.models import Fact

_UP = re.compile(r"\b(?:higher|better|above|ahead|beat|outscored?|stronger|more)\b", re.IGNORECASE)
_DOWN = re.compile(r"\b(?:lower|worse|below|behind|weaker|less|fewer)\b", re.IGNORECASE)
_LEVEL = re.compile(r"\b(?:the same|equal\w*|level|as \w+ as)\b", re.IGNORECASE)
_JUDGED = re.compile(
    r"\b(?:better|worse|best|worst|stronger|weaker|strongest|weakest|ahead|behind)\b", re.IGNORECASE
)
_OR = re.compile(r"\bor\b", re.IGNORECASE)

Standing = tuple[Inspection, Fact]


def say_standing(request: Request, rows: Sequence[Inspection]) -> bool:
    """Who stands higher on each standard compared, or overall; False where nothing can be told.

    A rating means the same in every round, a score only in its own: of different rounds the
    overall ratings are set against each other. Of a place inspected twice the newest counts.
    """
    standards = request.plan.standards
    if not standards and request.plan.standard_numbers:
        return False
    said = [
        _say(request, _newest(rows, "rating", standard), standard)
        for standard in (standards if len(standards) <= MOST else ())
    ]
    if standards:
        return any(said)
    scored = _newest(rows, "score", None)
    if len({row.scheme for row, _ in scored}) == 1:
        return _say(request, scored, None)
    if SCORE.search(request.plan.standalone):
        return False
    return _say(request, _newest(rows, "overall_rating", None), None)


MOST = 3
"""Standards that are compared one by one in words."""


def _newest(rows: Sequence[Inspection], measure: str, standard: str | None) -> list[Standing]:
    """The newest inspection of each place whose value can be read, in the order of the places."""
    found: dict[Place, Standing] = {}
    for row in sorted(rows, key=lambda r: r.date):
        fact = row.cell(measure, standard)
        if fact and fact.cell == "legible" and fact.number is not None:
            found[row.place] = (row, fact)
    return [found[place] for place in dict.fromkeys(r.place for r in rows) if place in found]


def _say(request: Request, found: Sequence[Standing], standard: str | None) -> bool:
    if len(found) < 2:
        return False
    about = ""
    if standard:
        name = phrases.standard_name(request.knowledge, found[0][0].scheme, standard)
        about = f" for {name}"
    apart = len({row.scheme for row, _ in found}) > 1
    numbers = {fact.number or 0 for _, fact in found}
    best = [row.place.name for row, fact in found if fact.number == max(numbers)]
    worst = [row.place.name for row, fact in found if fact.number == min(numbers)]
    if len(numbers) == 1:
        what = "score" if found[0][1].measure == "score" else "rating"
        both = "Both" if len(found) == 2 else "All"
        text = f"{both} have the same {what}{about}."
    elif len(found) == 2:
        high, low = (f for _, f in sorted(found, key=lambda each: -(each[1].number or 0)))
        against = f"{_value(high)} against {_value(low)}"
        if apart:
            dates = {fact.id: month(row.date) for row, fact in found}
            against = f"{_value(high)} in {dates[high.id]} against {_value(low)} in {dates[low.id]}"
        text = f"{best[0]} stands higher than {worst[0]}{about} ({against})."
    else:
        text = f"Highest{about}: {phrases.joined(best)}; lowest: {phrases.joined(worst)}."
    text = _yes_or_no(request.plan, found) + text
    request.build.fact(text, [fact.source for _, fact in found])
    if apart:
        request.build.note(ROUNDS_APART)
    return True


ROUNDS_APART = (
    "These ratings were given in different rounds of inspections, whose standards differ: they say "
    "how each was found at its time, not which is better today."
)


def _value(fact: Fact) -> str:
    return phrases.score_words(fact) if fact.measure == "score" else fact.value or ""


def _yes_or_no(plan: QuestionPlan, found: Sequence[Standing]) -> str:
    """ "Yes: " or "No: " to "is A's score lower than B's"; "" to any other question."""
    text = plan.standalone
    words = [w for w in (_UP, _DOWN, _LEVEL) if w.search(text)]
    asked = YES_NO.search(text) and not _OR.search(text)
    if not asked or len(words) != 1 or not plan.places or len(found) != 2:
        return ""
    numbers = [fact.number or 0 for _, fact in found]
    mine, other = numbers if found[0][0].place == plan.places[0] else reversed(numbers)
    holds = {_UP: mine > other, _DOWN: mine < other, _LEVEL: mine == other}[words[0]]
    return "Yes: " if holds else "No: "


def asks_verdict(request: Request) -> bool:
    """Whether a question asks which place is the better or the worse one."""
    return bool(_JUDGED.search(request.plan.standalone))


def say_open(request: Request) -> None:
    """That no rating decides what only words tell, where a verdict is asked for."""
    if asks_verdict(request):
        request.build.fixed(NO_VERDICT)


NO_VERDICT = "No rating is given on this, so the reports do not say which of them is better."
