"""The published reports as PDF, HTML and Word say the same as their text files.

The folders that REPORTS_DIR, STRUCTURE_DIR and REPORT_FILES_DIR name are read; without them the
tests are skipped by name.
"""

import json
import os
from functools import cache
from pathlib import Path

import pytest

from evals.evidence.files import compare_files, truth_of
from ingest.models import Report
from ingest.report import read_report

pytestmark = pytest.mark.published

REPORTS, KEYS, FILES = (
    Path(os.environ.get(name, "nowhere"))
    for name in ("REPORTS_DIR", "STRUCTURE_DIR", "REPORT_FILES_DIR")
)
NAMES = sorted(
    path.name
    for path in (FILES.iterdir() if FILES.is_dir() else ())
    if path.suffix in (".pdf", ".html", ".docx")
)
SAME = 0.97
"""Share of the passages that must have the same words."""


@cache
def text_of(stem: str) -> Report:
    key = json.loads((KEYS / f"{stem}.json").read_text(encoding="utf-8"))
    return read_report(REPORTS / key["file"])


@pytest.mark.skipif(not NAMES, reason="REPORT_FILES_DIR names no folder of reports in formats")
@pytest.mark.skipif(not KEYS.is_dir(), reason="STRUCTURE_DIR names no folder of keys")
@pytest.mark.parametrize("name", NAMES)
def test_every_format_says_what_the_text_says(name: str) -> None:
    stem = name.split(".")[0]
    key = json.loads((KEYS / f"{stem}.json").read_text(encoding="utf-8"))
    result = compare_files(
        text_of(stem), read_report(FILES / name), key, truth_of(FILES / name), name
    )
    assert result.same >= SAME * result.passages
    # A web page tells the day of publication where the cover tells the month.
    lost = result.facts - result.facts_same
    assert lost == result.facts_more <= (1 if name.endswith(".html") else 0)
    # The keys of some last footnotes give the page of a like one before: see `make evidence`.
    assert result.pages_right >= result.pages - 1
    if name.endswith(".pdf"):
        assert result.pages > 100
