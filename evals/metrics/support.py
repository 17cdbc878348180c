"""Whether an answer rests on what it cites: promises that hold whatever the question was."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations
from statistics import mean, median

from evals.context import Context
from evals.facts import same_date
from evals.models import Pair, Score
from evals.numbers import Number, bare_one, close, find_months, find_numbers
from evals.words import contains_whole, content_words, mentions, same_place, skeleton
from index.models import Answer, AnswerFact, Citation, Statement
from ingest.models import Fact

# Of these the rows of a table are asked for as a whole, not those of one place.
_OVER_THE_TABLE = frozenset({"list", "count", "comparison", "national"})
# How far a computed number may be off: a mean is given to one decimal place.
_ROUNDING = 0.05


def wrong_report(pair: Pair, answer: Answer, context: Context) -> Score:
    """Share of the citations that are about a place that the pair asks about.

    Places are those of the reports that the pair needs, of its facts and its list, those that its
    turns name, and `places`. A row of a table is about the place that it names; in a question over
    the whole table every row may be cited. Where a pair names no place, any may be cited.
    """
    if not (pair.needs or pair.facts or pair.items or pair.places):
        return Score(metric="wrong_report", value=None, reason="no place is asked about")
    allowed = _asked_places(pair, context)
    if not allowed:
        return Score(metric="wrong_report", value=None, reason="no place is asked about")
    wrong = [
        f"[{c.id}] is about {', '.join(sorted(places))}"
        for c in answer.citations
        if (places := _strange_places(pair, c, allowed, context))
    ]
    return _share("wrong_report", wrong, len(answer.citations), "only the places asked about")


def unsupported_numbers(answer: Answer, context: Context) -> Score:
    """Share of the numbers, months and ratings in statements that their own citations contain.

    A statement may also use a number of a fact that cites the same place, where the library holds
    that fact; a `fact` statement one that a derived fact with a rule computes from cited rows. A
    fixed phrase may repeat numbers of the question, of the reports' dates, and of the answer.
    """
    looked_at, wrong = 0, []
    cited = {citation.id: citation for citation in answer.citations}
    ratings = context.ratings()
    for statement in answer.statements:
        own = [cited[i] for i in statement.citations if i in cited]
        support = _Support(statement, own, answer, context)
        numbers = [n for n in find_numbers(statement.text) if not bare_one(n)]
        looked_at += len(numbers)
        wrong += [
            f"{n.written} in {_short(statement)}" for n in numbers if not support.has_number(n)
        ]
        months = find_months(statement.text)
        looked_at += len(months)
        wrong += [
            f"{month.title()} in {_short(statement)}" for month in sorted(months - support.months)
        ]
        words = sorted(w for w in ratings if _rates(statement.text, w))
        looked_at += len(words)
        wrong += [f"{w!r} in {_short(statement)}" for w in words if not support.has_rating(w)]
    return _share("unsupported_numbers", wrong, looked_at, "all in their own citations")


def quotes_true(answer: Answer, context: Context) -> Score:
    """Share of the citations whose quotation is what their spans hold in the report's text."""
    wrong = []
    for citation in answer.citations:
        source = context.texts.get(citation.report.id)
        if source is None:
            wrong.append(f"[{citation.id}]: {citation.report.id} is not in the library")
        elif reason := _untrue(citation, source):
            wrong.append(f"[{citation.id}]: {reason}")
    quoted = [
        f"{_short(s)} is marked as a quotation and stands in none of its citations"
        for s in answer.statements
        if s.kind == "quote" and not _is_quoted(s, answer)
    ]
    quotes = sum(s.kind == "quote" for s in answer.statements)
    return _share(
        "quotes_true", wrong + quoted, len(answer.citations) + quotes, "all stand in the reports"
    )


def citation_recall(answer: Answer) -> Score:
    """Share of the statements, fixed phrases aside, that cite something."""
    needing = [s for s in answer.statements if s.kind != "fixed"]
    known = {citation.id for citation in answer.citations}
    bare = [f"{_short(s)} cites nothing" for s in needing if not known.intersection(s.citations)]
    return _share("citation_recall", bare, len(needing), "every statement cites")


