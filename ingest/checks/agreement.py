"""What a report shows in tables agrees with what it says in prose."""

import re
from collections.abc import Iterator

from ingest.checks.claims import claim
from ingest.checks.select import of, prose
from ingest.facts.numbers import NUMBER, number
from ingest.facts.reading import Reading
from ingest.facts.senses import vocabulary
from ingest.facts.shown import EARLIER, shown_ratings
from ingest.facts.statements import ELSEWHERE, stated_ratings
from ingest.models import Fact, Warning
from ingest.schemes import Scheme

_SCORED = re.compile(
    rf"\bscor(?:e|ed|ing)\b[^.;]{{0,40}}?\b(?P<points>{NUMBER})\s+(?:points\s+)?(?:out\s+of|of|from)\s+"
    rf"(?:a\s+)?(?:the\s+|possible\s+|maximum\s+|available\s+)*(?P<most>{NUMBER})\b",
    re.IGNORECASE,
)
_ALL = re.compile(
    rf"\ball\s+(?:of\s+)?(?:the\s+|our\s+)?(?:(?P<n>{NUMBER})\s+)?(?:of\s+)?(?:the\s+|our\s+)?"
    r"(?:\w+\s+){0,3}?standards\b(?P<rest>[^.;]{0,60}?)\brated\b\s*(?:as\s+)?",
    re.IGNORECASE,
)
_CASEWORK = re.compile(
    r"\b(?:case\s?work|case\s+supervision|cases|service\s+delivery|domain\s+two|quality)\b",
    re.IGNORECASE,
)
_NOT_OURS = (EARLIER, ELSEWHERE, re.compile(r"\b(?:would|could|might|guidance|rules)\b", re.I))
"""A sentence with one of these tells no score of this inspection."""
_ABOUT_SCORES = "the lowest score of the key questions"
"""Words that name no subject where a percentage is told of a key question."""
_ROUNDING = 0.5
"""Percent by which a figure in prose may differ from the whole number of a table."""


def ratings_agree(reading: Reading, facts: tuple[Fact, ...]) -> Iterator[Warning]:
    """A rating is the same wherever the report shows or says it."""
    known = _own(reading, facts)
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
    if reading.scheme and reading.info.kind in {"pdu", "region"}:
        yield from _all_standards(reading, reading.scheme, known)


def _all_standards(
    reading: Reading, scheme: Scheme, known: dict[tuple[str, str | None], Fact]
) -> Iterator[Warning]:
    """What is said of all standards of casework is true of each of them."""
    delivery = scheme.chapters[-1] if scheme.chapters else ""
    for passage, start, end in prose(reading):
        sentence = passage.text[start:end]
        found = _ALL.search(sentence)
        if found is None or EARLIER.search(sentence) or not _CASEWORK.search(found[0] + sentence):
            continue
        word = sentence[found.end() :].lstrip("\"'\u2018\u201c").lower()
        said = next(
            (each.word for each in scheme.ratings if word.startswith(each.word.lower())), ""
        )
        rated = [
            fact
            for standard in scheme.rated_standards
            if standard.domain == delivery and (fact := known.get(("rating", standard.key)))
        ]
        other = [fact for fact in rated if fact.value != said]
        if said and other and number(found["n"] or "") in {None, len(rated)}:
            yield Warning(
                kind="ratings_disagree",
                message=(
                    f"{other[0].subject}: all standards of {delivery.lower()} are said to be "
                    f"{said!r}, but {other[0].standard} is {other[0].value!r}."
                ),
                sources=(other[0].source, reading.quotation(passage, start, end)),
            )


def scores_agree(reading: Reading, facts: tuple[Fact, ...]) -> Iterator[Warning]:
    """The composite score is the same in the prose."""
    score = _own(reading, facts).get(("score", None))
    if score is None or reading.info.kind not in {"pdu", "region"}:
        return
    for passage, start, end in prose(reading):
        sentence = passage.text[start:end]
        found = _SCORED.search(sentence)
        if found is None or any(each.search(sentence) for each in _NOT_OURS):
            continue
        points, most = number(found["points"]), number(found["most"])
        if most == score.out_of and points is not None and points != score.number:
            yield Warning(
                kind="scores_disagree",
                message=(
                    f"{score.subject}: the score is {score.value} in one place, "
                    f"{points:g} out of {most:g} in another."
                ),
                sources=(score.source, reading.quotation(passage, start, end)),
            )


def percentages_agree(reading: Reading, facts: tuple[Fact, ...]) -> Iterator[Warning]:
    """What the prose says of a key question is what its table shows."""
    table = [fact for fact in of(facts, "key_question") if fact.subject == reading.info.subject]
    for fact in of(facts, "percentage") if table else ():
        answers = _answers(reading, fact, table)
        if not answers or fact.number is None:
            continue
        said = 100 - fact.number if fact.polarity == "did_not" else fact.number
        if all(abs((each.number or 0) - said) > _ROUNDING for each in answers):
            yield Warning(
                kind="key_question_prose",
                message=(
                    f"{answers[0].subject}, {answers[0].standard}, {answers[0].key_question}: "
                    f"{answers[0].value} in the table, {fact.value} in the prose ({fact.label})."
                ),
                sources=(answers[0].source, fact.source),
            )


def _answers(reading: Reading, fact: Fact, table: list[Fact]) -> list[Fact]:
    """The rows of the tables that a percentage of the prose repeats: about nothing but these."""
    said = claim(reading, fact)
    if not said.stages or reading.scheme is None:
        return []
    known = vocabulary()
    found = []
    for row in table:
        words = (row.standard or "").replace("_", " ")
        if not row.key_question or not set(known.words(words)) & said.stages:
            continue
        question = next(
            each for each in reading.scheme.key_questions if each.key == row.key_question
        )
        asked = {
            known.same.get(word, word)
            for text in (*question.wordings.values(), question.name, words, *question.cues)
            for word in known.words(text)
        }
        asked |= set(known.words(_ABOUT_SCORES))
        cue = any(
            word.startswith(known.words(each)[0]) for each in question.cues for word in said.every
        )
        if cue and said.every <= asked:
            found.append(row)
    return found


def _own(reading: Reading, facts: tuple[Fact, ...]) -> dict[tuple[str, str | None], Fact]:
    """Ratings and score of the inspected place."""
    return {
        (fact.measure, fact.standard): fact
        for fact in facts
        if fact.measure in {"rating", "overall_rating", "score"}
        if fact.subject == reading.info.subject and fact.published == reading.info.published
    }
