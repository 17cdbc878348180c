"""What a run says on the page: in words, complete, never as markup."""

from pathlib import Path

import pytest

from app.evaluation.history import KeptRun, kept_runs
from app.evaluation.results_html import (
    comparison_html,
    history_html,
    kinds_html,
    pair_html,
    skipped_html,
    standing_html,
)
from app.settings import Settings
from app.wiring import make_ask
from evals.compare import compare
from evals.kept import save_run
from evals.run import Run, RunOptions, evaluate
from evals.suite import parse_suite
from index.stores.library import Library
from tests.app.evaluation.suites import SUITE


def asked(library: Library, text: str = SUITE) -> Run:
    suite = parse_suite(text, Path("made-up.yaml")).suite
    return evaluate((suite,), make_ask(Settings(), library), library)


@pytest.fixture
def run(library: Library) -> Run:
    return asked(library)


def test_kinds_have_counts_shares_and_intervals(run: Run) -> None:
    html = kinds_html(run.summary)
    assert '<th scope="row">Rating</th><td>1 of 2</td><td>50%' in html
    assert "% to " in html
    assert '<th scope="row">All</th><td>1 of 2</td>' in html


def test_a_failing_pair_has_expected_beside_given_and_says_why(run: Run) -> None:
    html = pair_html(run.results[1], 0.5)
    assert "Facts: " in html
    assert "value Outstanding" in html
    assert "Good" in html
    assert "<blockquote>P 1.3 Services" in html
    assert "0.50 s" in html


def test_what_was_given_is_rendered_with_its_numbers_raised(run: Run) -> None:
    html = pair_html(run.results[1], None)
    assert "<sup>[1]</sup>" in html
    assert "**" not in html


def test_replaced_reports_are_told_in_one_line_that_opens(run: Run) -> None:
    results = tuple(
        result.model_copy(update={"stale": f"report {n} was replaced"})
        for n, result in enumerate(run.results)
    )
    html = standing_html(run.model_copy(update={"results": results}))
    assert html.count("<summary>") == 1
    assert "Confirmed before a report of theirs was replaced: 2 pairs" in html
    assert "report 1 was replaced" in html
    assert standing_html(run) == ""


def test_a_kept_run_says_what_it_was_to_ask(library: Library, tmp_path: Path) -> None:
    suite = parse_suite(SUITE, Path("made-up.yaml")).suite
    options = RunOptions(kinds=("rating",), ids=("right-*",))
    save_run(
        evaluate((suite,), make_ask(Settings(), library), library, options),
        tmp_path / "2026-01-02T03-04-05",
    )
    (kept,) = kept_runs(tmp_path)
    assert kept.filters == "only rating; only pairs named right-*"
    assert kept.line.endswith("1 of 1 passed (made-up; only rating; only pairs named right-*)")
    assert kept.keys() == {"made-up/right-1"}
    assert kept.filters in history_html([kept])


def test_words_of_suites_and_reports_are_never_markup(run: Run) -> None:
    html = pair_html(run.results[1], None)
    assert "<img" not in html
    assert "<script" not in html
    assert "&lt;img" in html


def test_skipped_pairs_name_the_reports_that_they_need(run: Run) -> None:
    assert "made-up/lacking-1 needs nowhere-2020-01" in skipped_html(run)


def test_two_runs_are_compared_in_plain_words(library: Library, run: Run, tmp_path: Path) -> None:
    right = asked(library, SUITE.replace("value: Outstanding", "value: Good"))
    save_run(run, tmp_path / "runs" / "2026-01-02T03-04-05")
    save_run(right, tmp_path / "runs" / "2026-01-03T03-04-05")
    after, before = kept_runs(tmp_path / "runs")
    html = comparison_html(compare(run, right), before, after)
    assert "The difference may be chance." in html
    assert "1 gained, 0 lost" in html
    assert "in 100 of 100 cases" in html
    assert "Gained: failed before, pass now (1)" in html
    assert "2 January 2026, 03:04:05: 1 of 2 passed (made-up)" in html


def test_history_is_newest_first_and_names_what_cannot_be_read(run: Run, tmp_path: Path) -> None:
    save_run(run, tmp_path / "2026-01-02T03-04-05")
    save_run(run, tmp_path / "<b>")
    (tmp_path / "2026-01-01T00-00-00").mkdir()
    (tmp_path / "2026-01-01T00-00-00" / "summary.json").write_text("{")
    (tmp_path / "no-run").mkdir()
    runs = kept_runs(tmp_path)
    assert [each.name for each in runs] == ["<b>", "2026-01-02T03-04-05", "2026-01-01T00-00-00"]
    html = history_html(runs)
    assert "&lt;b&gt;" in html
    assert '<th scope="row">1 January 2026, 00:00:00</th><td colspan="5">cannot be read' in html


def test_no_folder_is_no_history(tmp_path: Path) -> None:
    assert kept_runs(tmp_path / "none") == ()
    assert KeptRun(tmp_path / "x", None).line == "x: cannot be read"
