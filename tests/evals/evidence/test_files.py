import json
from pathlib import Path
from typing import Any

import pytest

from evals.evidence.files import compare_files, files_section
from ingest.report import read_report
from tests.printed import Sheets

TEXT = """An inspection of probation services in:

Testford PDU

The Probation Service – Wales region

HM Inspectorate of Probation, May 2024

1. Organisational delivery

1.1. Leadership

Strengths:

- Leaders were kind to all of the people who came to see them.

Areas for improvement:

- The rooms were cold, and nobody had asked why.
"""
KEY: dict[str, Any] = {
    "file": "testford.txt",
    "blocks": [
        {"id": 1, "type": "heading", "text": "1. Organisational delivery"},
        {
            "id": 2,
            "type": "bullet",
            "text": "Leaders were kind to all of the people who came to see them.",
        },
        {"id": 3, "type": "bullet", "text": "The rooms were cold, and nobody had asked why."},
    ],
}


def _printed(second: str) -> bytes:
    sheets = Sheets()
    front = TEXT.split("\n\n")[:4]
    for i, line in enumerate(front):
        sheets.words(60, 100 + 40 * i, line, size=20 - 2 * i, font="Times-Bold")
    sheets.page()
    sheets.words(60, 60, "1. Organisational delivery", size=20, font="Times-Bold")
    sheets.words(60, 100, "1.1. Leadership", size=16, font="Times-Bold")
    sheets.words(60, 130, "Strengths:", size=13, font="Times-Bold")
    sheets.item(60, 160, "•", "Leaders were kind to all of the people who came to see them.")
    sheets.page()
    sheets.words(60, 60, "Areas for improvement:", size=13, font="Times-Bold")
    sheets.item(60, 90, "•", second)
    return sheets.data()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "testford.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


def test_the_same_report_as_pdf_is_the_same(folder: Path) -> None:
    (folder / "testford.pdf").write_bytes(
        _printed("The rooms were cold, and nobody had asked why.")
    )
    text, report = (read_report(folder / f"testford.{each}") for each in ("txt", "pdf"))
    truth = {"1": {"start": 2, "end": 2}, "2": {"start": 2, "end": 2}, "3": {"start": 3, "end": 3}}
    result = compare_files(text, report, KEY, truth)
    assert (result.same, result.alike, result.passages) == (2, 2, 2)
    assert result.facts_same == result.facts
    assert (result.pages_right, result.pages) == (3, 3)
    assert result.differences == ()


def test_other_words_and_pages_are_named(folder: Path) -> None:
    (folder / "testford.pdf").write_bytes(_printed("The rooms were warm."))
    text, report = (read_report(folder / f"testford.{each}") for each in ("txt", "pdf"))
    result = compare_files(text, report, KEY, {"2": {"start": 1, "end": 2}})
    assert (result.same, result.passages) == (1, 2)
    assert (result.pages_right, result.pages) == (0, 1)
    assert any("words: bullet 'The rooms were cold" in line for line in result.differences)
    assert any("more: bullet 'The rooms were warm.'" in line for line in result.differences)
    assert any("page: (2, 2) not (1, 2)" in line for line in result.differences)


def test_a_file_that_cannot_be_read_is_said(folder: Path) -> None:
    (folder / "testford.json").write_text(json.dumps(KEY), encoding="utf-8")
    (folder / "testford.pdf").write_bytes(b"%PDF-1.7 cut off")
    lines = list(files_section(folder, folder, folder, verbose=False))
    assert len(lines) == 1
    assert lines[0].startswith("testford.pdf: rejected: ")
