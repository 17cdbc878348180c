"""Checks of a report against itself: sums, bands, tables and prose, dates, figures.

A failed check is a warning with both of the places that disagree. It doubts; it changes nothing.
"""

import re
from collections.abc import Callable, Iterator
from itertools import combinations

from ingest.facts import read
from ingest.facts.days import DATE, iso
from ingest.facts.reading import Reading
from ingest.facts.shown import shown_ratings
from ingest.facts.statements import explanation, stated_ratings
from ingest.models import Fact, Passage, ReportInfo, Section, Warning
from ingest.schemes import Scheme, Schemes

_LEAST_ALIKE = 93.0
"""Likeness (0-100) of two labels that speak of the same thing; at 85 "licence" meets "order"."""
_LEAST_WORDS = 6
"""Words of a label that says enough to be compared with another."""

Check = Callable[[Reading, tuple[Fact, ...]], Iterator[Warning]]


def check_report(
    info: ReportInfo,
    scheme: str,
    schemes: Schemes,
    sections: tuple[Section, ...],
    passages: tuple[Passage, ...],
    text: str,
    facts: tuple[Fact, ...],
) -> tuple[Warning, ...]:
    """What in a report disagrees with itself, check by check; () when all is well."""
    reading = read(info, scheme, schemes, sections, passages, text)
    return tuple(warning for check in CHECKS for warning in check(reading, facts))


def _sum_of_standards(reading: Reading, facts: tuple[Fact, ...]) -> Iterator[Warning]:
    """The composite score is the sum over the rated standards."""
    for score in _of(facts, "score"):
        scheme = _scheme(reading, score)
        ratings = {
            fact.standard: fact
            for fact in _of(facts, "rating")
            if _same_inspection(fact, score) and fact.number is not None
        }
        if scheme is None or score.number is None:
            continue
        rated = [standard.key for standard in scheme.rated_standards]
        if any(key not in ratings for key in rated):
            continue
        points = sum(ratings[key].number or 0 for key in rated)
        if points != score.number:
            yield Warning(
                kind="score_sum",
                message=(
                    f"The ratings of {score.subject} add up to {points:g}, but the score is "
                    f"{score.value}."
                ),
                sources=(score.source, *(ratings[key].source for key in rated)),
            )
        elif score.out_of is not None and score.out_of != scheme.composite_max:
            yield Warning(
                kind="score_maximum",
                message=(
                    f"The score of {score.subject} is out of {score.out_of:g}; its standards give "
                    f"{scheme.composite_max}."
                ),
                sources=(score.source,),
            )


def _bands(reading: Reading, facts: tuple[Fact, ...]) -> Iterator[Warning]:
    """The lowest key question of a standard lies in the band of its rating."""
    for rating in _of(facts, "rating"):
        scheme = _scheme(reading, rating)
        questions = [
            fact
            for fact in _of(facts, "key_question")
            if fact.standard == rating.standard and _same_inspection(fact, rating)
        ]
        if scheme is None or rating.value is None or not questions:
            continue
        lowest = min(questions, key=lambda fact: fact.number or 0)
        expected = scheme.band(lowest.number or 0)
        if rating.standard and explanation(reading, rating.standard):
            continue
        if expected and expected != rating.value:
            yield Warning(
                kind="band",
                message=(
                    f"{rating.subject}, {rating.standard}: the lowest key question is "
                    f"{lowest.value}, which is the band of {expected!r}, but the rating is "
                    f"{rating.value!r}."
                ),
                sources=(rating.source, lowest.source),
            )


def _ratings_agree(reading: Reading, facts: tuple[Fact, ...]) -> Iterator[Warning]:
    """A rating is the same wherever the report shows or says it."""
    known = {
        (fact.measure, fact.standard): fact
        for fact in facts
        if fact.measure in {"rating", "overall_rating", "score"}
        if fact.subject == reading.info.subject and fact.published == reading.info.published
    }
    for shown in (*shown_ratings(reading), *stated_ratings(reading)):
        fact = known.get((shown.measure, shown.standard))
        if fact and shown.value and fact.value and shown.value != fact.value:
            yield Warning(
                kind="ratings_disagree",
                message=(
                    f"{fact.subject}, {fact.standard or fact.measure.replace('_', ' ')}: "
                    f"{fact.value!r} in one place, {shown.value!r} in another."
                ),
                sources=(fact.source, shown.source),
            )


