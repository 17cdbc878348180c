"""Why a rating was given: the rating, the percentage that drove it, what the report says of it."""

import re
from collections.abc import Sequence

from index.answers.compose import phrases
from index.answers.compose.figure import show_facts_within
from index.answers.compose.findings import compose_finding
from index.answers.compose.points import (
    Point,
    Polarity,
    is_opening,
    leading,
    leaning_start,
    points,
    stands_alone,
)
from index.answers.compose.ratings import say_not_held, say_overall, say_standard, wanted_standards
from index.answers.compose.request import Request
from index.answers.compose.summary import say_headline
from index.answers.dates import month
from index.answers.evidence import source_of
from index.answers.sense import sounds_low
from index.answers.sentences import sentence_ranges
from index.models import Place, Status
from index.ratings.table import Inspection
from ingest.models import Fact, Passage, Source
from ingest.schemes import KeyQuestion

MOST_WORDS = 105
"""Words of an answer to "why": short enough to be read at once; "more" shows the rest."""
BARE_WORDS = 12
"""A sentence about a rating that is no longer than this and gives no cause only repeats it."""
REPEATING_WORDS = 40
_RULE_APPLIED = re.compile(
    r"\b(?:lowest|score|per ?cent|(?:than|under|over|about) half)\b|%", re.IGNORECASE
)
NO_REASON = "The report gives no reason for this in words that the library could find."


def compose_why(request: Request, places: Sequence[Place], *, rated: bool = True) -> Status:
    """Rating, driving key question and the report's own reasons; `rated`: say the rating first."""
    if not places:
        return compose_finding(request, places)
    missing = 0
    for place in places:
        rows = [r for r in request.inspections(place) if r.own_report] or request.inspections(
            place
        )[:1]
        if not rows:
            missing += 1
            say_not_held(request, place.name)
            continue
        row = rows[0]
        known = _say_rating(request, row) if rated else True
        if not row.own_report:
            missing += 1
            request.build.fixed(
                f"The library does not hold the report of {phrases.title(row)}, so it cannot say "
                "why."
            )
            continue
        if not _say_reasons(request, row, rated=rated) and not known:
            missing += 1
    if missing and not any(s.citations for s in request.build.statements):
        return "not_found"
    return "partial" if missing else "answered"


def _standards(request: Request, row: Inspection) -> list[str]:
    """The standards asked about; of several, the one that has the rating named first."""
    wanted = wanted_standards(request, row)
    return sorted(wanted, key=lambda s: _value(row, s) not in request.plan.ratings[:1])


def _value(row: Inspection, standard: str) -> str | None:
    fact = row.cell("rating", standard)
    return fact.value if fact and fact.cell == "legible" else None


def _say_rating(request: Request, row: Inspection) -> bool:
    """The rating; for a standard with key questions together with the one that drove it."""
    standards = _standards(request, row)
    if standards:
        return _say_driven(request, row, standards[0]) or say_standard(request, row, standards[0])
    return say_headline(request, row) or say_overall(request, row)


def _say_reasons(request: Request, row: Inspection, *, rated: bool) -> bool:
    """The driving percentage, the sentence that explains the rating, and findings that fit it."""
    standards = _standards(request, row)
    if not standards:
        return _overall_reasons(request, row, rated=rated)
    said = False
    for standard in standards[:1]:
        fact = row.cell("rating", standard)
        value = fact.value if fact and fact.cell == "legible" else None
        lowest = _lowest(row, standard)
        if lowest and not (rated and value):
            said = _say_lowest(request, row, lowest)
        passages = [
            p for p in request.knowledge.by_report[row.own_report or ""] if p.standard == standard
        ]
        explained = _explanations(request, passages, value)
        if lowest:
            explained = [e for e in explained if not _repeats(e[0].text[e[1] : e[2]])]
        if request.plan.depth == "line" and said:
            explained = []
        for passage, a, b in explained[:1]:
            _quote(request, passage, a, b)
            said = True
        if request.plan.depth == "line":
            continue
        low = (fact.number or 0) <= 1 if fact else True
        question = _question(request, row, lowest[0]) if lowest else None
        fitting = bool(passages) and _say_findings(
            request, passages, low=low, used=explained[:1], question=question
        )
        if not fitting and not explained and not request.skip:
            request.build.note(NO_REASON)
        said = fitting or said
    return said


