"""Two questions in one: each part as a question that stands alone, and their answers as one."""

import re
from collections.abc import Callable, Sequence

from index.account import Account
from index.answers.compose.markdown import escape
from index.answers.dates import find_dates, in_words
from index.answers.english import content_stems, english
from index.answers.intents import COMPARE, IMPROVEMENTS, STRENGTHS
from index.answers.knowledge import Knowledge
from index.answers.names import Names
from index.answers.plan import plan_question
from index.answers.question_text import asked
from index.answers.table_words import stems
from index.models import (
    Answer,
    AnswerFact,
    Citation,
    Intent,
    QuestionPlan,
    Reply,
    Statement,
    Status,
    Turn,
)

_ASKING = (
    r"(?:what|what's|how|who|why|when|where|which|did|does|do|is|are|was|were|has|have|had|can"
    r"|could)"
)
_SEAM = re.compile(
    rf"(?<=[?])\s+(?:and |also,? |then )?(?={_ASKING}\b)"
    rf"|,?\s+(?:and|plus)(?: also)? (?={_ASKING}\b)",
    re.IGNORECASE,
)
_OPENS = re.compile(
    rf"^\W*(?:in what|at what|of the|(?:in|at|for) (?:\S+ ){{1,4}}?(?={_ASKING}\b)|{_ASKING})",
    re.IGNORECASE,
)
_WHY_FIRST = re.compile(r"^\W*why\b", re.IGNORECASE)
_WHY_IT = re.compile(
    r"^(?P<lead>\W*why (?:is|are|was|were)) (?:it|they|that|this|those|these)\b"
    r"(?!.*\b(?:rat(?:ed|ing)|grade[ds]?|scored?|inadequate|outstanding)\b)",
    re.IGNORECASE,
)
"""The reason for just what the clause before asks about: "why is it so high"."""
_REFERS = re.compile(
    r"\b(?P<lead>about|with|for|to|of|by|from|behind|against|tackled?|improve|fix|address"
    r"|cause[sd]?) (?P<it>it|this|that|these|those|them)\b",
    re.IGNORECASE,
)
_OF_ALL = re.compile(r"\b(?:each|both|respectively|either)\b", re.IGNORECASE)
"""What is asked of all that the first clause names: one question."""
_OBJECT = re.compile(
    r"^\W*(?:did|do|does|is|are|was|were)\b(?:(?! (?:about|with|for|to|of|by|from)\b).)*\bit\W*$",
    re.IGNORECASE,
)
"""A judgement of the very thing that the first clause asks about: "and did they like it?"."""
_WHOLE: frozenset[Intent] = frozenset({"table", "comparison", "declined", "coverage", "chat"})
"""Forms of answer that take a question with several clauses as one."""
_TOLD_BY_ROWS: frozenset[Intent] = frozenset({"rating", "score", "report_fact"})
"""What is asked of a place without a subject of its own: "when was York inspected"."""
_LEAST = 2
"""Words of its own that a part needs to be a question."""


def parts_in(text: str, knowledge: Knowledge) -> tuple[str, ...]:
    """The questions that a text asks of a library, each standing alone."""

    def plan(part: str) -> QuestionPlan:
        names, schemes = knowledge.names, knowledge.schemes
        return plan_question(
            part, part, names, schemes, None, knowledge.headings, knowledge.topical
        )

    return parts_of(asked(text, knowledge.names), knowledge.names, plan)


def parts_of(text: str, names: Names, plan: Callable[[str], QuestionPlan]) -> tuple[str, ...]:
    """The questions that a text asks, each standing alone; one where it is one question.

    What only the first names (its place, its year, what "it" is) is put into the others; a place
    that only the last names into the first. `plan` reads a question.
    """
    if chosen := _of_chosen(text, plan) or _two_reasons(text, plan):
        return chosen
    seams = list(_SEAM.finditer(text))
    if not seams or (STRENGTHS.search(text) and IMPROVEMENTS.search(text)):
        return (text,)
    seam = seams[0]
    left, right = text[: seam.start()].strip(" ,"), text[seam.end() :].strip()
    others = bool(_OF_OTHERS.match(right) and names.find(left))
    whole_left = bool(names.find(left)) and plan(f"{left}?").intent in _TOLD_BY_ROWS
    counted = plan(f"{right}?").intent == "table" and not _WHY_FIRST.match(right)
    owned = (_own(right, names) or counted) and (_own(left, names) or others or whole_left)
    if not (_OPENS.match(left) and owned):
        return (text,)
    if _OF_ALL.search(right) or _OBJECT.search(right):
        return (text,)
    each_names = bool(names.find(left) and names.find(right)) and not COMPARE.search(text)
    whole = plan(text).intent
    if whole in _WHOLE - ({"comparison"} if each_names else set()) and not others:
        return (text,)
    if COMPARE.search(right):
        return (text,)
    first, second = _completed(left, right, names)
    one, other = plan(first), plan(second)
    same = one.intent == other.intent and one.standards == other.standards
    if same and content_stems(one.search) == content_stems(other.search):
        return (text,)
    rest = parts_of(second, names, plan)
    return (first, *rest)


