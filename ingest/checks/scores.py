"""Scores against ratings, and ratings against the percentages that drive them."""

from collections.abc import Iterator

from ingest.checks.select import of, same_inspection, scheme_of
from ingest.facts.reading import Reading
from ingest.facts.statements import explanation
from ingest.models import Fact, Warning


def sum_of_standards(reading: Reading, facts: tuple[Fact, ...]) -> Iterator[Warning]:
    """The composite score is the sum over the rated standards."""
    for score in of(facts, "score"):
        scheme = scheme_of(reading, score)
        ratings = {
            fact.standard: fact
            for fact in of(facts, "rating")
            if same_inspection(fact, score) and fact.number is not None
        }
        if scheme is None or score.number is None:
            continue
        rated = [standard.key for standard in scheme.rated_standards]
        if any(key not in ratings for key in rated):
            yield from _other_maximum(reading, score, list(ratings.values()))
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


def _other_maximum(reading: Reading, score: Fact, ratings: list[Fact]) -> Iterator[Warning]:
    """A score out of one scheme's maximum beside exactly the standards of another scheme."""
    shown = {rating.standard for rating in ratings}
    for scheme in reading.schemes.schemes:
        if reading.info.kind not in scheme.kinds or scheme.composite_max == score.out_of:
            continue
        if shown == {standard.key for standard in scheme.rated_standards}:
            yield Warning(
                kind="score_maximum",
                message=(
                    f"The score of {score.subject} is out of {score.out_of:g}; its standards give "
                    f"{scheme.composite_max}."
                ),
                sources=(score.source, *(rating.source for rating in ratings)),
            )


def bands(reading: Reading, facts: tuple[Fact, ...]) -> Iterator[Warning]:
    """The lowest key question of a standard lies in the band of its rating."""
    for rating in of(facts, "rating"):
        scheme = scheme_of(reading, rating)
        questions = [
            fact
            for fact in of(facts, "key_question")
            if fact.standard == rating.standard and same_inspection(fact, rating)
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
