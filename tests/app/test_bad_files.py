"""Every bad file is a rejection with its reason, and the good ones beside it go in."""

import json
import os
import sys

import pytest

from app import cli
from tests.badfiles import GOOD, write_bad, write_good, write_odd_names, write_traps

pytestmark = [
    pytest.mark.store,
    pytest.mark.skipif(os.name == "nt", reason="pipes and links of POSIX"),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bad") / "files"
    folder.mkdir()
    return folder


@pytest.fixture(scope="module")
def expected(folder):
    """What is to become of each bad file: part of the reason, or None for one that is read."""
    return write_bad(folder)


@pytest.fixture(scope="module")
def odd(folder):
    return write_odd_names(folder)


@pytest.fixture(scope="module")
def said(folder, expected, odd, tmp_path_factory):
    """What `reports ingest FOLDER --json` prints of them all."""
    write_good(folder)
    write_traps(folder)
    store = tmp_path_factory.mktemp("store") / "library"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("REPORTS_EMBEDDING", "none")
        patch.setenv("REPORTS_READ_MEMORY_MB", "500")
        patch.setenv("REPORTS_READ_SECONDS", "60")
        out = tmp_path_factory.mktemp("said") / "out.json"
        patch.setattr(
            sys, "argv", ["reports", "--store", str(store), "ingest", str(folder), "--json"]
        )
        with out.open("w+", encoding="utf-8") as printed:
            patch.setattr(sys, "stdout", printed)
            cli.app(standalone_mode=False)
        return json.loads(out.read_text("utf-8"))


def name_of(path):
    return os.fsdecode(path).encode("utf-8", "backslashreplace").decode()


def test_each_bad_file_is_rejected_with_its_reason_or_read_in_spite_of_its_looks(said, expected):
    reasons = {each["path"]: each["reason"] for each in said["rejected"]}
    read = set(said["paths"].values())
    wrong = {}
    for path, reason in expected.items():
        told = reasons.get(str(path))
        right = str(path) in read if reason is None else told and reason in told
        if not right:
            wrong[path.name] = (reason, told)
    assert wrong == {}


def test_every_good_file_goes_in(said, folder):
    assert {str(folder / name) for name in GOOD} <= set(said["paths"].values())


def test_a_file_with_an_odd_name_goes_in(said, odd):
    fates = {each["path"]: each["fate"] for each in said["files"]}
    assert {fates[name_of(path)] for path in odd} == {"added"}


def test_what_is_no_file_is_skipped_with_its_reason_and_no_folder_is_read_twice(said, folder):
    skipped = {each["path"]: each["reason"] for each in said["skipped"]}
    assert skipped[str(folder / "pipe.txt")].startswith("is not a file but a pipe")
    assert skipped[str(folder / "zero.txt")].startswith("is not a file but a pipe")
    assert skipped[str(folder / "gone.txt")] == "is a link to nothing"
    assert skipped[str(folder / "itself.txt")].startswith("cannot be looked at")
    paths = [each["path"] for each in said["files"]]
    assert [path for path in paths if path.endswith("inside.txt")] == [
        str(folder / "folder.pdf" / "inside.txt")
    ]


def test_no_reason_names_a_bug_of_ours(said):
    assert [each for each in said["rejected"] if "program failed" in each["reason"]] == []


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may open everything")
def test_a_file_that_may_not_be_opened_is_rejected(tmp_path, monkeypatch, capsys):
    (tmp_path / "closed.txt").write_text("words")
    (tmp_path / "closed.txt").chmod(0)
    monkeypatch.setenv("REPORTS_EMBEDDING", "none")
    arguments = ["--store", str(tmp_path / "library"), "ingest", str(tmp_path), "--json"]
    monkeypatch.setattr(sys, "argv", ["reports", *arguments])
    cli.app(standalone_mode=False)
    (rejected,) = json.loads(capsys.readouterr().out)["rejected"]
    assert rejected["reason"] == "cannot be read (Permission denied)"