_BACK = (
    r"(?:it|they|them|its|their|(?<!are )(?<!is )(?<!were )(?<!was )there|those"
    r"|that (?:pdu|place|one|unit|area))"
)
_OF_CHOSEN = re.compile(
    rf"(?:[?;.,]\s+(?:and |also |then |plus )?|\s+(?:and|plus|then)(?: also)? )"
    rf"(?=(?:{_ASKING})\b[^?]*\b{_BACK}\b[^?]*\W*$)|[?,;]?\s+(?:and |but )(?=why\W*$)",
    re.IGNORECASE,
)
"""Where a question goes on about what its first clause chooses: "and what did it do well"."""
_CHOSEN = re.compile(rf"\b{_BACK}\b", re.IGNORECASE)
_WHY = re.compile(r"^\W*why\W*$", re.IGNORECASE)
_OF_TABLE: frozenset[Intent] = frozenset(
    {"table", "rating", "score", "report_fact", "comparison", "key_question", "declined", "chat"}
)
"""What the row itself says: one question with the choice of it."""
MOST_CHOSEN = 3
"""Places that a second clause is asked about; of more, which is meant is not known."""


def _of_chosen(text: str, plan: Callable[[str], QuestionPlan]) -> tuple[str, ...] | None:
    """A choice from the table, and a question of its own about what is chosen; None if neither."""
    seam = _OF_CHOSEN.search(text)
    if not seam:
        return None
    left, right = text[: seam.start()].strip(" ,;?"), text[seam.end() :].strip(" ?")
    if plan(f"{left}?").intent != "table":
        return None
    asks_why = bool(_WHY.match(right))
    own = content_stems(_CHOSEN.sub(" ", right)) - stems()
    sided = STRENGTHS.search(right) or IMPROVEMENTS.search(right)
    if not asks_why and (plan(f"{right}?").intent in _OF_TABLE or not (own or sided)):
        return None
    return (f"{left}?", f"{right}?")


_TWO_REASONS = re.compile(
    r"^(?P<ask>\W*why (?:did|was|were|is|are|has|have)\b.{2,60}?"
    r"\b(?:gets?|got|rated|given|graded|receive[ds]?|awarded|judged))\b(?P<one>.+?)"
    r",?\s+(?:but|and yet|yet|while)\s+(?P<other>.+)$",
    re.IGNORECASE,
)


def _two_reasons(text: str, plan: Callable[[str], QuestionPlan]) -> tuple[str, ...] | None:
    """Two ratings whose reasons are asked at once: "why … Good for one but Inadequate for all"."""
    asked = _TWO_REASONS.match(text)
    if not asked:
        return None
    both = tuple(f"{asked['ask']} {asked[each].strip(' ?')}?" for each in ("one", "other"))
    return both if all(plan(part).ratings for part in both) else None


def pointed(part: str, before: Reply) -> str:
    """A later part with the places that the part before it chose from the table put in."""
    names = list(dict.fromkeys(f.subject for f in before.answer.facts))
    if before.plan.intent != "table" or not 0 < len(names) <= MOST_CHOSEN:
        return part
    listed = " and ".join(names)
    if _WHY.match(part):
        was, it = ("was", "it was") if len(names) == 1 else ("were", "they were")
        return f"Why {was} {listed} rated as {it} overall?"
    said = {"there": f"in {listed}", "its": f"{listed}'s", "their": f"{listed}'s"}
    return _CHOSEN.sub(lambda m: said.get(m[0].lower(), listed), part, count=1)


def _own(text: str, names: Names) -> bool:
    """Whether a clause has a subject of its own, beside names."""
    sided = STRENGTHS.search(text) or IMPROVEMENTS.search(text)
    led = _WHY_IT.match(text)
    refers = bool(_REFERS.search(text) or sided or led)
    subject = len(content_stems(_nameless(text, names))) + refers
    return subject >= 1 and (len(text.split()) > _LEAST)


def _nameless(text: str, names: Names) -> str:
    for mention in reversed(names.find(text)):
        text = f"{text[: mention.start]} {text[mention.end :]}"
    return text


_OF_OTHERS = re.compile(
    r"^\W*(?:which|what|how many|in which|in how many) (?:(?:other|of the|\w+) )?"
    r"(?:pdus?|places|regions?|units)\b"
    r"(?! (?:is|was|are|were) (?:it|that|this|they|he|she)\b)"
    r"(?!.*\b(?:the same|than (?:it|that|this|them)|as it)\b)",
    re.IGNORECASE,
)
"""What chooses among all units or regions: no place of the clause before narrows it."""


