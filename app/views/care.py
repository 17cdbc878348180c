"""Care for the library on the page: check it, rebuild its indexes, earlier ingestions."""

from html import escape

import streamlit as st

from app.access import Person
from app.ingestion import earlier_ingestions
from app.views.frame import show_error
from app.views.upload import outcome_html
from app.wording import counted, date_words
from index.stores.library import CheckResult, Library
from ingest.errors import ReportsError

_CHECKED = "library_checked"
_INGESTIONS = 5
"""Of the last ones, as many as people look back for."""


def show_care(library: Library, person: Person) -> None:
    """A quiet part at the end of the page."""
    with st.expander("Look after the library", icon=":material/build:"):
        st.html(
            "<p>A check looks at everything that is kept and mends what can be made again. A "
            "rebuild makes the search indexes anew from what is kept.</p>"
        )
        with st.container(horizontal=True):
            check = st.button("Check", key="check")
            rebuild = st.button("Rebuild", key="rebuild")
        try:
            person.must("editor")
            if check:
                with st.spinner("Checking …"):
                    st.session_state[_CHECKED] = library.check(repair=True)
            if rebuild:
                with st.spinner("Rebuilding …"):
                    library.rebuild()
                st.session_state[_CHECKED] = CheckResult(repaired=("The search indexes are new.",))
        except ReportsError as error:
            show_error(error)
        checked: CheckResult | None = st.session_state.get(_CHECKED)
        if checked is not None:
            st.html(_checked_html(checked))
        _earlier(library)


def _checked_html(result: CheckResult) -> str:
    lines = [
        *(f'<li class="rejected">{escape(line)}</li>' for line in result.problems),
        *(f'<li class="added">{escape(line)}</li>' for line in result.repaired),
        *(f"<li>{escape(line)}</li>" for line in result.notes),
    ]
    if not lines:
        lines = ['<li class="added">The library is in order.</li>']
    return f'<ul class="outcomes" role="status">{"".join(lines)}</ul>'


def _earlier(library: Library) -> None:
    kept = earlier_ingestions(library)
    if not kept.done and not kept.unknown:
        return
    held = {info.id: info for info in library.reports()}
    parts = []
    for ended, done in kept.done[:_INGESTIONS]:
        when = f"{date_words(ended[:10])}, {ended[11:16]}"
        parts.append(
            f"<details><summary>{escape(when)} UTC: {counted(len(done.files), 'file')}, "
            f"{len(done.of('rejected'))} not added</summary>{outcome_html(done, held)}</details>"
        )
    if kept.unknown:
        parts.append(f'<p class="small">{escape(kept.unknown_words)}</p>')
    st.html(f"<h3>Last additions</h3>{''.join(parts)}")
