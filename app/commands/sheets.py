"""Pairs to and from spreadsheets, for `reports eval --export` and `--import`."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from app.errors import BadSetting
from app.terminal import say

if TYPE_CHECKING:
    from evals.check import Checks
    from evals.models import Pair, Suite
    from evals.run import RunOptions
    from evals.sheets.intake import Intake


def export_pairs(paths: Sequence[Path], options: "RunOptions", path: Path) -> None:
    """The chosen pairs as a file, a row each; raises BadSetting and BadSuite."""
    from evals.run import choose
    from evals.sheets.writing import save_sheet
    from evals.suite import load_suites, suite_path

    if len(paths) == 1 and paths[0].suffix and not suite_path(paths[0]).exists():
        save_sheet(path, [])
        say(f"{paths[0]} is not there yet: {path} has headings and help, and no pair.")
        return
    suites = load_suites(paths)
    chosen = choose(suites, options)
    if not chosen:
        raise BadSetting("No pair of these suites fits --kind, --id and --failed.")
    kept = [
        suite.model_copy(update={"pairs": tuple(pair for s, pair in chosen if s is suite)})
        for suite in suites
    ]
    save_sheet(path, [suite for suite in kept if suite.pairs])
    say(f"{len(chosen)} pairs are in {path}, one row each.")


def import_pairs(
    paths: Sequence[Path], sheet: Path, checks: "Checks", *, into: Path | None, replace: bool
) -> None:
    """The rows of a sheet into the suites of these paths, or `into` one; raises BadSuite."""
    from evals.edits import save_suite
    from evals.sheets.intake import take_in
    from evals.sheets.reading import read_sheet

    rows = read_sheet(sheet)
    places, suites, only = _destinations(paths, into, [row.suite for row in rows])
    intake = take_in(sheet, rows, suites, into=only, replace=replace, slips=checks.slips)
    for reason, where in intake.absent.items():
        say(f"{sheet}: {where}: {reason} (taken in, but not asked until it is)")
    for name, suite in intake.suites.items():
        save_suite(places[name], _stamped(suite, intake, checks.words.now))
    for one in intake.taken:
        if one.done != "unchanged":
            what = f": {', '.join(one.fields)}" if one.fields else ""
            say(f"{one.done} {one.suite}/{one.id} (row {one.row.number}){what}")
    done = [one.done for one in intake.taken]
    say(
        f"{done.count('added')} added, {done.count('changed')} changed, "
        f"{done.count('unchanged')} as they were; other pairs kept: {intake.kept}."
    )


def _destinations(
    paths: Sequence[Path], into: Path | None, named: Sequence[str]
) -> tuple[dict[str, Path], dict[str, "Suite | None"], str]:
    """Files and suites by name, and the one for rows that name none."""
    from evals.suite import read_suites, suite_path

    if into and not suite_path(into).exists():
        # A sheet that was written by --export names its suite; the new file is that suite then.
        only = named[0] if len(set(named)) == 1 and named[0] else into.stem
        return {only: into}, {only: None}, only
    files = read_suites([into] if into else paths)
    suites: dict[str, Suite | None] = {file.suite.suite: file.suite for file in files}
    only = files[0].suite.suite if len(files) == 1 else ""
    return {file.suite.suite: file.path for file in files}, suites, only


def _stamped(suite: "Suite", intake: "Intake", now: dict[str, str]) -> "Suite":
    """The suite with what is new confirmed: whoever types a pair has looked at the report."""
    from evals.stale import confirm

    def is_open(pair: "Pair") -> bool:
        known = {**suite.confirmed, **pair.confirmed}
        return not pair.draft and not any(report in known for report in pair.reports)

    new = {one.id for one in intake.taken if one.suite == suite.suite and one.done == "added"}
    ids = {pair.id for pair in suite.pairs if pair.id in new and is_open(pair)}
    return confirm(suite, ids, now) if ids else suite
