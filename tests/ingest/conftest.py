from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.models import Report
from ingest.report import read_report

COVER = """An inspection of probation services in:

Testford PDU

The Probation Service – East of England region

HM Inspectorate of Probation, May 2024

Foreword

Testford had worked hard.

"""
TEXTS = Path(__file__).parent / "reports"


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., Report]:
    """Reads a text as a report; with `cover` the cover of an inspection goes before it."""

    def from_text(text: str, *, cover: bool = True, name: str = "testford.txt") -> Report:
        file = tmp_path / name
        file.write_bytes(((COVER if cover else "") + text).encode("utf-8"))
        return read_report(file)

    return from_text


@pytest.fixture
def read_file() -> Callable[[str], Report]:
    """Reads one of the small texts that are named after the scar they show."""
    return lambda name: read_report(TEXTS / name)
