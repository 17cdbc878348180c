"""`reports eval`: suites of known pairs put to the assistant, compared with an earlier run."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.commands.options import AsJson, settings_of
from app.commands.runs import (
    earlier_folder,
    failed_in,
    make_run,
    new_folder,
    options_of,
    with_settings,
)
from app.commands.suites import (
    By,
    Check,
    Confirm,
    Disputed,
    Export,
    Import,
    Into,
    New,
    Reason,
    Replace,
    Settle,
    SuiteWork,
    refuse_slips,
    refuse_unmatched,
    work_on,
)
from app.errors import BadSetting
from app.settings import Settings
from app.terminal import print_json, say, show
from app.wiring import opened_as

if TYPE_CHECKING:
    from evals.models import Suite
    from evals.mutation import Caught
    from evals.run import Run, RunOptions

Kept = Annotated[
    Path | None,
    typer.Option("--from", metavar="RUN", help="A kept run, or `last`, instead of asking."),
]
Vary = Annotated[
    list[str] | None,
    typer.Option("--vary", metavar="NAME=VALUE,VALUE", help="Several settings, side by side."),
]


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
    vary: Vary = None,
    repeat: Annotated[
        int, typer.Option("--repeat", min=1, metavar="N", help="Ask N times; tell the spread.")
    ] = 1,
    kept: Kept = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="Folder of the run (runs/<time>).")
    ] = None,
    before: Annotated[
        Path | None, typer.Option("--compare", metavar="RUN", help="An earlier run, or `last`.")
    ] = None,
    mutate: Annotated[
        bool, typer.Option("--mutate", help="Also break right answers: does the scoring notice?")
    ] = False,
    gate: Annotated[
        bool, typer.Option("--gate", help="Fail where a pair of the baseline is lost.")
    ] = False,
    keep: Annotated[
        bool, typer.Option("--save-baseline", help="Make this run the baseline.")
    ] = False,
    baseline: Annotated[
        Path | None, typer.Option("--baseline", metavar="FILE", help="Instead of the project's.")
    ] = None,
    accepted: Annotated[
        Path | None,
        typer.Option("--accepted", metavar="FILE", help="Accepted losses, each with its reason."),
    ] = None,
    junit: Annotated[
        Path | None, typer.Option("--junit", metavar="FILE", help="Also write JUnit XML.")
    ] = None,
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="Also write a page.")
    ] = None,
    jsonl: Annotated[
        Path | None, typer.Option("--jsonl", metavar="FILE", help="Also write a line per pair.")
    ] = None,
    new: New = None,
    into: Into = None,
    export: Export = None,
    bring: Import = None,
    replace: Replace = False,
    confirm: Confirm = None,
    dispute: Disputed = None,
    reason: Reason = None,
    by: By = None,
    settle: Settle = None,
    check: Check = False,
    as_json: AsJson = False,
) -> None:
    """Run suites of known pairs and score the answers, or write, exchange and settle pairs."""
    from evals.kept import load_run, save_run
    from evals.suite import read_suites

    settings = settings_of(context)
    work = SuiteWork(new, into, export, bring, replace, confirm, dispute, reason, by, settle, check)
    among = failed_in(earlier_folder(failed)) if failed else None
    if work.asked:
        if any((override, vary, kept, out, before, mutate, gate, keep, junit, html, jsonl)):
            raise BadSetting(
                f"{' and '.join(work.asked)} asks no suite: leave out what is of runs."
            )
        chosen_by = options_of(settings, kind or (), pair or (), (), among)
        return work_on(settings, suites or (), chosen_by, work)
    of_one = any((kept, before, mutate, gate, keep, junit, html, jsonl))
    if ((vary or repeat > 1) and of_one) or (vary and repeat > 1):
        raise BadSetting("--vary and --repeat stand alone: the rest is for a single run.")
    earlier = load_run(earlier_folder(before)) if before else None
    if kept:
        if any((suites, kind, pair, failed, override, out)):
            raise BadSetting("--from reads a run as it is: leave out what chooses pairs or --out.")
        run = load_run(earlier_folder(kept))
    else:
        options = options_of(settings, kind or (), pair or (), override or (), among)
        files = read_suites(suites or ())
        chosen = tuple(file.suite for file in files)
        if not gate:  # which says itself that nothing was asked
            refuse_unmatched(files, options)
        _refuse_nothing(chosen, options, gate)
        refuse_slips(settings, files, options)
        if vary:
            return _vary(settings, chosen, options, vary, new_folder(out), as_json)
        if repeat > 1:
            return _repeat(settings, chosen, options, repeat, new_folder(out), as_json)
        run = make_run(settings, chosen, options)
        folder = new_folder(out)
        save_run(run, folder)
        say(f"The run is kept in {folder}.")
    caught = _broken(settings, run) if mutate else ()
    _print(run, earlier, caught, as_json)
    _write(run, junit, html, jsonl)
    fine = _all_caught(caught)
    # Judged before it is kept: held against itself, every run would pass.
    passes = not gate or _passes(run, baseline, accepted)
    if keep:
        _keep(run, baseline)
    if not (passes and fine):
        raise typer.Exit(1)
    return None


def _refuse_nothing(suites: Sequence["Suite"], options: "RunOptions", gate: bool) -> None:
    """Where no pair is chosen there is nothing to say; but the gate says that it fails."""
    from evals.run import choose

    if not gate and not choose(suites, options):
        raise BadSetting("No pair of these suites fits --kind, --id and --failed.")


def _vary(
    settings: Settings,
    suites: tuple["Suite", ...],
    options: "RunOptions",
    varied: Sequence[str],
    folder: Path,
    as_json: bool,
) -> None:
    """A run for each combination, the first one what the others are held against."""
    from evals.kept import save_run
    from evals.varied import combinations, comparisons, label, settings_text

    every = [(label(one), with_settings(settings, options, one)) for one in combinations(varied)]
    runs = []
    for name, changed_options in every:
        say(f"{name} …")
        run = make_run(settings, suites, changed_options)
        save_run(run, folder / name.replace(" ", "+").replace("/", "_"))
        runs.append((name, run))
    say(f"The runs are kept in {folder}.")
    if as_json:
        found = {name: comparison.model_dump(mode="json") for name, comparison in comparisons(runs)}
        summaries = {name: run.summary.model_dump(mode="json") for name, run in runs}
        print_json({"settings": summaries, "against_first": found})
    else:
        show(settings_text(runs))


def _repeat(
    settings: Settings,
    suites: tuple["Suite", ...],
    options: "RunOptions",
    times: int,
    folder: Path,
    as_json: bool,
) -> None:
    """The same run several times, each of a library opened anew."""
    from evals.kept import save_run
    from evals.report import summary_table
    from evals.varied import repeated, repeated_text

    runs = []
    for number in range(1, times + 1):
        runs.append(make_run(settings, suites, options))
        save_run(runs[-1], folder / str(number))
    say(f"The runs are kept in {folder}.")
    found = repeated(runs)
    if as_json:
        print_json(found.model_dump(mode="json") | {"identical": found.identical})
    else:
        show(summary_table(runs[0]))
        show(repeated_text(found))


def _broken(settings: Settings, run: "Run") -> tuple["Caught", ...]:
    """How many right answers of the run, broken on purpose, the scoring notices."""
    from evals.context import read_context
    from evals.mutation import check_evaluator

    with opened_as(settings, run.settings.options.overrides) as library:
        if library.fingerprint() != run.settings.library:
            raise BadSetting("The run was made of another library: its answers cannot be scored.")
        return check_evaluator(run.results, read_context(library))


def _all_caught(caught: Sequence["Caught"]) -> bool:
    """Whether enough of what was broken is noticed, kind by kind; says what is not."""
    from evals.mutation import shortfalls

    for line in shortfalls(caught):
        say(line)
    return not shortfalls(caught)


def _print(run: "Run", earlier: "Run | None", caught: Sequence["Caught"], as_json: bool) -> None:
    from evals.compare import compare
    from evals.mutation import caught_table
    from evals.report import comparison_text, failure_list, summary_table, unstable_list

    comparison = compare(earlier, run) if earlier else None
    if as_json:
        fields = run.summary.model_dump(mode="json")
        if comparison:
            fields["comparison"] = comparison.model_dump(mode="json")
        if caught:
            fields["mutations"] = [one.model_dump(mode="json") for one in caught]
        print_json(fields)
        return
    show(failure_list(run))
    if unstable := unstable_list(run):
        show("Other wordings that go wrong:\n" + unstable)
    show(summary_table(run))
    if comparison:
        show(comparison_text(comparison))
    if caught:
        show(caught_table(caught))


def _write(run: "Run", junit: Path | None, html: Path | None, jsonl: Path | None) -> None:
    from evals.page import run_page
    from evals.report import json_lines, junit_xml

    for path, text in ((junit, junit_xml), (html, run_page), (jsonl, json_lines)):
        if path:
            try:
                path.write_text(text(run), encoding="utf-8")
            except OSError as error:
                raise BadSetting(f"{path} cannot be written: {error.strerror}.") from error


def _keep(run: "Run", path: Path | None) -> None:
    from evals.compare import BASELINE, baseline_of, load_baseline, save_baseline, skipped_by
    from evals.suite import load_suites

    file = path or BASELINE
    if file.exists():
        held = {f"{suite.suite}/{pair.id}" for suite in load_suites([]) for pair in suite.pairs}
        if left := skipped_by(run, load_baseline(file), held):
            raise BadSetting(
                f"The run leaves out {len(left)} of the pairs of {file} that the suites still "
                f"hold, {left[0]} first: as the baseline it would hold nothing against them. "
                "Run all suites, or name another file with --baseline."
            )
    save_baseline(baseline_of(run), file)
    say(f"This run is the baseline now ({file}).")


def _passes(run: "Run", baseline: Path | None, accepted: Path | None) -> bool:
    from evals.compare import ACCEPTED, BASELINE, gate, load_accepted, load_baseline
    from evals.report import verdict_text

    path = baseline or BASELINE
    if not path.exists():
        raise BadSetting(f"There is no {path}. Make one with `reports eval --save-baseline`.")
    let_go = load_accepted(accepted or ACCEPTED) if accepted or ACCEPTED.exists() else {}
    verdict = gate(load_baseline(path), run, let_go)
    say(verdict_text(verdict).rstrip())
    return verdict.passed
