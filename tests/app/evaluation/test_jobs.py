"""Runs in the background: progress, an end by itself, by Stop, and by what goes wrong."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from app.evaluation.history import kept_runs
from app.evaluation.jobs import Job, Jobs
from app.settings import Settings
from evals.compare import baseline_of, gate
from evals.errors import NoBaseline
from evals.kept import load_run
from evals.run import Run, RunOptions, RunSettings
from evals.suite import SuiteFile, parse_suite
from index.stores.library import Library
from tests.app.evaluation.suites import SUITE

SECONDS = 60


@pytest.fixture
def settings(library: Library, tmp_path: Path) -> Settings:
    return Settings(store=tmp_path / "library", embedding="none")


def wait(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + SECONDS
    while not holds():
        assert time.monotonic() < end, "the run did not come to an end"
        time.sleep(0.02)  # between two looks


def suite(text: str = SUITE) -> SuiteFile:
    return parse_suite(text, Path("made-up.yaml"))


def begin(settings: Settings, library: Library, runs: Path, *files: SuiteFile) -> Job:
    job = Jobs().start(settings, library, files or (suite(),), RunOptions(), runs)
    assert job is not None
    return job


def test_a_run_is_kept_where_the_history_finds_it(
    settings: Settings, library: Library, tmp_path: Path
) -> None:
    job = begin(settings, library, tmp_path / "runs")
    wait(lambda: job.state != "running")
    assert (job.state, job.message) == ("done", "")
    (kept,) = kept_runs(tmp_path / "runs")
    assert kept.folder == job.folder
    assert kept.summary is not None
    assert (kept.summary.asked, kept.summary.passed, kept.summary.skipped) == (2, 1, 1)
    assert job.asked == job.total == 3


def test_a_run_that_is_stopped_keeps_what_was_asked_and_is_no_baseline(
    settings: Settings, library: Library, tmp_path: Path
) -> None:
    many = SUITE.split("  - id: wrong-1")[0] + "".join(
        f"  - id: more-{number}\n    kind: rating\n    turns: ['How was staffing? {number}']\n"
        for number in range(300)
    )
    job = begin(settings, library, tmp_path / "runs", suite(many))
    wait(lambda: job.asked > 1)
    job.stop()
    assert job.stopping
    wait(lambda: job.state != "running")
    assert job.state == "stopped"
    assert 0 < job.asked < job.total
    (kept,) = kept_runs(tmp_path / "runs")
    assert kept.folder == job.folder
    assert kept.summary is not None
    assert kept.summary.stopped
    assert 0 < kept.summary.asked < job.total
    assert "stopped" in kept.line
    run = load_run(kept.folder)
    with pytest.raises(NoBaseline, match="stopped before all pairs"):
        baseline_of(run)
    reached = baseline_of(run.model_copy(update={"settings": _whole(run)}))
    verdict = gate(reached, run, {})
    assert "the run was stopped before all pairs were asked" in verdict.reasons


def _whole(run: Run) -> RunSettings:
    """The settings of a run as though it had come to its end."""
    return run.settings.model_copy(update={"stopped": False})


def test_a_slip_in_a_suite_ends_the_run_and_is_named(
    settings: Settings, library: Library, tmp_path: Path
) -> None:
    text = SUITE.replace("value: Outstanding", "value: Splendid")
    job = begin(settings, library, tmp_path / "runs", suite(text))
    wait(lambda: job.state != "running")
    assert job.state == "failed"
    assert "made-up.yaml:12" in job.message
    assert "'Splendid'" in job.message


def test_a_library_that_changes_meanwhile_ends_the_run(
    settings: Settings, library: Library, tmp_path: Path
) -> None:
    class Changing:
        """The library, another one from the second look on."""

        def __init__(self) -> None:
            self.looks = 0

        def fingerprint(self) -> str:
            self.looks += 1
            return str(self.looks)

        def __getattr__(self, name: str) -> object:
            return getattr(library, name)

    job = begin(settings, Changing(), tmp_path / "runs")  # type: ignore[arg-type]
    wait(lambda: job.state != "running")
    assert job.state == "failed"
    assert "changed while the suites were asked" in job.message


def test_only_one_run_goes_on_at_a_time(
    settings: Settings, library: Library, tmp_path: Path
) -> None:
    jobs = Jobs()
    first = jobs.start(settings, library, (suite(),), RunOptions(), tmp_path / "runs")
    assert first is not None
    second = jobs.start(settings, library, (suite(),), RunOptions(), tmp_path / "runs")
    assert second is None
    wait(lambda: first.state != "running")
    third = jobs.start(settings, library, (suite(),), RunOptions(), tmp_path / "runs")
    assert third is not None
    wait(lambda: third.state != "running")
    assert len({run.folder for run in kept_runs(tmp_path / "runs")}) == 2


def test_questions_are_answered_while_suites_are_asked(
    settings: Settings, library: Library, tmp_path: Path
) -> None:
    from app.wiring import make_assistant

    assistant = make_assistant(library)
    job = begin(settings, library, tmp_path / "runs")
    reply = assistant.ask("What was Westmere rated for staffing?")
    assert "Inadequate" in reply.answer.text
    wait(lambda: job.state != "running")
    assert job.state == "done"
