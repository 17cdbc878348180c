"""What a pair states about its answer: one pure function per expectation."""

import re
from collections.abc import Iterable

from evals.context import Context
from evals.facts import differing, matches, same_date
from evals.metrics.shares import nothing, share
from evals.models import Evidence, ExpectedFact, ExpectedItems, ExpectedNumber, Pair
from evals.numbers import Number, close, find_months, find_numbers, shares
from evals.results import Score
from evals.words import (
    contains,
    contains_whole,
    count_words,
    mentions,
    place_key,
    plain,
    same_place,
    visible,
)
from index.models import Answer, AnswerFact, Citation, Statement

# A whole table in words is shorter (24 rows with date and score: 220 words); a pasted page is not.
PAGE = 300

# A clause that is quoted tells what the sentence does, a word or two of it do not.
_OF_SENTENCE = 0.5

_KEY_QUESTIONS = {
    "engagement": "engag",
    "desistance": "desist|reoffending",
    "safety": "safe|risk of harm",
}


def status(pair: Pair, answer: Answer) -> Score:
    """Whether the status is one of those that are right."""
    if answer.status in pair.status:
        return Score(metric="status", value=1, reason=answer.status, of=1)
    reason = f"{answer.status}, expected {' or '.join(pair.status)}"
    return Score(metric="status", value=0, reason=reason, faults=1, of=1)


def facts_right(pair: Pair, answer: Answer) -> Score:
    """Share of the expected facts that the answer gives, among its facts or in its words."""
    missing = [
        _nearest(fact, answer.facts)
        for fact in pair.facts
        if not any(matches(fact, given) for given in answer.facts) and not _stated(fact, answer)
    ]
    return share("facts_right", missing, len(pair.facts), "every fact is given")


def numbers_right(pair: Pair, answer: Answer) -> Score:
    """Share of the expected numbers that stand in a statement, in digits or in words."""
    given = [number for text in _texts(answer) for number in find_numbers(text)]
    halves = {share for text in _texts(answer) for share in shares(text)}
    missing = [
        f"no {_written(number)} in the statements"
        for number in pair.numbers
        if not _has_number(number, given, halves)
    ]
    return share("numbers_right", missing, len(pair.numbers), "every number is given")


def words_must(pair: Pair, answer: Answer) -> Score:
    """Share of the words that must be in the text, its headings among it, and are."""
    text = " ".join([*_texts(answer), "\n", re.sub(r"(?<!\\)\[\d+\]", "", answer.text)])
    missing = [f"no {entry!r}" for entry in pair.must if not contains(text, entry)]
    return share("words_must", missing, len(pair.must), "all words are there")


def words_must_not(pair: Pair, answer: Answer) -> Score:
    """Share of the words that no statement may contain and none does."""
    found = [
        f"{entry!r} in {text!r}"
        for entry in pair.must_not
        for text in _texts(answer)
        if contains_whole(text, entry)
    ]
    wrong = [found[0]] if found else []
    return share("words_must_not", wrong, len(pair.must_not), "none of these words is there")


def max_words(pair: Pair, answer: Answer, limit: int | None) -> Score:
    """Whether the statements are no longer than the pair, its suite, or a page allows."""
    longest = pair.max_words or limit or PAGE
    count = words(answer)
    too_long = [f"{count} words, at most {longest} are wanted"] if count > longest else []
    return share("max_words", too_long, 1, f"{count} words")


def words(answer: Answer) -> int:
    """How many words the statements have."""
    return count_words(_texts(answer))


