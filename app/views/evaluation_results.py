"""Kept runs on the evaluation page: one in detail, two compared, all in a list."""

from collections.abc import Sequence
from html import escape
from pathlib import Path

import streamlit as st

from app.evaluation.history import KeptRun
from app.evaluation.results_html import (
    comparison_html,
    history_html,
    kind_words,
    kinds_html,
    pair_html,
    skipped_html,
    standing_html,
)
from app.views.frame import show_error
from app.wording import counted
from evals.compare import compare
from evals.kept import load_run
from evals.page import run_page
from evals.report import json_lines, junit_xml
from evals.results import PairResult
from evals.run import Run
from ingest.cover import slug
from ingest.errors import ReportsError

SHOWN, BEFORE, AFTER = "eval_shown", "eval_before", "eval_after"
_PAGE = 20
"""Pairs that are shown at once: each has an answer with all it cites."""
_FAILED = "Failed"
_VERDICTS = (_FAILED, "Passed", "All")


def show_results(runs: Sequence[KeptRun]) -> None:
    """The run that is chosen: by kind, then its pairs, and files to send on."""
    readable = [run for run in runs if run.summary is not None]
    if not readable:
        _nothing("No run is kept yet. Run a suite in the first tab, or by `reports eval`.")
        return
    chosen = _choose("Run", readable, SHOWN, 0)
    try:
        run = _loaded(str(chosen.folder), _mark(chosen))
    except ReportsError as error:
        show_error(error)
        return
    st.html(kinds_html(run.summary))
    if chosen.filters:
        st.html(f'<p class="small">{escape(chosen.filters.capitalize())}.</p>')
    if said := standing_html(run) + skipped_html(run):
        st.html(said)
    _downloads(run, chosen)
    _pairs(run)
    _history(runs)


def show_comparison(runs: Sequence[KeptRun]) -> None:
    """Two runs side by side."""
    readable = [run for run in runs if run.summary is not None]
    if len(readable) < 2:
        _nothing("Two kept runs are needed to compare. Run a suite a second time.")
        return
    first, second = st.columns(2)
    with first:
        before = _choose("Earlier run", readable, BEFORE, _before(readable))
    with second:
        after = _choose("Later run", readable, AFTER, 0)
    try:
        old, new = (_loaded(str(each.folder), _mark(each)) for each in (before, after))
    except ReportsError as error:
        show_error(error)
        return
    if not {result.key for result in old.results} & {result.key for result in new.results}:
        _nothing("These two runs have no pair in common: there is nothing to compare.")
        return
    st.html(comparison_html(compare(old, new), before, after))


def _before(runs: Sequence[KeptRun]) -> int:
    """The newest run that the newest one can be compared with: where both asked the same pair."""
    newest = runs[0].keys()
    return next((at for at, run in enumerate(runs) if at and newest & run.keys()), 1)


def _choose(label: str, runs: Sequence[KeptRun], key: str, first: int) -> KeptRun:
    names = {run.name: run for run in runs}
    if st.session_state.get(key) not in names:
        st.session_state[key] = list(names)[first]
    name = st.selectbox(label, list(names), key=key, format_func=lambda name: names[name].line)
    return names[name]


def _downloads(run: Run, chosen: KeptRun) -> None:
    name = f"evaluation-{slug(chosen.name)}"
    files = (
        ("Page (HTML)", "html", "text/html", lambda: run_page(run).encode()),
        ("JUnit (XML)", "xml", "application/xml", lambda: junit_xml(run).encode()),
        ("JSON Lines", "jsonl", "application/jsonl", lambda: json_lines(run).encode()),
    )
    with st.container(horizontal=True, key="eval-downloads"):
        for label, ending, mime, data in files:
            st.download_button(
                label,
                data=data,
                file_name=f"{name}.{ending}",
                mime=mime,
                icon=":material/download:",
                on_click="ignore",
            )


def _pairs(run: Run) -> None:
    """The pairs of the run, those that failed first asked for, a page at a time."""
    st.html('<h2 class="round">Pairs</h2>')
    first, second, third = st.columns(3)
    verdict = first.selectbox("Show", _VERDICTS, key="eval_verdict")
    kinds = list(dict.fromkeys(result.kind for result in run.results))
    wanted = second.multiselect(
        "Kinds",
        kinds,
        key=f"eval_pair_kinds {run.summary.library}",
        format_func=kind_words,
        placeholder="All kinds",
        select_all=False,
    )
    words = third.text_input("With the words", key="eval_words").casefold()
    found = [r for r in run.results if _fits(r, verdict, wanted, words)]
    if not found:
        every = "Every pair passed." if verdict == _FAILED and not (wanted or words) else ""
        _nothing(every or "No pair fits what is chosen.")
        return
    pages = -(-len(found) // _PAGE)
    page = 1
    if pages > 1:
        page = int(st.number_input(f"Page, 1 to {pages}", 1, pages, key=f"eval_page {pages}"))
    shown = found[(page - 1) * _PAGE : page * _PAGE]
    said = f"{counted(len(found), 'pair')}; {len(shown)} shown. Open one to see why."
    st.html(f'<p class="small" role="status">{escape(said)}</p>')
    st.html("".join(pair_html(result, run.seconds.get(result.key)) for result in shown))


def _fits(result: PairResult, verdict: str, kinds: Sequence[str], words: str) -> bool:
    text = " ".join((result.key, *result.pair.turns, result.answer.text if result.answer else ""))
    return (
        (verdict == _VERDICTS[-1] or result.passed == (verdict != _FAILED))
        and (not kinds or result.kind in kinds)
        and words in text.casefold()
    )


def _history(runs: Sequence[KeptRun]) -> None:
    with st.expander(f"History: {counted(len(runs), 'kept run')}", icon=":material/history:"):
        st.html(history_html(runs))


def _mark(run: KeptRun) -> int:
    """Changes when the files of a run do."""
    return (run.folder / "summary.json").stat().st_mtime_ns


@st.cache_resource(show_spinner="Reading the run …", max_entries=4)
def _loaded(folder: str, mark: int) -> Run:
    return load_run(Path(folder))


def _nothing(words: str) -> None:
    st.html(f'<div class="empty"><p>{escape(words)}</p></div>')
