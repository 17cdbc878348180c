"""Ratings, scores and key questions of named places, from the table."""

import re
from collections.abc import Sequence

from index.answers.compose import phrases
from index.answers.compose.regions import say_region
from index.answers.compose.request import Request
from index.answers.dates import in_words, month
from index.models import Place, QuestionPlan, Status
from index.ratings.table import Inspection
from ingest.models import Fact


def compose_ratings(request: Request, places: Sequence[Place]) -> Status:
    """How places were rated: overall or by standard, every inspection asked about."""
    missing = 0
    shown = 0
    for place in places:
        rows = request.inspections(place)
        if not rows and say_region(request, place):
            shown += 1
            continue
        if not rows:
            missing += 1
            say_not_held(request, place.name)
            continue
        for row in sorted(rows, key=lambda r: not rating_known(request, r)):
            if _rating_of(request, row):
                shown += 1
            else:
                missing += 1
    _other_dates(request, places)
    if not shown and not any(f.cell == "legible" for f in request.build.facts):
        return "not_found"
    return "partial" if missing else "answered"


def rating_known(request: Request, row: Inspection) -> bool:
    """Whether the rating asked about can be read: what is known is said first."""
    standards = wanted_standards(request, row)
    fact = row.cell("rating", standards[0]) if standards else row.cell("overall_rating")
    return fact is not None and fact.cell == "legible"


def compose_scores(request: Request, places: Sequence[Place]) -> Status:
    """The composite scores of places."""
    missing = 0
    for place in places:
        rows = request.inspections(place)
        if not rows:
            missing += 1
            say_not_held(request, place.name)
        for row in rows:
            fact = row.cell("score")
            if fact is None or fact.cell != "legible":
                missing += 1
                request.build.fixed(f"No composite score is given for {phrases.title(row)}.")
                continue
            say_score(request, row, fact)
    note_schemes(request, [r for p in places for r in request.inspections(p)])
    _other_dates(request, places)
    if not any(s.kind == "fact" for s in request.build.statements):
        return "not_found"
    return "partial" if missing else "answered"


def say_score(request: Request, row: Inspection, fact: Fact, *, bullet: bool = False) -> None:
    """One row's score, with the maximum of its round."""
    text = f"{row.place.name} scored {phrases.score_words(fact)} in {month(row.date)}."
    request.build.fact(text, [fact.source], facts=[fact], bullet=bullet)


def say_overall(
    request: Request,
    row: Inspection,
    *,
    opening: str = "",
    bullet: bool = False,
    asked: bool = True,
) -> bool:
    """The overall rating with the score beside it; False when the rating is not known.

    `asked`: a lost rating is said in the answer; otherwise it is only noted.
    """
    overall, score = row.cell("overall_rating"), row.cell("score")
    known = [f for f in (overall, score) if f and f.cell == "legible"]
    when = month(row.date)
    if overall and overall.cell == "legible":
        tail = (
            f", with a score of {phrases.score_words(score)}," if score in known and score else ""
        )
        text = f"{opening}{row.place.name} was rated {overall.value} overall{tail} in {when}."
    elif score in known and score:
        text = f"{row.place.name} scored {phrases.score_words(score)} in {when}."
    else:
        return False
    request.build.fact(text, [f.source for f in known], facts=known, bullet=bullet)
    if overall and overall.cell != "legible" and asked:
        say_lost(request, row, overall, "overall rating")
    elif overall and overall.cell != "legible":
        request.build.note(
            f"The overall rating of {phrases.title(row)} is not legible in the source."
        )
    return bool(overall and overall.cell == "legible")


def say_standard(
    request: Request, row: Inspection, standard: str, *, opening: str = "", bullet: bool = False
) -> bool:
    """One standard's rating in one inspection; False when it is not known."""
    fact = row.cell("rating", standard)
    name = phrases.standard_name(request.knowledge, row.scheme, standard)
    when = month(row.date)
    if fact is None:
        measured = [f for f in row.facts if f.measure == "key_question" and f.standard == standard]
        if measured:
            say_unrated(request, row, name, measured, bullet=bullet)
            return True
        request.build.fixed(f"{phrases.title(row)}: no rating for {name} is in the library.")
        return False
    if fact.cell == "not_rated":
        if measured := [f for f in row.key_questions(standard) if f.number is not None]:
            request.build.show_fact(fact)
            say_unrated(request, row, name, measured, bullet=bullet)
            return True
        text = (
            f"{row.place.name} was not rated for {name} in {when}: the standard carries no rating."
        )
        request.build.fact(text, [fact.source], facts=[fact], bullet=bullet)
        return True
    if fact.cell != "legible":
        say_lost(request, row, fact, f"rating for {name}")
        return False
    text = f"{opening}{row.place.name} was rated {fact.value} for {name} in {when}."
    sources = [fact.source]
    if fact.derived:
        text = (
            f"{opening}{row.place.name} was rated {fact.value} for {name} in {when} (derived: "
            f"{fact.rule})."
        )
        sources = [fact.source, *fact.also]
    request.build.fact(text, sources, facts=[fact], bullet=bullet)
    return True


