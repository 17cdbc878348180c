"""Disks that are full, or cannot be written to: a clear error, and nothing is lost."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.errors import StoreError
from index.stores.database import said_of_disk
from index.stores.library import Library, open_library
from ingest.readers.worker import Worker

pytestmark = pytest.mark.store

KEPT = ["melton-2024-01", "oakham-2024-01"]
LINES = [f"The office number {n} has a leaking roof." for n in range(12)]
LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
from app.cli import main
sys.argv = ["reports", *sys.argv[2:]]
main()
"""


class Disk:
    """A small disk of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._ballast = folder / "ballast"

    def leave(self, kilobytes: int) -> None:
        """Fill it up to so many kilobytes."""
        free = os.statvfs(self.folder).f_bavail * os.statvfs(self.folder).f_frsize
        self._ballast.write_bytes(b"x" * (free - kilobytes * 1024))

    def make_room(self) -> None:
        self._ballast.unlink()

    def mount(self, options: str) -> None:
        subprocess.run(["mount", "-o", f"remount,{options}", str(self.folder)], check=True)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", str(folder)]
    try:
        done = subprocess.run(command, capture_output=True)
    except OSError:
        pytest.skip("there is no command mount here")
    if done.returncode:
        pytest.skip("no disk of its own can be mounted here; root may")
    yield Disk(folder)
    subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.fixture
def begun(disk: Disk, encoder, make_report) -> Iterator[Library]:
    """A library of two reports on the small disk."""
    library = open_library(disk.folder / "library")
    library.add(make_report(name, "2024-01", LINES) for name in ("Oakham", "Melton"))
    yield library
    library.close()


def names(library: Library) -> list[str]:
    return [info.id for info in library.reports()]


@pytest.mark.parametrize("kilobytes", [0, 40, 120])
def test_a_disk_that_fills_up_while_a_report_is_written_loses_nothing(
    disk: Disk, begun: Library, make_report, kilobytes: int
) -> None:
    before = {name: begun.stored(name) for name in KEPT}
    disk.leave(kilobytes)
    with pytest.raises(StoreError, match="the disk is full") as error:
        begun.add([make_report("Corby", "2024-01", LINES)])
    assert "Make room" in str(error.value)
    assert {name: begun.stored(name) for name in KEPT} == before
    assert begun.search("roof")
    disk.make_room()
    begun.add([make_report("Corby", "2024-01", LINES)])
    assert names(begun) == ["corby-2024-01", *KEPT]
    assert begun.check().problems == begun.check().repaired == ()


def test_indexes_that_find_no_room_leave_the_earlier_ones_and_no_remains(
    disk: Disk, begun: Library
) -> None:
    builds = sorted((disk.folder / "library" / "indexes").iterdir())
    disk.leave(100)
    with pytest.raises(StoreError, match="cannot be built: the disk is full") as error:
        begun.rebuild()
    assert "The reports themselves are kept. Make room" in str(error.value)
    assert {folder.name for folder in builds} >= {
        folder.name for folder in (disk.folder / "library" / "indexes").glob("vectors-*")
    }
    assert begun.search("roof")
    assert names(begun) == KEPT
    disk.make_room()
    begun.rebuild()
    assert begun.check().problems == begun.check().repaired == ()


def test_a_library_on_a_full_disk_can_be_read(disk: Disk, begun: Library) -> None:
    begun.close()
    disk.leave(40)
    library = open_library(disk.folder / "library")
    assert names(library) == KEPT
    assert library.search("roof")
    library.close()


def test_a_disk_that_cannot_be_written_to_is_said_to_be_one(
    disk: Disk, begun: Library, make_report
) -> None:
    begun.close()
    disk.mount("ro")
    with pytest.raises(StoreError, match="cannot be written to") as error:
        open_library(disk.folder / "library")
    assert "name another --store" in str(error.value)
    with pytest.raises(StoreError, match=r"cannot be made: Read-only file system\. Name another"):
        open_library(disk.folder / "other")
    disk.mount("rw")
    library = open_library(disk.folder / "library")
    assert names(library) == KEPT
    assert library.check().problems == ()
    library.close()


def test_a_store_that_is_a_file_or_below_one_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("something else")
    with pytest.raises(StoreError, match="is a file, and a library is a folder"):
        open_library(file)
    with pytest.raises(StoreError, match="cannot be made: Not a directory"):
        open_library(file / "below")
    assert file.read_text() == "something else"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no limit on the size of files")
def test_a_limit_on_the_size_of_files_is_a_plain_error(tmp_path: Path, encoder) -> None:
    store, file = tmp_path / "library", tmp_path / "notes.txt"
    file.write_text("Notes\n\n" + "\n\n".join(LINES * 5))
    done = _limited(300_000, store, "ingest", file)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "cannot be used: the disk cannot be" in done.stderr
    done = _limited(1_000_000_000, store, "ingest", file)
    assert (done.returncode, "1 added" in done.stderr) == (0, True), done.stderr
    library = open_library(store)
    assert library.check().problems == ()
    library.close()


def _limited(size: int, store: Path, *arguments: object) -> "subprocess.CompletedProcess[str]":
    words = [str(each) for each in ("--store", store, *arguments)]
    command = [sys.executable, "-c", LIMITED, str(size), *words]
    return subprocess.run(command, capture_output=True, text=True, timeout=300)


def test_files_are_read_where_no_temporary_file_can_be_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "missing"))
    file = tmp_path / "notes.txt"
    file.write_text("Notes\n\nThe roof leaks.")
    limits = {"seconds": 60, "memory_mb": 2000, "pages": 10, "bytes": 1000}
    worker = Worker("ingest.report:read_report", limits)
    try:
        assert worker.ask(file, 60).kind == "read"
    finally:
        worker.close()


def test_messages_of_every_library_are_understood() -> None:

    def said(reason: str) -> str:
        found = said_of_disk(reason)
        return found[0] if found else ""

    assert said("(sqlite3.OperationalError) database or disk is full") == "the disk is full"
    assert (
        said("An IO error occurred: 'No space left on device (os error 28)'") == "the disk is full"
    )
    assert said("error returned from database: (code: 13) ...") == "the disk is full"
    assert said("[Errno 122] Disk quota exceeded").startswith("a limit on what may be kept")
    assert said("File too large (os error 27)").startswith("a limit on what may be kept")
    assert said("attempt to write a readonly database") == "its folder cannot be written to"
    assert said("disk I/O error").startswith("the disk cannot be read or written")
    assert said("no such table: reports") == ""
