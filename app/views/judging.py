"""What people think of an answer: a thumb, what was wrong with it, and a remark."""

import streamlit as st

from app.masking import mask
from app.views.frame import show_error
from index.models import Answer
from index.stores.library import Library
from index.stores.talks import Feedback, Verdict
from ingest.errors import ReportsError

_JUDGED = "judged"
_WRONG: dict[Verdict, str] = {
    "answer_wrong": "The answer is wrong",
    "evidence_wrong": "The evidence is wrong",
    "missing": "Something is missing",
}
_LONGEST_REMARK = 1000


def show_judging(library: Library, talk: str, number: int, slot: str, answer: Answer) -> None:
    """Two quiet buttons under an answer; thanks once one of them was used.

    `slot` is what the widgets of this turn are called by.
    """
    judged: dict[tuple[str, int], str] = st.session_state.setdefault(_JUDGED, {})
    if said := judged.get((talk, number)):
        st.html(f'<p class="small" role="status">{said}</p>')
        return
    if st.button("Helpful", key=f"good-{slot}", icon=":material/thumb_up:"):
        _keep(library, talk, number, answer, "good", "")
    with st.popover("Something is wrong", icon=":material/thumb_down:"):
        _ask_what(library, talk, number, slot, answer)


def _ask_what(library: Library, talk: str, number: int, slot: str, answer: Answer) -> None:
    with st.form(f"bad-{slot}", border=False):
        verdict = st.radio(
            "What is wrong?", list(_WRONG), format_func=_WRONG.__getitem__, key=f"wrong-{slot}"
        )
        remark = st.text_area(
            "In your words (no details of cases or people)",
            key=f"remark-{slot}",
            max_chars=_LONGEST_REMARK,
        )
        if st.form_submit_button("Send"):
            _keep(library, talk, number, answer, verdict, remark or "")


def _keep(
    library: Library, talk: str, number: int, answer: Answer, verdict: Verdict, remark: str
) -> None:
    feedback = Feedback(
        conversation=talk or None,
        question=answer.question,
        answer=answer.model_dump_json(),
        verdict=verdict,
        comment=mask(remark.strip()).text,
    )
    try:
        library.keep_feedback(feedback)
    except ReportsError as error:
        show_error(error)
        return
    thanks = (
        "Thank you." if verdict == "good" else "Thank you. It is kept for whoever checks answers."
    )
    st.session_state[_JUDGED][(talk, number)] = thanks
    st.rerun()
