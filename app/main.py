"""The pages as Streamlit starts them: `streamlit run app/main.py`, or `reports serve`."""

import streamlit as st

from app.views import chat, evaluation, library, ratings
from app.views.frame import ICON, dress, keep, opened, show_error
from ingest.errors import ReportsError


def main() -> None:
    """Open the library once for all sessions and show the page that was chosen."""
    st.set_page_config(page_title="Inspection reports", page_icon=str(ICON), layout="wide")
    dress()
    keep((*chat.KEPT, *library.KEPT, *ratings.KEPT, *evaluation.KEPT))
    try:
        parts = opened()
    except ReportsError as error:
        show_error(error)
        return
    pages = (
        st.Page(
            lambda: chat.show_chat(parts.assistant, parts.library, parts.settings.question_limit),
            title="Chat",
            icon=":material/forum:",
            url_path="chat",
            default=True,
        ),
        st.Page(
            lambda: library.show_library(parts.library, parts.settings),
            title="Library",
            icon=":material/library_books:",
            url_path="library",
        ),
        st.Page(
            lambda: ratings.show_ratings(parts.library),
            title="Ratings",
            icon=":material/table_chart:",
            url_path="ratings",
        ),
        st.Page(
            lambda: evaluation.show_evaluation(parts.library, parts.settings),
            title="Evaluation",
            icon=":material/checklist:",
            url_path="evaluation",
        ),
    )
    st.navigation(pages).run()


main()