def _completed(left: str, right: str, names: Names) -> tuple[str, str]:
    """Both clauses with what the other one names."""
    subject = _subject(left, names)
    own = content_stems(_nameless(_REFERS.sub(" ", right), names)) - content_stems(left)
    ours, theirs = names.find(left), names.find(right)
    apart = bool(_OF_OTHERS.match(right) or (theirs and _OF_OTHERS.match(left)))
    topical = content_stems(subject) - stems()
    led = _WHY_IT.match(right)
    if led and topical and not apart and len(own) <= _LEAST:
        right = f"{led['lead']} the {subject}{right[led.end() :]}"
    elif subject and topical and not apart and len(own) < _LEAST and not _REFERS.search(right):
        right = f"{right.rstrip('?. ')} with {subject}?"
    right = _REFERS.sub(lambda m: f"{m['lead']} {subject}" if subject else m[0], right, count=1)
    if apart:
        return f"{left.rstrip('?. ')}?", f"{right.rstrip('?. ')}?"
    if ours and not theirs:
        right = f"{right.rstrip('?. ')} in {' and '.join(m.text for m in ours)}?"
    elif theirs and not ours:
        left = f"{left.rstrip('?. ')} in {' and '.join(m.text for m in theirs)}?"
    dates = find_dates(left).dates
    if dates and not find_dates(right).dates:
        right = f"{right.rstrip('?. ')} in {in_words(dates[0])}?"
    return f"{left.rstrip('?. ')}?", f"{right.rstrip('?. ')}?"


def _subject(text: str, names: Names) -> str:
    """What a question is about, in its own words: "staff off sick"."""
    stop = english().stopwords - {"off"}
    own = _nameless(text, names).replace(" 's", " ").split()
    kept = (word.strip(" ?,.;") for word in own)
    return " ".join(w for w in kept if w.lower() not in stop and not w.isdigit())


def joined_reply(
    question: str, parts: Sequence[str], replies: Sequence[Reply], notes: Sequence[str] = ()
) -> Reply:
    """The replies to the parts as one reply, whose conversation ends in one turn for all of them.

    `notes`: remarks on the question as a whole.
    """
    answer = joined(question, parts, [r.answer for r in replies])
    answer = answer.model_copy(update={"notes": (*notes, *answer.notes)})
    turn = Turn(question=question, standalone=answer.standalone_question, status=answer.status)
    account = Account(
        rows=sum(r.account.rows for r in replies),
        searches=tuple(s for r in replies for s in r.account.searches),
        reasons=tuple(s for r in replies for s in r.account.reasons),
    )
    conversation = replies[-1].conversation.model_copy(update={"turns": (turn,)})
    update = {"answer": answer, "conversation": conversation, "account": account}
    return replies[0].model_copy(update=update)


def joined(question: str, parts: Sequence[str], answers: Sequence[Answer]) -> Answer:
    """The answers to the parts as one answer, its citations numbered through.

    A part without an answer is named, and makes the whole partial; what answers an earlier part as
    well is not said again.
    """
    citations: dict[tuple[str, str], Citation] = {}
    statements: list[Statement] = []
    texts: list[str] = []
    facts: list[AnswerFact] = []
    for part, answer in zip(parts, answers, strict=True):
        said = {s.text for s in statements if s.kind != "fixed"}
        again = {s.text for s in answer.statements if s.kind != "fixed"}
        if again and all(any(text in each for each in said) for text in again):
            continue
        numbers = _numbered(answer.citations, citations)
        if answer.status not in {"answered", "partial"}:
            lead = f"On “{part.rstrip('?')}”:"
            statements.append(Statement(text=lead, kind="fixed", citations=()))
            texts.append(f"{escape(lead)} {_renumbered(answer.text, numbers)}")
        else:
            texts.append(_renumbered(answer.text, numbers))
        statements += [
            s.model_copy(update={"citations": tuple(numbers[n] for n in s.citations)})
            for s in answer.statements
        ]
        facts += [_cited(fact, numbers) for fact in answer.facts]
    return Answer(
        question=question,
        standalone_question=" ".join(parts),
        status=_status([a.status for a in answers]),
        text="\n\n".join(texts),
        statements=tuple(statements),
        citations=tuple(citations.values()),
        facts=tuple(facts),
        notes=tuple(dict.fromkeys(n for a in answers for n in a.notes)),
        suggestions=tuple(dict.fromkeys(s for a in answers for s in a.suggestions))[:_SUGGESTED],
    )


_SUGGESTED = 3


def _numbered(
    new: Sequence[Citation], all_of_them: dict[tuple[str, str], Citation]
) -> dict[int, int]:
    """Adds the citations that are new; their numbers in the whole answer by those in the part."""
    numbers: dict[int, int] = {}
    for citation in new:
        key = (citation.report.id, str(citation.spans))
        if key not in all_of_them:
            number = len(all_of_them) + 1
            all_of_them[key] = citation.model_copy(update={"id": number})
        numbers[citation.id] = all_of_them[key].id
    return numbers


def _renumbered(text: str, numbers: dict[int, int]) -> str:
    return _MARKER.sub(lambda m: f"[{numbers.get(int(m[1]), int(m[1]))}]", text)


_MARKER = re.compile(r"(?<!\\)\[(\d+)\]")


def _cited(fact: AnswerFact, numbers: dict[int, int]) -> AnswerFact:
    cited = tuple(numbers[n] for n in fact.citations)
    return fact.model_copy(update={"citation": numbers[fact.citation], "citations": cited})


def _status(statuses: Sequence[Status]) -> Status:
    if all(s == statuses[0] for s in statuses):
        return statuses[0]
    return "partial" if {"answered", "partial"} & set(statuses) else statuses[0]
