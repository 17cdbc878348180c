"""Why a rating was given: the rating, the percentage that drove it, what the report says of it."""

import re
from collections.abc import Sequence

from index.answers.compose import phrases
from index.answers.compose.findings import compose_finding, show_facts_within
from index.answers.compose.key_questions import key_question_words
from index.answers.compose.points import judged, leaning_start
from index.answers.compose.ratings import say_not_held, say_overall, say_standard, wanted_standards
from index.answers.compose.request import Request
from index.answers.evidence import source_of
from index.answers.sense import sounds_low
from index.answers.sentences import sentence_ranges
from index.models import Place, Status
from index.ratings.table import Inspection
from ingest.models import Passage

MOST_WORDS = 105
"""Words of an answer to "why": short enough to be read at once; "more" shows the rest."""
BARE_WORDS = 12
"""A sentence about a rating that is no longer than this and gives no cause only repeats it."""
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
        if not _say_reasons(request, row) and not known:
            missing += 1
    if missing and not any(s.citations for s in request.build.statements):
        return "not_found"
    return "partial" if missing else "answered"


def _say_rating(request: Request, row: Inspection) -> bool:
    standards = wanted_standards(request, row)
    if standards:
        return say_standard(request, row, standards[0])
    return say_overall(request, row)


def _say_reasons(request: Request, row: Inspection) -> bool:
    """The driving percentage, the sentence that explains the rating, and findings that fit it."""
    standards = wanted_standards(request, row)
    if not standards:
        return _overall_reasons(request, row)
    said = False
    for standard in standards[:1]:
        fact = row.cell("rating", standard)
        value = fact.value if fact and fact.cell == "legible" else None
        said = _say_driver(request, row, standard) or said
        passages = [
            p for p in request.knowledge.by_report[row.own_report or ""] if p.standard == standard
        ]
        explained = _explanations(request, passages, value)
        if request.plan.depth == "line" and said:
            explained = []
        for passage, a, b in explained[:1]:
            _quote(request, passage, a, b)
            said = True
        if request.plan.depth == "line":
            continue
        low = (fact.number or 0) <= 1 if fact else True
        fitting = _say_findings(request, passages, low=low, used=explained[:1])
        if not fitting and not explained and not request.skip:
            request.build.note(NO_REASON)
        said = fitting or said
    return said


def _say_driver(request: Request, row: Inspection, standard: str) -> bool:
    """The lowest key question, which decides the band (annual report 2024, Service delivery)."""
    measured = [f for f in row.key_questions(standard) if f.number is not None]
    if not measured:
        return False
    lowest = min(f.number or 0 for f in measured)
    for fact in (f for f in measured if f.number == lowest):
        text = key_question_words(request, row, fact)
        request.build.fact(
            f"The lowest key question drives the rating. {text}", [fact.source], facts=[fact]
        )
    return True


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
                if reason > 0 or len(passage.text[start:b].split()) > BARE_WORDS:
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
) -> bool:
    """Sentences of bullets that fit the rating: criticisms for a low one, praise for a high one."""
    polarity = "improvement" if low else "strength"
    skip = {p.id for p, _, _ in used} | request.skip
    labelled = [p for p in passages if p.polarity == polarity and p.id not in skip]
    reasons = [(p, *judged(p, low=low)[:2]) for p in labelled]
    if not labelled:
        unsorted = [
            p
            for p in passages
            if p.type == "bullet" and p.polarity in {None, "unlabelled"} and p.id not in skip
        ]
        reasons = [(p, a, b) for p in unsorted for a, b, fits in [judged(p, low=low)] if fits]
    # A point that opens with its reason before one that comes to it later.
    reasons.sort(key=lambda r: r[1] > 0)
    count = 0
    for passage, a, b in reasons:
        if count < (4 if request.plan.depth == "more" else 2) and _room(request, passage.text[a:b]):
            _quote(request, passage, a, b, bullet=True)
            count += 1
    return bool(reasons)


def _room(request: Request, text: str) -> bool:
    """Whether a quotation still fits into a short answer."""
    said = sum(len(s.text.split()) for s in request.build.statements)
    return request.plan.depth == "more" or said + len(text.split()) <= MOST_WORDS


def _overall_reasons(request: Request, row: Inspection) -> bool:
    """For an overall rating: what the foreword or summary says of it, and its concerns."""
    report = row.own_report or ""
    overall = row.cell("overall_rating")
    value = (overall.value or "") if overall else ""
    opening = [
        p for p in request.knowledge.by_report[report] if p.type == "paragraph" and _is_opening(p)
    ]
    said = False
    for passage, a, b in _explanations(request, opening, value)[:1]:
        _quote(request, passage, a, b)
        said = True
    standards = [f for f in row.of("rating") if f.cell == "legible"]
    if standards:
        worst = min(f.number or 0 for f in standards)
        lowest = [f for f in standards if f.number == worst]
        names = phrases.joined(
            [phrases.standard_name(request.knowledge, row.scheme, f.standard or "") for f in lowest]
        )
        request.build.fact(
            f"Rated {lowest[0].value}: {names}.", [f.source for f in lowest], facts=lowest
        )
        said = True
    return _concerns(request, opening) or said


def _is_opening(passage: Passage) -> bool:
    head = passage.section[0].lower() if passage.section else ""
    return any(
        word in head for word in ("foreword", "summary", "key findings", "overview", "introduction")
    )


def _concerns(request: Request, opening: Sequence[Passage]) -> bool:
    count = 0
    for passage in opening:
        for a, b in sentence_ranges(passage.text):
            if (
                sounds_low(passage.text[a:b])
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
