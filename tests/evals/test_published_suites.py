"""The suites over the published reports held to the baseline, and laws without exception."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.settings import Settings
from app.wiring import make_ask
from evals.compare import gate, load_baseline
from evals.run import Run, evaluate
from evals.suite import load_suites
from index.stores.library import Library, open_library
from ingest.report import read_report

pytestmark = [pytest.mark.published, pytest.mark.store]

BASELINE = Path(__file__).parents[2] / "evals" / "baseline.json"


@pytest.fixture(scope="module")
def library(reports_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    library = open_library(tmp_path_factory.mktemp("published"))
    files = sorted(reports_dir.glob("*.txt"))
    library.add((read_report(path), path.read_bytes()) for path in files)
    yield library
    library.close()


@pytest.fixture(scope="module")
def run(library: Library) -> Run:
    return evaluate(load_suites(()), make_ask(Settings(), library), library)


def test_no_pair_of_the_baseline_is_lost(run: Run) -> None:
    verdict = gate(load_baseline(BASELINE), run, {})
    assert verdict.passed, "\n".join(verdict.reasons)


@pytest.mark.parametrize(
    "metric", ["wrong_report", "unsupported_numbers", "quotes_true", "citation_recall", "contract"]
)
def test_no_answer_breaks_a_promise(run: Run, metric: str) -> None:
    broken = [
        f"{result.key}: {score.reason}"
        for result in run.results
        for score in result.scores
        if score.metric == metric and score.value is not None and score.value < 1
    ]
    assert not broken