def items_complete(pair: Pair, answer: Answer, context: Context) -> Score:
    """Recall, and precision where the list is exact, of the members named (harmonic mean)."""
    if pair.items is None:
        return nothing("items_complete")
    wanted = pair.items
    named = _named(wanted, answer, context)
    missing = [w for w in wanted.values if not any(_same_member(wanted, w, n) for n in named)]
    extra = [n for n in named if not any(_same_member(wanted, w, n) for w in wanted.values)]
    hits = len(wanted.values) - len(missing)
    faults = [f"missing: {', '.join(missing)}"] if missing else []
    if wanted.exact and extra:
        faults.append(f"not asked for: {', '.join(extra)}")
    if wanted.ordered and not missing and not _in_order(wanted, named):
        faults.append(f"in another order: {', '.join(named)}")
        hits = 0
    recall = hits / len(wanted.values) if wanted.values else float(not extra)
    precision = hits / (hits + len(extra)) if wanted.exact and hits else 1.0
    value = 2 * recall * precision / (recall + precision) if recall else 0.0
    return Score(
        metric="items_complete",
        value=value,
        reason="; ".join(faults) or (f"all {len(wanted.values)}" if wanted.values else "no member"),
        faults=len(missing) + (len(extra) if wanted.exact else 0),
        of=max(1, len(wanted.values)),
    )


def evidence_cited(pair: Pair, answer: Answer, context: Context) -> Score:
    """Share of the groups of evidence whose words, or half the sentence of them, are cited."""
    missing = []
    for group in pair.evidence:
        if not any(_cites(c, place, context) for c in answer.citations for place in group):
            missing.append("not cited: " + " or ".join(f"{p.report} {p.words!r}" for p in group))
    return share("evidence_cited", missing, len(pair.evidence), "every group is cited")


def _stated(fact: ExpectedFact, answer: Answer) -> bool:
    """Whether a statement says the fact in words, about the right place, date and standard."""
    if fact.value is None and fact.number is None:
        return False
    if any(set(differing(fact, given)) <= {"value", "number"} for given in answer.facts):
        return False  # the answer's own fact says something else
    cited = {citation.id: citation for citation in answer.citations}
    return any(
        statement.kind != "fixed"
        and _states(fact, statement, [cited[i] for i in statement.citations if i in cited])
        for statement in answer.statements
    )


def _states(fact: ExpectedFact, statement: Statement, citations: list[Citation]) -> bool:
    text = statement.text
    around = " ".join(
        [
            text,
            *(c.quote for c in citations),
            *(v for c in citations for v in (c.cells or {}).values()),
        ]
    )
    checks = [
        fact.value is None or contains_whole(text, fact.value) or _says_percent(fact, text),
        fact.number is None
        or fact.value is not None
        or any(close(n.value, fact.number) for n in find_numbers(text)),
        fact.subject is None or _about(fact.subject, around, citations),
        fact.region is None or any(same_place(c.report.region, fact.region) for c in citations),
        fact.published is None or _dated(fact.published, around, citations),
        fact.standard is None or _on_standard(fact.standard, around, citations),
        fact.key_question is None or contains(around, _KEY_QUESTIONS[fact.key_question]),
        fact.addressee is None
        or contains(" ".join([around, *(h for c in citations for h in c.section)]), fact.addressee),
        fact.cell in (None, "legible"),
        not fact.derived,
    ]
    return all(checks)


def _says_percent(fact: ExpectedFact, text: str) -> bool:
    wanted = [n for n in find_numbers(fact.value or "") if n.percent]
    given = find_numbers(text)
    return bool(wanted) and all(
        any(g.percent and close(g.value, w.value) for g in given) for w in wanted
    )


def _about(subject: str, around: str, citations: list[Citation]) -> bool:
    if any(same_place(c.report.subject, subject) for c in citations):
        return True
    others = [c.report.subject for c in citations if c.report.subject]
    return subject in mentions(around, [subject, *others])


def _dated(published: str, around: str, citations: list[Citation]) -> bool:
    if any(same_date(c.report.published, published) for c in citations):
        return True
    parts = {float(part) for part in published.split("-")[:1]}
    given = {number.value for number in find_numbers(around)}
    months = find_months(f"{published}-01" if published.count("-") == 1 else published)
    return parts <= given and months <= find_months(around)


def _on_standard(standard: str, around: str, citations: list[Citation]) -> bool:
    name = standard.replace("_", " ")
    return any(c.standard == standard for c in citations) or name in plain(around)


