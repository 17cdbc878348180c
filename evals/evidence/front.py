"""The front door as evidence uses it: the `reports` command, in processes and stores of its own."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from ingest.errors import ReportsError


class FrontDoorClosed(ReportsError):
    """A `reports` command that did not end well, with what it said."""


def find_command() -> Path | None:
    """The `reports` command of this environment, or None where it is not installed."""
    command = Path(sys.executable).with_name("reports")
    return command if command.exists() else None


def run_reports(store: Path, *arguments: str, variables: Mapping[str, str] | None = None) -> bytes:
    """What `reports --store STORE …` prints, run with an empty home and nobody's settings.

    Raises `FrontDoorClosed` where the command is missing or exits with another code than 0.
    """
    command = find_command()
    if command is None:
        raise FrontDoorClosed("The `reports` command is not installed: run `make install`.")
    home = store.parent / "home"
    home.mkdir(parents=True, exist_ok=True)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("REPORTS_")}
    done = subprocess.run(
        [str(command), "--store", str(store), *arguments],
        capture_output=True,
        env=kept | {"HOME": str(home)} | dict(variables or {}),
        check=False,
    )
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()[-3:]
        shown = " ".join(arguments[:1])
        raise FrontDoorClosed(f"`reports {shown}` exited with {done.returncode}: {' '.join(said)}")
    return done.stdout
