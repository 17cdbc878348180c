"""The parent's side of a process that reads files: it is asked, watched, and killed.

Requests and replies travel as frames over the child's standard input and output: a length of eight
bytes, then a pickle made by this project's own code on the other side.
"""

import contextlib
import logging
import math
import os
import pickle
import struct
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import IO, Any, Literal, NamedTuple

import psutil

from ingest.models import Report

log = logging.getLogger(__name__)

_LENGTH = struct.Struct(">Q")
_START_SECONDS = 120.0
"""For a process to start on a machine that is busy with other things; it takes half a second."""
_TAIL = 4_000
"""Bytes of what a process said at its end that go into the log."""


class Reply(NamedTuple):
    """What became of one file."""

    kind: Literal["read", "refused", "memory", "failed"]
    said: str = ""
    """The reason of a refusal, the traceback of a failure."""
    report: Report | None = None


class Ended(Exception):
    """The process is gone, and with it the file that it was reading."""

    def __init__(
        self, during: Literal["start", "reading"], killed_for: str, how: str, said: str
    ) -> None:
        self.during = during
        self.killed_for = killed_for
        """What it was killed for here: time, memory, or "" where it ended by itself."""
        self.how = how
        """As the system tells it: "signal 11"."""
        super().__init__(f"{how}\n{said}".strip())


class Worker:
    """A process that reads one file after another."""

    def __init__(self, reader: str, limits: dict[str, Any]) -> None:
        """Start the process; it may be asked before it is ready.

        `reader` names the function that reads a file: "module:function". Raises Ended where there
        is no process to be had.
        """
        self._said = _place_for_words()
        try:
            self._process = self._start()
        except OSError as error:
            self._said.close()
            raise Ended("start", "", str(error), "") from error
        self._seen = psutil.Process(self._process.pid)
        self._until = time.monotonic() + _START_SECONDS
        self._ready = False
        self._killed_for = ""
        with contextlib.suppress(OSError):
            write_frame(_pipe(self._process.stdin), (reader, limits))

    def ask(self, path: Path, seconds: float) -> Reply:
        """What becomes of a file; raises Ended where the process does not live to tell."""
        if not self._ready:
            self._receive("start")
            self._ready = True
        self._until = time.monotonic() + seconds
        with contextlib.suppress(OSError):  # it is gone: receiving tells
            write_frame(_pipe(self._process.stdin), path)
        reply = self._receive("reading")
        self._until = math.inf
        assert isinstance(reply, Reply)  # the other side is our own
        return reply

    def check(self, memory: int) -> None:
        """Kill the process where its time is over, or where it holds more than `memory` bytes."""
        if time.monotonic() > self._until:
            self._end_for("time")
        with contextlib.suppress(psutil.Error):
            if self._seen.memory_info().rss > memory:
                self._end_for("memory")

    @property
    def ended(self) -> bool:
        """Whether the process is gone."""
        return self._process.poll() is not None

    def kill(self) -> None:
        """End the process at once."""
        with contextlib.suppress(OSError):
            self._process.kill()

    def close(self) -> None:
        """Let go of what the process leaves behind."""
        self.kill()
        for stream in (self._process.stdin, self._process.stdout, self._said):
            with contextlib.suppress(OSError):
                _pipe(stream).close()
        self._process.wait()

    def _start(self) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(
            # -P: a file called yaml.py where somebody works is none of our modules.
            [sys.executable, "-P", "-m", "ingest.readers.child", str(os.getpid())],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._said,
            env=os.environ | {"PYTHONPATH": _python_path()},
        )

    def _end_for(self, reason: str) -> None:
        self._killed_for = self._killed_for or reason
        self.kill()

    def _receive(self, during: Literal["start", "reading"]) -> Any:
        frame = read_frame(_pipe(self._process.stdout))
        if frame is not None:
            return frame
        code = self._process.wait()
        self._said.seek(0, os.SEEK_END)
        self._said.seek(max(0, self._said.tell() - _TAIL))
        said = self._said.read().decode("utf-8", "replace")
        how = f"signal {-code}" if code < 0 else f"exit code {code}"
        log.info("a reader ended with %s: %s", how, said or "it said nothing")
        raise Ended(during, self._killed_for, how, said)


def write_frame(stream: IO[bytes], value: Any) -> None:
    """Send a value to the other side."""
    data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    stream.write(_LENGTH.pack(len(data)) + data)
    stream.flush()


def read_frame(stream: IO[bytes]) -> Any:
    """The next value of the other side, or None where it has gone."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    data = stream.read(length)
    return pickle.loads(data) if len(data) == length else None


def _place_for_words() -> IO[bytes]:
    """Where a process may say why it ends: nowhere, on a disk that is full."""
    try:
        return tempfile.TemporaryFile()
    except OSError:
        return Path(os.devnull).open("r+b")


def _pipe(stream: IO[bytes] | None) -> IO[bytes]:
    assert stream is not None  # all three are given to Popen
    return stream


def _python_path() -> str:
    """Where this package is found, before whatever was there."""
    root = str(Path(__file__).resolve().parents[2])
    return os.pathsep.join([root, *filter(None, [os.environ.get("PYTHONPATH")])])