def citation_precision(answer: Answer) -> Score:
    """Share of the citations that have a content word or a number in common with a statement."""
    cited = {citation.id: citation for citation in answer.citations}
    links = [(s, cited[i]) for s in answer.statements for i in s.citations if i in cited]
    idle = [f"[{c.id}] is idle in {_short(s)}" for s, c in links if not _shares(s, c)]
    return _share("citation_precision", idle, len(links), "every citation supports its statement")


class _Support:
    """What a statement may take its numbers, months and ratings from."""

    def __init__(
        self, statement: Statement, own: Sequence[Citation], answer: Answer, context: Context
    ) -> None:
        texts = [text for citation in own for text in _evidence_texts(citation)]
        facts = [f for f in answer.facts if set(_all_ids(f)) & {c.id for c in own}]
        true = [fact for fact in facts if not fact.derived and _is_known(fact, context.facts)]
        texts += [text for fact in true for text in _fact_texts(fact)]
        read = [fact for citation in own for fact in context.facts_at(citation)]
        texts += [text for fact in read for text in _fact_texts(fact)]
        if statement.kind == "fixed":
            texts += [answer.question, answer.standalone_question, *_shelf_texts(answer, context)]
        self.texts = texts
        self.numbers = [number for text in texts for number in find_numbers(text)]
        self.months = frozenset(month for text in texts for month in find_months(text))
        self.percent = any(number.percent for number in self.numbers)
        self.derived = _derived(facts, own, read) if statement.kind == "fact" else []

    def has_number(self, wanted: Number) -> bool:
        """Whether the evidence has it, as a percentage where it is one."""
        if any(close(value, wanted.value, _ROUNDING) for value in self.derived):
            return True
        return any(
            close(number.value, wanted.value)
            and (number.percent or self.percent or not wanted.percent)
            for number in self.numbers
        )

    def has_rating(self, word: str) -> bool:
        """Whether the evidence has the word that rates."""
        return any(re.search(rf"\b{re.escape(word)}\b", t, re.IGNORECASE) for t in self.texts)


def _asked_places(pair: Pair, context: Context) -> list[str]:
    ids = [*pair.needs, *(place.report for group in pair.evidence for place in group)]
    places = [context.reports[i].subject for i in ids if i in context.reports]
    places += [fact.subject for fact in pair.facts if fact.subject]
    places += [fact.region for fact in pair.facts if fact.region and not fact.subject]
    if pair.items and pair.items.column in ("subject", "region"):
        places += pair.items.values
    named = mentions(" / ".join(pair.turns), context.places() | context.regions())
    return [*places, *named, *pair.places]


def _strange_places(
    pair: Pair, citation: Citation, allowed: Sequence[str], context: Context
) -> frozenset[str]:
    """The places that the citation is about, where none of them was asked about."""
    rows = context.row_places(citation)
    of_report = any(same_place(citation.report.subject, place) for place in allowed)
    if not rows:
        # A national report may be cited about a place where the sentence names it.
        named = mentions(citation.quote, allowed)
        return frozenset() if of_report or named else frozenset({citation.report.subject})
    alone = all(same_place(citation.report.subject, place) for place in allowed)
    if of_report and (alone or pair.kind in _OVER_THE_TABLE):
        return frozenset()
    if any(same_place(row, place) for row in rows for place in allowed):
        return frozenset()
    return rows


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


def _fact_texts(fact: AnswerFact | Fact) -> list[str]:
    unit = " per cent" if fact.unit == "percent" else ""
    numbers = [f"{n:g}{unit}" for n in (fact.number, fact.out_of) if n is not None]
    return [fact.published, fact.value or "", fact.label or "", *numbers]


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


def _is_known(fact: AnswerFact, known: Iterable[Fact]) -> bool:
    """Whether the library holds the fact: an answer does not vouch for itself."""
    return any(
        fact.measure == other.measure
        and fact.standard == other.standard
        and fact.key_question == other.key_question
        and fact.value == other.value
        and fact.number == other.number
        and same_place(fact.subject, other.subject)
        and (fact.published == other.published or same_date(fact.published, other.published))
        for other in known
    )


