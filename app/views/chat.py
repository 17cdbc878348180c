"""The chat: a question, its answer with numbered citations, cited place and facts beside it.

Everything that belongs to one person lives in their session: the turns, the conversation that
the assistant carries on, the opened citation and the filters.
"""

import re
from html import escape
from typing import NamedTuple

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from app.access import AT_HOME, Person
from app.audit import AuditLog
from app.render import (
    answer_html,
    button_label,
    facts_html,
    notes_html,
    question_html,
    sources_html,
    why_html,
)
from app.source import reader_link, source_html
from app.views import saved, scope
from app.views.clicks import listen
from app.views.examples import example_questions
from app.views.frame import Holdings, error_line, holdings, nothing_held, show_error
from app.views.judging import show_judging
from app.views.printed_page import show_page
from app.views.saving import show_saving
from app.views.talk import Asking, ask
from app.views.turns import Turns
from app.wording import counted, held_words
from index.answers.assistant import Assistant
from index.models import Answer, Citation, Status
from index.stores.library import Library
from index.stores.saved import Said
from ingest.errors import ReportsError

KEPT = scope.KEPT
_STATUS: dict[Status, str] = {
    "answered": "",
    "partial": "Answered in part",
    "not_found": "Not found in this library",
    "clarify": "Which do you mean?",
}
_MOST_CHOICES = 8
_WAITING = "waiting"
"""A question that came while another one was being answered."""
_ASK = "Ask about the inspection reports (no details of cases or people)"


class Keeping(NamedTuple):
    """Where a turn is kept, and for whom."""

    library: Library
    person: Person
    log: AuditLog | None


class Opened(NamedTuple):
    """The citation that stands open: number of its turn and its id."""

    turn: int
    citation: int


def show_chat(
    assistant: Assistant,
    library: Library,
    question_limit: int = 2000,
    person: Person = AT_HOME,
    log: AuditLog | None = None,
) -> None:
    """The whole page; a question may have `question_limit` characters, and goes into the log."""
    person.must("reader")
    held = holdings(library)
    if not held.reports:
        nothing_held()
        return
    turns = saved.open_turns(library, person)
    actions = st.sidebar.container()
    limits = scope.show_scope(held)
    talk = st.container(key="talk")
    # In a container of its own: pinned by Streamlit, the page would jump to its end at every click.
    with st.container(key="ask"):
        scope.show_scope_line(limits)
        # While a question is being answered none can be sent: it would end that answer.
        typed = st.chat_input(_ASK, key="question", submit_mode="disable")
    if typed is not None:
        _take(typed)
    pending: str | None = st.session_state.get("pending")
    if pending is not None:
        st.session_state["opened"] = None
    with talk:
        if not turns.count and pending is None:
            _welcome(held)
        if turns.hidden:
            _offer_earlier(turns.hidden, library, person)
        for number, turn in turns.shown():
            with _turn_container(number, turn.question):
                newest = number == turns.count - 1 and pending is None
                _show_turn(turn, number, library, newest)
        if pending is not None:
            with _turn_container(turns.count, pending):
                asking = Asking(pending, question_limit, *limits)
                _take_turn(assistant, asking, Keeping(library, person, log))
    with actions:
        _actions(held, library, person)
    listen(_open, st.session_state.get("show", ""))


def _offer_earlier(count: int, library: Library, person: Person) -> None:
    """A long talk is not drawn whole at every click: its earlier turns are shown when asked for."""
    st.button(
        f"Show {counted(count, 'earlier question')}",
        key="all-turns",
        on_click=saved.show_earlier,
        args=(library, person),
        type="tertiary",
        icon=":material/history:",
    )


def _turn_container(number: int, question: str) -> DeltaGenerator:
    container = st.container(key=f"turn-{number}")
    title = '<h1 class="hidden">Chat</h1>' if number == 0 else ""
    container.html(title + question_html(question))
    return container


def _take_turn(assistant: Assistant, asking: Asking, keeping: Keeping) -> None:
    """Ask, and keep what came of it; a question stays pending until then."""
    state = st.session_state
    stop = st.empty()
    stop.button("Stop", key="stop", icon=":material/stop_circle:", on_click=_stop)
    with st.spinner("Reading the reports …"):
        said, conversation = ask(assistant, asking, state["conversation"])
        if keeping.log is not None:
            said = keeping.log.recorded(keeping.person, said)
    stop.empty()
    saved.add_turn(keeping.library, keeping.person, said, conversation)
    state["pending"] = state.pop(_WAITING, None)
    number = state["turns"].count - 1
    state["show"] = f".st-key-turn-{number}@{number + 1}"
    # Anew: the question without what was masked, and the actions that belong to the new answer.
    st.rerun()


