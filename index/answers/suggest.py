"""Next questions that this library can answer, derived from the evidence just used."""

from collections.abc import Iterator

from index.answers.compose import phrases
from index.answers.compose.request import Request
from index.answers.dates import month
from index.models import AnswerFact, Citation, State
from index.ratings.table import Inspection
from ingest.models import Fact

MOST = 3
"""Questions that are suggested together."""
_RATINGS = frozenset({"rating", "score", "key_question"})


def suggest(request: Request, before: State | None = None) -> None:
    """Up to three next questions: the reasons, the other side, the other inspection, what to do.

    Each is about rows or sections that the library holds, so that it has an answer; what was just
    asked, and what was asked before it, is left out.
    """
    asked = {request.plan.standalone.lower(), request.plan.question.lower()}
    asked |= {before.question.lower()} if before else set()
    for question in _questions(request):
        if len(request.build.suggestions) >= MOST:
            return
        if question.lower() not in asked and question not in request.build.suggestions:
            request.build.suggestions.append(question)


def _questions(request: Request) -> Iterator[str]:
    rows = _rows(request)
    for row in rows[:1]:
        yield from _of_inspection(request, row)
    for row in rows[1:2]:
        yield from _short_of(request, row)
    if not rows or request.plan.national:
        yield from _of_nation(request)
    for row in rows[:1]:
        yield from _short_of(request, row)


def _rows(request: Request) -> list[Inspection]:
    """The inspections behind the evidence, as it is cited; else those of named places."""
    table = request.knowledge.table
    own = {r.own_report: r for r in table.inspections if r.own_report}
    rows = [own[i.id] for i in request.build.cited_reports if i.id in own]
    shown = {(f.subject, f.published) for f in request.build.facts}
    if not rows and len({s for s, _ in shown}) == 1:
        rows = [r for r in table.inspections if (r.place.name, r.date) in shown]
    if not rows:
        rows = [r for p in request.plan.places for r in request.inspections(p)[:1]]
    return [r for r in rows if request.inspection_allowed(r)]


def _of_inspection(request: Request, row: Inspection) -> Iterator[str]:
    """About the evidence itself: why, the other side of it, the other inspection, what to do."""
    intent = request.plan.intent
    standards = _standards(request, row)
    for standard in standards[:1]:
        if intent in _RATINGS:
            yield from _why(request, row, standard)
            yield from _percentages(request, row, standard)
        yield from _other_side(request, row, standard)
        if intent not in _RATINGS:
            yield from _rating(request, row, standard)
    if intent in _RATINGS and not standards:
        yield from _lowest(request, row)
    if intent != "recommendation" and row.of("recommendation"):
        yield f"What were the recommendations for {row.place.name}?"
    if intent == "recommendation":
        yield from _lowest(request, row)
    yield from _over_time(request, row)


def _standards(request: Request, row: Inspection) -> list[str]:
    """The standards that were asked about or that the evidence stands under, of this round."""
    scheme = next((s for s in request.knowledge.schemes.schemes if s.name == row.scheme), None)
    cited = [c.standard for c in _of_report(request, row.own_report) if c.standard]
    named = [*request.plan.standards, *cited]
    return [s for s in dict.fromkeys(named) if scheme is not None and scheme.standard(s)]


def _of_report(request: Request, report: str | None) -> list[Citation]:
    return [c for c in request.build.citations if c.report.id == report]


def _named(request: Request, row: Inspection, standard: str) -> str:
    return phrases.standard_name(request.knowledge, row.scheme, standard)


def _when(request: Request, row: Inspection) -> str:
    """The date, where the place has several inspections: " in March 2023"."""
    several = len(request.knowledge.table.of(row.place)) > 1
    return f" in {month(row.date)}" if several else ""


def _legible(row: Inspection, standard: str) -> Fact | None:
    fact = row.cell("rating", standard)
    return fact if fact is not None and fact.cell == "legible" else None


def _why(request: Request, row: Inspection, standard: str) -> Iterator[str]:
    fact = _legible(row, standard)
    if fact is not None and row.own_report and _points(request, row, standard):
        name = _named(request, row, standard)
        yield f"Why was {row.place.name} rated {fact.value} for {name}{_when(request, row)}?"


