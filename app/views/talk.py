"""A question asked on the page, and a talk put into one file."""

import logging
from typing import NamedTuple

from app.explain import explain_lines
from app.masking import mask, masked_words, without_gaps
from app.questions import take_question
from app.render import render_markdown
from index.answers.assistant import Assistant
from index.answers.compose.markdown import escape as escape_markdown
from index.models import Conversation, Filters
from index.stores.saved import Said
from ingest.errors import ReportsError

_BUG = (
    "Something went wrong while this was being answered, and the mistake is ours. Put the "
    "question in other words; what happened is in the log of the server."
)
_NOTHING_FITS = "No report fits all the filters that are on. Clear or change them, and ask again."
_log = logging.getLogger(__name__)


class Asking(NamedTuple):
    """A question on its way to the assistant, with the filters that are on."""

    question: str
    limit: int
    """Characters that a question may have."""
    filters: Filters
    filtered: str
    """The filters in words."""
    nothing_fits: bool = False
    """No report passes the filters."""


def ask(
    assistant: Assistant, asking: Asking, conversation: Conversation | None
) -> tuple[Said, Conversation | None]:
    """What a question brings and the conversation after it; an error is an outcome too.

    Personal data goes out of the question first: neither the assistant nor anything after it has
    seen them, and the assistant does not take the gaps for words.
    """
    masked = mask(asking.question)
    said = Said(question=masked.text, filtered=asking.filtered, masked=masked_words(masked.kinds))
    if asking.nothing_fits:
        return said.model_copy(update={"error": _NOTHING_FITS}), conversation
    try:
        question = take_question(without_gaps(masked.text), asking.limit)
        reply = assistant.ask(question, conversation, asking.filters)
    except ReportsError as error:
        return said.model_copy(update={"error": str(error)}), conversation
    except Exception:  # a bug: its traceback goes to the log, and the talk goes on
        _log.exception("No answer to a question of %d characters", len(masked.text))
        return said.model_copy(update={"error": _BUG}), conversation
    update = {"answer": reply.answer, "why": tuple(explain_lines(reply, fields=False))}
    return said.model_copy(update=update), reply.conversation


def transcript(turns: list[Said]) -> str:
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
