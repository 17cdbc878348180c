"""The `reports` command: in a process that can be killed, or in this one where that is quicker."""

import contextlib
import io
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

import psutil

from app import cli

_ROOT = Path(__file__).resolve().parents[2]
_WATCH = Path(__file__).resolve().parent / "watch"
_LONGEST = 300
"""Seconds that a command may take before the soak gives it up."""
_GONE_WITHIN = 5.0
"""Seconds after which nothing of a killed command may run any more."""
_LASTS = {"reading": 0.5, "embedding": 0.3, "vector index": 0.3, "lexical index": 0.05}
"""Seconds at most between the beginning of a phase and a kill that is aimed at it."""
_SHORT = 0.015
"""The same for the other phases, which are over sooner."""
_AIMED = 0.6
"""Share of the kills that are aimed at a phase; the others come at any moment."""


class Said(NamedTuple):
    """What a command ended with."""

    code: int
    out: str
    err: str


class Kill(NamedTuple):
    """How a command is to be killed."""

    group: bool
    """The whole process group, or its main process alone."""
    share: float
    """When, as a share of the length of an undisturbed run."""
    phase: str = ""
    """Or as soon as it is at this ("" for none), and a little later."""


class Killed(NamedTuple):
    """What became of a command that was to be killed."""

    phase: str
    """What it was at; "done" where it had ended by itself."""
    after: float
    """Seconds since its start."""
    orphans: int
    """Processes of it that were still there after five seconds."""


def here(store: Path, *arguments: object) -> Said:
    """Run a command in this process: what a command does to a library is the same."""
    out, err = io.StringIO(), io.StringIO()
    before = sys.argv
    sys.argv = ["reports", "--store", str(store), *map(str, arguments)]
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            try:
                cli.main()
                code = 0
            except SystemExit as stop:
                code = stop.code if isinstance(stop.code, int) else int(stop.code is not None)
    finally:
        sys.argv = before
    return Said(code, out.getvalue(), err.getvalue())


def outside(store: Path, *arguments: object) -> Said:
    """Run the command as people do."""
    done = subprocess.run(
        _line(store, arguments),
        capture_output=True,
        text=True,
        env=_environment(),
        timeout=_LONGEST,
    )
    return Said(done.returncode, done.stdout, done.stderr)


def started(store: Path, *arguments: object) -> "subprocess.Popen[str]":
    """Start the command; somebody waits for it later."""
    return subprocess.Popen(
        _line(store, arguments),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=_environment(),
    )


def killed(store: Path, arguments: tuple[object, ...], kill: Kill, usual: float) -> Killed:
    """Run the command and kill it; `usual` is the length of an undisturbed run in seconds."""
    told = store.parent / "phase"
    told.write_bytes(b"starting        ")
    began = time.monotonic()
    with (store.parent / "said.txt").open("wb") as said:
        process = subprocess.Popen(
            _line(store, arguments),
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            env=_environment() | {"SOAK_PHASE": str(told)},
            start_new_session=True,
        )
        if kill.phase:
            _wait_for(process, told, kill)
        else:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(kill.share * usual)
        after = time.monotonic() - began
        done = process.poll() is not None
        if not done:
            with contextlib.suppress(ProcessLookupError):
                (os.killpg if kill.group else os.kill)(process.pid, signal.SIGKILL)
        process.wait(_LONGEST)
    phase = "done" if done else told.read_text().strip()
    return Killed(phase, after, _orphans(process.pid))


def length(store: Path, *arguments: object) -> float:
    """Seconds of an undisturbed run in a process of its own; raises AssertionError if it fails."""
    began = time.monotonic()
    said = outside(store, *arguments)
    assert said.code == 0, said
    return time.monotonic() - began


def _wait_for(process: "subprocess.Popen[bytes]", told: Path, kill: Kill) -> None:
    while process.poll() is None and told.read_text().strip() != kill.phase:
        time.sleep(0.001)
    time.sleep(kill.share * _LASTS.get(kill.phase, _SHORT))


def _orphans(group: int) -> int:
    """How many processes of a group are alive when they have had time to go."""
    until = time.monotonic() + _GONE_WITHIN
    while True:
        alive = sum(_is_of(process, group) for process in psutil.process_iter())
        if not alive or time.monotonic() > until:
            return alive
        time.sleep(0.05)


def _is_of(process: psutil.Process, group: int) -> bool:
    try:
        return os.getpgid(process.pid) == group and process.status() != psutil.STATUS_ZOMBIE
    except (ProcessLookupError, psutil.Error):
        return False


def _line(store: Path, arguments: tuple[object, ...]) -> list[str]:
    code = "import sys; from app.cli import main; sys.argv[0] = 'reports'; sys.exit(main())"
    script = Path(sys.executable).with_name("reports")
    command = [str(script)] if script.is_file() else [sys.executable, "-c", code]
    return [*command, "--store", str(store), *map(str, arguments)]


def _environment() -> dict[str, str]:
    """This process's own, with the tree that the soak belongs to before any other."""
    path = os.pathsep.join([str(_WATCH), str(_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    return os.environ | {"PYTHONPATH": path}


def some_kill(chance: random.Random, phases: tuple[str, ...]) -> Kill:
    """A kill at any moment, or as a certain step begins."""
    group = chance.random() < 0.5
    share = chance.random()
    return Kill(group, share, chance.choice(phases) if chance.random() < _AIMED else "")