def _percentages(request: Request, row: Inspection, standard: str) -> Iterator[str]:
    shown = {(f.subject, f.measure) for f in request.build.facts}
    if row.key_questions(standard) and (row.place.name, "key_question") not in shown:
        name = _named(request, row, standard)
        when = _when(request, row)
        yield f"What were the key question percentages for {name} in {row.place.name}{when}?"


def _rating(request: Request, row: Inspection, standard: str) -> Iterator[str]:
    shown = {(f.subject, f.standard) for f in request.build.facts if f.measure == "rating"}
    if _legible(row, standard) and (row.place.name, standard) not in shown:
        name = _named(request, row, standard)
        yield f"What was {row.place.name} rated for {name}{_when(request, row)}?"


def _other_side(request: Request, row: Inspection, standard: str) -> Iterator[str]:
    """Strengths where criticisms were quoted, criticisms where strengths were."""
    quoted = {c.passage for c in _of_report(request, row.own_report)}
    points = _points(request, row, standard)
    sides = {p for p, passages in points.items() if passages - quoted}
    said = {p for p, passages in points.items() if passages & quoted}
    name, place, when = _named(request, row, standard), row.place.name, _when(request, row)
    if "improvement" in sides and "improvement" not in said:
        yield f"What needed to improve in {name} in {place}{when}?"
    if "strength" in sides and "strength" not in said:
        yield f"What were the strengths in {name} in {place}{when}?"


def _points(request: Request, row: Inspection, standard: str) -> dict[str, set[str]]:
    """The points that a report sorts under a standard, by side: ids of their passages."""
    found: dict[str, set[str]] = {}
    for passage in request.knowledge.by_report.get(row.own_report or "", ()):
        if passage.standard == standard and passage.polarity in {"strength", "improvement"}:
            found.setdefault(passage.polarity, set()).add(passage.id)
    return found


def _lowest(request: Request, row: Inspection) -> Iterator[str]:
    """Why the lowest of the standards is rated as it is."""
    rated = [f for f in row.of("rating") if f.cell == "legible" and f.standard]
    worst = min(rated, key=lambda f: (f.number or 0, f.source.start), default=None)
    if worst is not None and worst.standard:
        yield from _why(request, row, worst.standard)


def _over_time(request: Request, row: Inspection) -> Iterator[str]:
    """The other inspection of the same place."""
    others = [r for r in request.knowledge.table.of(row.place) if r.date != row.date]
    shown: set[str] = {f.published for f in request.build.facts if _about(f, row)}
    for other in others[:1]:
        score = other.row_cell("score")
        if score is not None and other.date not in shown:
            yield f"What was {row.place.name}'s score in {month(other.date)}?"


def _about(fact: AnswerFact, row: Inspection) -> bool:
    return fact.subject == row.place.name


def _short_of(request: Request, row: Inspection) -> Iterator[str]:
    """The whole of an inspection: its ratings, its report in short."""
    if not row.own_report:
        if row.row_cell("score") is not None and request.plan.intent != "score":
            yield f"What was {row.place.name}'s score{_when(request, row)}?"
        return
    when = _when(request, row)
    if request.plan.intent != "summary":
        yield f"Summarise the report on {row.place.name}{when}"
    overall = row.cell("overall_rating")
    if overall is not None and overall.cell == "legible" and request.plan.intent not in _RATINGS:
        yield f"What was {row.place.name} rated overall{when}?"


def _of_nation(request: Request) -> Iterator[str]:
    """About all places: how often each rating was given, who stands highest and lowest."""
    counted = [f for f in request.knowledge.facts if f.measure == "rating_count" and f.standard]
    wanted = {c.standard for c in request.build.citations if c.standard}
    wanted |= set(request.plan.standards)
    for fact in counted:
        if fact.standard in wanted:
            name = phrases.standard_name(request.knowledge, fact.scheme, fact.standard or "")
            yield f"How many PDUs had each rating for {name}?"
            break
    if any(r.row_cell("score") for r in request.knowledge.table.inspections):
        yield "Which PDUs had the highest score?"
        yield "Which PDUs had the lowest score?"
