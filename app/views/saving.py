"""A conversation to take away: as a Word file with endnotes, and as Markdown."""

from collections.abc import Callable
from importlib.metadata import version

import streamlit as st

from app.briefing.files import WORD_TYPE
from app.views.frame import Holdings
from app.views.talk import transcript
from index.answers.briefing.gather import publishers_of
from index.stores.saved import Said
from ingest.schemes import load_schemes


def show_saving(held: Holdings, read: Callable[[], list[Said]], name: str) -> None:
    """A button for each kind of file; one is made once its button is pressed.

    `read` gives all that was said; `name` is that of the conversation.
    """
    with st.container(key="saving", gap="small"):
        st.download_button(
            "Save as Word",
            lambda: talk_as_word(held, read(), name),
            file_name="conversation.docx",
            mime=WORD_TYPE,
            key="save-word",
            icon=":material/download:",
            on_click="ignore",
            width="stretch",
            help="With every source as an endnote",
        )
        st.download_button(
            "Save as Markdown",
            lambda: transcript(read()),
            file_name="conversation.md",
            mime="text/markdown",
            key="save",
            icon=":material/download:",
            on_click="ignore",
            width="stretch",
            help="With every source, as plain text",
        )


def talk_as_word(held: Holdings, said: list[Said], name: str) -> bytes:
    """The bytes of the Word file."""
    from app.briefing.talk import Origin, render_talk

    cited = {c.report.id for turn in said if turn.answer for c in turn.answer.citations}
    publishers = publishers_of(held.facts, load_schemes(), cited)
    made_by = version("inspection-reports-assistant")
    return render_talk(said, Origin(publishers, held.fingerprint, made_by), name)
