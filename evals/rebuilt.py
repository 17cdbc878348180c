"""Answers put together anew: with another statement, text, fact or citation, or with a page."""

from collections.abc import Iterator

from evals.context import Context
from index.models import Answer, AnswerFact, Citation, Statement
from ingest.models import Passage


def only_fixed(answer: Answer, status: str, text: str) -> Answer | None:
    """A fixed phrase and nothing else; None where the answer has that status and no citation."""
    if answer.status == status and not answer.citations:
        return None
    return answer.model_copy(
        update={
            "status": status,
            "text": text,
            "statements": (Statement(text=text, kind="fixed"),),
            "citations": (),
            "facts": (),
        }
    )


def pasted(answer: Answer, context: Context, words: int) -> Answer:
    """Passages of the first cited report, or of any, until there are so many words."""
    wanted = answer.citations[0].report.id if answer.citations else None
    known = {citation.spans for citation in answer.citations}
    statements, citations, count = [*answer.statements], [*answer.citations], 0
    text = answer.text
    for passage in context.passages.values():
        if wanted not in (None, passage.report_id) or passage.rows or passage.spans in known:
            continue
        number = len(citations) + 1
        citations.append(cite(number, passage, context))
        statements.append(Statement(text=passage.text, kind="quote", citations=(number,)))
        text += f"\n\n{passage.text} [{number}]"
        count += len(passage.text.split())
        if count >= words:
            break
    return answer.model_copy(
        update={"statements": tuple(statements), "citations": tuple(citations), "text": text}
    )


def cite(number: int, passage: Passage, context: Context) -> Citation:
    """A right citation of a whole passage."""
    return Citation(
        id=number,
        kind="passage",
        report=context.reports[passage.report_id],
        passage=passage.id,
        section=passage.section,
        standard=passage.standard,
        page=passage.page,
        quote=passage.text,
        spans=passage.spans,
        start=passage.spans[0].start,
        end=passage.spans[-1].end,
    )


def citing(answer: Answer) -> Iterator[tuple[int, Statement]]:
    """The statements that cite something, each with its place among all."""
    for index, statement in enumerate(answer.statements):
        if statement.citations:
            yield index, statement


def with_fact(answer: Answer, index: int, fact: AnswerFact) -> Answer:
    """The answer with another fact at that place."""
    facts = (*answer.facts[:index], fact, *answer.facts[index + 1 :])
    return answer.model_copy(update={"facts": facts})


def with_text(answer: Answer, index: int, text: str) -> Answer:
    """The answer with other words in the statement at that place."""
    statement = answer.statements[index]
    return with_statement(answer, index, statement.model_copy(update={"text": text}))


def with_statement(answer: Answer, index: int, statement: Statement) -> Answer:
    """The answer with another statement; its text follows where the words are found in it."""
    old = answer.statements[index]
    statements = (*answer.statements[:index], statement, *answer.statements[index + 1 :])
    text = answer.text.replace(old.text, statement.text, 1)
    return answer.model_copy(update={"statements": statements, "text": text})
