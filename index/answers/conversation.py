"""What a question takes over from the turns before it; the result stands alone."""

import re
from collections.abc import Callable

from index.answers.names import Names
from index.answers.plan import plan_question
from index.answers.talk.checking import check, member
from index.answers.talk.choices import choice
from index.answers.talk.command_words import DROPPED
from index.answers.talk.commands import command, small_talk, why_there, without_thanks
from index.answers.talk.comparing import comparison
from index.answers.talk.items import among, pointing
from index.answers.talk.leaning import lean
from index.answers.talk.pieces import Leaning, Resolved
from index.answers.talk.regions import region_named
from index.answers.talk.slots import short_swap, slot
from index.answers.talk.subjects import measure, number, recommended, subject
from index.answers.talk.tables import of_table, other_standards
from index.models import Conversation, State
from ingest.schemes import Schemes

_STEPS: tuple[Callable[[Leaning], Resolved | None], ...] = (
    choice,
    other_standards,
    why_there,
    command,
    comparison,
    among,
    pointing,
    check,
    member,
    of_table,
    recommended,
    number,
    measure,
    short_swap,
    slot,
    subject,
)
"""The ways in which a question leans on what was said; the first that fits decides."""


def resolve(question: str, conversation: Conversation, names: Names, schemes: Schemes) -> Resolved:
    """The question with the conversation's places, dates and topic where it leans on them."""
    text = " ".join(question.split())
    if not conversation.state.question:
        return Resolved(text, (), "chat" if small_talk(text) else "ask")
    fresh = DROPPED.sub("", text)
    if fresh != text:
        return Resolved(fresh, state=conversation.state)
    text, state = _back(without_thanks(text), conversation, names)
    text = region_named(text, state, names)
    plan = plan_question(text, text, names, schemes)
    leaning = Leaning(text, plan, state, names, schemes, conversation.earlier)
    for step in _STEPS:
        resolved = step(leaning)
        if resolved:
            return resolved._replace(state=state)
    if plan.intent in {"chat", "coverage", "declined"}:
        return Resolved(text, state=state)
    return lean(leaning)._replace(state=state)


_BACK = re.compile(
    r"^\W*(?:(?:ok|so|now|right|and|but|can we|let['’]?s|going|go)\b[\s,]*)*"
    r"(?:back to|return(?:ing)? to|coming back to)\s+(?:the )?(?P<what>.+?)"
    r"(?:\s*(?:[,;:]|\s[-–—])\s*(?P<rest>.+))?$",
    re.IGNORECASE,
)


def _back(text: str, conversation: Conversation, names: Names) -> tuple[str, State]:
    """ "Back to Brighton: …": what was said of it last is what the rest leans on."""
    found = _BACK.match(text)
    if not found:
        return text, conversation.state
    wanted = {p.name for m in names.find(found["what"]) for p in m.places}
    for state in reversed((*conversation.earlier, conversation.state)):
        if wanted & set(state.places):
            return found["rest"] or f"and {found['what']}?", state
    return (found["rest"] and text) or f"what about {found['what']}?", conversation.state
