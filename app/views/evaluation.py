"""The evaluation page: suites are run with progress, results read, runs compared, pairs drafted."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from app.access import AT_HOME, Person
from app.commands.runs import options_of
from app.errors import NotAllowed
from app.evaluation.history import kept_runs
from app.evaluation.jobs import Job, Jobs
from app.evaluation.results_html import kind_words
from app.evaluation.suites import ENDINGS, Known, Runnable, known_suites, read_upload, runnable
from app.settings import Settings
from app.views.entrance import must_still
from app.views.evaluation_feedback import show_feedback
from app.views.evaluation_results import show_comparison, show_results
from app.views.frame import error_line, heading, show_error
from app.wording import counted
from evals.run import RunOptions, choose
from evals.suite import SuiteFile
from index.stores.library import Library
from ingest.errors import ReportsError

SUITES, KINDS, IDS = "eval_suites", "eval_kinds", "eval_ids"
KEPT = (SUITES, KINDS, IDS)
VIEWS = ("Run", "Results", "Compare", "Feedback")
_TICK = 1.0
"""Seconds between two looks at a run."""
_OWN, _FILES, _FAULTS = "eval_own", "eval_files", "eval_faults"
_CHOSEN = "eval_chosen"
"""Files were chosen, and are to be read once it is sure that this person may."""


@st.cache_resource(show_spinner=False)
def jobs() -> Jobs:
    """The runs of this process."""
    return Jobs()


def show_evaluation(library: Library, settings: Settings, person: Person = AT_HOME) -> None:
    """The whole page, for evaluators alone."""
    person.must("evaluator")
    heading(
        "Evaluation",
        "Questions with known answers, put to the assistant: what it gets right, and what not.",
    )
    run, results, compare, feedback = st.tabs(VIEWS, key="eval_view", on_change="rerun")
    with run:
        if run.open:
            _run_tab(library, settings, person)
    with results:
        if results.open:
            show_results(kept_runs())
    with compare:
        if compare.open:
            show_comparison(kept_runs())
    with feedback:
        if feedback.open:
            show_feedback(library, settings)


def _run_tab(library: Library, settings: Settings, person: Person) -> None:
    if st.session_state.pop(_CHOSEN, False):
        _take(library)
    known = _known(settings)
    files = known.files
    first, second, third = st.columns(3)
    names = {file.suite.suite: file for file in files}
    _forget(SUITES, names)
    chosen = first.multiselect(
        "Suites", list(names), key=SUITES, placeholder="All suites", select_all=False
    )
    picked = [names[name] for name in chosen] or list(files)
    kinds = sorted({pair.kind for file in picked for pair in file.suite.pairs})
    _forget(KINDS, kinds)
    wanted = second.multiselect(
        "Kinds of question",
        kinds,
        key=KINDS,
        format_func=kind_words,
        placeholder="All kinds",
        select_all=False,
    )
    named = third.text_input("Only pairs named", key=IDS, placeholder="rating-*, first/list-00?")
    with st.expander("Suites of your own", icon=":material/upload_file:"):
        _uploads()
    for fault in known.faults:
        error_line(fault)
    try:
        ids = tuple(part.strip() for part in named.split(",") if part.strip())
        options = options_of(settings, tuple(wanted), ids, ())
    except ReportsError as error:
        show_error(error)
        return
    _start(library, settings, picked, options)
    _going_on(settings, person)


def _start(
    library: Library, settings: Settings, files: Sequence[SuiteFile], options: RunOptions
) -> None:
    """What would be asked, what cannot be, and the button."""
    found = runnable(files, options, library)
    total = len(choose([file.suite for file in files], options))
    _say_runnable(found, total)
    job = jobs().last
    going = job is not None and job.state == "running"
    label = f"Run {counted(found.can, 'pair')}"
    if st.button(
        label,
        type="primary",
        key="eval-run",
        icon=":material/play_arrow:",
        disabled=going or not found.can,
    ):
        if jobs().start(settings, library, files, options) is None:
            error_line("Another run has just begun: wait for it, or stop it.")
        st.rerun()


def _say_runnable(found: Runnable, total: int) -> None:
    if not total:
        st.html('<p class="small" role="status">No pair fits what is chosen.</p>')
        return
    words = f"{found.can} of {counted(total, 'pair')} can be asked of this library."
    if found.cannot:
        words += f" {found.cannot} cannot: it does not hold the reports that they need."
    st.html(f'<p class="small" role="status">{escape(words)}</p>')
    if not found.lacking:
        return
    with st.expander(f"What the library lacks: {counted(len(found.lacking), 'report')}"):
        items = "".join(
            f"<li>{escape(report)} <span class='small'>needed by {counted(len(keys), 'pair')}: "
            f"{escape(', '.join(keys[:8]))}{' …' if len(keys) > 8 else ''}</span></li>"
            for report, keys in found.lacking.items()
        )
        st.html(f'<ul class="notes">{items}</ul>')


def _going_on(settings: Settings, person: Person) -> None:
    """The last run of this process: its progress while it goes on, then what became of it."""
    job = jobs().last
    if job is None:
        return
    if job.state == "running":
        _progress(settings, person)
        return
    _ended(job)


@st.fragment(run_every=_TICK)
def _progress(settings: Settings, person: Person) -> None:
    """Progress, looked at again every second; the rest of the page stays as it is."""
    try:
        must_still(person, "evaluator", settings)
    except NotAllowed as error:
        show_error(error)
        return
    job = jobs().last
    if job is None or job.state != "running":
        st.rerun()
    left = job.seconds_left()
    time = f", about {_long(left)} left" if left is not None else ""
    words = f"Asked {job.asked} of {job.total}{time}." if job.current else "Checking the pairs …"
    st.progress(min(1.0, job.asked / job.total) if job.total else 0.0)
    st.html(
        f'<p class="small" role="status">{escape(words)} Other pages and people are not kept '
        "waiting; you can leave this page.</p>"
    )
    if st.button("Stop", key="eval-stop", icon=":material/stop:", disabled=job.stopping):
        job.stop()
        st.rerun(scope="fragment")


def _ended(job: Job) -> None:
    if job.state == "failed":
        error_line(job.message)
    elif job.state == "stopped":
        many = f"{job.asked} of {counted(job.total, 'pair')}"
        kept = "What was asked is kept, marked as stopped." if job.folder else "Nothing was asked."
        words = f"The last run was stopped after {many}. {kept}"
        st.html(f'<p class="small" role="status">{escape(words)}</p>')
        if job.folder:
            _offer_reading()
    elif job.folder is not None:
        st.html(
            '<p class="small" role="status">The last run is done, and kept as '
            f"<code>{escape(str(job.folder))}</code>. Its results are in the next tab.</p>"
        )
        _offer_reading()


def _offer_reading() -> None:
    st.button("Read the results", key="eval-read", on_click=_read, icon=":material/fact_check:")


def _read() -> None:
    """Go to the results, of the newest run."""
    st.session_state["eval_view"] = VIEWS[1]
    st.session_state.pop("eval_shown", None)


def _known(settings: Settings) -> Known:
    """The suites of the installation and the library, and those that this session has added."""
    with st.spinner("Reading the suites …"):
        known = known_suites(settings)
    own: dict[str, SuiteFile] = st.session_state.setdefault(_OWN, {})
    taken = {file.suite.suite for file in known.files}
    added = tuple(file for name, file in own.items() if name not in taken)
    return Known((*known.files, *added), known.faults)


def _uploads() -> None:
    """Files of pairs, to be asked in this session alone; a run keeps those that it asked."""
    endings = ", ".join(ENDINGS)
    st.html(
        f'<p class="small">Files of pairs ({escape(endings)}): suites, or sheets as '
        "<code>reports eval --export</code> writes them. They can be asked in this session alone; "
        "a run keeps the pairs that it asked, with their answers. All files of a folder can be "
        "chosen at once.</p>"
    )
    st.file_uploader(
        "Files of pairs",
        type=[ending.lstrip(".") for ending in ENDINGS],
        accept_multiple_files=True,
        key=_FILES,
        max_upload_size=5,
        on_change=_choose,
    )
    for error in st.session_state.get(_FAULTS, ()):
        show_error(error)
    own: dict[str, SuiteFile] = st.session_state.get(_OWN, {})
    lines = [f"{name}: {counted(len(file.suite.pairs), 'pair')}" for name, file in own.items()]
    if lines:
        items = "".join(f"<li>{escape(line)}</li>" for line in lines)
        st.html(f'<ul class="notes" aria-label="Suites of your own">{items}</ul>')
        st.button("Take them out again", key="eval-forget", on_click=_take_out)


def _choose() -> None:
    """Note it alone: this runs before anybody has looked who is there."""
    st.session_state[_CHOSEN] = True


def _take(library: Library) -> None:
    """Read what was chosen; it stays, though Streamlit forgets the files with the next tab."""
    own: dict[str, SuiteFile] = st.session_state.setdefault(_OWN, {})
    faults: list[ReportsError] = []
    for file in st.session_state.get(_FILES) or ():
        try:
            own |= {
                each.suite.suite: each for each in read_upload(file.name, file.getvalue(), library)
            }
        except ReportsError as error:
            faults.append(error)
    st.session_state[_FAULTS] = faults


def _take_out() -> None:
    st.session_state[_OWN] = {}


def _forget(key: str, known: Sequence[str] | dict[str, SuiteFile]) -> None:
    """Take out of a filter what is not there any more: Streamlit would stop at it."""
    if key in st.session_state:
        st.session_state[key] = [each for each in st.session_state[key] if each in known]


def _long(seconds: float) -> str:
    """A time in words: seconds, or minutes from two on."""
    whole = max(1, round(seconds))
    return counted(whole, "second") if whole < 120 else f"{round(whole / 60)} minutes"
