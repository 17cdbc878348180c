"""Runs of suites in the background: with progress, to be stopped, kept like those of the terminal.

A page only looks at a job; what asks is a thread of its own, so that every session goes on.
"""

import logging
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from app.commands.runs import RUNS, new_folder
from app.errors import BadSetting
from app.evaluation.suites import refuse_slips
from app.settings import Settings
from app.wiring import make_ask, make_rank
from evals.kept import save_run
from evals.run import Run, RunOptions, Stopped, choose, evaluate
from evals.suite import SuiteFile
from ingest.errors import ReportsError

if TYPE_CHECKING:
    from index.stores.library import Library

State = Literal["running", "stopped", "failed", "done"]
_BREATH = 0.005
"""Seconds between two pairs in which other people's questions come first."""
_CHANGED = (
    "The library changed while the suites were asked, so that the answers belong to two libraries. "
    "Nothing is kept: run the suites again."
)

_log = logging.getLogger(__name__)


class Job:
    """One run: how far it is, and how it ended."""

    def __init__(self, total: int) -> None:
        self.total = total
        """Pairs that are to be asked, those that have to be skipped included."""
        self.asked = 0
        self.current = ""
        """`<suite>/<id>` of the pair that is being asked; "" before the first."""
        self.state: State = "running"
        self.folder: Path | None = None
        """Where the run is kept, once it is done, or was stopped after its first pair."""
        self.message = ""
        """What went wrong, where it failed."""
        self.began = time.monotonic()
        self._stop = threading.Event()

    def stop(self) -> None:
        """Ask it to end; it does after the pair that it is at."""
        self._stop.set()

    @property
    def stopping(self) -> bool:
        """Whether it was asked to end."""
        return self._stop.is_set()

    def seconds_left(self) -> float | None:
        """How long the rest takes at the pace so far; None while that says little."""
        if self.asked < 5:
            return None
        return (time.monotonic() - self.began) / self.asked * (self.total - self.asked)

    def step(self, key: str) -> None:
        """Note that this pair is asked next; raises Stopped where the run is to end."""
        if self._stop.is_set():
            raise Stopped
        self.asked += bool(self.current)
        self.current = key
        time.sleep(_BREATH)


class Jobs:
    """The runs of this process, one at a time: each takes the machine's time from everybody."""

    def __init__(self) -> None:
        self.last: Job | None = None
        self._lock = threading.Lock()

    def start(
        self,
        settings: Settings,
        library: "Library",
        files: Sequence[SuiteFile],
        options: RunOptions,
        runs: Path = RUNS,
    ) -> Job | None:
        """Begin a run, or None while another one is going on."""
        with self._lock:
            if self.last and self.last.state == "running":
                return None
            job = Job(len(choose([file.suite for file in files], options)))
            self.last = job
        work = (job, settings, library, tuple(files), options, runs)
        threading.Thread(target=_run, args=work, daemon=True, name="evaluation").start()
        return job


def _run(
    job: Job,
    settings: Settings,
    library: "Library",
    files: Sequence[SuiteFile],
    options: RunOptions,
    runs: Path,
) -> None:
    """The thread of a job; whatever happens, the job says how it ended."""
    try:
        run = _asked(job, settings, library, files, options)
        if run.results or not run.settings.stopped:
            job.folder = _free(runs / new_folder(None).name)
            save_run(run, job.folder)
        if not run.settings.stopped:
            job.asked = job.total
        job.state = "stopped" if run.settings.stopped else "done"
    except (ReportsError, OSError) as error:
        job.message = str(error)
        job.state = "failed"
    except Exception:
        _log.exception("a run ended by a fault of this program")
        job.message = "Something went wrong inside this program; its log says more."
        job.state = "failed"


def _asked(
    job: Job,
    settings: Settings,
    library: "Library",
    files: Sequence[SuiteFile],
    options: RunOptions,
) -> Run:
    before = library.fingerprint()
    refuse_slips(library, files, options)
    run = evaluate(
        tuple(file.suite for file in files),
        make_ask(settings, library),
        library,
        options,
        progress=job.step,
        make_rank=make_rank(settings, library),
    )
    if run.settings.library != before:
        raise BadSetting(_CHANGED)
    return run


def _free(folder: Path) -> Path:
    """The folder, or where a run of the same second has it, the next name after it."""
    number = 2
    found = folder
    while found.exists():
        found = folder.with_name(f"{folder.name}-{number}")
        number += 1
    return found
