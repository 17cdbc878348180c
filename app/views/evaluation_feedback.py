"""Feedback on the evaluation page: what people thought of answers, to become known pairs."""

from collections import Counter
from collections.abc import Sequence
from html import escape

import streamlit as st
from pydantic import ValidationError

from app.copying import body_html
from app.evaluation.drafting import (
    SUITE,
    VERDICTS,
    Drafted,
    asked_alone,
    draft_from,
    drafted,
    verdict_words,
)
from app.settings import Settings
from app.views.frame import show_error
from app.wording import counted
from evals.page import answer_html
from index.models import Answer
from index.stores.library import Library
from index.stores.talks import Feedback
from ingest.errors import ReportsError

_DRAFTED, _ERROR = "eval_drafted", "eval_draft_error"
_WANTED = "eval_wanted"
"""The entry that a pair is to be drafted of, once it is sure that this person may."""
_SHOWN = 30
"""Entries that are shown at once, newest first."""


def show_feedback(library: Library, settings: Settings) -> None:
    """Every entry with a button that drafts a pair of it; for evaluators, as the page has it."""
    wanted: Feedback | None = st.session_state.pop(_WANTED, None)
    if wanted is not None:
        _draft(wanted, library, settings)
    try:
        entries, known = library.feedback(), drafted(settings)
    except ReportsError as error:
        show_error(error)
        return
    if not entries:
        st.html(
            '<div class="empty"><p>Nobody has said anything about an answer yet. The thumbs under '
            "an answer in the chat put it here.</p></div>"
        )
        return
    _say(entries)
    only = st.checkbox("Only where something is wrong", value=True, key="eval_wrong_only")
    _say_drafted()
    shown = [e for e in enumerate(entries) if not only or e[1].verdict != "good"]
    for number, entry in reversed(shown[-_SHOWN:]):
        _entry(number, entry, known.get(asked_alone(entry), ""))
    if len(shown) > _SHOWN:
        st.html(f'<p class="small">The {_SHOWN} newest of {len(shown)} are shown.</p>')


def _say(entries: Sequence[Feedback]) -> None:
    counts = Counter[str](entry.verdict for entry in entries)
    parts = [
        f"{words} ({counts[verdict]})" for verdict, words in VERDICTS.items() if counts[verdict]
    ]
    said = f"{counted(len(entries), 'answer')} judged: {', '.join(parts)}."
    st.html(f'<p class="small" role="status">{escape(said)}</p>')


def _entry(number: int, entry: Feedback, pair_id: str) -> None:
    comment = f'<p class="remark">{escape(entry.comment)}</p>' if entry.comment else ""
    with st.container(border=True):
        st.html(
            f'<div class="judged"><p class="asked">{escape(entry.question)}</p>'
            f'<p class="small">Judged: {escape(verdict_words(entry))}</p>{comment}'
            f"{judged_html(entry)}</div>"
        )
        if pair_id:
            st.html(f'<p class="small">A pair already: {escape(f"{SUITE}/{pair_id}")}</p>')
            return
        st.button(
            "Make a pair of this",
            key=f"eval-draft-{number}",
            icon=":material/add_task:",
            on_click=_want,
            args=(entry,),
        )


def judged_html(entry: Feedback) -> str:
    """The answer that was judged, closed; "" where it is one of another version."""
    try:
        answer = Answer.model_validate_json(entry.answer)
    except ValidationError:
        return ""
    return (
        '<details class="pair"><summary>The answer that was judged</summary>'
        f"{answer_html(answer, body_html(answer))}</details>"
    )


def _want(entry: Feedback) -> None:
    """Note it alone: this runs before anybody has looked who is there."""
    st.session_state[_WANTED] = entry


def _draft(entry: Feedback, library: Library, settings: Settings) -> None:
    st.session_state[_DRAFTED] = st.session_state[_ERROR] = None
    try:
        st.session_state[_DRAFTED] = draft_from(entry, settings, library)
    except ReportsError as error:
        st.session_state[_ERROR] = error


def _say_drafted() -> None:
    if error := st.session_state.get(_ERROR):
        show_error(error)
    made: Drafted | None = st.session_state.get(_DRAFTED)
    if made is None:
        return
    command = f"reports eval {made.file} --confirm {made.pair.id}"
    st.html(
        f'<div class="part" role="status"><h2 class="round">Drafted: {escape(made.pair.id)}</h2>'
        "<p>It was made from the answer of now, which may be the wrong one. It counts for nothing "
        f"until somebody has held it against the report: edit <code>{escape(str(made.file))}"
        f"</code>, then <code>{escape(command)}</code>.</p>"
        '<pre class="drafted" tabindex="0" role="region" aria-label="The draft">'
        f"{escape(made.text)}</pre></div>"
    )
