"""The structure of the published reports, held against a key read by hand (STRUCTURE_DIR)."""

import json
import os
import time
from pathlib import Path

import pytest

from evals.evidence.structure import compare
from ingest.report import read_report

KEYS = Path(os.environ.get("STRUCTURE_DIR", ""))
STEMS = sorted(path.stem for path in KEYS.glob("*.json")) if os.environ.get("STRUCTURE_DIR") else []
_NO_KEYS = pytest.param("", marks=pytest.mark.skip(reason="STRUCTURE_DIR names no folder of keys"))

pytestmark = pytest.mark.published


@pytest.mark.parametrize("stem", STEMS or [_NO_KEYS])
def test_passages_have_the_words_and_the_place_of_the_key(stem: str, reports_dir: Path) -> None:
    key = json.loads((KEYS / f"{stem}.json").read_text(encoding="utf-8"))
    report = read_report(reports_dir / key["file"])
    result = compare(report, key)
    assert result.passed, "\n".join(result.unlike)
    assert (report.info.kind, report.info.subject, report.info.region) == (
        key["kind"],
        key["subject"],
        key["region"],
    )
    assert report.info.published == key["published"]


@pytest.mark.parametrize("stem", STEMS or [_NO_KEYS])
def test_no_criticism_is_labelled_a_strength(stem: str, reports_dir: Path) -> None:
    key = json.loads((KEYS / f"{stem}.json").read_text(encoding="utf-8"))
    criticisms = {b["text"] for b in key["blocks"] if b.get("sense") == "improvement"}
    report = read_report(reports_dir / key["file"])
    strengths = {passage.text for passage in report.passages if passage.polarity == "strength"}
    assert not strengths & criticisms


def test_a_published_report_is_read_in_well_under_a_second(reports_dir: Path) -> None:
    file = max(reports_dir.glob("*.txt"), key=lambda path: path.stat().st_size)
    read_report(file)
    started = time.perf_counter()
    read_report(file)
    assert time.perf_counter() - started < 3
