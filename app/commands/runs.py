"""Runs of suites for `reports eval`: made once, several times, or with several settings."""

import os
import platform
import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from app.errors import BadSetting
from app.settings import Settings
from app.terminal import progress_bar
from app.wiring import changed, make_ask, make_rank, opened_as

if TYPE_CHECKING:
    from evals.models import Suite
    from evals.run import Run, RunOptions

RUNS = Path("runs")
"""Where runs are kept, each in a folder named by its time."""
_REMEMBERED = ("embedding", "chunking", "retrieval", "question_limit")
"""Settings that a run is remembered with."""
_PACKAGES = ("numpy", "tokenizers", "tantivy", "chromadb", "sqlalchemy", "llama-index-core")
"""Packages whose versions answers could depend on."""
_DESCRIBE = ("describe", "--always", "--dirty", "--exclude=*")


def options_of(
    settings: Settings,
    kinds: Sequence[str],
    ids: Sequence[str],
    overrides: Sequence[str],
    among: tuple[str, ...] | None = None,
) -> "RunOptions":
    """What is asked, and of what: raises BadSetting for a kind or setting that there is not."""
    from pydantic import ValidationError

    from evals.run import RunOptions

    pairs = [override.partition("=") for override in overrides]
    if wrong := [name for name, sign, _ in pairs if not sign]:
        raise BadSetting(f"--set {wrong[0]}: write it as NAME=VALUE.")
    given = {name: value for name, _, value in pairs}
    fields = {
        "kinds": kinds,
        "ids": ids,
        "among": among,
        "overrides": given,
        "settings": _remembered(changed(settings, given)),
    }
    try:
        return RunOptions.model_validate(fields)
    except ValidationError as error:
        first = error.errors()[0]
        raise BadSetting(f"--kind {first['input']!r}: {first['msg']}.") from error


def with_settings(
    settings: Settings, options: "RunOptions", overrides: dict[str, str]
) -> "RunOptions":
    """The options with some more settings changed."""
    given = options.overrides | overrides
    remembered = _remembered(changed(settings, given))
    return options.model_copy(update={"overrides": given, "settings": remembered})


def make_run(settings: Settings, suites: tuple["Suite", ...], options: "RunOptions") -> "Run":
    """The suites asked with these options, of the library opened anew."""
    from evals.run import choose
    from evals.run import evaluate as evaluate_suites

    total = len(choose(suites, options))
    with opened_as(settings, options.overrides) as library, progress_bar() as progress:
        task = progress.add_task("Asking", total=total)
        used = changed(settings, options.overrides)
        return evaluate_suites(
            suites,
            make_ask(used, library),
            library,
            options,
            progress=lambda name: progress.update(task, advance=1, description=name),
            make_rank=make_rank(used, library),
        )


def new_folder(out: Path | None) -> Path:
    """Where a run is to be kept: where it was said, or under its time."""
    return out or RUNS / datetime.now(UTC).strftime("%Y-%m-%dT%H-%M-%S")


def earlier_folder(run: Path) -> Path:
    """The folder of an earlier run: named, by its name in `runs/`, or the last one there."""
    kept = sorted(path for path in RUNS.glob("*") if path.is_dir())
    if str(run) == "last":
        if not kept:
            raise BadSetting("There is no earlier run in runs/. Run `reports eval` first.")
        return kept[-1]
    return run if run.is_dir() or not (RUNS / run).is_dir() else RUNS / run


def failed_in(folder: Path) -> tuple[str, ...]:
    """`<suite>/<id>` of the pairs that failed in an earlier run."""
    from evals.kept import load_run

    keys = tuple(result.key for result in load_run(folder).results if not result.passed)
    if not keys:
        raise BadSetting(f"No pair failed in {folder}. Leave out --failed to ask all.")
    return keys


def _remembered(settings: Settings) -> dict[str, str]:
    """What the answers depend on: versions, commit, settings."""
    return {
        "version": version("inspection-reports-assistant"),
        "commit": _commit(),
        "python": platform.python_version(),
        **{package: version(package) for package in _PACKAGES},
        **{name: str(getattr(settings, name)) for name in _REMEMBERED},
    }


def _commit() -> str:
    """The commit of the code that runs, `-dirty` where it was changed; "" without a checkout."""
    try:
        said = subprocess.run(
            ["git", "-C", os.fspath(Path(__file__).parent), *_DESCRIBE],
            capture_output=True,
            text=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError):
        return ""
    return said.stdout.strip()
