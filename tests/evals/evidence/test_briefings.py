from pathlib import Path

import pytest

from evals.evidence.briefings import briefings_section, check_all
from index.stores.library import open_library
from ingest.report import read_report

DATA = Path(__file__).parents[2] / "index" / "answers" / "data"


@pytest.mark.store
def test_a_line_for_each_kind_of_subject_says_what_was_looked_at():
    lines = list(briefings_section(DATA))
    kinds = [line.split(":")[0] for line in lines]
    assert kinds == ["places", "reports of places", "regions", "nation", "standards", "topics"]
    assert all(line.endswith("; 0 faults") for line in lines)
    assert lines[0].startswith("places: 5 briefings; ")


@pytest.mark.published
def test_every_briefing_on_the_published_reports_is_borne_out(reports_dir, tmp_path):
    """With words alone to search by: `make evidence` does it with the embedding."""
    library = open_library(tmp_path, embedding="none")
    try:
        files = sorted(path for path in reports_dir.iterdir() if path.is_file())
        library.add((read_report(path), path.read_bytes()) for path in files)
        assert [line for line in check_all(library) if not line.endswith("; 0 faults")] == []
    finally:
        library.close()
