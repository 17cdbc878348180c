"""Ways of breaking a right answer on purpose, kind by kind: each gives a wrong one, or None."""

import re
from collections.abc import Callable, Mapping
from itertools import pairwise

from evals.context import Context
from evals.cuts import behind_its_denial, to_one_word
from evals.metrics.expected import PAGE
from evals.numbers import find_numbers
from evals.rebuilt import cite, citing, only_fixed, pasted, with_fact, with_statement, with_text
from evals.results import PairResult
from evals.words import mentions, plain
from index.models import Answer, Statement
from ingest.models import Passage

Way = Callable[[PairResult, Answer, Context], Answer | None]
"""From a right answer to a wrong one; None where it cannot be broken in this way."""

_SENTENCE = 40
"""Characters of a passage that is long enough to say something about a place."""
_REFUSAL = "The reports in this library do not say."
_VERBS = r"\b(was|were|is|are|had|have|has|did|should|could)\b"
_OTHER_SIDE = {"strength": "improvement", "improvement": "strength"}


def other_number(result: PairResult, answer: Answer, context: Context) -> Answer | None:
    """The first number of a statement that cites becomes another one."""
    for index, statement in citing(answer):
        for number in _written_numbers(statement):
            text = statement.text.replace(number, f"{float(number.replace(',', '')) + 17:g}", 1)
            return with_text(answer, index, text)
    return None


def exchanged_numbers(result: PairResult, answer: Answer, context: Context) -> Answer | None:
    """Two numbers of one statement change places: 28 of 59 becomes 59 of 28."""
    for index, statement in citing(answer):
        written = list(dict.fromkeys(_written_numbers(statement)))
        if len(written) > 1:
            text = _exchanged(statement.text, written[0], written[1])
            return with_text(answer, index, text)
    return None


def number_of_a_fact(result: PairResult, answer: Answer, context: Context) -> Answer | None:
    """A fact beside the answer has another number; the words stay right."""
    for i, fact in enumerate(answer.facts):
        if fact.number is not None and not fact.derived:
            other = fact.model_copy(update={"number": fact.number + 1})
            return with_fact(answer, i, other)
    return None


def other_rating(result: PairResult, answer: Answer, context: Context) -> Answer | None:
    """The first rating of a statement that cites becomes another one, in the facts as well."""
    ratings = sorted(context.ratings())
    for index, statement in citing(answer):
        for word in ratings:
            if re.search(rf"\b{word}\b", statement.text):
                other = next(r for r in ratings if r != word)
                text = re.sub(rf"\b{word}\b", other, statement.text)
                facts = tuple(
                    f.model_copy(update={"value": other}) if f.value == word else f
                    for f in answer.facts
                )
                return with_text(answer, index, text).model_copy(update={"facts": facts})
    return None


def rating_of_a_fact(result: PairResult, answer: Answer, context: Context) -> Answer | None:
    """A fact beside the answer has another rating; the words stay right."""
    ratings = sorted(context.ratings())
    for i, fact in enumerate(answer.facts):
        if fact.value in ratings and not fact.derived:
            other = next(rating for rating in ratings if rating != fact.value)
            return with_fact(answer, i, fact.model_copy(update={"value": other}))
    return None


def passage_of_another_place(result: PairResult, answer: Answer, context: Context) -> Answer | None:
    """The answer is a passage about another place, rightly quoted and cited."""
    stranger = _stranger(answer, context)
    if not answer.citations or stranger is None:
        return None
    statement = Statement(text=stranger.text, kind="quote", citations=(1,))
    return answer.model_copy(
        update={
            "citations": (cite(1, stranger, context),),
            "statements": (statement,),
            "text": f"{stranger.text} [1]",
            "facts": (),
        }
    )


def name_of_another_place(result: PairResult, answer: Answer, context: Context) -> Answer | None:
    """A statement names another place than the one that it is about, in the facts as well."""
    for index, statement in citing(answer):
        named = mentions(statement.text, context.places())
        every = {*mentions(f"{answer.question} {answer.text}", context.places()), *named}
        other = next((name for name in sorted(context.places()) if name not in every), None)
        if named and other and named[0] in statement.text:
            facts = tuple(
                f.model_copy(update={"subject": other}) if f.subject == named[0] else f
                for f in answer.facts
            )
            text = statement.text.replace(named[0], other)
            return with_text(answer, index, text).model_copy(update={"facts": facts})
    return None


