"""A follow-up that nothing answers alone is looked for once more with the subject before it."""

from index.answers.english import content_stems
from index.answers.talk.pieces import NATION, Resolved, topic_words
from index.models import QuestionPlan, State

_TEXTUAL = frozenset({"finding", "figure", "why", "summary", "improvements", "strengths"})


def with_subject(resolved: Resolved, plan: QuestionPlan) -> Resolved | None:
    """The question with the subject of the turn before; None where it cannot lean on that.

    "Do they do the checks in time?" names no checks: after a question on domestic abuse they are
    those of domestic abuse. Only of the same place, and only where the texts were asked before.
    """
    state = resolved.state
    asked = (
        resolved.act == "ask" and resolved.table is None and plan.intent in {"finding", "figure"}
    )
    if not asked or state.intent not in _TEXTUAL or not _same_places(plan, state):
        return None
    topic = topic_words(state)
    if not content_stems(topic) - content_stems(resolved.standalone):
        return None
    return resolved._replace(
        standalone=f"{resolved.standalone.rstrip('?. ')}, on {topic}?",
        carried=(*resolved.carried, f"the subject: {topic}"),
    )


def _same_places(plan: QuestionPlan, state: State) -> bool:
    named = tuple(p.name for p in plan.places)
    return named == state.places or (not named and state.places in {(), NATION})
