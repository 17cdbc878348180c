"""`reports brief` as a person or a program meets it."""

import json
import sys

import pytest

from app import cli
from app.digests import FOLDER

pytestmark = pytest.mark.store


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """A library of two digests."""
    from app.settings import Settings
    from app.wiring import opened
    from ingest.report import read_report

    folder = tmp_path_factory.mktemp("brief") / "library"
    files = [FOLDER / "sheffield-2023-03.md", FOLDER / "annual-report-2024.md"]
    with opened(Settings(store=folder, embedding="none")) as library:
        library.add((read_report(file), file.read_bytes()) for file in files)
    return folder


@pytest.fixture
def reports(kept, monkeypatch, capsys):
    monkeypatch.setenv("REPORTS_EMBEDDING", "none")

    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["reports", "--store", *map(str, (kept, *arguments))])
        capsys.readouterr()
        try:
            cli.main()
            code = 0
        except SystemExit as stop:
            code = stop.code or 0
        printed = capsys.readouterr()
        assert "Traceback" not in printed.err
        return code, printed.out, printed.err

    return run


@pytest.mark.parametrize("ending", ["docx", "md", "html"])
def test_a_briefing_is_written_and_every_note_of_it_checked(reports, tmp_path, ending):
    path = tmp_path / f"brief.{ending}"
    code, out, err = reports("brief", "Sheffield", "-o", path, "--verify", "--marking", "OFFICIAL")
    assert code == 0
    assert "0 faults" in out and "notes against their reports" in out
    assert "own digest of Sheffield: our words" in err
    assert path.stat().st_size > 5000


def test_the_outcome_is_data_where_that_is_asked_for(reports, tmp_path):
    code, out, _ = reports("brief", "staffing", "-o", tmp_path / "b.md", "--verify", "--json")
    told = json.loads(out)
    assert code == 0
    assert (told["kind"], told["subject"]) == ("topic", "Staffing")
    assert told["checked"]["faults"] == [] and told["notes"] == told["checked"]["notes"]
    assert "sample-sheffield-2023-03" in told["digests"]


@pytest.mark.parametrize("subject", ["Narnia", "Kent", "Sheffield and Leeds", ""])
def test_a_subject_that_is_unknown_or_several_things_writes_nothing(reports, tmp_path, subject):
    path = tmp_path / "brief.docx"
    code, out, err = reports("brief", subject, "-o", path)
    assert (code, out) == (1, "")
    assert len(err.strip()) > 20
    assert list(tmp_path.iterdir()) == []


def test_another_ending_is_wrong_usage(reports, tmp_path):
    code, _, err = reports("brief", "Sheffield", "-o", tmp_path / "brief.pdf")
    assert code == 2
    assert ".docx, .md or .html" in err


def test_a_file_of_somebody_else_is_kept_without_force(reports, tmp_path):
    path = tmp_path / "brief.md"
    path.write_text("mine")
    code, _, err = reports("brief", "Sheffield", "-o", path)
    assert code == 1 and "--force" in err
    assert path.read_text() == "mine"
    assert reports("brief", "Sheffield", "-o", path, "--force")[0] == 0
    # A briefing that nobody has changed makes way for a newer one.
    assert reports("brief", "Leeds", "-o", path)[0] == 0


@pytest.mark.parametrize(("option", "most"), [("--marking", 80), ("--title", 160)])
def test_a_marking_or_a_title_stands_on_a_line(reports, tmp_path, option, most):
    code, _, err = reports("brief", "Leeds", "-o", tmp_path / "b.md", option, "x" * (most + 1))
    assert code == 2
    assert option in err
