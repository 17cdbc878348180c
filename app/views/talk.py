"""What one person's session keeps of a talk: its turns, asked and put into one file."""

import logging
from typing import NamedTuple

from app.questions import take_question
from app.render import escape_markdown, render_markdown
from index.answers.assistant import Assistant
from index.models import Answer, Conversation, Filters
from ingest.errors import ReportsError

_BUG = (
    "Something went wrong while this was being answered, and the mistake is ours. Put the "
    "question in other words; what happened is in the log of the server."
)
_log = logging.getLogger(__name__)


class Turn(NamedTuple):
    """One question with what came of it: an answer, or an error in plain words."""

    question: str
    answer: Answer | None
    error: str
    filtered: str
    """The filters that were on, in words; "" without any."""


class Asking(NamedTuple):
    """A question on its way to the assistant, with the filters that are on."""

    question: str
    limit: int
    """Characters that a question may have."""
    filters: Filters
    filtered: str
    """The filters in words."""


def ask(
    assistant: Assistant, asking: Asking, conversation: Conversation | None
) -> tuple[Turn, Conversation | None]:
    """The turn that a question makes and the conversation after it; an error is a turn too."""
    question, filtered = asking.question, asking.filtered
    try:
        reply = assistant.ask(take_question(question, asking.limit), conversation, asking.filters)
    except ReportsError as error:
        return Turn(question, None, str(error), filtered), conversation
    except Exception:  # a bug: its traceback goes to the log, and the talk goes on
        _log.exception("No answer to a question of %d characters", len(question))
        return Turn(question, None, _BUG, filtered), conversation
    return Turn(question, reply.answer, "", filtered), reply.conversation


def transcript(turns: list[Turn]) -> str:
    """All turns with their sources, as Markdown."""
    parts = ["# Questions to the inspection reports\n"]
    for turn in turns:
        parts.append(f"## {escape_markdown(turn.question)}\n")
        if turn.filtered:
            parts.append(f"*Answered only from {escape_markdown(turn.filtered)}*\n")
        parts.append(
            render_markdown(turn.answer) if turn.answer else escape_markdown(turn.error) + "\n"
        )
    return "\n".join(parts)