def _show_turn(turn: Said, number: int, library: Library, newest: bool) -> None:
    if turn.masked:
        st.html(f'<p class="masked" role="status">{escape(turn.masked)}</p>')
    if turn.filtered:
        st.html(f'<p class="small">Answered only from {escape(turn.filtered)}</p>')
    if turn.answer is None:
        error_line(turn.error)
        return
    answer = turn.answer
    turns: Turns = st.session_state["turns"]
    text, beside = st.columns([7, 5], gap="large")
    with text:
        said = _STATUS[answer.status]
        status = f'<p class="status">{said}</p>' if said else ""
        st.html(status + answer_html(answer, number) + notes_html(answer.notes))
        _under(turn, answer, number, library)
        if newest and turn.filtered and answer.status in ("not_found", "partial"):
            st.button(
                "Clear the filter and ask again",
                key=f"unfiltered-{turns.slot(number)}",
                on_click=_ask_unfiltered,
                args=(turn.question,),
                icon=":material/filter_list_off:",
            )
        if newest:
            _suggestions(answer, turns.slot(number))
    with beside:
        _opened_source(answer, number, library)
        if answer.facts:
            st.html(facts_html(answer, number))
        if answer.citations:
            st.html(sources_html(answer, number))


def _under(turn: Said, answer: Answer, number: int, library: Library) -> None:
    """What can be done with an answer: copy it, judge it, see how it came about."""
    turns: Turns = st.session_state["turns"]
    with st.container(key=f"under-{number}", horizontal=True, vertical_alignment="center"):
        if answer.citations:
            st.html(turns.copy_button(number, answer), width="content")
        # Before the judging, whose buttons go once they were used: what moves into the place of an
        # open one would stand open.
        if turn.why:
            with st.popover("Why this answer?", icon=":material/help:"):
                st.html(why_html(turn.why))
        slot = turns.slot(number)
        show_judging(library, st.session_state["talk_id"], number, slot, answer)


def _suggestions(answer: Answer, slot: str) -> None:
    """Readings to choose from where the question has several, else questions to ask next."""
    choose = answer.status == "clarify"
    shown = answer.suggestions[: _MOST_CHOICES if choose else 3]
    if not shown:
        return
    with st.container(key=f"{'choices' if choose else 'next'}-{slot}"):
        if not choose:
            st.html('<p class="next">You could also ask</p>')
        for place, question in enumerate(shown):
            st.button(
                button_label(question),
                key=f"suggestion-{slot}-{place}",
                type="secondary" if choose else "tertiary",
                on_click=_take,
                args=(question,),
            )


def _opened_source(answer: Answer, number: int, library: Library) -> None:
    opened: Opened | None = st.session_state.get("opened")
    if opened is None or opened.turn != number:
        return
    citation = next((c for c in answer.citations if c.id == opened.citation), None)
    if citation is None:
        return
    with st.container(key="source"):
        st.button(
            "Close", key="close-source", on_click=_close, type="tertiary", icon=":material/close:"
        )
        try:
            st.html(_source(citation, library) + reader_link(citation.report.id))
            show_page(library, citation)
        except ReportsError as error:  # the report was taken out since
            show_error(error)


def _source(citation: Citation, library: Library) -> str:
    report = citation.report
    return source_html(report, citation, library.passages([report.id]), library.text(report.id))


def _welcome(held: Holdings) -> None:
    st.html(
        '<div class="welcome"><h1 class="title">What do the inspection reports say?</h1>'
        '<p class="lead">Ask in plain English. Every answer is quoted or counted from '
        f"the reports in this library ({held_words(held.reports)}), and every number "
        '<span class="chip" aria-hidden="true">1</span> opens the place it comes from.</p>'
        '<p class="next">For example</p></div>'
    )
    with st.container(key="examples"):
        for place, question in enumerate(example_questions(held.reports, held.facts)):
            st.button(
                button_label(question), key=f"example-{place}", on_click=_take, args=(question,)
            )


def _actions(held: Holdings, library: Library, person: Person) -> None:
    """A new conversation, this one with all its sources as one file, and the earlier ones."""
    talking = bool(st.session_state["turns"].count)
    st.button(
        "New conversation",
        key="new",
        on_click=saved.begin_again,
        icon=":material/add:",
        width="stretch",
        disabled=not talking,
    )
    if talking:
        show_saving(held, saved.all_turns(library, person), st.session_state["talk_name"])
    saved.show_naming(library, person)
    saved.show_saved(library, person)


def _stop() -> None:
    st.session_state["pending"] = None
    st.session_state.pop(_WAITING, None)


def _take(question: str) -> None:
    """Ask this next; a question that is being answered is answered first."""
    state = st.session_state
    if question.strip():
        state["pending" if state.get("pending") is None else _WAITING] = question


def _ask_unfiltered(question: str) -> None:
    scope.clear_scope()
    _take(question)


def _close() -> None:
    st.session_state["opened"] = None


def _open(value: str) -> None:
    """Open the citation that a button names ("turn:id"); anything else closes what is open."""
    found = re.fullmatch(r"(\d{1,6}):(\d{1,6})", value)
    if found is None:
        _close()
        return
    opened = Opened(int(found[1]), int(found[2]))
    st.session_state["opened"] = opened
    count = int(st.session_state.get("opens", 0)) + 1
    st.session_state["opens"] = count
    st.session_state["show"] = f".st-key-source@{opened.turn}.{opened.citation}.{count}"
