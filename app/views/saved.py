"""Kept conversations: what is said is saved as it is said, found again, renamed and deleted."""

from collections.abc import Callable
from html import escape
from uuid import uuid4

import streamlit as st

from app.access import Person
from app.masking import mask
from app.render import button_label
from app.views.frame import error_line, show_error
from app.views.turns import SHOWN, Turns
from app.wording import short_date_words
from index.models import Conversation
from index.stores.library import Library
from index.stores.saved import LONGEST_NAME, Said, Talk
from ingest.errors import ReportsError

_ADDRESS = "talk"
"""Name of the parameter in the address that says which conversation is open."""
_SEARCH = "talk_search"
_LISTED = 12
_SHOWN = 44
"""Characters of a name in the list."""
_NAMED, _DONE = "talk_named", "talk_done"
"""How often a conversation was given a name; what has just been done, to be said once."""


def open_turns(library: Library, person: Person) -> Turns:
    """What was said in the conversation of this tab: the open one, else the one in the address."""
    state = st.session_state
    wanted = st.query_params.get(_ADDRESS, "")
    if "talk_id" not in state:
        _forget()
    if wanted and not state["talk_id"]:  # a page opened by its address, or gone back to
        _load(library, person, wanted)
    if state["talk_id"] and wanted != state["talk_id"]:
        st.query_params[_ADDRESS] = state["talk_id"]
    return _turns()


def add_turn(
    library: Library, person: Person, said: Said, conversation: Conversation | None
) -> None:
    """Add a turn to the open conversation and keep it; where it cannot be kept, say so."""
    state = st.session_state
    if not state["talk_id"]:
        state["talk_id"] = uuid4().hex
        state["talk_name"] = _short(said.question, LONGEST_NAME)
        st.query_params[_ADDRESS] = state["talk_id"]
    state["conversation"] = conversation
    _turns().add(said)
    _keep(library, person)


def show_earlier(library: Library, person: Person) -> None:
    """Show the turns before those that are shown, from the library; say so where it cannot."""
    state, turns = st.session_state, _turns()
    try:
        earlier = library.turns(state["talk_id"], person.id, 0, turns.first) if turns.first else ()
    except ReportsError as error:
        state["talk_error"] = str(error)
        turns.take_earlier(())
        return
    if len(earlier) < turns.first:
        state["talk_error"] = "The earlier questions of this conversation are no longer kept."
    turns.take_earlier(earlier)


def all_turns(library: Library, person: Person) -> Callable[[], list[Said]]:
    """What reads all that was said by now; it can be called outside of the session."""
    turns = _turns()
    talk_id, first, held = st.session_state["talk_id"], turns.first, turns.held
    return lambda: [*(library.turns(talk_id, person.id, 0, first) if first else ()), *held]


def show_saved(library: Library, person: Person) -> None:
    """The list of kept conversations, to search and to open."""
    if st.session_state.get("talk_error"):
        error_line(st.session_state["talk_error"])
    if done := st.session_state.pop(_DONE, ""):
        st.toast(done, icon=":material/check:")
    try:
        every = library.talks(person.id)
    except ReportsError as error:
        show_error(error)
        return
    if not every:
        return
    with st.expander(f"Earlier conversations ({len(every)})", icon=":material/history:"):
        typed = st.text_input("Search", key=_SEARCH, placeholder="Words of a question or answer")
        shown = library.talks(person.id, typed) if typed else every
        if not shown:
            st.html('<p class="small">None has these words.</p>')
        for place, line in enumerate(shown[:_LISTED]):
            when = f"{short_date_words(line.updated[:10])}, {line.updated[11:16]}"
            st.button(
                button_label(f"{_short(line.name, _SHOWN)} · {when}"),
                key=f"talk-{place}",
                type="tertiary",
                help=button_label(f"{line.name} · {when} UTC"),
                on_click=_open,
                args=(library, person, line.id),
                disabled=line.id == st.session_state["talk_id"],
            )
        if len(shown) > _LISTED:
            st.html(f'<p class="small">and {len(shown) - _LISTED} more: search for them</p>')


