"""Places, standards or inspections side by side, each with its evidence or an explicit gap."""

import re
from collections.abc import Sequence

from index.answers.compose import phrases
from index.answers.compose.change import compose_change
from index.answers.compose.differences import (
    asks_broadly,
    say_differences,
    say_points_of_each,
)
from index.answers.compose.findings import compose_finding, status_of
from index.answers.compose.found_apart import compose_apart, compose_over_time
from index.answers.compose.key_questions import say_key_questions, say_sample
from index.answers.compose.ratings import (
    note_schemes,
    say_not_held,
    say_overall,
    say_score,
    say_standard,
    wanted_standards,
)
from index.answers.compose.regions import say_region
from index.answers.compose.request import Request
from index.answers.compose.standard import say_standard_line
from index.answers.compose.standing import asks_verdict, say_open, say_standing
from index.answers.english import content_stems, english
from index.answers.intents import RATING, SCORE
from index.answers.question_text import CASES_WORDS
from index.answers.scheme_words import everyday_stems
from index.answers.table_words import stems
from index.models import Place, Status
from index.ratings.table import Inspection

_COMPARING = content_stems(
    "come came comes coming out turned turn fared fare beat beats beaten ahead behind outscore "
    "outscored outperform outperformed whos who v vs leading winning doing compare compared "
    "comparison comparing better worse than differ difference higher lower bigger best worst "
    "highest lowest improved improve improving changed change changes progress overall rating "
    "ratings rated score scores scored scoring inspection perform performed performance standard "
    "percentage per cent did versus time year history trend declined deteriorated stronger weaker "
    "sufficient cases services service delivery information which one two both over since "
    "got gotten getting get went gone go up down any much before after then now between and move "
    "moved off previous last earlier first different same happened jump drop dropped still "
    "inadequate outstanding good requires finished finish part company ways side alongside "
    "composite rise rose fall fell mean give differences similarities similarity similar contrast "
    "between common main key stack stacks stacked measure measures total totals totalled "
)


_NAMING = content_stems(
    "leadership staffing staff assessment planning implementation reviewing court facilities"
)
"""What standards are called by: no subject of the texts where the standard itself is compared."""
_QUESTION_WORDS = content_stems(
    "engagement engaging desistance keeping people safe safety others harm public protection risk"
)
_NAMED_QUESTION = re.compile(
    r"\bkeep\w* .{0,12}safe|\bsafety\b|\bengag|\bdesist|\brisk of harm|\bpublic protection"
    r"|\bkey question",
    re.IGNORECASE,
)


def compose_comparison(request: Request, places: Sequence[Place]) -> Status:
    """Each place's evidence in turn; ratings from the table, findings from the texts."""
    regional = [p for p in places if p.kind == "region"]
    if regional == list(places) and request.plan.standards:
        said = [say_region(request, place) for place in places]
        if all(said):
            return "answered"
    if request.plan.search == CASES_WORDS:
        return compose_finding(request, places)
    months = content_stems(" ".join(english().months))
    topic = content_stems(request.plan.search) - _COMPARING - months - stems()
    topic = frozenset(s for s in topic if not s[0].isdigit())
    if request.plan.standards or request.plan.standard_numbers:
        topic -= _NAMING
        if RATING.search(request.plan.standalone) or asks_verdict(request):
            topic -= everyday_stems(
                request.plan.search, request.knowledge.schemes, request.plan.standards
            )
    if _NAMED_QUESTION.search(request.plan.standalone):
        topic -= _QUESTION_WORDS
    if len(places) == 1 and request.plan.every_date and not topic:
        return compose_change(request, places[0])
    numbered = request.plan.standard_numbers and not request.plan.standards
    asked = request.plan.key_questions and _NAMED_QUESTION.search(request.plan.standalone)
    if numbered and not (asked and not topic):
        return _ratings(request, places)
    named = request.plan.standards or _NAMED_QUESTION.search(request.plan.standalone)
    if request.plan.key_questions and named and (request.plan.standards or not topic):
        return _key_questions(request, places)
    if not topic:
        return _ratings(request, places)
    if len(places) == 1 and request.plan.every_date:
        return compose_over_time(request, places[0])
    status = compose_apart(request, places, lambda place: _rows(request, place))
    if status == "answered":
        say_open(request)
    return status


def _rows(request: Request, place: Place) -> Sequence[Inspection]:
    """The inspections of a place that are compared: a date binds only the place it was said of."""
    rows = request.inspections(place)
    if not rows and request.plan.dates:
        rows = request.knowledge.table.of(place)[:1]
        rows = tuple(r for r in rows if request.inspection_allowed(r))
    several = request.plan.every_date or len(request.plan.places) == 1
    return rows if several or len(request.plan.dates) > 1 else rows[:2]


