"""Answers broken on purpose: an evaluator that lets them pass is not to be trusted."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from evals.context import Context
from evals.metrics import MUST_HOLD, score_pair
from evals.metrics.expected import PAGE
from evals.numbers import find_numbers
from evals.results import PairResult
from evals.words import mentions
from index.models import Answer, Citation, Statement
from ingest.models import Passage, Record

Break = Callable[[Answer, Context], Answer | None]

# Long enough to say something about a place, in characters.
_SENTENCE = 40


class Caught(Record):
    """How many of the answers that were broken in one way no longer passed."""

    kind: str
    broken: int
    caught: int
    missed: tuple[str, ...]
    """`<suite>/<id>` of the pairs that still passed."""


def check_evaluator(results: Sequence[PairResult], context: Context) -> tuple[Caught, ...]:
    """Every right answer of a run, broken in every way that it can be and scored again."""
    right = [result for result in results if result.passed and result.answer]
    found = []
    for kind, break_answer in BREAKS.items():
        broken, missed = 0, []
        for result in right:
            changed = break_answer(result.answer, context) if result.answer else None
            if changed is None:
                continue
            broken += 1
            scores = score_pair(result.pair, changed, context)
            if all(score.holds for score in scores if score.metric in MUST_HOLD):
                missed.append(result.key)
        found.append(
            Caught(kind=kind, broken=broken, caught=broken - len(missed), missed=tuple(missed))
        )
    return tuple(found)


def wrong_number(answer: Answer, context: Context) -> Answer | None:
    """The first number of a statement that cites becomes another one."""
    for index, statement in _citing(answer):
        for number in find_numbers(statement.text):
            if not number.in_words and number.written in statement.text:
                other = f"{number.value + 17:g}"
                text = statement.text.replace(number.written, other, 1)
                return _with_text(answer, index, text)
    return None


def swapped_rating(answer: Answer, context: Context) -> Answer | None:
    """The first rating of a statement that cites becomes another one, in the facts as well."""
    ratings = sorted(context.ratings())
    for index, statement in _citing(answer):
        for word in ratings:
            if re.search(rf"\b{word}\b", statement.text):
                other = next(r for r in ratings if r != word)
                text = re.sub(rf"\b{word}\b", other, statement.text)
                facts = tuple(
                    f.model_copy(update={"value": other}) if f.value == word else f
                    for f in answer.facts
                )
                return _with_text(answer, index, text).model_copy(update={"facts": facts})
    return None


def other_place(answer: Answer, context: Context) -> Answer | None:
    """The answer is a passage about another place, rightly quoted and cited."""
    places = [citation.report.subject for citation in answer.citations]
    named = [*places, *mentions(f"{answer.question} {answer.text}", context.places())]
    stranger = next(
        (
            passage
            for passage in context.passages.values()
            if passage.type in ("paragraph", "bullet")
            and len(passage.text) > _SENTENCE
            and context.reports[_report_of(passage)].kind == "pdu"
            and context.reports[_report_of(passage)].subject not in named
        ),
        None,
    )
    if not answer.citations or stranger is None:
        return None
    statement = Statement(text=stranger.text, kind="quote", citations=(1,))
    return answer.model_copy(
        update={
            "citations": (_cite(1, stranger, context),),
            "statements": (statement,),
            "text": f"{stranger.text} [1]",
            "facts": (),
        }
    )


def dropped_citation(answer: Answer, context: Context) -> Answer | None:
    """The first statement that cites loses its citations; the others keep theirs."""
    for index, statement in _citing(answer):
        bare = statement.model_copy(update={"citations": ()})
        return _with_statement(answer, index, bare)
    return None


def swapped_quotation(answer: Answer, context: Context) -> Answer | None:
    """A quotation says the opposite: a "not" is put in, or taken out."""
    for index, statement in _citing(answer):
        if statement.kind != "quote":
            continue
        flipped = re.sub(r"\bnot\s+", "", statement.text, count=1)
        if flipped == statement.text:
            flipped = re.sub(
                r"\b(was|were|is|are|had|have|has|should|could)\b",
                r"\1 not",
                statement.text,
                count=1,
            )
        if flipped != statement.text:
            return _with_text(answer, index, flipped)
    return None


def needless_refusal(answer: Answer, context: Context) -> Answer | None:
    """An answer becomes a refusal."""
    if answer.status == "not_found":
        return None
    text = "The reports in this library do not say."
    return answer.model_copy(
        update={
            "status": "not_found",
            "text": text,
            "statements": (Statement(text=text, kind="fixed"),),
            "citations": (),
            "facts": (),
        }
    )


def needless_answer(answer: Answer, context: Context) -> Answer | None:
    """A refusal becomes an answer: the first passage of the library."""
    if answer.status != "not_found" or not context.passages:
        return None
    return _paste(answer.model_copy(update={"status": "answered"}), context, words=20)


def pasted_page(answer: Answer, context: Context) -> Answer | None:
    """Passages of the cited report are pasted behind the answer, each rightly cited."""
    if answer.status == "not_found" or not answer.citations:
        return None
    return _paste(answer, context, words=PAGE)


BREAKS: Mapping[str, Break] = {
    "wrong number": wrong_number,
    "swapped rating": swapped_rating,
    "other place": other_place,
    "dropped citation": dropped_citation,
    "swapped polarity": swapped_quotation,
    "needless refusal": needless_refusal,
    "needless answer": needless_answer,
    "pasted page": pasted_page,
}


def _paste(answer: Answer, context: Context, words: int) -> Answer:
    """Passages of the first cited report, or of any, until there are so many words."""
    wanted = answer.citations[0].report.id if answer.citations else None
    known = {citation.spans for citation in answer.citations}
    statements, citations, count = [*answer.statements], [*answer.citations], 0
    text = answer.text
    for passage in context.passages.values():
        if wanted not in (None, _report_of(passage)) or passage.rows or passage.spans in known:
            continue
        number = len(citations) + 1
        citations.append(_cite(number, passage, context))
        statements.append(Statement(text=passage.text, kind="quote", citations=(number,)))
        text += f"\n\n{passage.text} [{number}]"
        count += len(passage.text.split())
        if count >= words:
            break
    return answer.model_copy(
        update={"statements": tuple(statements), "citations": tuple(citations), "text": text}
    )


def _cite(number: int, passage: Passage, context: Context) -> Citation:
    return Citation(
        id=number,
        kind="passage",
        report=context.reports[_report_of(passage)],
        passage=passage.id,
        section=passage.section,
        standard=passage.standard,
        page=passage.page,
        quote=passage.text,
        spans=passage.spans,
        start=passage.spans[0].start,
        end=passage.spans[-1].end,
    )


def _citing(answer: Answer) -> Iterator[tuple[int, Statement]]:
    for index, statement in enumerate(answer.statements):
        if statement.citations:
            yield index, statement


def _with_text(answer: Answer, index: int, text: str) -> Answer:
    statement = answer.statements[index]
    return _with_statement(answer, index, statement.model_copy(update={"text": text}))


def _with_statement(answer: Answer, index: int, statement: Statement) -> Answer:
    """The answer with another statement; its text follows where the words are found in it."""
    old = answer.statements[index]
    statements = (*answer.statements[:index], statement, *answer.statements[index + 1 :])
    text = answer.text.replace(old.text, statement.text, 1)
    return answer.model_copy(update={"statements": statements, "text": text})


def _report_of(passage: Passage) -> str:
    return passage.id.rsplit("/", 1)[0]
