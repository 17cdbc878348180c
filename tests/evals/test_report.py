import json
from xml.etree import ElementTree

import pytest

from evals.compare import baseline_of, compare, gate
from evals.models import Pair, Suite
from evals.page import run_page
from evals.report import (
    comparison_text,
    failure_list,
    json_lines,
    junit_xml,
    summary_table,
    verdict_text,
)
from evals.run import evaluate

SUITE = Suite(
    suite="small",
    pairs=(
        Pair(id="a", kind="rating", turns=("How was Arden rated?",), must=("Inadequate",)),
        Pair(id="b", kind="figure", turns=("<script>alert(1)</script>\x07",), must=("<b>17</b>",)),
        Pair(id="c", kind="figure", turns=("And Dale?",), needs=("dale-2025",)),
    ),
)


@pytest.fixture
def run(rating, shelf):
    return evaluate([SUITE], lambda overrides: lambda turns: [rating], shelf)


def test_the_table_has_a_line_per_kind_and_names_what_was_skipped(run):
    lines = summary_table(run).splitlines()
    assert lines[1].split()[:2] == ["rating", "1/1"]
    assert lines[2].split()[:3] == ["figure", "0/1", "1"]
    assert lines[3].split()[:2] == ["all", "1/2"]
    assert lines[-1] == "skipped: small/c (not in the library: dale-2025)"


def test_failures_say_why(run):
    assert "words_must: no '<b>17</b>'" in failure_list(run)
    assert "small/a" not in failure_list(run)


def test_junit_counts_and_stays_well_formed(run):
    root = ElementTree.fromstring(junit_xml(run).encode())
    suite = root[0]
    assert (suite.get("tests"), suite.get("failures"), suite.get("skipped")) == ("3", "1", "1")
    assert [case.get("name") for case in suite] == ["a", "b", "c"]


def test_json_lines_hold_every_pair_that_was_asked(run):
    rows = [json.loads(line) for line in json_lines(run).splitlines()]
    assert [row["id"] for row in rows] == ["a", "b"]


def test_the_page_escapes_and_needs_nothing_else(run):
    page = run_page(run)
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page
    assert page.count("<script>") == 1
    assert "http" not in page
    assert 'class="pair failed" data-kind="figure"' in page
    assert "not in the library: dale-2025" in page


def test_comparison_and_gate_are_told_in_words(run):
    assert "gained 0, lost 0, changed 0" in comparison_text(compare(run, run))
    assert verdict_text(gate(baseline_of(run), run, {})) == "gate: passed\n"
