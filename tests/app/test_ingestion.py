"""One ingestion: every file's fate is told, and stopping loses nothing."""

from pathlib import Path

import pytest

from app.files import find_files
from app.ingestion import Ingestion, Step, Stopped, earlier_ingestions, run_ingestion
from index.stores.library import Library, open_library
from ingest.errors import UnreadableFile
from ingest.report import read_report

SAMPLES = Path(__file__).parents[2] / "app" / "samples"


@pytest.fixture
def library(tmp_path: Path):
    found = open_library(tmp_path / "library", embedding="none")
    yield found
    found.close()


def read(path: Path):
    return read_report(path), path.read_bytes()


def test_every_file_has_a_fate_and_steps_add_up(library: Library) -> None:
    found = find_files([SAMPLES, SAMPLES / "none.pdf"])
    steps: list[Step] = []
    first = run_ingestion(library, found, read, steps.append)
    again = run_ingestion(library, found, read, lambda step: None)
    assert len(first.reports("added")) == len(again.reports("unchanged")) == len(found.files)
    assert [file.path for file in first.of("rejected")] == [str(SAMPLES / "none.pdf")]
    assert [step.files for step in steps] == list(range(len(found.files) + 1))
    assert steps[-1].path is None
    assert steps[-1].size == sum(path.stat().st_size for path in found.files)
    kept = [Ingestion.model_validate_json(data) for _, data in library.ingestions()]
    assert kept == [again, first]


def test_a_bug_and_a_bad_file_cost_only_themselves(library: Library) -> None:
    found = find_files([SAMPLES])

    def failing(path: Path):
        if path == found.files[0]:
            raise UnreadableFile(path, "is spoilt")
        if path == found.files[1]:
            raise ZeroDivisionError
        return read(path)

    done = run_ingestion(library, found, failing, lambda step: None)
    assert [file.reason for file in done.of("rejected")] == [
        "is spoilt",
        "the program failed on it; its log says where",
    ]
    assert len(library.reports()) == len(found.files) - 2


def test_files_that_lie_elsewhere_meanwhile_are_known_by_their_names_alone(
    library: Library,
) -> None:
    found = find_files([*sorted(SAMPLES.glob("*.md"))[:3], SAMPLES / "none.pdf"])
    named = found._replace(names=dict.fromkeys((*found.files, SAMPLES / "none.pdf"), "one.md"))

    def stopping(path: Path):
        if path == found.files[1]:
            raise KeyboardInterrupt
        return read(path)

    with pytest.raises(Stopped) as stopped:
        run_ingestion(library, named, stopping, lambda step: None)
    files = stopped.value.ingestion.files
    assert [(file.path, file.fate) for file in files] == [
        ("one.md", "rejected"),
        ("one.md", "added"),
        ("one.md", "not reached"),
        ("one.md", "not reached"),
    ]
    ((_, kept),) = library.ingestions()
    assert str(SAMPLES) not in kept


def test_stopping_keeps_what_was_read_and_says_what_was_not(library: Library) -> None:
    found = find_files([SAMPLES])

    def stopping(path: Path):
        if path == found.files[2]:
            raise KeyboardInterrupt
        return read(path)

    with pytest.raises(Stopped) as stopped:
        run_ingestion(library, found, stopping, lambda step: None)
    ingestion = stopped.value.ingestion
    assert ingestion.stopped
    assert [Path(file.path) for file in ingestion.of("added")] == list(found.files[:2])
    assert [Path(file.path) for file in ingestion.of("not reached")] == list(found.files[2:])
    assert len(library.reports()) == 2
    assert not library.check(repair=False).problems
    assert run_ingestion(library, found, read, lambda step: None).reports("added")


def test_what_another_version_kept_is_passed_over_and_said(library: Library) -> None:
    known = Ingestion(files=())
    library.keep_ingestion(known.model_dump_json())
    assert earlier_ingestions(library).unknown_words == ""
    library.keep_ingestion('{"files": [{"path": "x", "fate": "merged"}]}')
    earlier = earlier_ingestions(library)
    assert [done for _, done in earlier.done] == [known]
    assert earlier.unknown == 1
    assert "1 ingestion cannot be shown" in earlier.unknown_words