def _ratings(request: Request, places: Sequence[Place]) -> Status:
    missing = 0
    shown: list[Inspection] = []
    for place in places:
        rows = _rows(request, place)
        if not rows:
            missing += 1
            say_not_held(request, place.name)
            continue
        for row in sorted(rows, key=lambda r: not _is_known(request, r)):
            shown.append(row)
            if not _row(request, row):
                missing += 1 if not request.plan.every_date else 0
    if not shown:
        return "not_found"
    say_standing(request, shown)
    if not request.plan.standards:
        note_schemes(request, shown)
    if asks_broadly(request) and request.plan.depth != "line":
        standards = wanted_standards(request, shown[0])
        if standards:
            say_points_of_each(request, shown, standards)
        elif not SCORE.search(request.plan.standalone):
            say_differences(request, shown)
    return "partial" if missing else "answered"


_BY_HOW_MUCH = re.compile(
    r"\b(?:how much|how far|what margin|gap|percentages?|per cent|figures?)\b", re.IGNORECASE
)
"""The percentages behind a rating are asked for with it."""


def _is_known(request: Request, row: Inspection) -> bool:
    """Whether what is compared can be read of an inspection: what is known is said first."""
    standards = wanted_standards(request, row)
    fact = row.cell("rating", standards[0]) if standards else row.cell("overall_rating")
    return fact is not None and fact.cell == "legible"


def _row(request: Request, row: Inspection) -> bool:
    """The compared ratings of one inspection; False when one asked for is not known."""
    plan = request.plan
    if plan.standards or plan.standard_numbers:
        wanted = wanted_standards(request, row) or list(plan.standards)
        measured = bool(_BY_HOW_MUCH.search(plan.standalone))
        said = [
            (measured and say_standard_line(request, row, s, bullet=True))
            or say_standard(request, row, s, bullet=True)
            for s in wanted
        ]
        return bool(said) and all(said)
    scored = SCORE.search(plan.standalone) or plan.conditions
    if scored and not RATING.search(plan.standalone):
        fact = row.row_cell("score")
        if fact and fact.cell == "legible":
            say_score(request, row, fact, bullet=True)
            return True
        return False
    if say_overall(request, row, bullet=True, asked=plan.overall):
        return True
    return not plan.overall and row.cell("score") is not None


def _key_questions(request: Request, places: Sequence[Place]) -> Status:
    missing = 0
    shown: list[Inspection] = []
    for place in places:
        rows = _rows(request, place)
        if not rows:
            missing += 1
            say_not_held(request, place.name)
            continue
        shown += rows
        said = [say_key_questions(request, row, bullet=True) for row in rows]
        if not any(said):
            missing += 1
            request.build.fixed(
                f"The library has no key question percentages for {place.name} here."
            )
    for row in shown:
        say_sample(request, row)
    _apart(request, shown)
    return status_of(missing, len(places))


def _apart(request: Request, rows: Sequence[Inspection]) -> None:
    """Which of two percentages on one key question is higher, and by how much.

    Of three and more, the highest and the lowest.
    """
    plan = request.plan
    if len(plan.standards) != 1 or len(plan.key_questions) != 1:
        return
    found = [
        (row, f)
        for row in rows
        for f in row.key_questions(plan.standards[0])
        if f.key_question == plan.key_questions[0]
    ]
    names = [row.place.name for row, _ in found]
    if len(found) < 2 or len(set(names)) < len(found):
        names = [phrases.title(row) for row, _ in found]
    if len(found) > 1:
        numbers = [f.number or 0 for _, f in found]
        request.build.fact(_standing(names, numbers), [f.source for _, f in found])


def _standing(names: Sequence[str], numbers: Sequence[float]) -> str:
    """Percentages side by side in words; the names are in the order of the numbers."""
    high, low = max(numbers), min(numbers)
    best = phrases.joined([n for n, number in zip(names, numbers, strict=True) if number == high])
    worst = phrases.joined([n for n, number in zip(names, numbers, strict=True) if number == low])
    most, least = f"{phrases.plain(high)}%", f"{phrases.plain(low)}%"
    if high == low:
        return f"{'Both' if len(names) == 2 else 'All'} have the same percentage."
    if len(names) > 2:
        return f"Highest: {best} ({most}); lowest: {worst} ({least})."
    apart = f"a difference of {phrases.plain(high - low)} percentage points"
    return f"{best} stands higher than {worst} ({most} against {least}): {apart}."
