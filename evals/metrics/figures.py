"""Whether numbers, months and ratings of a statement stand in its own citations."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations
from statistics import mean, median
from typing import NamedTuple

from evals.context import Context
from evals.facts import same_date
from evals.metrics.shares import share, short
from evals.numbers import Number, bare_one, close, find_months, find_numbers, find_ratios
from evals.results import Score
from evals.words import contains, contains_whole
from index.models import Answer, AnswerFact, Citation, Statement
from ingest.models import Fact

# How far a computed number may be off: a mean is given to one decimal place.
_ROUNDING = 0.05
_COUNTED = re.compile(
    r"(?<![\w.,])(\d+(?:\.\d+)?)\s+"
    r"(key questions?|inspections?|PDUs?|regions?|standards?|recommendations?|reports?)\b",
    re.IGNORECASE,
)
"""A number of things that the evidence has a row or a line for each of."""
_DATED = re.compile(
    r"\b(January|February|March|April|May|June|July|August|September|October|November|December)"
    r"\s+(\d[\d.,]*)"
)
_RATED = frozenset({"rating", "overall_rating", "rating_count"})


def unsupported_numbers(answer: Answer, context: Context) -> Score:
    """Share of the numbers, months and ratings in statements that their own citations contain.

    A statement may also use a number of a fact that cites the same place, where the library holds
    that fact; a `fact` statement one that a derived fact with a rule computes from cited rows. A
    fixed phrase may repeat numbers of the question, of the reports' dates, and of the answer.
    """
    found = [unsupported_in(statement, answer, context) for statement in answer.statements]
    wrong = [reason for one in found for reason in one.wrong]
    return share(
        "unsupported_numbers", wrong, sum(one.of for one in found), "all in their own citations"
    )


class Unsupported(NamedTuple):
    """What one statement says in numbers, months and ratings, and its citations do not."""

    wrong: list[str]
    of: int
    """How many were looked at."""


def unsupported_in(statement: Statement, answer: Answer, context: Context) -> Unsupported:
    """The numbers, months and ratings of a statement that its own citations do not contain."""
    numbers = [n for n in find_numbers(statement.text) if not bare_one(n)]
    months = find_months(statement.text)
    words = sorted(w for w in context.ratings() if _rates(statement.text, w))
    looked_at = len(numbers) + len(months) + len(words)
    if not looked_at:
        return Unsupported([], 0)
    own = [citation for citation in answer.citations if citation.id in statement.citations]
    support = _Support(statement, own, answer, context)
    wrong = []
    for part, whole in find_ratios(statement.text) if statement.kind != "quote" else []:
        numbers = _without(numbers, (part, whole))
        if part > whole or not support.has_ratio(part, whole):
            wrong.append(f"{part:g} out of {whole:g} in {short(statement)}")
    if statement.kind == "fact":
        wrong += [f"{said} in {short(statement)}" for said in support.misused(statement.text)]
    wrong += [f"{n.written} in {short(statement)}" for n in numbers if not support.has_number(n)]
    wrong += [f"{month.title()} in {short(statement)}" for month in sorted(months - support.months)]
    wrong += [f"{w!r} in {short(statement)}" for w in words if not support.has_rating(w)]
    return Unsupported(wrong, looked_at)


def _without(numbers: Sequence[Number], values: Iterable[float]) -> list[Number]:
    """The numbers without the first one of each value."""
    kept = list(numbers)
    for value in values:
        found = next((number for number in kept if number.value == value), None)
        if found:
            kept.remove(found)
    return kept


class _Support:
    """What a statement may take its numbers, months and ratings from."""

    def __init__(
        self, statement: Statement, own: Sequence[Citation], answer: Answer, context: Context
    ) -> None:
        texts = [text for citation in own for text in _evidence_texts(citation)]
        facts = [f for f in answer.facts if set(_all_ids(f)) & {c.id for c in own}]
        true = [fact for fact in facts if not fact.derived and is_known(fact, context)]
        texts += [text for fact in true for text in _fact_texts(fact)]
        texts += [
            text
            for citation in own
            for fact in context.facts_at(citation)
            for text in _fact_texts(fact)
        ]
        if statement.kind == "fixed":
            texts += [answer.question, answer.standalone_question, *_shelf_texts(answer, context)]
        self.texts = texts
        self.numbers = [number for text in texts for number in find_numbers(text)]
        self.months = frozenset(month for text in texts for month in find_months(text))
        facts_behind: list[AnswerFact | Fact] = [
            *true,
            *(fact for c in own for fact in context.facts_at(c)),
        ]
        self.ratios = {ratio for text in texts for ratio in find_ratios(text)} | {
            (float(f.number), float(f.out_of))
            for f in facts_behind
            if f.number is not None and f.out_of is not None
        }
        self.percent = any(number.percent for number in self.numbers)
        counted = _counted(facts, own, context) if statement.kind == "fact" else _Counted([], [])
        self.counted = counted.counts
        self.computed = (
            [*counted.counts, *_named(statement, own, context), *counted.shares]
            if statement.kind == "fact"
            else []
        )

    def has_number(self, wanted: Number) -> bool:
        """Whether the evidence has it, as a percentage where it is one."""
        if any(close(value, wanted.value, _ROUNDING) for value in self.computed):
            return True
        return any(
            close(number.value, wanted.value)
            and (number.percent or self.percent or not wanted.percent)
            and (wanted.day or not number.day)
            for number in self.numbers
        )

    def has_ratio(self, part: float, whole: float) -> bool:
        """Whether the evidence has the two numbers as one, or the part is computed."""
        if (part, whole) in self.ratios:
            return True
        known = any(known == whole for _, known in self.ratios) or whole in self.computed
        return part in self.computed and known

    def misused(self, text: str) -> list[str]:
        """Numbers of a sentence of ours that the evidence has as something else: as a year, say.

        How many inspections, places and the like there are is counted, or said so in the evidence;
        behind a month stands its year.
        """
        evidence = " ".join(self.texts)
        known = {(float(n), noun.lower()) for n, noun in _COUNTED.findall(evidence)}
        wrong = [
            f"{number} {noun}"
            for number, noun in _COUNTED.findall(text)
            if (float(number), noun.lower()) not in known
            and not any(close(float(number), counted) for counted in self.counted)
        ]
        months = [(month, year.rstrip(".,")) for month, year in _DATED.findall(text)]
        return wrong + [f"{m} {y}" for m, y in months if not re.fullmatch(r"(?:19|20)\d\d", y)]

    def has_rating(self, word: str) -> bool:
        """Whether the evidence has the word that rates."""
        return any(re.search(rf"\b{re.escape(word)}\b", t, re.IGNORECASE) for t in self.texts)


def _evidence_texts(citation: Citation) -> list[str]:
    report = citation.report
    cells = citation.cells or {}
    return [
        citation.quote,
        *cells.keys(),
        *cells.values(),
        *citation.section,
        report.title,
        report.published,
    ]


def _rated(fact: AnswerFact | Fact) -> str:
    """The word that the fact rates with; the value of other facts is their number."""
    return fact.value or "" if fact.measure in _RATED else ""


def _fact_texts(fact: AnswerFact | Fact) -> list[str]:
    unit = " per cent" if fact.unit == "percent" else ""
    if fact.number is None:
        return [fact.published, fact.value or "", fact.label or ""]
    return [fact.published, fact.label or "", f"{fact.number:g}{unit}", _rated(fact)]


def _shelf_texts(answer: Answer, context: Context) -> list[str]:
    """What a fixed phrase of ours may repeat: dates and titles, counts of reports and places."""
    texts = [text for r in context.reports.values() for text in (r.title, r.published)]
    texts += [fact.published for fact in context.facts if fact.published]
    texts += [text for c in answer.citations for text in _evidence_texts(c)]
    texts += [text for f in answer.facts for text in _fact_texts(f)]
    subjects = {fact.subject for fact in answer.facts}
    pdus = {r.subject for r in context.reports.values() if r.kind == "pdu"}
    counts = [len(context.reports), len(subjects), len(answer.facts), len(answer.citations)]
    return [*texts, *(str(n) for n in (*counts, len(pdus), len(context.places())))]


def _all_ids(fact: AnswerFact) -> tuple[int, ...]:
    return (fact.citation, *fact.citations)


def is_known(fact: AnswerFact, context: Context) -> bool:
    """Whether the library holds the fact: an answer does not vouch for itself."""
    return any(
        fact.published == published or same_date(fact.published, published)
        for published in context.dates_of(fact)
    )


def _columns(own: Sequence[Citation], context: Context) -> list[list[float]]:
    """The numbers that the cited rows hold, a column per sort of fact, one number per row."""
    columns: dict[tuple[object, ...], list[float]] = defaultdict(list)
    for citation in own:
        row: dict[tuple[object, ...], set[float]] = defaultdict(set)
        for fact in context.facts_at(citation):
            if fact.number is not None:
                row[fact.measure, fact.standard, fact.key_question].add(float(fact.number))
        for sort, numbers in row.items():
            if len(numbers) == 1:
                columns[sort] += numbers
    return list(columns.values())


def _measured(own: Sequence[Citation], context: Context) -> list[list[float]]:
    """The numbers that the cited places hold, a column per measure: ratings by standard, say."""
    columns: dict[str, list[float]] = defaultdict(list)
    for citation in own:
        for fact in context.facts_at(citation):
            if fact.number is not None:
                columns[fact.measure].append(float(fact.number))
    return list(columns.values())


def _shares_of(own: Sequence[Citation], context: Context) -> list[float]:
    """What the cited numbers are of their wholes, in per cent: 6 of 24 is 25."""
    behind = [fact for citation in own for fact in context.facts_at(citation)]
    return [100 * f.number / f.out_of for f in behind if f.number is not None and f.out_of]


def _wholes(own: Sequence[Citation], context: Context) -> list[float]:
    """What the cited counts of ratings are out of: the sum of the counts in the sentence."""
    behind = [fact for citation in own for fact in context.facts_at(citation)]
    return [float(f.out_of) for f in behind if f.measure == "rating_count" and f.out_of]


class _Counted(NamedTuple):
    """What may be counted in the rows that a statement cites."""

    counts: list[float]
    shares: list[float]
    """What these are of each other, in per cent."""


def _counted(facts: Sequence[AnswerFact], own: Sequence[Citation], context: Context) -> _Counted:
    """How many rows there are, how many have or exceed a value, and what shares these are; what a
    derived fact gives with its rule, where that can be computed from them at all.
    """
    columns = [*_columns(own, context), *_measured(own, context)]
    rows = sum(citation.kind == "table" for citation in own)
    counted = {
        float(len(own)),
        float(rows),
        float(len(facts)),
        *_counts(columns),
        *_wholes(own, context),
    }
    percent = [100 * n / whole for n in counted for whole in {len(own), rows} if whole]
    possible = [value for take in _TAKES.values() for column in columns for value in take(column)]
    claimed = [
        float(number)
        for fact in facts
        if fact.derived and fact.rule
        for number in (fact.number, fact.out_of)
        if number is not None
        if (number == int(number) and 0 <= number <= len(own))
        or any(close(value, abs(float(number)), _ROUNDING) for value in possible)
    ]
    return _Counted([*counted, *claimed], [*percent, *_shares_of(own, context)])


def _named(statement: Statement, own: Sequence[Citation], context: Context) -> list[float]:
    """What a computation that the statement names gives for the cited rows: a mean, a rank."""
    takes = [take for words, take in _TAKES.items() if contains(statement.text, words)]
    columns = [*_columns(own, context), *_measured(own, context)] if takes else []
    return [value for take in takes for column in columns for value in take(column)]


def _counts(columns: Sequence[Sequence[float]]) -> set[float]:
    """How many of the cited rows have, exceed or fall short of one of their values."""
    numbers: set[float] = set()
    for column in columns:
        for value in set(column):
            numbers |= {
                float(sum(n == value for n in column)),
                float(sum(n >= value for n in column)),
                float(sum(n <= value for n in column)),
            }
    return numbers


def _ranks(column: Sequence[float]) -> list[float]:
    return [1.0 + sum(n > value for n in column) for value in set(column)]


def _gaps(column: Sequence[float]) -> list[float]:
    return [abs(a - b) for a, b in combinations(column, 2)]


_TAKES: Mapping[str, Callable[[Sequence[float]], list[float]]] = {
    "mean|average": lambda column: [mean(column)],
    "median": lambda column: [median(column)],
    "total|sum|together|add up": lambda column: [sum(column)],
    "rank|ranks|place": _ranks,
    "difference|gap|apart|range|more|fewer|less|higher|lower|better|worse|rose|fell|point": _gaps,
}


def _rates(text: str, word: str) -> bool:
    """Whether the text uses the word as a rating: with its capital, as the Inspectorate does."""
    return contains_whole(text, word)