def _counts_and_rows(reading: Reading, facts: tuple[Fact, ...]) -> Iterator[Warning]:
    """What an annual report counts agrees with the rows of its table."""
    rows = [fact for fact in facts if fact.source.kind == "table" and _is_row(reading, fact)]
    scores = [fact for fact in rows if fact.measure == "score"]
    counts = [fact for fact in _of(facts, "rating_count") if fact.unit == "PDUs"]
    if not scores or not counts:
        return
    for count in counts:
        cells = [
            fact
            for fact in rows
            if fact.standard == count.standard
            and fact.measure == ("rating" if count.standard else "overall_rating")
        ]
        legible = [fact for fact in cells if fact.cell == "legible"]
        same = [fact for fact in legible if fact.value == count.value]
        lost = len(cells) - len(legible)
        said = int(count.number or 0)
        if not len(same) <= said <= len(same) + lost:
            yield Warning(
                kind="count_rows",
                message=(
                    f"{said} places are counted as {count.value!r} for "
                    f"{count.standard or 'the overall rating'}; the rows of the table show "
                    f"{len(same)}" + (f" and {lost} that cannot be read." if lost else ".")
                ),
                sources=(count.source, *(fact.source for fact in same[:1])),
            )
    totals = {int(count.out_of or 0) for count in counts}
    for total in sorted(totals - {len(scores)}):
        wrong = next(count for count in counts if count.out_of == total)
        yield Warning(
            kind="count_total",
            message=f"{total} places are counted, but the table has {len(scores)} rows.",
            sources=(wrong.source, scores[0].source),
        )
    yield from _points(reading, counts, scores)


def _points(reading: Reading, counts: list[Fact], scores: list[Fact]) -> Iterator[Warning]:
    """The points of all counted ratings are the sum of the rows' scores."""
    scheme = _scheme(reading, scores[0])
    if scheme is None or any(score.number is None for score in scores):
        return
    rated = {standard.key for standard in scheme.rated_standards}
    points = {rating.word: rating.points for rating in scheme.ratings}
    mine = [count for count in counts if count.standard in rated]
    if {count.standard for count in mine} != rated:
        return
    counted = sum(points.get(count.value or "", 0) * int(count.number or 0) for count in mine)
    summed = sum(int(score.number or 0) for score in scores)
    if counted != summed:
        yield Warning(
            kind="count_points",
            message=(
                f"The counted ratings make {counted} points, the scores of the rows {summed}."
            ),
            sources=(mine[0].source, scores[0].source),
        )


def _dates(reading: Reading, facts: tuple[Fact, ...]) -> Iterator[Warning]:
    """One event has one date, in the right order, and every date is a day of the calendar."""
    own = [fact for fact in _of(facts, "date") if fact.subject == reading.info.subject]
    fieldwork = [fact for fact in own if fact.label == "fieldwork" and fact.value]
    published = reading.info.published
    # Other documents look at several places, each with a fieldwork of its own.
    one = fieldwork if reading.info.kind in {"pdu", "region"} else []
    for first, second in combinations(one, 2):
        if _scope(first) == _scope(second) and not _same_date(
            first.value or "", second.value or ""
        ):
            yield Warning(
                kind="two_dates",
                message=(
                    f"Fieldwork at {first.subject} is dated {first.value} in one place and "
                    f"{second.value} in another."
                ),
                sources=(first.source, second.source),
            )
    for fact in fieldwork:
        value = fact.value or ""
        shortest = min(len(value), len(published))
        if published and value[:shortest] > published[:shortest]:
            yield Warning(
                kind="date_order",
                message=f"Fieldwork is dated {value}, after the publication in {published}.",
                sources=(fact.source,),
            )
    for fact in own:
        begin, _, end = (fact.value or "").partition("/")
        if end and begin > end:
            yield Warning(
                kind="date_order",
                message=f"A period begins on {begin} and ends on {end}.",
                sources=(fact.source,),
            )
    yield from _impossible(reading)


_REGIONAL = re.compile(
    r"\bregional\s+(?:field\s?work|inspection)|\bfield\s?work\s+(?:\w+\s+){1,4}region(?:al)?\b",
    re.IGNORECASE,
)
_UNITS = re.compile(r"\b(?:PDUs|probation delivery units)\b", re.IGNORECASE)