def _derived(
    facts: Iterable[AnswerFact], own: Sequence[Citation], read: Sequence[Fact]
) -> list[float]:
    """Numbers that a derived fact gives and that can be computed from what is cited."""
    columns: dict[tuple[object, ...], list[float]] = defaultdict(list)
    for fact in read:
        if fact.number is not None:
            columns[fact.measure, fact.standard, fact.key_question].append(float(fact.number))
    wanted = [
        float(number)
        for fact in facts
        if fact.derived and fact.rule
        for number in (fact.number, fact.out_of)
        if number is not None
    ]
    counted = [float(len(own))] if len(own) > 1 else []
    return counted + [n for n in wanted if _computable(n, columns.values(), len(own))]


def _computable(wanted: float, columns: Iterable[Sequence[float]], rows: int) -> bool:
    """Whether it is a count of cited rows, or the sum, mean, median or difference of a column."""
    if wanted == int(wanted) and 0 <= wanted <= rows:
        return True
    return any(
        close(value, abs(wanted), _ROUNDING)
        for column in columns
        for value in (
            sum(column),
            mean(column),
            median(column),
            *(abs(a - b) for a, b in combinations(column, 2)),
        )
    )


def _rates(text: str, word: str) -> bool:
    """Whether the text uses the word as a rating: with its capital, as the Inspectorate does."""
    return contains_whole(text, word)


def _untrue(citation: Citation, source: str) -> str | None:
    for start, end, _page in citation.spans:
        if not 0 <= start < end <= len(source):
            return f"span {start}-{end} is outside the text"
    if not citation.spans:
        return "no span"
    if (citation.start, citation.end) != (citation.spans[0][0], citation.spans[-1][1]):
        return "start and end are not those of the spans"
    raw = "\n".join(source[start:end] for start, end, _page in citation.spans)
    held, quote = skeleton(raw), skeleton(citation.quote)
    if quote in (held, _without_notes(held), _without_number(held)):
        return None
    if _without_notes(quote) in (_without_notes(held), _without_number(_without_notes(held))):
        return None
    return f"its spans hold {_clip(raw)}, not {_clip(citation.quote)}"


def _without_notes(text: str) -> str:
    """Without digits right behind a word or its full stop: the mark of a footnote."""
    return re.sub(r"(?<=[a-z.,;:)'\"])\d{1,2}(?=\D|$)", "", text)


def _without_number(text: str) -> str:
    """Without the number or letter that opens an item of a list or a footnote."""
    return re.sub(r"^-?(?:\d{1,3}[.)]?|[a-z]\))", "", text)


def _is_quoted(statement: Statement, answer: Answer) -> bool:
    words = skeleton(statement.text.strip("“”\"'‘’ ")).strip("\"'….")
    quotes = [skeleton(c.quote) for c in answer.citations if c.id in statement.citations]
    return any(words in quote for quote in quotes) or words in "".join(quotes)


def _shares(statement: Statement, citation: Citation) -> bool:
    cells = citation.cells or {}
    evidence = " ".join([citation.quote, *cells.keys(), *cells.values()])
    if content_words(statement.text) & content_words(evidence):
        return True
    numbers = {n.value for n in find_numbers(statement.text)}
    return bool(numbers & {n.value for n in find_numbers(evidence)})


def _short(statement: Statement) -> str:
    return _clip(statement.text)


def _clip(text: str) -> str:
    words = " ".join(text.split())
    return repr(words if len(words) <= 60 else f"{words[:57]}…")


def _share(metric: str, faults: list[str], of: int, fine: str) -> Score:
    if of == 0:
        return Score(metric=metric, value=None, reason="nothing to look at")
    wrong = min(len(faults), of)
    reason = "; ".join(faults) or fine
    return Score(metric=metric, value=(of - wrong) / of, reason=reason, faults=len(faults), of=of)