def say_unrated(
    request: Request, row: Inspection, name: str, measured: Sequence[Fact], *, bullet: bool = False
) -> None:
    """A standard that has a percentage and no rating."""
    for fact in measured:
        text = (
            f"{phrases.title(row)}: {name} carries no rating; its key question stands at "
            f"{phrases.plain(fact.number or 0)}%."
        )
        request.build.fact(text, [fact.source], facts=[fact], bullet=bullet)


def say_not_applicable(request: Request, row: Inspection) -> bool:
    """That the round of an inspection has no such standard; False where nothing shows the round."""
    shown = row.row_cell("score") or next(iter(row.of("rating")), None)
    if shown is None:
        return False
    for standard in request.plan.standards:
        name = phrases.standard_name(request.knowledge, "", standard)
        fact = shown.model_copy(
            update={
                "id": f"{shown.id}-{standard}",
                "measure": "rating",
                "standard": standard,
                "value": None,
                "number": None,
                "out_of": None,
                "cell": "not_applicable",
            }
        )
        request.build.fact(
            f"{phrases.title(row)} has no rating for {name}: its round has no such standard.",
            [shown.source],
            facts=[fact],
        )
    return True


def say_lost(request: Request, row: Inspection, fact: Fact, what: str) -> None:
    """A cell that the source lost: said, with the row, never guessed."""
    text = (
        f"The {what} of {row.place.name} in {month(row.date)} is not legible in the source: its "
        "mark in the table was lost."
    )
    request.build.fact(text, [fact.source], facts=[fact])
    possible = request.knowledge.possible.get((row.place.name, row.date, fact.standard or ""))
    if possible:
        request.build.note(
            f"The counts and scores leave {' or '.join(', '.join(possible).rsplit(', ', 1))} for "
            f"the {what} of {row.place.name}."
        )


def say_not_held(request: Request, name: str) -> None:
    """That a place, or a place at a date, is not in the library, and what there is instead."""
    plan = request.plan
    known = [p for p in request.knowledge.names.places.values() if p.name == name]
    rows = [r for p in known for r in request.knowledge.table.of(p)]
    if rows and not any(request.inspection_allowed(r) for r in rows):
        request.build.fixed(phrases.LEFT_OUT.format(name=name))
    elif rows and plan.dates:
        dates = phrases.joined([month(r.date) for r in rows])
        asked = phrases.joined([in_words(d) for d in plan.dates])
        request.build.fixed(
            f"The library holds no inspection of {name} from {asked}; it holds {dates}."
        )
    else:
        request.build.fixed(phrases.NOT_HELD.format(name=name))


def note_schemes(request: Request, rows: Sequence[Inspection]) -> None:
    """Scores out of different maxima are not compared as numbers (DESIGN.md, promise 6)."""
    maxima = {f.out_of for r in rows if (f := r.cell("score")) and f.out_of}
    if len(maxima) > 1:
        shown = phrases.joined([phrases.plain(m) for m in sorted(maxima, reverse=True)])
        request.build.note(
            f"The scores are out of different maxima ({shown}): the rounds had different "
            "standards, so the numbers cannot be set against each other."
        )


def _rating_of(request: Request, row: Inspection) -> bool:
    plan = request.plan
    standards = wanted_standards(request, row)
    opening = _yes_or_no(request, row, standards)
    if plan.ratings and _asks_standards(plan) and not standards and not plan.standards:
        return say_standards_with(request, row)
    if (plan.standards or plan.standard_numbers) and not standards:
        if plan.standard_numbers and not plan.standards:
            numbers = phrases.joined(plan.standard_numbers)
            request.build.fixed(f"{phrases.title(row)}: that round has no standard {numbers}.")
            return False
        return say_not_applicable(request, row)
    if standards:
        if not (plan.standards or plan.standard_numbers):
            say_overall(request, row)
        if len(standards) > 2 and _say_rows(request, row, standards):
            return True
        results = [
            say_standard(
                request, row, s, opening=opening if i == 0 else "", bullet=len(standards) > 2
            )
            for i, s in enumerate(standards)
        ]
        return any(results)
    return say_overall(request, row, opening=opening)


