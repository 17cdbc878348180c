"""Settings become a Library and an Assistant, for command line, pages and evaluations alike."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from app.errors import BadSetting
from app.questions import take_question
from app.settings import Settings, read_settings

if TYPE_CHECKING:
    from evals.run import Ask, MakeAsk, MakeRank, Rank
    from index.answers.assistant import Assistant
    from index.models import Answer
    from index.stores.library import Library


def open_store(settings: Settings, *, create: bool = True) -> "Library":
    """The library that the settings name; raises StoreError, StoreMismatch."""
    from index.stores.library import open_library

    return open_library(settings.store, embedding=settings.embedding, create=create)


@contextmanager
def opened(settings: Settings, *, create: bool = True) -> Iterator["Library"]:
    """The library for the length of a `with`, closed at its end."""
    library = open_store(settings, create=create)
    try:
        yield library
    finally:
        library.close()


def make_assistant(library: "Library") -> "Assistant":
    """The assistant that answers from this library."""
    from index.answers.assistant import Assistant

    return Assistant(library)


def make_ask(settings: Settings, library: "Library") -> "MakeAsk":
    """For evaluations: from settings that differ to a function that answers a conversation."""

    def with_overrides(overrides: Mapping[str, str]) -> "Ask":
        limit = _overridden(settings, overrides).question_limit
        assistant = make_assistant(library)
        return lambda turns: _conversation(assistant, turns, limit)

    return with_overrides


def make_rank(settings: Settings, library: "Library") -> "MakeRank":
    """For evaluations: from settings that differ to what the search ranks for a question."""

    def with_overrides(overrides: Mapping[str, str]) -> "Rank":
        from evals.metrics import DEPTH
        from index.answers.retrieval import rank_passages

        _overridden(settings, overrides)
        knowledge = make_assistant(library).knowledge()
        return lambda question: rank_passages(knowledge, question, DEPTH)

    return with_overrides


def _conversation(assistant: "Assistant", turns: Sequence[str], limit: int) -> list["Answer"]:
    """One answer per turn, in a conversation of its own."""
    answers, conversation = [], None
    for turn in turns:
        reply = assistant.ask(take_question(turn, limit), conversation=conversation)
        conversation = reply.conversation
        answers.append(reply.answer)
    return answers


def _overridden(settings: Settings, overrides: Mapping[str, str]) -> Settings:
    """The settings with some of them changed; raises BadSetting for what a run cannot change."""
    changeable = set(Settings.model_fields) - {"store", "embedding", "port"}
    for name in overrides:
        if name not in changeable:
            known = ", ".join(sorted(changeable))
            raise BadSetting(f"{name!r} cannot be set for a run; these can: {known}.")
    kept = settings.model_dump(include=settings.model_fields_set)
    return read_settings(**kept | dict(overrides))
