"""Files that hang, swell or crash are refused, and the next file is read all the same."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from concurrent.futures import Future
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest

from ingest.errors import UnreadableFile
from ingest.readers.guarded import Guard, Limits, ReadingFailed
from ingest.report import read_report

ROOT = Path(__file__).parents[3]
READER = """
import os, signal, sys, time
from ingest.report import read_report

def read(path, max_bytes, max_pages):
    words = path.read_text()
    if words == "hang":
        time.sleep(600)
    if words == "spin":
        while True:
            pass
    if words == "swell":
        held = []
        while True:
            held.append(bytearray(5_000_000))
    if words == "swallow":
        from ingest.errors import UnreadableFile
        try:
            bytearray(10**13)
        except Exception as error:
            raise UnreadableFile(path, "is damaged") from error
    if words == "exit":
        os._exit(7)
    if words == "crash":
        os.kill(os.getpid(), signal.SIGSEGV)
    if words == "bug":
        raise ZeroDivisionError("of ours")
    if words == "print":
        print("a library says something")
        os.write(1, b"below Python, too")
    if words == "touch":
        report = read_report(path)
        path.write_text("other words")
        return report
    if words == "remove":
        report = read_report(path)
        path.unlink()
        return report
    return read_report(path, max_bytes=max_bytes, max_pages=max_pages)
"""


@pytest.fixture
def guarded(tmp_path, monkeypatch):
    """Makes a guard whose reader does what a file says; few megabytes, so that tests are quick."""
    (tmp_path / "odd_reader.py").write_text(READER)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))

    def make(seconds=60, memory_mb=300, workers=1):
        limits = Limits(seconds=seconds, memory_mb=memory_mb, bytes=1_000_000)
        return Guard(limits, workers=workers, reader="odd_reader:read")

    return make


@pytest.fixture
def write(tmp_path):
    def write(words, name="report.txt"):
        path = tmp_path / name
        path.write_text(words)
        return path

    return write


def refused(guard, path):
    with pytest.raises(UnreadableFile) as caught:
        guard.read(path)
    assert caught.value.path == path
    return caught.value.reason


def test_a_report_is_the_same_as_without_a_guard(write):
    path = write("# A day at Oakham\n\nStaff were helpful.\n")
    with Guard() as guard:
        assert guard.read(path) == (read_report(path), path.read_bytes())


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("hang", "takes longer to read than 8 seconds"),
        ("spin", "takes longer to read than 8 seconds"),
        ("swell", "needs more memory to read than 300 MB"),
        ("swallow", "needs more memory to read than 300 MB"),
        ("exit", "brings down the program that reads it (exit code 7)"),
        ("touch", "was changed while it was read"),
        ("remove", "cannot be read (No such file or directory)"),
        ("", "is empty"),
    ],
)
def test_a_bad_file_is_refused_and_the_next_one_is_read(guarded, write, words, said):
    # No shorter: the next file is read within the same limit, on a busy machine too.
    with guarded(seconds=8) as guard:
        assert refused(guard, write(words)).startswith(said)
        assert guard.read(write("Words of a report.", "next.txt"))[0].passages


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_a_crash_is_told_with_its_signal(guarded, write):
    with guarded() as guard:
        assert "brings down the program that reads it (signal 11)" in refused(guard, write("crash"))


def test_a_bug_of_ours_is_no_fault_of_the_file(guarded, write):
    with guarded() as guard, pytest.raises(ReadingFailed, match="ZeroDivisionError: of ours"):
        guard.read(write("bug"))


def test_what_libraries_print_does_not_come_between_the_replies(guarded, write):
    with guarded() as guard:
        assert guard.read(write("print"))[0].text == "print"


def test_a_reader_that_cannot_start_is_a_failure_with_its_reason(write):
    path = write("words")
    with (
        Guard(reader="there.is.none:read") as guard,
        pytest.raises(ReadingFailed, match="No module named 'there'"),
    ):
        guard.read(path)


def test_a_machine_without_another_process_to_spare_is_told(write, monkeypatch):
    monkeypatch.setattr(sys, "executable", str(ROOT / "no such python"))
    path = write("words")
    with (
        Guard() as guard,
        pytest.raises(ReadingFailed, match=r"could be started: .*No such file"),
    ):
        guard.read(path)


def test_one_process_reads_many_files(guarded, write):
    with guarded() as guard:
        paths = [write(f"Words {number}", f"{number}.txt") for number in range(5)]
        texts = [guard.read(path)[0].text for path in paths]
        assert len(psutil.Process().children()) == 1
    assert texts == [f"Words {number}" for number in range(5)]
    assert not psutil.Process().children()


def test_files_read_ahead_come_in_the_order_asked_for_whatever_becomes_of_them(guarded, write):
    said = ["Words 0", "exit", "Words 2", "hang", "Words 4", "swell", "Words 6"]
    paths = [write(words, f"{number}.txt") for number, words in enumerate(said)]
    with guarded(seconds=8, workers=2) as guard:
        guard.expect(paths)
        read = []
        for path in paths:
            try:
                read.append(guard.read(path)[0].text)
            except UnreadableFile as error:
                read.append(error.reason.split()[0])
    assert read == ["Words 0", "brings", "Words 2", "takes", "Words 4", "needs", "Words 6"]


def test_a_result_that_comes_just_when_the_wait_ends_is_taken(guarded, write, monkeypatch):
    class JustLate(Future):
        def result(self, timeout=None):
            try:
                return super().result(timeout)
            except TimeoutError:
                self.set_result("the report")
                raise

    path = write("words")
    with guarded() as guard:
        monkeypatch.setattr(guard, "_threads", SimpleNamespace(submit=lambda *_: JustLate()))
        assert guard.read(path) == "the report"
        monkeypatch.undo()


def test_leaving_ends_a_process_that_is_reading(guarded, write):
    with guarded(workers=2) as guard:
        guard.expect([write("hang"), write("hang", "b.txt")])
        time.sleep(0.5)  # at whatever point they are then: starting, importing, reading
        began = time.monotonic()
    assert time.monotonic() - began < 30
    assert not psutil.Process().children()


PARENT = """
import signal, sys
from pathlib import Path
from ingest.readers.guarded import Guard
if __name__ == "__main__":
    # Where a shell runs the tests in the background, Ctrl-C is ignored from birth.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with Guard(reader="odd_reader:read") as guard:
        guard.read(Path(sys.argv[1]).with_name("words.txt"))
        print("reading", flush=True)
        guard.read(Path(sys.argv[1]))
"""


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
@pytest.mark.parametrize(
    ("sent", "words"),
    [("SIGINT", "hang"), ("SIGTERM", "hang"), ("SIGKILL", "hang"), ("SIGKILL", "spin")],
)
def test_a_parent_that_ends_leaves_no_process_behind(tmp_path, guarded, write, words, sent):
    write("Words", "words.txt")
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(tmp_path), str(ROOT)])}
    parent = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(PARENT), str(write(words))],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
    )
    with parent:
        assert parent.stdout is not None
        assert parent.stdout.readline() == b"reading\n"
        (child,) = psutil.Process(parent.pid).children()
        parent.send_signal(getattr(signal, sent))
        parent.wait(timeout=60)
    assert psutil.wait_procs([child], timeout=60)[1] == []