def citation_of_another_place(
    result: PairResult, answer: Answer, context: Context
) -> Answer | None:
    """A statement stays as it is, and what it cites becomes a passage about another place."""
    stranger = _stranger(answer, context)
    first = next(citing(answer), None)
    if stranger is None or first is None:
        return None
    old = first[1].citations[0]
    citations = tuple(
        cite(old, stranger, context) if citation.id == old else citation
        for citation in answer.citations
    )
    return answer.model_copy(update={"citations": citations})


def first_uncited(result: PairResult, answer: Answer, context: Context) -> Answer | None:
    """The first statement that cites loses its citations; the others keep theirs."""
    return _uncited(answer, next(citing(answer), None))


def last_uncited(result: PairResult, answer: Answer, context: Context) -> Answer | None:
    """The last of several statements that cite loses its citations."""
    every = list(citing(answer))
    return _uncited(answer, every[-1]) if len(every) > 1 else None


def unmarked(result: PairResult, answer: Answer, context: Context) -> Answer | None:
    """The text loses the marks of a citation that its statement still has."""
    for citation in answer.citations:
        if f"[{citation.id}]" in answer.text:
            return answer.model_copy(update={"text": answer.text.replace(f"[{citation.id}]", "")})
    return None


def exchanged_citations(result: PairResult, answer: Answer, context: Context) -> Answer | None:
    """Two statements that cite different things cite each other's."""
    every = list(citing(answer))
    for (i, one), (j, other) in pairwise(every):
        if not {*one.citations} & {*other.citations}:
            changed = with_statement(
                answer, i, one.model_copy(update={"citations": other.citations})
            )
            return with_statement(changed, j, other.model_copy(update={"citations": one.citations}))
    return None


def denied_quotation(result: PairResult, answer: Answer, context: Context) -> Answer | None:
    """A quotation says the opposite: a "not" is put in, or taken out."""
    return _denied(answer, "quote")


def denied_sentence(result: PairResult, answer: Answer, context: Context) -> Answer | None:
    """A sentence of ours says the opposite: a "not" is put in, or taken out."""
    return _denied(answer, "fact")


def other_side(result: PairResult, answer: Answer, context: Context) -> Answer | None:
    """What is rightly quoted as good becomes what the report criticises, and the other way round.

    Only points that the pair expects: of others nobody has said which side is right.
    """
    changed, used = answer, {citation.passage for citation in answer.citations}
    for index, statement in citing(answer):
        cited = next(c for c in answer.citations if c.id == statement.citations[0])
        passage = context.passages.get(cited.passage)
        wanted = _OTHER_SIDE.get((passage.polarity if passage else None) or "")
        other = next(
            (
                p
                for p in context.passages.values()
                if p.polarity == wanted and p.report_id == cited.report.id and p.id not in used
            ),
            None,
        )
        if statement.kind != "quote" or len(statement.citations) > 1 or not wanted or not other:
            continue
        if passage is None or not _expected(result, passage):
            continue
        used.add(other.id)
        citations = tuple(
            cite(c.id, other, context) if c.id == cited.id else c for c in changed.citations
        )
        changed = with_text(changed, index, other.text).model_copy(update={"citations": citations})
    return changed if changed is not answer else None


def refused(result: PairResult, answer: Answer, context: Context) -> Answer | None:
    """An answer becomes a refusal, where that would not be right as well."""
    return None if "not_found" in result.pair.status else only_fixed(answer, "not_found", _REFUSAL)


def asked_back(result: PairResult, answer: Answer, context: Context) -> Answer | None:
    """An answer becomes a question back, where that would not be right as well."""
    if "clarify" in result.pair.status:
        return None
    return only_fixed(answer, "clarify", "Which place do you mean?")


def refused_in_words(result: PairResult, answer: Answer, context: Context) -> Answer | None:
    """The status stays, and all that is said is that the reports do not say."""
    if answer.status not in ("answered", "partial"):
        return None
    return only_fixed(answer, answer.status, _REFUSAL)