def _say_rows(request: Request, row: Inspection, standards: Sequence[str]) -> bool:
    """Many ratings of one inspection as short rows under its name; False where one is in doubt."""
    facts = [row.cell("rating", s) for s in standards]
    known = [f for f in facts if f and f.cell == "legible" and not f.derived]
    if len(known) < len(standards):
        return False
    request.build.heading(phrases.title(row))
    for fact in known:
        name = phrases.standard_name(request.knowledge, row.scheme, fact.standard or "")
        text = f"{name[:1].upper()}{name[1:]}: {fact.value}."
        request.build.fact(text, [fact.source], facts=[fact], bullet=True)
    return True


def say_standards_with(request: Request, row: Inspection) -> bool:
    """The standards of an inspection that have the ratings asked about."""
    plan = request.plan
    rated = [f for f in row.of("rating") if f.cell == "legible"]
    if not rated:
        request.build.fixed(f"{phrases.title(row)}: no ratings by standard are in the library.")
        return False
    better = "better" in plan.standalone.lower() or "above" in plan.standalone.lower()
    worse = "worse" in plan.standalone.lower() or "below" in plan.standalone.lower()
    points = {r.word: r.points for s in request.knowledge.schemes.schemes for r in s.ratings}
    limit = points[plan.ratings[0]]
    chosen = [
        f
        for f in rated
        if (better and points[f.value or ""] > limit)
        or (worse and points[f.value or ""] < limit)
        or (not better and not worse and f.value in plan.ratings)
    ]
    if not chosen:
        request.build.fact(
            f"None of the standards of {phrases.title(row)} was.",
            [f.source for f in rated],
            facts=rated,
        )
        return True
    if plan.aggregate == "count":
        request.build.fact(
            f"{phrases.counted(len(chosen), 'standard was', 'standards were')} rated "
            f"{phrases.joined(sorted({str(f.value) for f in chosen}))} in {phrases.title(row)}.",
            [f.source for f in chosen],
        )
    for fact in chosen:
        name = phrases.standard_name(request.knowledge, row.scheme, fact.standard or "")
        request.build.fact(
            f"{row.place.name} was rated {fact.value} for {name} in {month(row.date)}.",
            [fact.source],
            facts=[fact],
            bullet=True,
        )
    return True


def _asks_standards(plan: QuestionPlan) -> bool:
    return plan.group_by == "standard" or bool(
        re.search(r"\bstandards?\b", plan.standalone, re.IGNORECASE)
    )


def wanted_standards(request: Request, row: Inspection) -> list[str]:
    """The standards asked about, numbers read by the inspection's own round; all for "ratings"."""
    plan = request.plan
    scheme = next((s for s in request.knowledge.schemes.schemes if s.name == row.scheme), None)
    numbered = [
        key for n in plan.standard_numbers if scheme and (key := scheme.standard_by_number(n))
    ]
    known = {s.key for s in scheme.standards} if scheme else set(plan.standards)
    wanted = [s for s in dict.fromkeys([*plan.standards, *numbered]) if s in known]
    lower = plan.standalone.lower()
    every = plan.group_by == "standard" or "ratings" in lower or "each of" in lower
    every = every or bool(re.search(r"\b(?:every|each) rating\b", lower))
    if not wanted and every and not plan.overall and not plan.ratings:
        wanted = [f.standard for f in row.of("rating") if f.standard and f.cell == "legible"]
    return wanted


def _yes_or_no(request: Request, row: Inspection, standards: Sequence[str]) -> str:
    """The word that opens the answer to "was X rated Good?"."""
    plan = request.plan
    if plan.wants != "yes_no" or not plan.ratings:
        return ""
    fact = row.cell("rating", standards[0]) if standards else row.cell("overall_rating")
    if fact is None or fact.cell != "legible":
        return ""
    return "Yes: " if fact.value in plan.ratings else "No: "


def _other_dates(request: Request, places: Sequence[Place]) -> None:
    """That a place has other inspections than the one asked about."""
    for place in places:
        shown = request.inspections(place)
        others = [r for r in request.knowledge.table.of(place) if r not in shown]
        if shown and others:
            dates = phrases.joined([month(r.date) for r in others])
            request.build.note(f"{place.name} has another inspection in the library: {dates}.")
