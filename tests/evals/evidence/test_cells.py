from pathlib import Path

import pytest

from evals.evidence.cells import cells_section

pytestmark = pytest.mark.published


def test_cells_of_the_annual_table_are_read_derived_or_open(reports_dir: Path) -> None:
    lines = list(cells_section(reports_dir))
    assert lines[0].startswith("cells: 168, read 21, derived 52, open 95")
    assert lines[1].endswith(": 0")
    assert lines[2] == "inspections that an annual table lists: 24, without a report: 21"