def show_naming(library: Library, person: Person) -> None:
    """Rename or delete the open conversation."""
    if not st.session_state["talk_id"]:
        return
    # A new name each time: a popover that was open stays so under its old one.
    key = f"naming-{st.session_state.get(_NAMED, 0)}"
    with st.popover("This conversation", icon=":material/more_horiz:", width="stretch", key=key):
        with st.form("naming", border=False):
            name = st.text_input("Name", st.session_state["talk_name"], max_chars=LONGEST_NAME)
            if st.form_submit_button("Rename") and name and name.strip():
                st.session_state["talk_name"] = mask(name.strip()).text
                _keep(library, person)
                st.session_state[_NAMED] = int(st.session_state.get(_NAMED, 0)) + 1
                st.session_state[_DONE] = "This conversation has its new name."
                st.rerun()
        if st.button("Delete this conversation …", key="delete-talk"):
            _confirm_deletion(library, person)


@st.dialog("Delete this conversation?")
def _confirm_deletion(library: Library, person: Person) -> None:
    name = st.session_state["talk_name"]
    st.html(f"<p><b>{escape(name)}</b> is taken out for good, with all its answers.</p>")
    with st.container(horizontal=True):
        if st.button("Delete", key="delete-now", type="primary"):
            try:
                library.delete_talk(st.session_state["talk_id"], person.id)
            except ReportsError as error:
                show_error(error)
                return
            begin_again()
            st.session_state[_DONE] = "The conversation is deleted."
            st.rerun()
        if st.button("Keep it", key="keep-talk"):
            st.rerun()


def begin_again() -> None:
    """An empty conversation; the one that was open stays kept."""
    _forget()
    if _ADDRESS in st.query_params:
        del st.query_params[_ADDRESS]


def _open(library: Library, person: Person, talk_id: str) -> None:
    _forget()
    _load(library, person, talk_id)
    if st.session_state["talk_id"]:
        st.query_params[_ADDRESS] = talk_id


def _load(library: Library, person: Person, talk_id: str) -> None:
    state = st.session_state
    try:
        talk = library.talk(talk_id, person.id)
        first = max(0, talk.count - SHOWN) if talk else 0
        said = library.turns(talk_id, person.id, first) if talk else ()
    except ReportsError as error:
        state["talk_error"] = str(error)
        return
    if talk is None:
        state["talk_error"] = "There is no such conversation, or it is not yours."
        if _ADDRESS in st.query_params:
            del st.query_params[_ADDRESS]
        return
    state["talk_id"], state["talk_name"] = talk.id, talk.name
    state["turns"], state["conversation"] = Turns(said, first), talk.conversation
    newest = state["turns"].count
    state["show"] = f".st-key-turn-{newest - 1}@{talk.id}.{newest}" if newest else ""


def _forget() -> None:
    state = st.session_state
    state["talk_id"] = state["talk_name"] = state["talk_error"] = ""
    state["turns"], state["conversation"] = Turns(), None
    state["pending"] = state["opened"] = state["waiting"] = None
    state["show"] = ""


def _keep(library: Library, person: Person) -> None:
    """Write the name, the state and what is not written yet; where that fails, say so.

    What could not be written stays in the session, and is written with the next turn that can.
    """
    state, turns = st.session_state, _turns()
    talk = Talk(
        id=state["talk_id"],
        owner=person.id,
        name=state["talk_name"],
        conversation=state["conversation"] or Conversation(),
    )
    before = turns.count - len(turns.unkept)
    try:
        found = library.keep_turns(talk, turns.unkept)
    except ReportsError as error:
        state["talk_error"] = f"This conversation is not being kept. {error}"
        return
    state["talk_error"] = ""
    turns.were_kept()
    if found != before:  # it went on in another tab, or was deleted there
        _load(library, person, talk.id)


def _turns() -> Turns:
    turns: Turns = st.session_state["turns"]
    return turns


def _short(text: str, length: int) -> str:
    words = " ".join(text.split())
    return words if len(words) <= length else words[: length - 1].rstrip() + "…"
