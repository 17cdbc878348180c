import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from index.stores import search
from index.stores.library import Library, open_library

pytestmark = pytest.mark.store


@pytest.fixture(autouse=True)
def _candidates_from_the_indexes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "EXHAUSTIVE", 0)


@pytest.fixture
def copied(tmp_path: Path, held_folder: Path) -> Path:
    """A folder with a library of two reports, to be damaged."""
    return shutil.copytree(held_folder, tmp_path / "copy")


def builds(root: Path, kind: str) -> list[Path]:
    return sorted((root / "indexes").glob(f"{kind}-*"))


def remove(folder: Path) -> None:
    shutil.rmtree(folder)


def empty(folder: Path) -> None:
    for path in list(folder.rglob("*")):
        if path.is_file():
            path.unlink()


def garble(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            path.write_bytes(b"garbled " * (path.stat().st_size // 8 + 1))


def truncate(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


@pytest.mark.parametrize("kind", ["vectors", "lexical"])
@pytest.mark.parametrize("damage", [remove, empty, garble, truncate])
def test_damaged_index_is_built_again_when_it_is_searched(
    copied: Path, held: Library, kind: str, damage: Callable[[Path], None]
) -> None:
    damage(builds(copied, kind)[0])
    library = open_library(copied)
    assert library.search("sickness absence") == held.search("sickness absence")
    assert library.check().problems == ()
    library.close()


@pytest.mark.parametrize("kind", ["vectors", "lexical"])
@pytest.mark.parametrize("damage", [remove, empty, garble, truncate])
def test_check_says_what_it_repaired(
    copied: Path, kind: str, damage: Callable[[Path], None]
) -> None:
    damage(builds(copied, kind)[0])
    library = open_library(copied)
    assert [kind in line for line in library.check(repair=False).problems] == [True]
    assert [kind in line for line in library.check().repaired] == [True]
    assert library.check().repaired == ()
    library.close()


def test_killed_between_sql_and_indexes_the_next_search_catches_up(
    copied: Path, make_report, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = open_library(copied)
    monkeypatch.setattr(library._indexes, "follow", lambda: None)
    library.add([make_report("Uppingham", "2024-01", ["The roof of the office leaks."])])
    library.close()
    library = open_library(copied)
    assert library.search("leaking roof")[0].passage == "uppingham-2024-01/0"
    assert library.check().repaired == ()
    library.close()


def test_old_builds_are_swept_at_the_next_start(copied: Path) -> None:
    library = open_library(copied)
    library.search("car")
    library.rebuild()
    library.close()
    open_library(copied).close()
    assert [len(builds(copied, kind)) for kind in ("vectors", "lexical")] == [1, 1]


def test_open_reader_finds_what_another_process_added(copied: Path, make_report) -> None:
    reader, writer = open_library(copied), open_library(copied)
    reader.search("car")
    writer.add([make_report("Uppingham", "2024-01", ["The roof of the office leaks."])])
    assert reader.search("leaking roof")[0].passage == "uppingham-2024-01/0"
    writer.close()
    open_library(copied).close()
    assert reader.search("leaking roof")[0].passage == "uppingham-2024-01/0"
    reader.close()


def test_reader_goes_on_while_another_process_writes(copied: Path, make_report) -> None:
    reader, writer = open_library(copied), open_library(copied)
    with writer._intake.lock():
        assert reader.search("car")
    reader.close()
    writer.close()


def test_a_build_that_is_open_is_not_swept(copied: Path) -> None:
    library = open_library(copied)
    found = library.search("car")
    opened = [*builds(copied, "vectors"), *builds(copied, "lexical")]
    library.rebuild()
    assert all(any(build.iterdir()) for build in opened)
    assert library.search("car") == found
    library.close()
