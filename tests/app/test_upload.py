"""Reports added on the page, by AppTest: what is kept of it, and what is said when it fails."""

import tempfile
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app.ingestion import Ingestion
from index.stores.library import Library, open_library

SAMPLES = Path(__file__).parents[2] / "app" / "samples"
SECONDS = 60


def library_page(library):  # a script to AppTest: it knows no names of this file
    from app.settings import Settings
    from app.views.library import show_library

    show_library(library, Settings(embedding="none"))


def html(test: AppTest) -> str:
    return "\n".join(element.proto.body for element in test.get("html"))


@pytest.fixture
def empty(tmp_path: Path):
    library = open_library(tmp_path / "library", embedding="none")
    yield library
    library.close()


def added(library: Library, *files: tuple[str, bytes]) -> AppTest:
    """The page after these files were dropped and added."""
    test = AppTest.from_function(library_page, default_timeout=SECONDS, args=(library,)).run()
    test.file_uploader[0].set_value([(*file, "text/plain") for file in files]).run()
    test.button(key="add").click().run()
    assert not test.exception
    return test


def test_only_the_names_of_uploaded_files_are_kept(empty: Library) -> None:
    sample = sorted(SAMPLES.glob("*.md"))[0].read_bytes()
    name = "字" * 150 + ".md"
    page = html(added(empty, (name, sample), ("two.txt", b"no words of a report")))
    ((_, kept),) = empty.ingestions()
    done = Ingestion.model_validate_json(kept)
    assert [file.path for file in done.files] == ["字" * 39 + ".md", "two.txt"]
    assert "reports-upload" not in kept
    assert "<b>two.txt</b>" in page
    assert len(empty.reports()) >= 1


def test_files_that_cannot_be_laid_down_are_said_in_plain_words(
    empty: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    page = html(added(empty, ("one.txt", b"words")))
    assert "cannot be laid down for reading" in page
    assert empty.reports() == ()