def _lowest(row: Inspection, standard: str) -> list[Fact]:
    """The lowest key questions, which decide the band (annual report 2024, Service delivery)."""
    measured = [f for f in row.key_questions(standard) if f.number is not None and f.key_question]
    least = min((f.number or 0 for f in measured), default=0)
    return [f for f in measured if f.number == least]


def _say_driven(request: Request, row: Inspection, standard: str) -> bool:
    """Rating and lowest key question in one sentence; False where either is not known."""
    fact = row.cell("rating", standard)
    lowest = _lowest(row, standard)
    if not lowest or fact is None or fact.cell != "legible" or fact.derived:
        return False
    name = phrases.standard_name(request.knowledge, row.scheme, standard)
    text = (
        f"{row.place.name} was rated {fact.value} for {name} in {month(row.date)} because of its "
        f"lowest key question: {_lowest_words(lowest)}."
    )
    facts = [fact, *lowest]
    request.build.fact(text, [f.source for f in facts] + _said_so(request, row, fact), facts=facts)
    return True


def _said_so(request: Request, row: Inspection, rating: Fact) -> list[Source]:
    """The sentence in which the report itself gives the lowest score as the reason, if it does."""
    standard = rating.standard or ""
    passages = [
        p for p in request.knowledge.by_report[row.own_report or ""] if p.standard == standard
    ]
    return [
        source_of(request.knowledge, passage, a, b)
        for passage, a, b in _explanations(request, passages, rating.value)
        if _repeats(passage.text[a:b])
    ][:1]


def _say_lowest(request: Request, row: Inspection, lowest: Sequence[Fact]) -> bool:
    text = f"The lowest key question drives the rating: {_lowest_words(lowest)}."
    request.build.fact(text, [f.source for f in lowest], facts=lowest)
    return True


def _lowest_words(lowest: Sequence[Fact]) -> str:
    names = phrases.joined([phrases.key_question_name(f.key_question or "") for f in lowest])
    each = " each" if len(lowest) > 1 else ""
    return f"{names}, sufficient in {phrases.plain(lowest[0].number or 0)}% of cases{each}"


def _repeats(sentence: str) -> bool:
    """Whether an explanation only says again that the lowest score decided."""
    return bool(_RULE_APPLIED.search(sentence)) and len(sentence.split()) <= REPEATING_WORDS


def _question(request: Request, row: Inspection, fact: Fact) -> KeyQuestion | None:
    """The key question of the scheme that a percentage answers."""
    scheme = next((s for s in request.knowledge.schemes.schemes if s.name == row.scheme), None)
    if scheme is None:
        return None
    return next((q for q in scheme.key_questions if q.key == fact.key_question), None)


def _explanations(
    request: Request, passages: Sequence[Passage], value: str | None
) -> list[tuple[Passage, int, int]]:
    """Sentences of a standard's section that speak of its rating and say why."""
    found = []
    for passage in passages:
        if passage.type not in {"paragraph", "bullet"}:
            continue
        for a, b in sentence_ranges(passage.text):
            sentence = passage.text[a:b]
            rated = re.search(r"\brat(?:e|ed|ing)\b", sentence, re.IGNORECASE) and (
                not value or value.lower() in sentence.lower()
            )
            # "… and is driven by the lowest score:" announces a table; it is no reason.
            announces = sentence.rstrip().endswith(":")
            if rated and not announces and not request.knowledge.is_template(sentence):
                start = leaning_start(passage, a, b)
                reason = _explains(passage.text[start:b])
                telling = reason > 0 or len(passage.text[start:b].split()) > BARE_WORDS
                if telling and stands_alone(passage.text[start:b]):
                    found.append((reason, passage, start, b))
    found.sort(key=lambda f: -f[0])
    return [(passage, a, b) for _, passage, a, b in found]


