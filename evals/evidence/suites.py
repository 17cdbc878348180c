"""What the suites say of the assistant, asked through the command line in a new library."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from evals.context import Context, read_context
from evals.evidence.answers import answer_lines
from evals.evidence.front import run_reports
from evals.kept import load_run
from evals.mutation import caught_table, check_evaluator
from evals.report import reasons, summary_table
from evals.run import Run

# What is asked for: 85 of 100 in each kind, 40 words for a figure, 120 for a finding.
LEAST_PASSED = 0.85
LONGEST = {"figure": 40, "finding": 120}


def suites_section(reports_dir: Path, suites: Sequence[str] = ()) -> Iterator[str]:
    """The table by kind, the promises over all pairs, and why each failed pair did.

    `suites` are names, files or folders, as `reports eval` takes them; all of ours without any.
    """
    with TemporaryDirectory() as folder:
        store = Path(folder) / "store"
        run_reports(store, "ingest", str(reports_dir))
        run_reports(store, "eval", "--out", str(Path(folder) / "run"), *suites)
        run = load_run(Path(folder) / "run")
        context = _context(store)
    yield from summary_table(run).splitlines()
    yield from promise_lines(run)
    yield from answer_lines(run, context)
    yield from _broken_on_purpose(run, context)
    for result in run.results:
        if not result.passed:
            yield f"  failed: {result.key}: {' | '.join(reasons(result))[:300]}"


def _context(store: Path) -> Context:
    from index.stores.library import open_library

    library = open_library(store, create=False)
    try:
        return read_context(library)
    finally:
        library.close()


def _broken_on_purpose(run: Run, context: Context) -> list[str]:
    """How many right answers, broken in each way, the metrics no longer let pass."""
    found = check_evaluator(run.results, context)
    return ["right answers broken on purpose:", *caught_table(found).splitlines()]


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
