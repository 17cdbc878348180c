"""The briefing on the page: a subject chosen, read as it will look, taken away as a file."""

from functools import partial
from importlib.metadata import version
from typing import TYPE_CHECKING

import streamlit as st

from app.access import AT_HOME, Person
from app.audit import AuditLog
from app.briefing.files import render
from app.briefing.wording import Dress, title_of
from app.masking import mask, masked_words
from app.views.frame import Holdings, error_line, heading, holdings, nothing_held, show_error
from app.wording import standard_words
from index.answers.assistant import Assistant
from index.answers.briefing.compose import compose_briefing
from index.stores.library import Library
from ingest.cover import slug
from ingest.errors import ReportsError
from ingest.schemes import load_schemes

if TYPE_CHECKING:
    from index.answers.briefing.model import Briefing

SUBJECT, TITLE, MARKING = "brief_subject", "brief_title", "brief_marking"
KEPT = (SUBJECT, TITLE, MARKING)
_MADE = "brief_made"
_HEIGHT = 900
"""Pixels of the preview: a page of A4 and a little."""
_FILES = (
    (
        ".docx",
        "Word",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    (".html", "Web page", "text/html"),
    (".md", "Markdown", "text/markdown"),
)


def show_briefing(
    assistant: Assistant,
    library: Library,
    person: Person = AT_HOME,
    log: AuditLog | None = None,
) -> None:
    """The whole page; what is made goes into the log."""
    person.must("reader")
    held = holdings(library)
    if not held.reports:
        nothing_held()
        return
    heading(
        "Briefing",
        "What the library knows of one subject, as a document to send on. Every line has a note "
        "that leads to the very words.",
    )
    with st.form("brief", border=True):
        subject = st.selectbox(
            "Subject",
            _subjects(held),
            index=None,
            key=SUBJECT,
            accept_new_options=True,
            placeholder="A place, a region, a standard or a topic: choose or type",
        )
        left, right = st.columns(2)
        title = left.text_input("Title (optional)", key=TITLE, max_chars=160)
        marking = right.text_input("Protective marking (optional)", key=MARKING, max_chars=80)
        asked = st.form_submit_button("Make the briefing", type="primary")
    if asked and not subject:
        error_line("Say what the briefing is to be about.")
        st.session_state[_MADE] = None
    elif asked and subject:
        st.session_state[_MADE] = None
        new = _make(assistant, subject, title or "", marking or "")
        # Kept for this session only once it is in the log: a run may end at any line.
        if new is not None and (log is None or _recorded(log, person, subject, *new)):
            st.session_state[_MADE] = new
    made: tuple[Briefing, Dress] | None = st.session_state.get(_MADE)
    if made is not None:
        _show(*made)


def _make(
    assistant: Assistant, subject: str, title: str, marking: str
) -> "tuple[Briefing, Dress] | None":
    masked = mask(subject)
    if masked.kinds:
        error_line(masked_words(masked.kinds))
        return None
    with st.spinner("Reading the reports …"):
        try:
            briefing = compose_briefing(assistant.knowledge(), subject)
        except ReportsError as error:
            show_error(error)
            return None
    dress = Dress(
        title=title.strip(),
        marking=marking.strip(),
        version=version("inspection-reports-assistant"),
    )
    return briefing, dress


def _recorded(
    log: AuditLog, person: Person, subject: str, briefing: "Briefing", dress: Dress
) -> bool:
    """Write down what was made; what cannot be written down is not to be shown."""
    try:
        title = mask(title_of(briefing, dress)).text
        log.brief(person, subject, title, [info.id for info in briefing.reports])
    except ReportsError as error:
        show_error(error)
        return False
    return True


def _show(briefing: "Briefing", dress: Dress) -> None:
    name = slug(title_of(briefing, dress)) or "briefing"
    with st.container(horizontal=True, key="brief-files"):
        for ending, words, kind in _FILES:
            st.download_button(
                words,
                partial(render, briefing, dress, ending),
                file_name=f"{name}{ending}",
                mime=kind,
                key=f"brief-{ending[1:]}",
                icon=":material/download:",
                on_click="ignore",
                type="primary" if ending == ".docx" else "secondary",
            )
    page = render(briefing, dress, ".html").decode("utf-8")
    st.iframe(page, height=_HEIGHT, alt=f"The briefing: {title_of(briefing, dress)}")


def _subjects(held: Holdings) -> list[str]:
    """What a briefing can be about, as far as it is known without asking.

    Places of which a report is held come first, then those that a table rates, then regions, then
    the standards of the rounds that are held. A topic of the text has to be typed.
    """
    own = {info.subject for info in held.reports if info.kind in ("pdu", "annual", "region")}
    rated = [fact for fact in held.facts if fact.measure in ("score", "overall_rating", "rating")]
    places = {fact.subject for fact in rated if fact.subject and fact.region}
    regions = {info.region for info in held.reports if info.region}
    rounds = {fact.scheme for fact in rated}
    standards = {
        standard_words(standard.key)
        for scheme in load_schemes().schemes
        if scheme.name in rounds
        for standard in scheme.rated_standards
    }
    every = [*sorted(own), *sorted(places), *sorted(regions), *sorted(standards)]
    return list(dict.fromkeys(every))