def needless_answer(result: PairResult, answer: Answer, context: Context) -> Answer | None:
    """A refusal becomes an answer: the first passage of the library."""
    if answer.status != "not_found" or "answered" in result.pair.status or not context.passages:
        return None
    return pasted(answer.model_copy(update={"status": "answered"}), context, words=20)


def page_behind(result: PairResult, answer: Answer, context: Context) -> Answer | None:
    """Passages of the cited report are pasted behind the answer, each rightly cited."""
    if answer.status == "not_found" or not answer.citations:
        return None
    return pasted(answer, context, words=PAGE)


def page_instead(result: PairResult, answer: Answer, context: Context) -> Answer | None:
    """Passages of the cited report stand in place of the answer, each rightly cited."""
    if answer.status == "not_found" or not answer.citations:
        return None
    bare = {"statements": (), "text": "", "facts": ()}
    page = pasted(answer.model_copy(update=bare), context, words=PAGE)
    kept = {i for statement in page.statements for i in statement.citations}
    return page.model_copy(update={"citations": tuple(c for c in page.citations if c.id in kept)})


BREAKS: Mapping[str, Mapping[str, Way]] = {
    "wrong number": {
        "another number": other_number,
        "two numbers exchanged": exchanged_numbers,
        "in the facts alone": number_of_a_fact,
    },
    "swapped rating": {"another rating": other_rating, "in the facts alone": rating_of_a_fact},
    "other place": {
        "a passage about another": passage_of_another_place,
        "the name of another": name_of_another_place,
        "a citation of another": citation_of_another_place,
    },
    "dropped citation": {
        "of the first sentence": first_uncited,
        "of the last sentence": last_uncited,
        "its mark in the text": unmarked,
        "exchanged with the next": exchanged_citations,
    },
    "swapped polarity": {
        "of a quotation": denied_quotation,
        "of a sentence of ours": denied_sentence,
        "points of the other side": other_side,
    },
    "cut quotation": {
        "behind its denial": behind_its_denial,
        "to one word": to_one_word,
    },
    "needless refusal": {
        "a refusal": refused,
        "a question back": asked_back,
        "in words alone": refused_in_words,
    },
    "needless answer": {"an answer to nothing": needless_answer},
    "pasted page": {"behind the answer": page_behind, "in its place": page_instead},
}
"""Kind to the ways that are tried, each by its name."""


def _expected(result: PairResult, passage: Passage) -> bool:
    """Whether the pair wants words of this passage cited."""
    text = plain(passage.text)
    places = [place for group in result.pair.evidence for place in group]
    return any(p.report == passage.report_id and plain(p.words) in text for p in places)


def _written_numbers(statement: Statement) -> list[str]:
    return [
        number.written
        for number in find_numbers(statement.text)
        if not number.in_words
        and re.fullmatch(r"[\d,.]+", number.written)
        and number.written in statement.text
    ]


def _exchanged(text: str, one: str, other: str) -> str:
    """The text with two of its numbers in each other's place."""
    either = rf"(?<![\w.,])(?:{re.escape(one)}|{re.escape(other)})(?![\w,]|\.\d)"
    return re.sub(either, lambda hit: other if hit[0] == one else one, text)


def _denied(answer: Answer, kind: str) -> Answer | None:
    for index, statement in citing(answer):
        if statement.kind != kind:
            continue
        flipped = re.sub(r"\bnot\s+", "", statement.text, count=1)
        if flipped == statement.text:
            flipped = re.sub(_VERBS, r"\1 not", statement.text, count=1)
        if flipped != statement.text:
            return with_text(answer, index, flipped)
    return None


def _uncited(answer: Answer, found: tuple[int, Statement] | None) -> Answer | None:
    if found is None:
        return None
    return with_statement(answer, found[0], found[1].model_copy(update={"citations": ()}))


def _stranger(answer: Answer, context: Context) -> Passage | None:
    """A passage about a place that the question and the answer do not name."""
    places = [citation.report.subject for citation in answer.citations]
    named = [*places, *mentions(f"{answer.question} {answer.text}", context.places())]
    return next(
        (
            passage
            for passage in context.passages.values()
            if passage.type in ("paragraph", "bullet")
            and len(passage.text) > _SENTENCE
            and context.reports[passage.report_id].kind == "pdu"
            and context.reports[passage.report_id].subject not in named
        ),
        None,
    )
