from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.errors import UnreadableFile
from ingest.models import Report
from ingest.report import read_report

Read = Callable[..., Report]
Refuse = Callable[..., str]


@pytest.fixture
def read_ratings(tmp_path: Path) -> Read:
    """Reads a text, or bytes, as a file of ratings."""

    def read(content: str | bytes, name: str = "ratings.csv") -> Report:
        file = tmp_path / name
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_report(file)

    return read


@pytest.fixture
def refuse_ratings(read_ratings: Read) -> Refuse:
    """Why a file of ratings is refused."""

    def refuse(content: str | bytes, name: str = "ratings.csv") -> str:
        with pytest.raises(UnreadableFile) as refused:
            read_ratings(content, name)
        return refused.value.reason

    return refuse
