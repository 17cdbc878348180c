"""The same questions put to the code here and to that of an earlier commit, turn about.

`python -m tests.bench.beside` takes the earlier code out of git's history into a folder of its own,
builds a library of the same files with each, and asks both in one run, so that a busy machine is
busy for both. Skipped by name where git or that part of its history is not there.
"""

import json
import os
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from itertools import islice
from pathlib import Path
from statistics import median
from typing import IO, NamedTuple

from evals.suite import load_suites
from tests.bench.speed import WARMING, quantile, report_files

ROOT = Path(__file__).parents[2]
BEFORE = "b738ad725421c2da2ee7c4890c6d885e74d1e342"
"""The last commit before the ratings table was solved and asked by SQL: reading, finding and
answering were whole, and every later one is held to be no slower."""
CONVERSATIONS = 300
NO_SLOWER = 1.0


class Took(NamedTuple):
    """How long one turn took."""

    seconds: float
    worked: float
    """Seconds of a processor: what else the machine does hardly counts."""


class Timed(NamedTuple):
    """Seconds of the same work by the code here and by the earlier one."""

    now: float
    before: float


class Turn(NamedTuple):
    """One turn, answered by the code here and by the earlier one."""

    now: Took
    before: Took


def main() -> int:
    """Print the ratios; 0, also where there is nothing to set beside."""
    with tempfile.TemporaryDirectory() as folder:
        earlier = Path(folder) / "code"
        if reason := take_out(BEFORE, earlier):
            print(f"beside {BEFORE[:9]}: skipped, {reason}")
            return 0
        files = [str(path.resolve()) for path in report_files()]
        with (
            answering(ROOT, Path(folder) / "now", files) as now,
            answering(earlier, Path(folder) / "before", files) as before,
        ):
            ingests = Timed(started(now, ROOT), started(before, earlier))
            then = conversations(earlier / "evals" / "suites")
            since = [turns for turns in conversations() if turns not in then]
            print(f"beside {BEFORE[:9]}, both at once; first ingest: {_compared(ingests, 's')}")
            turns = list(ask_both(now, before, then))
            print_all(described("of its own suites", turns))
            # What it could not do, it refused: sooner than an answer can be made.
            print_all(described("of all suites", turns + list(ask_both(now, before, since))))
    return 0


def take_out(commit: str, folder: Path) -> str:
    """Put the code of a commit into a new folder; why that cannot be, or "" where it was done."""
    command = ["git", "-C", str(ROOT), "archive", "--format=tar", commit]
    try:
        done = subprocess.run(
            [*command, "index", "ingest", "evals/suites"], capture_output=True, check=False
        )
    except OSError:
        return "git is not installed"
    if done.returncode:
        return "git's history is not here, or not back to that commit"
    folder.mkdir(parents=True)
    with tarfile.open(fileobj=BytesIO(done.stdout)) as archive:
        archive.extractall(folder, filter="data")
    return ""


@contextmanager
def answering(code: Path, store: Path, files: Sequence[str]) -> Iterator["subprocess.Popen[str]"]:
    """A process that answers with this code from a new library; ended with the `with`."""
    script = Path(__file__).with_name("asked.py")
    process = subprocess.Popen(
        [sys.executable, "-P", str(script), str(store), *files],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=code,
        env={**_variables(), "PYTHONPATH": str(code)},
    )
    try:
        yield process
    finally:
        process.terminate()
        process.communicate()


def started(process: "subprocess.Popen[str]", code: Path) -> float:
    """Seconds of a process's ingestion; raises where the process took its code from elsewhere."""
    said = json.loads(_line(process))
    if Path(said["code"]).resolve() != code.resolve():
        raise RuntimeError(f"the code of {said['code']} answered, not that of {code}")
    return float(said["ingest"])


def ask_both(
    now: "subprocess.Popen[str]", before: "subprocess.Popen[str]", asked: Sequence[Sequence[str]]
) -> Iterator[Turn]:
    """The turns of each conversation, in both; who comes first changes with each."""
    for turns in islice(asked, WARMING):
        for process in (now, before):
            _ask(process, turns)
    for number, turns in enumerate(asked):
        if number % 2:
            seconds = _ask(now, turns), _ask(before, turns)
        else:
            last = _ask(before, turns)
            seconds = _ask(now, turns), last
        yield from (Turn(a, b) for a, b in zip(*seconds, strict=True))


def described(name: str, turns: Sequence[Turn]) -> Iterator[str]:
    """The seconds of both for these questions, and their ratios."""
    yield f"{len(turns)} questions {name}:"
    for percent in (50, 95):
        both = Timed(
            1000 * quantile([t.now.seconds for t in turns], percent),
            1000 * quantile([t.before.seconds for t in turns], percent),
        )
        yield f"  answer, p{percent}: {_compared(both, 'ms')} (limit {NO_SLOWER:g})"
    apart = median(t.now.seconds / t.before.seconds for t in turns)
    yield f"  answer by answer: {apart:.2f} times, median"
    worked = Timed(sum(t.now.worked for t in turns), sum(t.before.worked for t in turns))
    yield f"  all of them, time of a processor: {_compared(worked, 's')}"


def print_all(lines: Iterator[str]) -> None:
    """Print lines."""
    for line in lines:
        print(line, flush=True)


def conversations(folder: Path | None = None) -> list[tuple[str, ...]]:
    """Conversations of the suites of a folder, else of ours, evenly over all of them."""
    suites = load_suites([folder] if folder else ())
    pairs = [pair.turns for suite in suites for pair in suite.pairs]
    step = max(1, len(pairs) // CONVERSATIONS)
    return pairs[::step]


def _ask(process: "subprocess.Popen[str]", turns: Sequence[str]) -> list[Took]:
    _pipe(process.stdin).write(json.dumps(list(turns)) + "\n")
    _pipe(process.stdin).flush()
    return [Took(*seconds) for seconds in json.loads(_line(process))]


def _line(process: "subprocess.Popen[str]") -> str:
    line = _pipe(process.stdout).readline()
    if not line:
        raise RuntimeError("a process that answers has ended: what it said stands above")
    return line


def _pipe(pipe: "IO[str] | None") -> "IO[str]":
    assert pipe is not None
    return pipe


def _compared(both: Timed, unit: str) -> str:
    return (
        f"{both.now:.1f} {unit}, then {both.before:.1f} {unit}, {both.now / both.before:.2f} times"
    )


def _variables() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("REPORTS_")}


if __name__ == "__main__":
    sys.exit(main())
