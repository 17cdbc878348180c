"""What a turn leaves for the next: the state of a conversation after an answer."""

from collections.abc import Sequence

from index.answers.english import content_stems
from index.answers.talk.leaning import defines
from index.answers.talk.pieces import NATION, Resolved
from index.models import (
    Answer,
    AnswerFact,
    Citation,
    Conversation,
    Item,
    QuestionPlan,
    State,
)

MOST_ITEMS = 40
"""Things listed that can be pointed at: nobody counts further."""
FEW = 2
"""Places behind a line about one place: its rating and its score."""
MOST_RECENT = 6
"""Places of earlier turns that "compare them" may mean."""


def remember(
    answer: Answer,
    plan: QuestionPlan,
    resolved: Resolved,
    before: State,
    listed: Sequence[int],
    passages: Sequence[str],
) -> State:
    """The state after an answer; `listed` are its statements that stand in a list.

    Small talk, and questions about the library itself, leave what was spoken of as it was; a
    question that was declined leaves whom it named.
    """
    other = {p.name for p in plan.places} - set(before.places)
    if plan.intent in {"chat", "coverage", "declined"} and not other:
        return before
    again = resolved.act in {"more", "line", "source", "item"}
    if resolved.act in {"source", "item"}:
        return before.model_copy(update={"shown": _together(before.shown, passages)})
    items = _items(answer, listed)
    # "Who was chief inspector then?" is asked in passing: the place stays the subject.
    in_passing = plan.intent == "report_fact" and not plan.places and bool(before.places)
    if resolved.aside or in_passing:
        fresh = {"items": items, "cited": _cited(answer, items)}
        return before.model_copy(update=fresh | {"shown": _together(before.shown, passages)})
    places = _places(answer, plan, items)
    return State(
        question=answer.standalone_question,
        intent=plan.intent,
        status=answer.status,
        topic=_topic(plan),
        places=places,
        parts=plan.parts if len(places) == 1 else (),
        recent=_recent(before.recent, places, plan),
        dates=plan.dates,
        standards=plan.standards,
        key_questions=plan.key_questions,
        table=plan.table,
        items=items,
        shown=_together(before.shown if again else (), passages),
        cited=_cited(answer, items),
        choices=_choices(answer, plan),
        either=plan.either,
        either_name=plan.either_name,
    )


def _topic(plan: QuestionPlan) -> str:
    """What a question looked for, in its own words where other words were looked for instead."""
    if content_stems(plan.search) <= content_stems(plan.standalone):
        return plan.search
    names = {w.lower() for p in plan.places for w in p.name.split()}
    return " ".join(w for w in plan.standalone.split() if w.strip("?.,'’").lower() not in names)


MOST_EARLIER = 4
"""Earlier states that "back to …" may mean."""


def earlier(conversation: Conversation, state: State) -> tuple[State, ...]:
    """The states that stay to go back to, when this one becomes the present."""
    before = conversation.state
    if not before.question or state == before:
        return conversation.earlier
    return (*conversation.earlier, before)[-MOST_EARLIER:]


def _choices(answer: Answer, plan: QuestionPlan) -> tuple[str, ...]:
    """The readings that were offered; the places of an ambiguous name, where there is one."""
    if answer.status != "clarify":
        return ()
    return tuple(p.name for p in plan.either) or answer.suggestions


def _together(before: Sequence[str], now: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*before, *now]))


def _recent(before: Sequence[str], places: Sequence[str], plan: QuestionPlan) -> tuple[str, ...]:
    """The places of the last turns, the newest last, each once."""
    fresh = [p for p in places if p not in NATION]
    kept = [p for p in before if p not in fresh]
    return (*kept, *fresh)[-MOST_RECENT:]


def _places(answer: Answer, plan: QuestionPlan, items: Sequence[Item]) -> tuple[str, ...]:
    """Whom the answer was about: named, the only one it speaks of, or the nation."""
    named = [p.name for p in plan.places] or list(plan.regions)
    if plan.intent == "table":
        listed = {f.subject for f in answer.facts} | {i.subject for i in items if i.subject}
        named = list(listed) if len(listed) == 1 else [p.name for p in plan.places]
    if not named and not plan.national and not defines(plan.standalone, plan):
        kinds = {c.report.kind for c in answer.citations}
        subjects = {
            c.report.subject for c in answer.citations if c.report.kind in {"pdu", "region"}
        }
        named = list(subjects) if len(subjects) == 1 and kinds <= {"pdu", "region"} else []
    if not named and (plan.national or _only_national(answer)):
        return NATION
    return tuple(dict.fromkeys(named))


def _only_national(answer: Answer) -> bool:
    """Whether an answer in words rests on reports about the nation alone."""
    kinds = {c.report.kind for c in answer.citations if c.kind == "passage"}
    return bool(kinds) and not kinds & {"pdu", "region"} and len(answer.citations) <= MOST_RECENT


def _items(answer: Answer, listed: Sequence[int]) -> tuple[Item, ...]:
    """What the answer listed, in order; without a list, whatever it states."""
    said = answer.statements
    chosen = [said[i] for i in listed] or [s for s in said if s.citations]
    facts: dict[int, list[AnswerFact]] = {}
    for each in answer.facts:
        facts.setdefault(each.citation, []).append(each)
    cited = {c.id: c for c in answer.citations}
    items = []
    for statement in chosen[:MOST_ITEMS]:
        if statement.kind not in {"quote", "fact"} or not statement.citations:
            continue
        first = statement.citations[0]
        own = [
            f for c in statement.citations for f in facts.get(c, []) if f.subject in statement.text
        ]
        fact = next(iter(own or facts.get(first, [])), None)
        item = _item(statement.text, statement.kind, statement.citations, fact, cited[first])
        if len({f.subject for f in own}) > 1 or (not own and len(statement.citations) > FEW):
            # A tie names several places, a count none: the line is about none of them alone.
            item = item.model_copy(update={"subject": "", "published": "", "standard": None})
        items.append(item)
    return tuple(items)


def _item(
    text: str,
    kind: str,
    citations: tuple[int, ...],
    fact: AnswerFact | None,
    citation: Citation,
) -> Item:
    counted = fact is not None and (kind == "fact" or fact.measure == "recommendation")
    if fact is None or not counted:
        return Item(
            text=text,
            kind="quote" if kind == "quote" else "fact",
            citations=citations,
            subject=citation.report.subject if citation.report.kind in {"pdu", "region"} else "",
            published=citation.report.published,
            standard=citation.standard,
        )
    number = fact.number if fact.measure == "recommendation" else None
    return Item(
        text=text,
        kind="quote" if kind == "quote" else "fact",
        citations=citations,
        subject=fact.subject,
        published=fact.published,
        standard=fact.standard,
        measure=fact.measure,
        value=fact.value if fact.measure != "recommendation" and fact.value else "",
        number=int(number) if number is not None else None,
    )


def _cited(answer: Answer, items: Sequence[Item]) -> tuple[Citation, ...]:
    """The citations behind what was listed, and the first ones of the answer."""
    wanted = {c for item in items for c in item.citations[:2]}
    return tuple(c for c in answer.citations if c.id in wanted or c.id <= MOST_SHOWN)


MOST_SHOWN = 4
"""Places that are shown for "show me the source"."""
