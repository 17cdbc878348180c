"""Adding reports on the page: files dropped in, read one by one, each with what became of it."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from app.access import Person
from app.errors import CannotWrite
from app.files import ENDINGS, Found, find_files
from app.ingestion import Fate, FileOutcome, Ingestion, Step, run_ingestion
from app.settings import Settings
from app.views.frame import show_error
from app.wiring import reading
from app.wording import counted
from index.stores.library import Library
from ingest.errors import ReportsError
from ingest.models import ReportInfo

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

_DONE = "upload_done"
_ROUND = "upload_round"
_SAID: dict[Fate, str] = {
    "added": "Added",
    "unchanged": "Already here, unchanged",
    "replaced": "Replaces the earlier version",
    "source": "Added as a further format of a report that is here",
    "rejected": "Not added",
    "skipped": "Left out",
    "not reached": "Not reached",
}
_STEERING = frozenset('<>:"|?*')
"""Characters that file systems or shells take for more than a letter."""
_LONGEST_NAME, _LONGEST_ENDING = 120, 12
"""Bytes in UTF-8 of a file's name and of its ending; file systems take 255, some of them fewer."""


def show_upload(library: Library, settings: Settings, person: Person, *, opened: bool) -> None:
    """The place to drop files, and what became of the last ones."""
    done: Ingestion | None = st.session_state.get(_DONE)
    with st.expander(
        "Add reports", expanded=opened or done is not None, icon=":material/upload_file:"
    ):
        # A new key for each round: an upload is done once, and its files are let go.
        number = int(st.session_state.get(_ROUND, 0))
        files = st.file_uploader(
            "Drop files here: PDF, web page, Word, text, or a table of ratings",
            type=sorted(ending.removeprefix(".") for ending in ENDINGS),
            accept_multiple_files=True,
            key=f"upload-{number}",
        )
        if files and st.button(f"Add {counted(len(files), 'file')}", key="add", type="primary"):
            person.must("editor")
            st.session_state[_DONE] = _add(library, settings, files)
            st.session_state[_ROUND] = number + 1
            st.rerun()
        if done is not None:
            st.html(outcome_html(done, {info.id: info for info in library.reports()}))


def outcome_html(ingestion: Ingestion, held: dict[str, ReportInfo]) -> str:
    """What became of every file, as a list."""
    items = "".join(_outcome(file, held) for file in ingestion.files)
    return f'<ul class="outcomes" role="status" aria-label="What became of each file">{items}</ul>'


def safe_name(name: str) -> str:
    """The last part of a file's name as a browser gives it, without what leads elsewhere."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(char for char in last if char.isprintable() and char not in _STEERING)
    stem, dot, ending = kept.strip(". ").rpartition(".")
    if not dot or len(ending.encode()) > _LONGEST_ENDING:
        stem, dot, ending = kept.strip(". "), "", ""
    room = _LONGEST_NAME - len(ending.encode())
    cut = stem.encode()[:room].decode("utf-8", "ignore").rstrip(". ")
    return f"{cut or 'file'}{dot}{ending}"


def _add(library: Library, settings: Settings, files: "Sequence[UploadedFile]") -> Ingestion | None:
    bar = st.progress(0.0, text="Getting ready …")
    total = sum(file.size for file in files) or 1

    def tell(step: Step) -> None:
        what = f"Reading {step.path.name}" if step.path else "Bringing the search up to date"
        words = f"{what} · {step.files} of {len(files)} done"
        bar.progress(min(1.0, step.size / total), text=_plain(words))

    try:
        with _laid_down(files) as found, reading(settings, found.files) as read:
            return run_ingestion(library, found, read, tell)
    except ReportsError as error:
        show_error(error)
        st.stop()
    finally:
        bar.empty()


@contextmanager
def _laid_down(files: "Sequence[UploadedFile]") -> Iterator[Found]:
    """The files where they can be read; where they lie meanwhile is nobody's business.

    Raises CannotWrite.
    """
    with ExitStack() as stack:
        try:
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="reports-upload-"))
            paths = [_put(Path(folder), i, file) for i, file in enumerate(files)]
        except OSError as error:
            raise CannotWrite(
                "The files cannot be laid down for reading: the folder for temporary files of "
                f"this server says “{error.strerror}”. Nothing was added; try again with fewer, or "
                "tell whoever looks after this service."
            ) from error
        yield find_files(paths)._replace(names={path: path.name for path in paths})


def _put(folder: Path, number: int, file: "UploadedFile") -> Path:
    """Write an uploaded file into a folder of its own: two may have one name."""
    own = folder / str(number)
    own.mkdir()
    path = own / safe_name(file.name)
    with path.open("wb") as out:
        out.write(file.getbuffer())
    return path


def _outcome(file: FileOutcome, held: dict[str, ReportInfo]) -> str:
    info = held.get(file.report or "")
    about = f": {escape(info.title)}" if info else ""
    why = f": {escape(file.reason)}" if file.reason else ""
    if info and info.kind == "other" and not info.is_table:
        why += ". It was not recognised as an inspection report: see its warnings below"
    name = escape(Path(file.path).name)
    return (
        f'<li class="{file.fate.replace(" ", "-")}"><b>{name}</b> '
        f"<span>{_SAID[file.fate]}{about}{why}</span></li>"
    )


def _plain(words: str) -> str:
    """Words for a label that Streamlit reads as Markdown."""
    from app.render import button_label

    return button_label(words)
