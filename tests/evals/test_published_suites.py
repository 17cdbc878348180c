"""The suites over the published reports held to the baseline, and laws without exception."""

import json
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest

from app.settings import Settings
from app.wiring import make_ask, make_rank
from evals.compare import ACCEPTED, BASELINE, gate, load_accepted, load_baseline
from evals.context import read_context
from evals.kept import save_run
from evals.mutation import caught_table, check_evaluator, shortfalls
from evals.page import run_page
from evals.report import json_lines, junit_xml, summary_table
from evals.run import Run, evaluate
from evals.suite import load_suites
from index.stores.library import Library, open_library
from ingest.report import read_report

pytestmark = [pytest.mark.published, pytest.mark.store]

VOID = {"meta", "input", "br", "link", "img", "hr"}


@pytest.fixture(scope="module")
def library(reports_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    library = open_library(tmp_path_factory.mktemp("published"))
    files = sorted(reports_dir.glob("*.txt"))
    library.add((read_report(path), path.read_bytes()) for path in files)
    yield library
    library.close()


def run_suites(library: Library, *names: str) -> Run:
    settings = Settings()
    return evaluate(
        load_suites([Path(name) for name in names]),
        make_ask(settings, library),
        library,
        make_rank=make_rank(settings, library),
    )


@pytest.fixture(scope="module")
def run(library: Library) -> Run:
    return run_suites(library)


def test_no_pair_of_the_baseline_is_lost(run: Run) -> None:
    verdict = gate(load_baseline(BASELINE), run, load_accepted(ACCEPTED))
    assert verdict.passed, "\n".join(verdict.reasons)


@pytest.mark.parametrize(
    "metric",
    [
        *("wrong_report", "unsupported_numbers", "quotes_true", "facts_true"),
        *("statements_cited", "citation_recall", "contract"),
    ],
)
def test_no_answer_breaks_a_promise(run: Run, metric: str) -> None:
    broken = [
        f"{result.key}: {score.reason}"
        for result in run.results
        for score in result.scores
        if score.metric == metric and score.value is not None and score.value < 1
    ]
    assert not broken


def test_answers_broken_on_purpose_are_noticed_kind_by_kind(run: Run, library: Library) -> None:
    found = check_evaluator(run.results, read_context(library))
    assert not shortfalls(found), caught_table(found)


def test_the_same_run_twice_differs_in_its_seconds_alone(library: Library, tmp_path: Path) -> None:
    for name in ("one", "two"):
        save_run(run_suites(library, "first", "conversations"), tmp_path / name)
    kept = {file.name for file in (tmp_path / "one").iterdir()} - {"seconds.json"}
    assert len(kept) == 5
    for name in kept:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_every_figure_of_the_real_run_has_an_interval_around_it(run: Run) -> None:
    figures = {figure.name: figure for figure in run.summary.figures}
    assert len(figures) > 25
    for figure in figures.values():
        assert figure.low is not None and figure.high is not None
        assert figure.low <= (figure.value or 0) <= figure.high, figure.name
    assert all(name in summary_table(run) for name in figures)


def test_junit_of_the_real_run_is_well_formed_and_complete(run: Run) -> None:
    root = ElementTree.fromstring(junit_xml(run).encode("utf-8"))
    cases = {(suite.get("name"), case.get("name")) for suite in root for case in suite}
    assert {(r.suite, r.id) for r in run.results} <= cases
    failed = sum(int(suite.get("failures", 0)) + int(suite.get("errors", 0)) for suite in root)
    assert failed == run.summary.asked - run.summary.passed


def test_json_lines_of_the_real_run_are_one_object_each(run: Run) -> None:
    rows = [json.loads(line) for line in json_lines(run).splitlines()]
    assert [f"{row['suite']}/{row['id']}" for row in rows] == [r.key for r in run.results]


def test_the_page_of_the_real_run_is_well_formed_and_needs_nothing_else(run: Run) -> None:
    page = Page()
    page.feed(run_page(run))
    page.close()
    assert page.open == []
    assert page.misplaced == []
    assert page.outside == []
    assert page.pairs == len(run.results)
    assert page.scripts == 1


class Page(HTMLParser):
    """Counts what a page holds, and finds tags that do not match and what it would fetch."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.misplaced: list[str] = []
        self.outside: list[str] = []
        self.pairs = self.scripts = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.outside += [f"{tag} {name}" for name in ("src", "href", "srcset") if name in given]
        self.pairs += "pair" in (given.get("class") or "").split()
        self.scripts += tag == "script"
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.misplaced.append(tag)
