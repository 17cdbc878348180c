"""Settings become a Library and an Assistant, for command line, pages and evaluations alike."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from app.settings import Settings

if TYPE_CHECKING:
    from index.answers.assistant import Assistant
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
