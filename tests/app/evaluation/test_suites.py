"""Suites for the pages: those of the project, of the library, and files that somebody chose."""

from pathlib import Path

import pytest

from app.errors import BadSetting
from app.evaluation.suites import (
    MOST_BYTES,
    known_suites,
    own_folder,
    read_upload,
    runnable,
)
from app.settings import Settings
from evals.errors import BadSuite
from evals.run import RunOptions
from evals.sheets.writing import csv_bytes, sheet_rows, workbook_bytes
from evals.suite import SUITES, parse_suite
from index.stores.library import Library
from tests.app.evaluation.suites import SUITE


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(store=tmp_path / "library")


def test_the_suites_of_this_project_are_there(settings: Settings) -> None:
    known = known_suites(settings)
    assert {file.path for file in known.files} == set(SUITES.glob("*.yaml"))
    assert known.faults == ()


def test_suites_in_the_folder_of_the_library_are_there_and_bad_ones_are_named(
    settings: Settings,
) -> None:
    own = own_folder(settings)
    own.mkdir(parents=True)
    (own / "mine.yaml").write_text(SUITE, encoding="utf-8")
    (own / "bad.yaml").write_text("suite: bad\npairs: 3\n", encoding="utf-8")
    (own / "twice.yaml").write_text(SUITE, encoding="utf-8")
    known = known_suites(settings)
    assert "made-up" in {file.suite.suite for file in known.files}
    assert len(known.faults) == 2
    assert "bad.yaml" in known.faults[0]
    assert "made-up" in known.faults[1]


def test_pairs_whose_reports_are_missing_are_told(library: Library) -> None:
    files = (parse_suite(SUITE, Path("made-up.yaml")),)
    found = runnable(files, RunOptions(), library)
    assert (found.can, found.cannot) == (2, 1)
    assert found.lacking == {"nowhere-2020-01": ("made-up/lacking-1",)}


def test_a_digest_is_no_report_to_hold_a_pair_against(library: Library) -> None:
    text = SUITE.replace("westmere-2024-10", "sample-eastvale-2023-03")
    found = runnable((parse_suite(text, Path("made-up.yaml")),), RunOptions(), library)
    assert found.can == 0


@pytest.mark.parametrize("name", ["made-up.yaml", "..\\..\\made-up.YML", "/etc/made-up.yaml"])
def test_a_suite_is_read_from_an_upload_whatever_its_folder(library: Library, name: str) -> None:
    (file,) = read_upload(name, SUITE.encode(), library)
    assert file.suite.suite == "made-up"
    assert file.path.parent == Path()


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_sheet_is_read_from_an_upload(library: Library, ending: str) -> None:
    rows = sheet_rows([parse_suite(SUITE, Path("made-up.yaml")).suite])
    data = csv_bytes(rows) if ending == "csv" else workbook_bytes(rows)
    (file,) = read_upload(f"pairs.{ending}", data, library)
    assert {pair.id for pair in file.suite.pairs} == {"right-1", "wrong-1", "lacking-1"}


def test_what_is_wrong_with_a_sheet_names_the_file_and_no_folder_of_ours(library: Library) -> None:
    with pytest.raises(BadSetting) as error:
        read_upload("pairs.csv", b"question,kind\nWhat?,findng\n", library)
    assert "pairs.csv" in str(error.value)
    assert "findng" in str(error.value)
    assert "/pairs.csv" not in str(error.value)


def test_what_is_no_suite_is_refused_in_words(library: Library) -> None:
    for name, data in (("a.yaml", b"\xff\xfe\x00"), ("a.yaml", b"["), ("a.xlsx", b"PK no sheet")):
        with pytest.raises((BadSuite, BadSetting), match=r"a\.(yaml|xlsx)"):
            read_upload(name, data, library)
    with pytest.raises(BadSetting, match="pairs are read from"):
        read_upload("a.exe", b"", library)
    with pytest.raises(BadSetting, match="larger than 5 MB"):
        read_upload("a.yaml", b" " * (MOST_BYTES + 1), library)
