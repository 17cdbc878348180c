"""A pair drafted from a question and its present answer, for a person to confirm.

What the assistant says now is no proof that it is right: a draft says beside each field what to
check, and counts for nothing until somebody has.
"""

from collections.abc import Iterator, Mapping, Sequence

from evals.edits import CHECK
from evals.models import LONGEST_QUOTE, Evidence, ExpectedFact, ExpectedNumber, Kind, Pair
from evals.numbers import find_numbers
from evals.stale import Words
from evals.words import content_words, visible
from index.models import Answer, AnswerFact, Statement

MOST_FACTS = 4
"""An answer with more is a table, of which its places are expected as a list."""
MOST_GROUPS = 3
"""Sentences of an answer that are expected to be cited; the first ones answer the question."""
_YEARS = range(1950, 2100)
_FIELDS = ("subject", "published", "standard", "measure", "key_question", "addressee", "value")

_NOTES: Mapping[str, str] = {
    "kind": "a draft, made from what the assistant answers now: hold it against the report.",
    "status": "is this what the reports allow: answered, partial, not_found or clarify?",
    "needs": "are these the reports that hold the answer?",
    "facts": "is each fact so in the report? Take out what the question does not ask for.",
    "numbers": "is each number so in the report, and asked for? Years and pages are none.",
    "items": "is the list complete, and is nothing in it too much? Does its order matter?",
    "evidence": "do these sentences answer the question? A line more in a group: either will do.",
    "draft": "when all of it is right, run `reports eval SUITE --confirm {id}`.",
}
_WORDS_NOTE = "which words must be in a right answer (must), and which may not be (must_not)?"


def draft_pair(
    pair_id: str, turns: Sequence[str], answer: Answer, words: Words, kind: Kind | None = None
) -> tuple[Pair, dict[str, list[str]]]:
    """The pair, and the comments that stand before its fields.

    Only published reports of the library, whose words are given, become evidence.
    """
    shown = [s for s in answer.statements if s.kind != "fixed" and s.citations]
    facts = _facts(answer, shown)
    listed = len(facts) > MOST_FACTS
    groups = tuple(_groups(answer, [s for s in shown if s.kind != "fact"], words))
    needs = {c.report.id for c in answer.citations if c.report.id in words.now}
    nations = {c.report.subject for c in answer.citations if c.report.kind == "annual"}
    places = tuple(dict.fromkeys(f.subject for f in facts if f.subject not in nations))
    fields: dict[str, object] = {
        "id": pair_id,
        "kind": kind or _kind(turns, answer, facts),
        "turns": tuple(turns),
        "status": (answer.status,),
        "needs": tuple(sorted(needs)),
        "facts": () if listed else tuple(_expected(fact) for fact in facts),
        "numbers": () if facts else tuple(_numbers(shown)),
        "items": {"values": places} if listed and len(places) > 1 else None,
        "evidence": groups,
        "draft": True,
    }
    return Pair.model_validate(fields), _notes(pair_id, fields)


def _notes(pair_id: str, fields: Mapping[str, object]) -> dict[str, list[str]]:
    notes = {
        name: [f"{CHECK.removeprefix('# ')} {text.format(id=pair_id)}"]
        for name, text in _NOTES.items()
        if fields[name]
    }
    notes["draft"].insert(0, f"{CHECK.removeprefix('# ')} {_WORDS_NOTE}")
    return notes


def _kind(turns: Sequence[str], answer: Answer, facts: Sequence[AnswerFact]) -> Kind:
    """What the question looks like, from its answer."""
    if answer.status == "not_found":
        return "not_in_reports"
    if answer.status == "clarify":
        return "ambiguous"
    if len(turns) > 1:
        return "follow_up"
    measures = {fact.measure for fact in facts}
    if len(facts) > MOST_FACTS:
        return "recommendation" if measures == {"recommendation"} else "list"
    if "key_question" in measures:
        return "key_question"
    if measures & {"rating", "overall_rating", "score"}:
        subjects = {fact.subject for fact in facts}
        dates = {fact.published for fact in facts}
        return "comparison" if len(subjects) > 1 else "two_dates" if len(dates) > 1 else "rating"
    if "recommendation" in measures:
        return "recommendation"
    first = " ".join(statement.text for statement in answer.statements[:1])
    return "figure" if list(_figures(first)) else "finding"


def _facts(answer: Answer, shown: Sequence[Statement]) -> list[AnswerFact]:
    """The facts that the lines of facts in the answer rest on, each once."""
    cited = {number for s in shown if s.kind == "fact" for number in s.citations}
    found = [f for f in answer.facts if cited & {f.citation, *f.citations}]
    return list({_expected(fact).model_dump_json(): fact for fact in found}.values())


def _expected(fact: AnswerFact) -> ExpectedFact:
    given = {name: getattr(fact, name) for name in _FIELDS if getattr(fact, name)}
    if fact.value is None and fact.number is not None:
        given["number"] = fact.number
    if fact.cell != "legible":
        given["cell"] = fact.cell
    return ExpectedFact.model_validate(given)


def _numbers(shown: Sequence[Statement]) -> Iterator[ExpectedNumber]:
    for value, percent in list(_figures(shown[0].text))[:MOST_FACTS] if shown else ():
        yield ExpectedNumber(value=value, unit="percent" if percent else None)


def _figures(text: str) -> Iterator[tuple[float, bool]]:
    """The numbers in digits that are no dates, and whether they are percentages."""
    for number in find_numbers(text):
        year = not number.percent and number.value in _YEARS
        if not (number.in_words or number.day or year):
            yield number.value, number.percent


def _groups(
    answer: Answer, quoted: Sequence[Statement], words: Words
) -> Iterator[tuple[Evidence, ...]]:
    """For each sentence that is quoted, the places of which one has to be cited."""
    cited = {citation.id: citation for citation in answer.citations}
    for statement in quoted[:MOST_GROUPS]:
        citations = [cited[number] for number in statement.citations if number in cited]
        found = [
            place
            for citation in citations
            if citation.report.id in words.now
            for place in _place(citation.report.id, citation.quote, words)
        ]
        if found:
            yield tuple(found)


def _place(report: str, quote: str, words: Words) -> list[Evidence]:
    """The words of a quotation that say most and stand in the report one after another."""
    said = visible(quote).split()
    last = max(1, len(said) - LONGEST_QUOTE + 1)
    windows = [" ".join(said[start : start + LONGEST_QUOTE]) for start in range(last)]
    windows.sort(key=lambda window: -_weight(window))
    for window in windows:
        if window:
            place = Evidence(report=report, words=window)
            if words.has(place):
                return [place]
    return []


def _weight(window: str) -> int:
    """Words with a meaning, and numbers, of which there are few alike in a report."""
    return len(content_words(window)) + 2 * len(find_numbers(window))
