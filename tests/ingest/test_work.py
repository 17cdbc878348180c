"""Reading takes time in step with the length of a file, whatever repeats itself in it."""

import time

import pytest

from ingest.report import read_report

SECONDS = 20
"""Of processor time: each took a minute and more while the work grew by the square."""


@pytest.mark.parametrize(
    ("piece", "times"),
    [
        ("a\n", 12_000),
        ("Leadership\tGood\n", 8_000),
        ("12 out of 30 ", 1_000),
        ("one of two ", 1_000),
        ("28 per cent of ", 130),
        ("a" + " " * 100_000 + "b\n", 3),
        (" " * 100_000 + "b\n", 3),
        ("1." + " ." * 10_000 + " 12\n", 3),
    ],
)
def test_what_repeats_itself_costs_no_more_than_its_length(tmp_path, piece, times):
    path = tmp_path / "report.txt"
    path.write_text(piece * times)
    began = time.process_time()
    assert read_report(path).passages
    assert time.process_time() - began < SECONDS


def test_rules_for_what_stands_inside_other_parts_cost_no_more_than_their_number(tmp_path):
    css = "".join(f".c{i} p{{color:red}}\n.c{i} .t{{display:none}}\n" for i in range(4_000))
    rows = "".join(
        f"<div class='row a{i}'><p class=t>Text {i} is here.</p></div>" for i in range(700)
    )
    path = tmp_path / "report.html"
    path.write_text(f"<html><head><style>{css}</style></head><body>{rows}</body></html>")
    began = time.process_time()
    assert read_report(path).passages
    assert time.process_time() - began < 5
