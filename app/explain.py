"""How an answer came about, as lines for the terminal and as data: `--explain` and `/explain`."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from app.wording import date_words, joined
from index.account import Candidate, Search
from index.models import Intent, QuestionPlan, Reply, State

_SHOWN = 110
"""Characters of a sentence that are shown of it here; the answer has it whole."""
_ASKS_FOR: Mapping[Intent, str] = {
    "rating": "a rating",
    "score": "a composite score",
    "key_question": "percentages of key questions",
    "recommendation": "recommendations",
    "table": "rows of the ratings table",
    "comparison": "things side by side",
    "why": "the reasons for a rating",
    "strengths": "what went well",
    "improvements": "what has to improve",
    "summary": "a summary",
    "report_fact": "a date, a person or a region of a report",
    "coverage": "what the library holds",
    "finding": "what the reports say",
    "figure": "a figure",
    "declined": "something that this assistant does not do",
    "chat": "nothing: it is small talk",
}
_ABOUT = ("places", "regions", "standards", "standard_numbers", "key_questions", "ratings")


def explain_json(reply: Reply) -> dict[str, Any]:
    """Plan, the state that was taken over, and the account, as data."""
    return {
        "plan": reply.plan.model_dump(mode="json"),
        "taken_over": reply.taken_over.model_dump(mode="json", exclude={"cited"}),
        "account": reply.account.model_dump(mode="json"),
    }


def explain_lines(reply: Reply, *, fields: bool = True) -> Iterator[str]:
    """The same in words: the plan, what was taken over, what was searched, found and chosen.

    With `fields` the plan also as it is passed on, field by field.
    """
    yield "Plan"
    yield from _indented(_plan_words(reply.plan))
    if fields:
        yield "  In fields:"
        plan = reply.plan.model_dump(mode="json", exclude_defaults=True)
        yield from (f"    {k}: {json.dumps(v, ensure_ascii=False)}" for k, v in plan.items())
    yield "Taken over"
    yield from _indented(_state_words(reply.taken_over, reply.plan.carried))
    yield "Searched"
    yield from _indented(_searched_words(reply))
    yield "Chosen"
    for reason in reply.account.reasons:
        yield f"  {reason.statement}. {_short(reason.text)}"
        yield f"     because: {reason.why}"


def _indented(lines: Sequence[str]) -> Iterator[str]:
    return (f"  {line}" for line in lines)


def _plan_words(plan: QuestionPlan) -> list[str]:
    """What the question was taken to ask, in sentences."""
    lines = [f"The question asks for {_ASKS_FOR[plan.intent]}."]
    if plan.standalone != plan.question:
        lines.append(f"It was read as: {plan.standalone}")
    named = {field: _names(getattr(plan, field)) for field in _ABOUT}
    lines += [
        f"{field.replace('_', ' ').capitalize()}: {joined(names)}."
        for field, names in named.items()
        if names
    ]
    if plan.dates:
        lines.append(f"Dates: {joined([date_words(d) for d in plan.dates])}.")
    elif plan.newest or plan.earlier:
        lines.append(f"Only the {'newest' if plan.newest else 'earlier'} inspection.")
    lines += [f"“{typed}” was read as {meant}." for typed, meant in plan.corrected]
    lines += [f"Nothing in the library is called {name}." for name in plan.unknown]
    if plan.search and plan.intent in {"finding", "figure", "comparison", "why", "summary"}:
        lines.append(f"Looked for in the texts: {plan.search}")
    return lines


def _names(values: Sequence[Any]) -> list[str]:
    return [getattr(v, "name", str(v)).replace("_", " ") for v in values]


def _state_words(state: State, carried: Sequence[str]) -> list[str]:
    """What the conversation was about before, and what of it was used."""
    if not state.question:
        return ["Nothing: no question was answered before."]
    lines = [f"The question before: {state.question}"]
    for name in ("places", "dates", "standards", "key_questions", "choices"):
        values = getattr(state, name)
        if values:
            lines.append(f"{name.replace('_', ' ').capitalize()}: {joined(_names(values))}.")
    lines += [f"Listed {i}. {_short(item.text)}" for i, item in enumerate(state.items, 1)]
    lines.append(f"Passages shown: {len(state.shown)}.")
    used = joined(carried) if carried else "nothing; the question stands alone"
    return [*lines, f"Used of this: {used}."]


def _searched_words(reply: Reply) -> list[str]:
    """The table and the texts that were looked at."""
    account, lines = reply.account, []
    if reply.plan.table is not None:
        asked = reply.plan.table.model_dump(mode="json", exclude_defaults=True)
        lines.append(f"The ratings table: {json.dumps(asked, ensure_ascii=False)}")
    if account.rows:
        lines.append(f"Cells of tables cited: {account.rows}.")
    for search in account.searches:
        lines += _search_words(search)
    return lines or ["Nothing: the answer needs neither the table nor the texts."]


def _search_words(search: Search) -> list[str]:
    where = f" about {search.place}" if search.place else ""
    lines = [
        f"“{search.query}”{where} in {joined(search.reports) or 'no report'}: "
        f"{search.passages} passages, {search.sentences} sentences."
    ]
    for candidate in search.candidates:
        lines += _candidate_words(candidate)
    return lines


def _candidate_words(candidate: Candidate) -> list[str]:
    parts = ", ".join(f"{n.replace('_', ' ')} {v:.2f}" for n, v in candidate.parts.items() if v)
    section = candidate.section[-1] if candidate.section else ""
    return [
        f"  {candidate.decision}: score {candidate.score:.2f}, confidence "
        f"{candidate.confidence:.2f}; {candidate.reason}",
        f"    {candidate.report}, {section}: {_short(candidate.text)}",
        f"    parts: {parts}",
    ]


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1].rstrip()}…"