def _nearest(expected: ExpectedFact, given: Iterable[AnswerFact]) -> str:
    wanted = ", ".join(f"{k} {getattr(expected, k)}" for k in sorted(expected.model_fields_set))
    ranked = sorted((len(differing(expected, fact)), i, fact) for i, fact in enumerate(given))
    if not ranked:
        return f"no facts; expected {wanted}"
    near = ranked[0][2]
    other = ", ".join(
        f"{key} {getattr(near, key, None)} (expected {getattr(expected, key)})"
        for key in differing(expected, near)
    )
    return f"nearest fact has {other}; expected {wanted}"


def _has_number(wanted: ExpectedNumber, given: list[Number], halves: set[float]) -> bool:
    percent = wanted.unit == "percent"
    if percent and any(close(share, wanted.value, wanted.tolerance) for share in halves):
        return True
    return any(
        close(number.value, wanted.value, wanted.tolerance)
        and (number.percent if percent else not number.percent or wanted.unit is None)
        for number in given
    )


def _written(number: ExpectedNumber) -> str:
    unit = {None: "", "percent": " per cent"}.get(number.unit, f" {number.unit}")
    near = f" (within {number.tolerance:g})" if number.tolerance else ""
    return f"{number.value:g}{unit}{near}"


def _named(wanted: ExpectedItems, answer: Answer, context: Context) -> list[str]:
    """Members of the sort of the list that the statements name, by first mention."""
    stated = [s for s in answer.statements if s.kind != "fixed" and s.citations]
    text = " ".join(visible(s.text) for s in stated)
    if wanted.column in ("subject", "region"):
        national = {r.subject for r in context.reports.values() if r.kind == "annual"}
        members = context.regions() if wanted.column == "region" else context.places() - national
        sort = {place_key(value) for value in (*wanted.values, *members)}
        known = [*wanted.values, *context.places(), *context.regions()]
        named = [name for name in mentions(text, known) if place_key(name) in sort]
    else:
        # Standards and the like have names of their own in the text: what counts are the facts
        # of the lines that are shown.
        shown = list(dict.fromkeys(number for s in stated for number in s.citations))
        facts = [
            f for number in shown for f in answer.facts if number in (f.citation, *f.citations)
        ]
        held = [getattr(fact, wanted.column) for fact in facts]
        said = [value for value in wanted.values if contains(text, value.replace("_", " "))]
        named = [*(_shown(value) for value in held if value is not None), *said]
    kept: list[str] = []
    for name in named:
        if not any(_same_member(wanted, name, other) for other in kept):
            kept.append(name)
    return kept


def _same_member(wanted: ExpectedItems, one: str, other: str) -> bool:
    if wanted.column == "published":
        return same_date(one, other)
    return same_place(one.replace("_", " "), other.replace("_", " "))


def _shown(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def _in_order(wanted: ExpectedItems, named: list[str]) -> bool:
    order = [
        next(i for i, name in enumerate(named) if _same_member(wanted, value, name))
        for value in wanted.values
    ]
    return order == sorted(order)


def _cites(citation: Citation, place: Evidence, context: Context) -> bool:
    """Whether the citation quotes the words, or in good part the sentence that holds them."""
    if citation.report.id != place.report:
        return False
    words, quote = plain(place.words), plain(citation.quote)
    if words in quote:
        return True
    passage = context.passages.get(citation.passage)
    text = plain(passage.text) if passage else ""
    if words not in text or quote not in text:
        return False
    first, last = next(s for s in _sentences(text, text.index(words)))
    start = text.index(quote)
    shared = min(last, start + len(quote)) - max(first, start)
    return shared >= _OF_SENTENCE * (last - first)


def _sentences(text: str, position: int) -> Iterable[tuple[int, int]]:
    start = 0
    for match in re.finditer(r"[.!?][\"')]*\s+(?=[\"'(]?\w)", text):
        if match.end() > position:
            yield start, match.start() + 1
            return
        start = match.end()
    yield start, len(text)


def _texts(answer: Answer) -> list[str]:
    return [statement.text for statement in answer.statements]
