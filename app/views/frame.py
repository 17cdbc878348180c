"""What all pages share: the opened library, the style sheet, headings and plain error messages."""

from contextlib import suppress
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import streamlit as st

from app.settings import Settings, read_settings
from app.views.keyboard import attend
from app.wiring import make_assistant, open_store
from index.answers.assistant import Assistant
from index.stores.library import Library
from ingest.errors import ReportsError
from ingest.models import Fact, ReportInfo

if TYPE_CHECKING:
    from collections.abc import Iterable

STYLES = tuple(Path(__file__).with_name(f"{n}.css") for n in ("style", "ratings", "evaluation"))
ICON = Path(__file__).with_name("icon.svg")


class Parts(NamedTuple):
    """What the pages work with."""

    library: Library
    assistant: Assistant
    settings: Settings


class Holdings(NamedTuple):
    """What the library holds, read once for every state of the library."""

    reports: tuple[ReportInfo, ...]
    facts: tuple[Fact, ...]
    fingerprint: str
    """The state of the library that they are of: what is made of them is kept under it."""


@st.cache_resource(show_spinner="Opening the library …")
def opened() -> Parts:
    """The library and its assistant, opened once for all sessions of this process.

    Raises ReportsError, and then tries again for the next page.
    """
    settings = read_settings()
    library = open_store(settings)
    return Parts(library, make_assistant(library), settings)


def dress() -> None:
    """Give the page its style sheets, and what keyboards and screen readers need of it."""
    for sheet in STYLES:
        st.html(sheet)
    attend()


def holdings(library: Library) -> Holdings:
    """The reports and facts of the library; read again only after it has changed."""
    while True:
        with suppress(_Changed):
            return _holdings(library, library.fingerprint())


def heading(title: str, line: str) -> None:
    """A page's title with a line under it; both are text."""
    st.html(f'<h1 class="title">{escape(title)}</h1><p class="lead">{escape(line)}</p>')


def nothing_held() -> None:
    """What a page says while the library is empty."""
    st.html(
        '<div class="empty"><h2>The library holds no reports yet</h2><p>Put inspection reports '
        "into a folder and run <code>reports ingest FOLDER</code>, or add them on the Library page."
        "</p></div>"
    )


def show_error(error: ReportsError) -> None:
    """An error in its own plain words."""
    error_line(str(error))


def error_line(message: str) -> None:
    """A message about what went wrong, as text."""
    st.html(f'<p class="error" role="alert">{escape(message)}</p>')


def keep(keys: "Iterable[str]") -> None:
    """Keep the values of widgets that the page shown now does not have (filters, say)."""
    for key in keys:
        if key in st.session_state:
            st.session_state[key] = st.session_state[key]


class _Changed(Exception):
    """Somebody changed the library while it was read: reports and facts may not be of one state."""


@st.cache_resource(show_spinner=False, max_entries=2)
def _holdings(_library: Library, fingerprint: str) -> Holdings:
    held = Holdings(_library.reports(), _library.facts(), fingerprint)
    if _library.fingerprint() != fingerprint:
        raise _Changed
    return held
