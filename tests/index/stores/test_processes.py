"""What can only be seen with several processes."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from index.stores.library import Library, open_library

pytestmark = pytest.mark.store

QUERIES = ["sickness absence", "where women go", "cold rooms", "court", "sharing a car", "drugs"]
SEARCH = """
import json, sys
from pathlib import Path
from index.stores import search
from index.stores.library import open_library
folder, *queries = sys.argv[1:]
library = open_library(Path(folder))
found = {query: library.search(query) for query in queries}
search.EXHAUSTIVE = 0
found |= {"candidates: " + query: library.search(query) for query in queries}
first = library.passages()[0]
scores = [library.sentence_scores(query, [(first.id, [(0, 9), (9, 40)])]) for query in queries]
print(json.dumps([library.fingerprint(), found, scores]))
"""
INGEST = """
import sys
from pathlib import Path
from index.stores.library import Library, open_library
from ingest.models import Report
library = open_library(Path(sys.argv[1]))
for path in sys.argv[2:]:
    report = Report.model_validate_json(Path(path).read_text(encoding="utf-8"))
    library.add([(report, report.text.encode() + b"text")])
print("done")
"""
READ = """
import sys
from pathlib import Path
from index.stores.library import open_library
from ingest.models import Report
library = open_library(Path(sys.argv[1]))
report = Report.model_validate_json(Path(sys.argv[2]).read_text(encoding="utf-8"))
result = library.add([(report, b"")])
library.reports(), library.stored(report.info.id), library.facts(), library.fingerprint()
heavy = {"chromadb", "llama_index", "tokenizers"} & set(sys.modules)
print(result.model_dump_json(), sorted(heavy))
"""


def start(code: str, *arguments: object) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def output(process: "subprocess.Popen[str]") -> str:
    out, error = process.communicate(timeout=120)
    assert process.returncode == 0, error
    return out


def write(folder: Path, *reports) -> list[Path]:
    paths = []
    for report, _ in reports:
        path = folder / f"{report.info.id}.json"
        path.write_text(report.model_dump_json(), encoding="utf-8")
        paths.append(path)
    return paths


def test_two_libraries_and_two_processes_give_the_same_bytes(
    tmp_path: Path, held: Library, make_report
) -> None:
    for name in ("one", "two"):
        library = open_library(tmp_path / name)
        for info in held.reports():
            lines = [passage.text for passage in held.passages([info.id])]
            library.add([make_report(info.subject, info.published, lines)])
        library.close()
    running = [start(SEARCH, tmp_path / name, *QUERIES) for name in ("one", "two")]
    first, second = map(output, running)
    assert first == second
    found = json.loads(first)[1]
    assert found["court"] == found["candidates: court"] != []


def test_two_processes_that_ingest_at_once_wait_for_each_other(
    tmp_path: Path, encoder, make_report
) -> None:
    north = write(tmp_path, *(make_report(f"North {n}", "2024-01") for n in "abc"))
    south = write(tmp_path, *(make_report(f"South {n}", "2024-01") for n in "abc"))
    running = [start(INGEST, tmp_path / "library", *paths) for paths in (north, south)]
    assert [output(process) for process in running] == ["done\n", "done\n"]
    library = open_library(tmp_path / "library")
    assert len(library.reports()) == 6
    assert library.check().problems == ()
    library.close()


def test_a_process_that_is_killed_loses_nothing_that_was_done(
    tmp_path: Path, encoder, make_report
) -> None:
    lines = [f"The office number {n} has a leaking roof." for n in range(25)]
    paths = write(tmp_path, *(make_report(f"Town {n}", "2024-01", lines) for n in "abcd"))
    folder = tmp_path / "library"
    library = open_library(folder)
    running = start(INGEST, folder, *paths)
    while len(library.reports()) < 2 and running.poll() is None:
        time.sleep(0.02)
    running.kill()
    running.communicate()
    kept = [info.id for info in library.reports()]
    assert kept[:2] == ["town-a-2024-01", "town-b-2024-01"]
    assert library.search("roof")
    assert library.check().problems == ()
    library.close()
    again = start(INGEST, folder, *paths)
    assert output(again) == "done\n"
    library = open_library(folder)
    assert len(library.reports()) == 4
    assert library.check().repaired == ()
    library.close()


def test_reading_and_an_ingest_without_change_load_nothing_heavy(
    tmp_path: Path, library: Library, make_report
) -> None:
    report, original = make_report()
    library.add([(report, original)])
    paths = write(tmp_path, (report, original))
    printed = output(start(READ, tmp_path / "library", *paths))
    assert '"unchanged":["oakham-2024-05"]' in printed
    assert printed.rstrip().endswith("[]")
