"""What a report counts over many places agrees with its rows, and with itself."""

import re
from collections.abc import Iterator

from ingest.called import called
from ingest.checks.select import of, prose, scheme_of
from ingest.facts.numbers import NUMBER, number
from ingest.facts.rating_counts import counted
from ingest.facts.reading import Reading
from ingest.models import Fact, Warning

_INSPECTED = (
    rf"\b(?:inspected|inspections?\s+of|published)\s+(?:all\s+|the\s+|a\s+total\s+of\s+)*(?P<n>{NUMBER})\s+"
    r"(?:individual\s+|local\s+)?"
)
"""What stands before the word for the places that were inspected."""
_PART = re.compile(
    r"\b(?:previous|prior|last|earlier|will|next|plan\w*|remaining|since)\b", re.IGNORECASE
)


def counts_and_rows(reading: Reading, facts: tuple[Fact, ...]) -> Iterator[Warning]:
    """What an annual report counts agrees with the rows of its table."""
    rows = [
        fact
        for fact in facts
        if fact.source.kind == "table" and fact.subject != reading.info.subject
    ]
    scores = [fact for fact in rows if fact.measure == "score"]
    counts = [fact for fact in of(facts, "rating_count") if fact.unit == "PDUs"]
    if not scores or not counts:
        return
    for count in counts:
        yield from _cells(count, rows)
    totals = {int(count.out_of or 0) for count in counts}
    for total in sorted(totals - {len(scores)}):
        wrong = next(count for count in counts if count.out_of == total)
        yield Warning(
            kind="count_total",
            message=f"{total} places are counted, but the table has {len(scores)} rows.",
            sources=(wrong.source, scores[0].source),
        )
    yield from _points(reading, counts, scores)
    yield from _inspected(reading, scores)


def counts_agree(reading: Reading, facts: tuple[Fact, ...]) -> Iterator[Warning]:
    """Places are counted alike wherever all of them are counted."""
    first = {(fact.unit, fact.standard): fact for fact in reversed(of(facts, "rating_count"))}
    known = {(fact.unit, fact.standard, fact.value): fact for fact in of(facts, "rating_count")}
    for count in counted(reading):
        whole = first.get((count.unit, count.standard))
        same = known.get((count.unit, count.standard, count.value))
        if whole is None or whole.out_of != count.out_of or whole.source == count.source:
            continue
        if (same.number if same else 0) != count.number:
            yield Warning(
                kind="counts_disagree",
                message=(
                    f"{count.number:g} places are counted as {count.value!r} for "
                    f"{count.standard or 'the overall rating'} in one place, "
                    f"{same.number if same else 0:g} in another."
                ),
                sources=((same or whole).source, count.source),
            )


def _cells(count: Fact, rows: list[Fact]) -> Iterator[Warning]:
    """A count lies between the cells that show its rating and those that may."""
    measure = "rating" if count.standard else "overall_rating"
    cells = [each for each in rows if (each.standard, each.measure) == (count.standard, measure)]
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


def _points(reading: Reading, counts: list[Fact], scores: list[Fact]) -> Iterator[Warning]:
    """The points of all counted ratings are the sum of the rows' scores."""
    scheme = scheme_of(reading, scores[0])
    if scheme is None or any(score.number is None for score in scores):
        return
    rated = {standard.key for standard in scheme.rated_standards}
    points = {rating.word: rating.points for rating in scheme.ratings}
    mine = [count for count in counts if count.standard in rated]
    if {count.standard for count in mine} != rated:
        return
    total = sum(points.get(count.value or "", 0) * int(count.number or 0) for count in mine)
    summed = sum(int(score.number or 0) for score in scores)
    if total != summed:
        yield Warning(
            kind="count_points",
            message=f"The counted ratings make {total} points, the scores of the rows {summed}.",
            sources=(mine[0].source, scores[0].source),
        )


def _inspected(reading: Reading, scores: list[Fact]) -> Iterator[Warning]:
    """No more places are said to be inspected than the table has rows."""
    if reading.info.kind != "annual":
        return
    inspected = rf"{_INSPECTED}{called(reading.schemes).units}\b"
    for passage, start, end in prose(reading):
        found = re.search(inspected, passage.text[start:end], re.IGNORECASE)
        said = number(found["n"]) if found else None
        if said is None or said <= len(scores) or _PART.search(passage.text[start:end]):
            continue
        yield Warning(
            kind="count_total",
            message=f"{said:g} places were inspected, but the table has {len(scores)} rows.",
            sources=(reading.quotation(passage, start, end), scores[0].source),
        )
