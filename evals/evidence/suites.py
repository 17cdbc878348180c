"""What the suites say of the assistant, asked through the command line in a new library."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from evals.context import read_context
from evals.evidence.front import run_reports
from evals.mutation import check_evaluator
from evals.report import reasons, summary_table
from evals.run import Run, load_run

# What the main job asks for: 80 of 100 in each kind, 40 words for a figure, 120 for a finding.
LEAST_PASSED = 0.8
LONGEST = {"figure": 40, "finding": 120}


def suites_section(reports_dir: Path) -> Iterator[str]:
    """The table by kind, the promises over all pairs, and why each failed pair did."""
    with TemporaryDirectory() as folder:
        store = Path(folder) / "store"
        run_reports(store, "ingest", str(reports_dir))
        run_reports(store, "eval", "--out", str(Path(folder) / "run"))
        run = load_run(Path(folder) / "run")
        caught = _broken_on_purpose(run, store)
    yield from summary_table(run).splitlines()
    yield from promise_lines(run)
    yield from caught
    for result in run.results:
        if not result.passed:
            yield f"  failed: {result.key}: {' | '.join(reasons(result))[:300]}"


def _broken_on_purpose(run: Run, store: Path) -> list[str]:
    """How many right answers, broken in each way, the metrics no longer let pass."""
    from index.stores.library import open_library

    library = open_library(store, create=False)
    try:
        found = check_evaluator(run.results, read_context(library))
    finally:
        library.close()
    broken, caught = sum(c.broken for c in found), sum(c.caught for c in found)
    ways = ", ".join(f"{c.kind} {c.caught}/{c.broken}" for c in found)
    return [f"right answers broken on purpose and caught: {caught}/{broken} ({ways})"]


def promise_lines(run: Run) -> Iterator[str]:
    """The figures that are promised, each with what was reached."""
    asked, whole = run.summary.asked, run.summary.all
    yield f"wrong report: {whole.wrong_report_pairs} of {asked} pairs"
    yield f"numbers and ratings not in their citations: {whole.unsupported_numbers}"
    yield f"quotations that are not in the report: {whole.untrue_quotes}"
    below = [
        f"{name} {kind.passed}/{kind.total}"
        for name, kind in run.summary.kinds.items()
        if kind.total and kind.passed < LEAST_PASSED * kind.total
    ]
    yield f"kinds below {LEAST_PASSED:.0%}: {', '.join(below) or 'none'}"
    for name, kind in run.summary.kinds.items():
        if name in LONGEST:
            longer = sum(r.kind == name and r.words >= LONGEST[name] for r in run.results)
            yield (
                f"words of a {name}: median {kind.words_median:g}, most {kind.words_max}; "
                f"{longer} of {kind.total} have {LONGEST[name]} or more"
            )
