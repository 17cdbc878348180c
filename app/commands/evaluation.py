"""`reports eval`: suites of known pairs put to the assistant, compared with an earlier run."""

import os
import subprocess
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.commands.options import AsJson, settings_of
from app.errors import BadSetting
from app.settings import Settings
from app.terminal import print_json, progress_bar, say, show
from app.wiring import make_ask, make_rank, opened

if TYPE_CHECKING:
    from evals.models import Suite
    from evals.run import Run, RunOptions

RUNS = Path("runs")
BASELINE = Path("evals/baseline.json")
ACCEPTED = Path("evals/accepted.yaml")


def evaluate(
    context: typer.Context,
    suites: Annotated[
        list[Path] | None, typer.Argument(metavar="[SUITE...]", help="Names, files or folders.")
    ] = None,
    kind: Annotated[list[str] | None, typer.Option("--kind", help="Only this kind.")] = None,
    pair: Annotated[
        list[str] | None,
        typer.Option(
            "--id", "--pair", metavar="GLOB", help="Only pairs with this id; `*` is any letters."
        ),
    ] = None,
    failed: Annotated[
        Path | None,
        typer.Option("--failed", metavar="RUN", help="Only what failed in that run, or in `last`."),
    ] = None,
    override: Annotated[
        list[str] | None, typer.Option("--set", metavar="NAME=VALUE", help="Another setting.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="Folder of the run (runs/<time>).")
    ] = None,
    before: Annotated[
        Path | None, typer.Option("--compare", metavar="RUN", help="An earlier run, or `last`.")
    ] = None,
    gate: Annotated[
        bool, typer.Option("--gate", help="Fail where a pair of the baseline is lost.")
    ] = False,
    keep: Annotated[
        bool, typer.Option("--save-baseline", help="Make this run the baseline.")
    ] = False,
    junit: Annotated[
        Path | None, typer.Option("--junit", metavar="FILE", help="Also write JUnit XML.")
    ] = None,
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="Also write a page.")
    ] = None,
    jsonl: Annotated[
        Path | None, typer.Option("--jsonl", metavar="FILE", help="Also write a line per pair.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Run suites of known pairs and score the answers."""
    from evals.run import load_run, save_run
    from evals.suite import load_suites

    settings = settings_of(context)
    chosen = load_suites(suites or ())
    options = _options(settings, kind, pair, override)
    if failed:
        options = options.model_copy(update={"among": _failed(_earlier(failed))})
    earlier = load_run(_earlier(before)) if before else None
    run = _run(settings, chosen, options)
    folder = out or RUNS / datetime.now(UTC).strftime("%Y-%m-%dT%H-%M-%S")
    save_run(run, folder)
    _print(run, earlier, as_json)
    _write(run, junit, html, jsonl)
    say(f"The run is kept in {folder}.")
    if keep:
        _keep(run)
    if gate and not _passes(run):
        raise typer.Exit(1)


def _options(
    settings: Settings, kinds: list[str] | None, ids: list[str] | None, overrides: list[str] | None
) -> "RunOptions":
    from pydantic import ValidationError

    from evals.run import RunOptions

    pairs = [override.partition("=") for override in overrides or ()]
    if wrong := [name for name, sign, _ in pairs if not sign]:
        raise BadSetting(f"--set {wrong[0]}: write it as NAME=VALUE.")
    remembered = {"version": version("inspection-reports-assistant"), "commit": _commit()}
    fields = {
        "kinds": kinds or (),
        "ids": ids or (),
        "overrides": {name: value for name, _, value in pairs},
        "settings": remembered | {"embedding": settings.embedding},
    }
    try:
        return RunOptions.model_validate(fields)
    except ValidationError as error:
        first = error.errors()[0]
        raise BadSetting(f"--kind {first['input']!r}: {first['msg']}.") from error


def _run(settings: Settings, suites: tuple["Suite", ...], options: "RunOptions") -> "Run":
    from evals.run import choose
    from evals.run import evaluate as evaluate_suites

    total = len(choose(suites, options))
    if not total:
        raise BadSetting("No pair of these suites fits --kind, --id and --failed.")
    with opened(settings) as library, progress_bar() as progress:
        task = progress.add_task("Asking", total=total)
        return evaluate_suites(
            suites,
            make_ask(settings, library),
            library,
            options,
            progress=lambda name: progress.update(task, advance=1, description=name),
            make_rank=make_rank(settings, library),
        )


def _earlier(run: Path) -> Path:
    """The folder of an earlier run: named, by its name in `runs/`, or the last one there."""
    kept = sorted(path for path in RUNS.glob("*") if path.is_dir())
    if str(run) == "last":
        if not kept:
            raise BadSetting("There is no earlier run in runs/. Run `reports eval` first.")
        return kept[-1]
    return run if run.is_dir() or not (RUNS / run).is_dir() else RUNS / run


def _failed(folder: Path) -> tuple[str, ...]:
    """`<suite>/<id>` of the pairs that failed in an earlier run."""
    from evals.run import load_run

    keys = tuple(result.key for result in load_run(folder).results if not result.passed)
    if not keys:
        raise BadSetting(f"No pair failed in {folder}. Leave out --failed to ask all.")
    return keys


def _print(run: "Run", earlier: "Run | None", as_json: bool) -> None:
    from evals.compare import compare
    from evals.report import comparison_text, failure_list, summary_table, unstable_list

    comparison = compare(earlier, run) if earlier else None
    if as_json:
        fields = run.summary.model_dump(mode="json")
        if comparison:
            fields["comparison"] = comparison.model_dump(mode="json")
        print_json(fields)
        return
    show(failure_list(run))
    if unstable := unstable_list(run):
        show("Other wordings that go wrong:\n" + unstable)
    show(summary_table(run))
    if comparison:
        show(comparison_text(comparison))


def _write(run: "Run", junit: Path | None, html: Path | None, jsonl: Path | None) -> None:
    from evals.page import run_page
    from evals.report import json_lines, junit_xml

    for path, text in ((junit, junit_xml), (html, run_page), (jsonl, json_lines)):
        if path:
            try:
                path.write_text(text(run), encoding="utf-8")
            except OSError as error:
                raise BadSetting(f"{path} cannot be written: {error.strerror}.") from error


def _keep(run: "Run") -> None:
    from evals.compare import baseline_of, save_baseline

    save_baseline(baseline_of(run), BASELINE)
    say(f"This run is the baseline now ({BASELINE}).")


def _passes(run: "Run") -> bool:
    from evals.compare import gate, load_accepted, load_baseline
    from evals.report import verdict_text

    if not BASELINE.exists():
        raise BadSetting(f"There is no {BASELINE}. Make one with `reports eval --save-baseline`.")
    accepted = load_accepted(ACCEPTED) if ACCEPTED.exists() else {}
    verdict = gate(load_baseline(BASELINE), run, accepted)
    say(verdict_text(verdict).rstrip())
    return verdict.passed


def _commit() -> str:
    """The commit of the code that runs, or "" where it is no checkout."""
    try:
        said = subprocess.run(
            ["git", "-C", os.fspath(Path(__file__).parent), "rev-parse", "--short", "HEAD"],
            capture_output=True,
            text=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError):
        return ""
    return said.stdout.strip()