def _explains(sentence: str) -> int:
    """How much a sentence reads as the reason for a rating, not as a rule or a bare statement."""
    causal = len(
        re.findall(
            r"\b(?:because|led to|therefore|as (?:these|this|a result)|although|but|driven"
            r"|reflects?|due to|however|which has|have been|based on an?)\b",
            sentence,
            re.IGNORECASE,
        )
    )
    rule = bool(re.search(r"\b(?:guidance|would usually|normally)\b", sentence, re.IGNORECASE))
    return causal - 2 * rule


def _say_findings(
    request: Request,
    passages: Sequence[Passage],
    *,
    low: bool,
    used: Sequence[tuple[Passage, int, int]],
    question: KeyQuestion | None = None,
) -> bool:
    """Sentences of bullets that fit the rating: criticisms for a low one, praise for a high one.

    Those under the key question that drove the rating come first.
    """
    polarity: Polarity = "improvement" if low else "strength"
    told = {p.id for p, _, _ in used}
    report, standard = passages[0].report_id, passages[0].standard or ""
    found = [p for p in points(request, report, polarity, (standard,)) if p.passage.id not in told]
    reasons = sorted(leading(request, found), key=lambda p: -_under(p, question))
    most = 6 if request.plan.depth == "more" else 2 if question else 3
    count = 0
    for point in reasons:
        if count < most and _room(request, point.text):
            _quote(request, point.passage, point.start, point.end, bullet=True)
            count += 1
    return bool(reasons)


def _under(point: Point, question: KeyQuestion | None) -> int:
    """2 where a sentence speaks of what a key question asks, 1 where its point does, else 0."""
    if question is None:
        return 0
    about = re.compile("|".join(re.escape(c) for c in question.cues), re.IGNORECASE)
    if about.search(point.text):
        return 2
    return 1 if about.search(point.passage.text) else 0


def _room(request: Request, text: str) -> bool:
    """Whether a quotation still fits into a short answer."""
    said = sum(len(s.text.split()) for s in request.build.statements)
    return request.plan.depth == "more" or said + len(text.split()) <= MOST_WORDS


def _overall_reasons(request: Request, row: Inspection, *, rated: bool) -> bool:
    """For an overall rating: what the foreword or summary says of it, and its concerns."""
    report = row.own_report or ""
    overall = row.cell("overall_rating")
    value = (overall.value or "") if overall else ""
    opening = [
        p for p in request.knowledge.by_report[report] if p.type == "paragraph" and is_opening(p)
    ]
    said = False
    for passage, a, b in _explanations(request, opening, value)[:1]:
        _quote(request, passage, a, b)
        said = True
    standards = [f for f in row.of("rating") if f.cell == "legible"]
    if standards and not (rated and value):
        worst = min(f.number or 0 for f in standards)
        lowest = [f for f in standards if f.number == worst]
        names = phrases.joined(
            [phrases.standard_name(request.knowledge, row.scheme, f.standard or "") for f in lowest]
        )
        request.build.fact(
            f"The lowest ratings, {lowest[0].value}, were for {names}.",
            [f.source for f in lowest],
            facts=lowest,
        )
        said = True
    return _concerns(request, opening) or said


def _concerns(request: Request, opening: Sequence[Passage]) -> bool:
    count = 0
    quoted = request.build.passages
    for passage in (p for p in opening if p.id not in quoted):
        for a, b in sentence_ranges(passage.text):
            if (
                sounds_low(passage.text[a:b])
                and stands_alone(passage.text[a:b])
                and not any(passage.text[a:b] in s.text for s in request.build.statements)
                and _room(request, passage.text[a:b])
                and passage.id not in request.skip
                and count < 2
            ):
                _quote(request, passage, a, b, bullet=True)
                count += 1
                break
    return count > 0


def _quote(request: Request, passage: Passage, a: int, b: int, *, bullet: bool = False) -> None:
    source = source_of(request.knowledge, passage, a, b)
    request.build.quote(source, bullet=bullet)
    show_facts_within(request, passage, source.start, source.end)
