"""Reading in a child process with limits: a file that hangs, swells or crashes costs only itself.

A file is anybody's, and the libraries that read PDF, HTML and Office files were not written to be
given anything at all. So each file is read in a process that is kept for the next one and replaced
when it had to be killed. Used as `with Guard(limits) as guard: guard.read(path)`.
"""

import hashlib
import threading
from collections import deque
from collections.abc import Iterable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from pathlib import Path
from types import TracebackType

from pydantic import Field

from ingest.errors import UnreadableFile
from ingest.models import Record, Report
from ingest.readers.opening import LARGEST, MOST_PAGES
from ingest.readers.text import read_bytes
from ingest.readers.worker import Ended, Reply, Worker

Read = tuple[Report, bytes]
READER = "ingest.report:read_report"
_LOOK_SECONDS = 0.05
"""How often the time and memory of readers are looked at."""
_WAIT_SECONDS = 0.2
"""How long a wait lasts before Ctrl-C is heeded, where it does not end a wait by itself."""


class Limits(Record):
    """What a file may cost."""

    seconds: float = Field(default=300, gt=0)
    """From the request to the report."""
    memory_mb: int = Field(default=2000, ge=200)
    """Of the process that reads it, in millions of bytes; an idle one has some 60."""
    pages: int = Field(default=MOST_PAGES, ge=1)
    bytes: int = Field(default=LARGEST, ge=1)


class ReadingFailed(Exception):
    """A bug of ours on one file: the traceback of the process that read it is the message."""


class Guard:
    """Reads files in processes of their own, each within limits."""

    def __init__(
        self, limits: Limits | None = None, *, workers: int = 1, reader: str = READER
    ) -> None:
        """`workers` files are read at a time; `reader` is the function that reads one."""
        self.limits = limits or Limits()
        self._reader = reader
        self._count = workers
        self._threads = ThreadPoolExecutor(workers, "reader")
        self._lock = threading.Lock()
        self._idle: list[Worker] = []
        self._busy: set[Worker] = set()
        self._closed = threading.Event()
        self._expected: deque[Path] = deque()
        self._reading: dict[Path, Future[Read]] = {}
        self._watch = threading.Thread(target=self._look, name="watch", daemon=True)

    def __enter__(self) -> "Guard":
        self._watch.start()
        for _ in range(self._count):
            self._threads.submit(self._warm_up)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """End every process at once, whatever it is at."""
        self._closed.set()
        self._threads.shutdown(wait=False, cancel_futures=True)
        with self._lock:
            for worker in (*self._busy, *self._idle):
                worker.kill()
        self._threads.shutdown(wait=True)
        for worker in self._idle:
            worker.close()
        self._watch.join()

    def expect(self, paths: Iterable[Path]) -> None:
        """Say which files `read` will be asked for, in this order: they are read ahead."""
        self._expected.extend(paths)
        self._read_ahead()

    def read(self, path: Path) -> Read:
        """The report of a file, and its bytes.

        Raises UnreadableFile for what cannot be read, or not within the limits, and ReadingFailed
        for a bug of ours.
        """
        self._read_ahead()
        future = self._reading.pop(path, None) or self._threads.submit(self._read, path)
        self._read_ahead()
        while True:
            try:
                return future.result(_WAIT_SECONDS)
            except TimeoutError:
                if future.done():  # just behind the wait; a time-out of the reading is told so too
                    return future.result()

    def _read_ahead(self) -> None:
        """Keep every worker busy, and no more than that in memory."""
        while self._expected and len(self._reading) < self._count:
            path = self._expected.popleft()
            if path not in self._reading:
                self._reading[path] = self._threads.submit(self._read, path)

    def _read(self, path: Path) -> Read:
        try:
            reply = self._ask(path)
        except Ended as ended:
            reply = self._without(ended)
        if reply.kind == "failed":
            raise ReadingFailed(reply.said)
        if reply.report is None:
            said = self._too_much_memory() if reply.kind == "memory" else reply.said
            raise UnreadableFile(path, said)
        data = read_bytes(path, self.limits.bytes)
        if hashlib.sha256(data).hexdigest() != reply.report.sha256:
            raise UnreadableFile(path, "was changed while it was read; ingest it again")
        return reply.report, data

    def _ask(self, path: Path) -> Reply:
        worker = self._take()
        try:
            return worker.ask(path.absolute(), self.limits.seconds)
        finally:
            self._give_back(worker)

    def _without(self, ended: Ended) -> Reply:
        """What is said of a file whose process ended before it replied."""
        if ended.during == "start":
            return Reply("failed", f"no process to read files could be started: {ended}")
        if ended.killed_for == "time":
            return Reply(
                "refused",
                f"takes longer to read than {self.limits.seconds:g} seconds; split it, save it "
                "anew as PDF, or set REPORTS_READ_SECONDS higher",
            )
        if ended.killed_for == "memory":
            return Reply("memory")
        return Reply(
            "refused",
            f"brings down the program that reads it ({ended.how}); it is damaged, or made to do "
            "so: open it, save it anew and try again",
        )

    def _too_much_memory(self) -> str:
        return (
            f"needs more memory to read than {self.limits.memory_mb:,} MB; split it, save it anew "
            "as PDF, or set REPORTS_READ_MEMORY_MB higher"
        )

    def _warm_up(self) -> None:
        """Start a process before there is anything to read: it takes half a second."""
        self._give_back(self._take())

    def _take(self) -> Worker:
        """A process that waits for a file, a new one where none does."""
        with self._lock:
            if self._closed.is_set():
                raise CancelledError
            worker = self._idle.pop() if self._idle else Worker(self._reader, dict(self.limits))
            self._busy.add(worker)
        return worker

    def _give_back(self, worker: Worker) -> None:
        with self._lock:
            self._busy.discard(worker)
            if worker.ended:
                worker.close()
            else:
                self._idle.append(worker)

    def _look(self) -> None:
        """Kill what is over its time or memory, until the guard is closed."""
        while not self._closed.wait(_LOOK_SECONDS):
            with self._lock:
                busy = tuple(self._busy)
            for worker in busy:
                worker.check(self.limits.memory_mb * 1_000_000)