def _scope(fieldwork: Fact) -> str:
    """Of what a sentence dates the fieldwork: a region and its units are inspected one by one."""
    if _REGIONAL.search(fieldwork.source.quote):
        return "region"
    return "units" if _UNITS.search(fieldwork.source.quote) else ""


def _impossible(reading: Reading) -> Iterator[Warning]:
    for passage in reading.passages:
        for found in re.finditer(rf"\b{DATE}\b", passage.text, re.IGNORECASE):
            if iso(found[0]) is None:
                yield Warning(
                    kind="impossible_date",
                    message=f"{found[0]!r} is not a day of the calendar.",
                    sources=(reading.quotation(passage, *found.span()),),
                )


def _figures(reading: Reading, facts: tuple[Fact, ...]) -> Iterator[Warning]:
    """What is said twice has the same figure; what was and was not done add up to the whole."""
    from rapidfuzz import fuzz

    spoken = [
        fact
        for fact in facts
        if fact.measure in {"count", "percentage"}
        and fact.polarity
        and len((fact.label or "").split()) >= _LEAST_WORDS
    ]
    for first, second in combinations(spoken, 2):
        if first.measure != second.measure or first.out_of != second.out_of:
            continue
        if first.source.passage == second.source.passage:
            continue
        if fuzz.token_sort_ratio(_topic(first), _topic(second)) < _LEAST_ALIKE:
            continue
        whole = first.out_of or 100
        agree = (
            first.number == second.number
            if first.polarity == second.polarity
            else (first.number or 0) + (second.number or 0) == whole
        )
        if not agree:
            yield Warning(
                kind="figures_disagree",
                message=(
                    f"{first.value} in one place and {second.value} in another are said of the "
                    f"same: {first.label}."
                ),
                sources=(first.source, second.source),
            )


_NEGATION = re.compile(r"\b(?:not|no|in(?=sufficient)|never)\b|\bin(?=sufficient)|…", re.IGNORECASE)


def _topic(fact: Fact) -> str:
    """The words of a label without those that only say whether it was done."""
    return re.sub(r"\s+", " ", _NEGATION.sub(" ", (fact.label or "").lower())).strip()


_SAMPLED = re.compile(r"case|order|licence|release|report")
"""Units of what an inspection reads."""


def _parts(reading: Reading, facts: tuple[Fact, ...]) -> Iterator[Warning]:
    """No share is taken of more cases than the inspection looked at in all.

    Where the text counts more cases elsewhere, the share may be of those.
    """
    counted = [
        fact
        for fact in _of(facts, "count")
        if fact.out_of is None and re.search(r"\bwe inspected\b", fact.source.quote, re.IGNORECASE)
    ]
    sentences: dict[int, list[Fact]] = {}
    for fact in counted:
        if fact.unit and _SAMPLED.search(fact.unit):
            sentences.setdefault(fact.source.start, []).append(fact)
    if len(sentences) != 1:
        return
    parts = next(iter(sentences.values()))
    total = sum(part.number or 0 for part in parts)
    others = [
        fact.number or 0
        for fact in _of(facts, "count")
        if fact.out_of is None and fact.unit and _SAMPLED.search(fact.unit)
    ]
    most = max([total, *others])
    for fact in _of(facts, "count"):
        if fact.unit == "cases" and fact.out_of is not None and fact.out_of > most:
            yield Warning(
                kind="parts_total",
                message=(
                    f"{fact.value} is a share of {fact.out_of:g} cases, but {total:g} were "
                    "inspected in all."
                ),
                sources=(fact.source, parts[0].source),
            )


CHECKS: tuple[Check, ...] = (
    _sum_of_standards,
    _bands,
    _ratings_agree,
    _counts_and_rows,
    _dates,
    _figures,
    _parts,
)
"""Every check, in the order in which its warnings are listed."""


def _of(facts: tuple[Fact, ...], measure: str) -> list[Fact]:
    return [fact for fact in facts if fact.measure == measure]


def _scheme(reading: Reading, fact: Fact) -> Scheme | None:
    if not fact.scheme:
        return None
    return reading.schemes.scheme(fact.scheme)


def _same_inspection(first: Fact, second: Fact) -> bool:
    return (first.subject, first.published, first.scheme) == (
        second.subject,
        second.published,
        second.scheme,
    )


def _is_row(reading: Reading, fact: Fact) -> bool:
    return fact.subject != reading.info.subject


def _same_date(first: str, second: str) -> bool:
    return first.startswith(second) or second.startswith(first)
