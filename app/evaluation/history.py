"""Runs that are kept: listed newest first, read again, compared; a damaged one says what it is."""

import json
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from app.commands.runs import RUNS
from app.wording import date_words, joined
from evals.results import RunSummary
from evals.run import RunOptions, RunSettings

_FORM = "%Y-%m-%dT%H-%M-%S"
_SUITES = 3
"""Names of suites that a line gives; more are counted."""


class KeptRun(NamedTuple):
    """A folder with a run."""

    folder: Path
    summary: RunSummary | None
    """None where it cannot be read."""
    options: RunOptions = RunOptions()
    """Which pairs it was to ask."""

    @property
    def name(self) -> str:
        """The name of its folder."""
        return self.folder.name

    @property
    def when(self) -> str:
        """When it was made, in words (UTC); its name where that is none of ours."""
        try:
            made = datetime.strptime(self.name[:19], _FORM)
        except ValueError:
            return self.name
        return f"{date_words(made.date().isoformat())}, {made:%H:%M:%S}"

    @property
    def line(self) -> str:
        """When, and what came of it."""
        if self.summary is None:
            return f"{self.when}: cannot be read"
        suites = self.summary.suites
        names = ", ".join(suites) if len(suites) <= _SUITES else f"{len(suites)} suites"
        what = "; ".join(filter(None, (names, self.filters, "stopped" * self.summary.stopped)))
        return f"{self.when}: {self.summary.passed} of {self.summary.asked} passed ({what})"

    @property
    def filters(self) -> str:
        """What it was to ask of the suites, in words; "" where that was all."""
        named = [kind.replace("_", " ") for kind in self.options.kinds]
        parts = [f"only {joined(named)}"] if named else []
        parts += [f"only pairs named {', '.join(self.options.ids)}"] if self.options.ids else []
        parts += ["only pairs that had failed"] if self.options.among is not None else []
        return "; ".join(parts)

    def keys(self) -> frozenset[str]:
        """`<suite>/<id>` of the pairs that were asked; none where that cannot be read."""
        try:
            return frozenset(json.loads((self.folder / "seconds.json").read_bytes()))
        except (OSError, ValueError, TypeError):
            return frozenset()


def kept_runs(runs: Path = RUNS) -> tuple[KeptRun, ...]:
    """The runs of a folder, newest first."""
    folders = [path for path in runs.glob("*") if path.is_dir()] if runs.is_dir() else []
    folders = [path for path in folders if (path / "summary.json").is_file()]
    return tuple(
        KeptRun(path, _summary(path), _options(path)) for path in sorted(folders, reverse=True)
    )


def _options(folder: Path) -> RunOptions:
    try:
        data = (folder / "settings.json").read_bytes()
        return RunSettings.model_validate_json(data).options
    except (OSError, ValidationError):
        return RunOptions()


def _summary(folder: Path) -> RunSummary | None:
    try:
        return RunSummary.model_validate_json((folder / "summary.json").read_bytes())
    except (OSError, ValidationError):
        return None
