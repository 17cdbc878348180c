"""Settings become a Library and an Assistant, for command line, pages and evaluations alike."""

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from app.errors import BadSetting
from app.questions import take_question
from app.settings import Settings, read_settings

_READERS = 2
"""Files that are read at a time: each may take as much memory as is set for one."""
_EMBEDDED = ("embedding", "chunking")
"""Settings that the vectors of a library were made with."""
_OF_A_SERVER = {
    "store",
    *("port", "address", "login", "login_hours", "role_claim", "audit_days"),
    *("readers", "editors", "evaluators"),
}
"""Settings that change no answer: an evaluation has nothing to vary in them."""

if TYPE_CHECKING:
    from app.ingestion import Reader
    from evals.run import Ask, MakeAsk, MakeRank, Rank
    from index.answers.assistant import Assistant
    from index.models import Answer
    from index.stores.library import Library


def open_store(settings: Settings, *, create: bool = True) -> "Library":
    """The library that the settings name; raises StoreError, StoreMismatch."""
    from index.stores.library import open_library

    return open_library(
        settings.store,
        embedding=settings.embedding,
        create=create,
        chunking=settings.chunking,
        retrieval=settings.retrieval,
    )


@contextmanager
def opened_as(settings: Settings, overrides: Mapping[str, str]) -> Iterator["Library"]:
    """The library as it is with other settings; where they change vectors, a copy of it.

    The copy is embedded anew in a folder of its own, which goes at the end: about 20 seconds for
    five reports. The library itself is left as it is.
    """
    other = changed(settings, overrides)
    if all(getattr(other, name) == getattr(settings, name) for name in _EMBEDDED):
        with opened(other, create=False) as library:
            yield library
        return
    with opened(settings, create=False):
        pass  # what is missing or damaged is said of the library, not of a copy
    with tempfile.TemporaryDirectory(prefix="reports-") as folder:
        copy = shutil.copytree(settings.store, Path(folder) / "library")
        with opened(other.model_copy(update={"store": copy}), create=False) as library:
            library.rebuild(embed=True)
            yield library


@contextmanager
def opened(settings: Settings, *, create: bool = True) -> Iterator["Library"]:
    """The library for the length of a `with`, closed at its end."""
    library = open_store(settings, create=create)
    try:
        yield library
    finally:
        library.close()


@contextmanager
def reading(settings: Settings, files: Sequence[Path]) -> Iterator["Reader"]:
    """What reads these files, each in a process of its own, within the limits that are set.

    They are read ahead, two at a time where the machine can, and handed over in their order.
    """
    from ingest.readers.guarded import Guard, Limits

    limits = Limits(
        seconds=settings.read_seconds,
        memory_mb=settings.read_memory_mb,
        pages=settings.max_pages,
        bytes=settings.max_bytes,
    )
    with Guard(limits, workers=min(_READERS, os.cpu_count() or 1, len(files) or 1)) as guard:
        guard.expect(files)
        yield guard.read


def make_assistant(library: "Library") -> "Assistant":
    """The assistant that answers from this library."""
    from index.answers.assistant import Assistant

    return Assistant(library)


def make_ask(settings: Settings, library: "Library") -> "MakeAsk":
    """For evaluations: from settings that differ to a function that answers a conversation."""

    def with_overrides(overrides: Mapping[str, str]) -> "Ask":
        limit = _for_library(settings, overrides).question_limit
        assistant = make_assistant(library)
        return lambda turns: _conversation(assistant, turns, limit)

    return with_overrides


def make_rank(settings: Settings, library: "Library") -> "MakeRank":
    """For evaluations: from settings that differ to what the search ranks for a question."""

    def with_overrides(overrides: Mapping[str, str]) -> "Rank":
        from evals.metrics import DEPTH
        from index.answers.retrieval import rank_passages

        _for_library(settings, overrides)
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


def _for_library(settings: Settings, overrides: Mapping[str, str]) -> Settings:
    """The settings with some changed; raises BadSetting for what the open library was opened by."""
    other = changed(settings, overrides)
    for name in (*_EMBEDDED, "retrieval"):
        if getattr(other, name) != getattr(settings, name):
            raise BadSetting(f"{name!r} belongs to a library: open one with it (`opened_as`).")
    return other


def changed(settings: Settings, overrides: Mapping[str, str]) -> Settings:
    """The settings with some of them changed; raises BadSetting for what a run cannot change."""
    changeable = set(Settings.model_fields) - _OF_A_SERVER
    for name in overrides:
        if name not in changeable:
            known = ", ".join(sorted(changeable))
            raise BadSetting(f"{name!r} cannot be set for a run; these can: {known}.")
    kept = settings.model_dump(include=settings.model_fields_set)
    return read_settings(**kept | dict(overrides))
