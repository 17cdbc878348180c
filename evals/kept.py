"""Runs as folders: written, and read again only where nothing of them is lost or altered."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from evals.errors import BadSuite
from evals.faults import faults, field_name
from evals.results import PairResult, RunSummary, Skipped
from evals.run import Run, RunSettings
from evals.standing import counted
from ingest.models import Record

Kept = TypeVar("Kept", bound=Record)

_ASK_AGAIN = "the run is damaged: ask again"
_DIGESTS = "digests.json"
"""The file that has the SHA-256 of the others by name, but for the seconds: these never agree."""


def save_run(run: Run, folder: Path) -> None:
    """The run as a folder: settings, a line per pair, summary, the times apart, and digests."""
    folder.mkdir(parents=True, exist_ok=True)
    parts = {
        "settings.json": run.settings.model_dump_json(indent=1) + "\n",
        "answers.jsonl": _lines(run.results),
        "skipped.jsonl": _lines(run.skipped),
        "summary.json": run.summary.model_dump_json(indent=1) + "\n",
        "seconds.json": json.dumps(run.seconds, indent=1, sort_keys=True) + "\n",
    }
    for name, text in parts.items():
        (folder / name).write_text(text, encoding="utf-8")
    digests = {name: _digest(folder / name) for name in parts if name != "seconds.json"}
    (folder / _DIGESTS).write_text(json.dumps(digests, indent=1) + "\n", encoding="utf-8")


def load_run(folder: Path) -> Run:
    """The run that a folder holds; raises `BadSuite` where it holds none, or not all of one."""
    run = Run(
        settings=_record(folder / "settings.json", RunSettings),
        results=_records(folder / "answers.jsonl", PairResult),
        skipped=_records(folder / "skipped.jsonl", Skipped),
        summary=_record(folder / "summary.json", RunSummary),
        seconds=_seconds(folder / "seconds.json"),
    )
    _refuse_altered(run, folder)
    return run


def _refuse_altered(run: Run, folder: Path) -> None:
    """A line that was lost or written twice would pass for a run of fewer or of more pairs."""
    for key, times in Counter(result.key for result in run.results).items():
        if times > 1:
            raise BadSuite(folder / "answers.jsonl", None, "", f"{key} stands in it {times} times")
    held, summary = counted(run.results), run.summary
    passed = sum(result.passed for result in held)
    for file, what, found, told in (
        ("answers.jsonl", "pairs", len(held), summary.asked),
        ("answers.jsonl", "drafts", len(run.results) - len(held), summary.drafts),
        ("answers.jsonl", "pairs that passed", passed, summary.passed),
        ("skipped.jsonl", "pairs", len(run.skipped), summary.skipped),
    ):
        if found != told:
            reason = f"it holds {found} {what}, and summary.json tells of {told}; {_ASK_AGAIN}"
            raise BadSuite(folder / file, None, "", reason)
    if set(run.seconds) != {result.key for result in run.results}:
        reason = f"it has not the pairs of answers.jsonl; {_ASK_AGAIN}"
        raise BadSuite(folder / "seconds.json", None, "", reason)
    for name, digest in _digests(folder / _DIGESTS).items():
        if digest != _digest(folder / name):
            raise BadSuite(folder / name, None, "", f"it has been altered; {_ASK_AGAIN}")


def _digests(path: Path) -> dict[str, str]:
    if not path.exists():
        reason = f"has no {_DIGESTS} (damaged, or a run of another version: ask again)"
        raise BadSuite(path.parent, None, "", reason)
    try:
        return {str(name): str(digest) for name, digest in json.loads(_text(path)).items()}
    except (ValueError, AttributeError) as error:
        raise BadSuite(path, None, "", f"no digests by file; {_ASK_AGAIN}") from error


def _digest(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise BadSuite(path, None, "", f"cannot be read: {error.strerror}") from error


def _record(path: Path, kind: type[Kept]) -> Kept:
    return _parsed(path, None, _text(path), kind)


def _records(path: Path, kind: type[Kept]) -> tuple[Kept, ...]:
    # Not `splitlines`, which parts at characters that stand in answers as well.
    lines = _text(path).split("\n")
    if lines.pop():
        raise BadSuite(path, len(lines) + 1, "", f"the last line is cut off; {_ASK_AGAIN}")
    return tuple(_parsed(path, at, line, kind) for at, line in enumerate(lines, 1))


def _seconds(path: Path) -> dict[str, float]:
    try:
        return {str(key): float(value) for key, value in json.loads(_text(path)).items()}
    except (ValueError, TypeError, AttributeError) as error:
        raise BadSuite(path, None, "", f"no seconds by pair; {_ASK_AGAIN}") from error


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise BadSuite(path, None, "", f"no text in UTF-8; {_ASK_AGAIN}") from error
    except OSError as error:
        raise BadSuite(path, None, "", f"not a run: {error.strerror}") from error


def _parsed(path: Path, line: int | None, text: str, kind: type[Kept]) -> Kept:
    try:
        return kind.model_validate_json(text)
    except ValidationError as error:
        place, reason = faults(error, kind)[0]
        if not place:
            raise BadSuite(path, line, "", f"not JSON, or cut off; {_ASK_AGAIN}") from error
        said = f"{reason} (damaged, or a run of another version: ask again)"
        raise BadSuite(path, line, field_name(place), said) from error


def _lines(records: Iterable[Record]) -> str:
    return "".join(record.model_dump_json() + "\n" for record in records)
